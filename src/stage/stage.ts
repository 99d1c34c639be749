/**
 * The stage: nodes over a canvas of everything that moves, over the outlines of groups. It is given scenes and moments and
 * holds no clock; the owner's one animation loop calls `setScene` when the world has changed and `frame` for every picture.
 */
import './stage.css';
import type { NodeId } from '../kernel/process.ts';
import { Arrangement } from './arrangement.ts';
import { createBehaviours, type Behaviours } from './hands/behaviours.ts';
import { DoorLayer } from './nodes/door-layer.ts';
import { FlightList } from './hands/flight-list.ts';
import { nearestFlight, spotOf } from './hands/flight-search.ts';
import type { Insets, Point } from './geometry.ts';
import { NodeLayer } from './nodes/nodes.ts';
import { Painter, type Moment } from './paint/painter.ts';
import { readPalette, type Palette } from './paint/palette.ts';
import type { Picture } from './paint/picture.ts';
import type { Scene } from './scene.ts';
import type { Stage, StageCallbacks, StageFrame, StageTool } from './stage-api.ts';
import { createSurface, densityNow, type Surface } from './surface.ts';
import { Viewpoint } from './viewpoint.ts';

export type { Stage, StageCallbacks, StageFrame, StageTool } from './stage-api.ts';

const BURST_SECONDS = 0.5;

/** Builds a stage inside `root`, which gives it its size. */
export function createStage(root: HTMLElement, callbacks: StageCallbacks): Stage {
  return new StageView(root, callbacks);
}

/** Every so many scenes the nodes are drawn: a crowd is costly, and nobody sees that one of them waits two frames. */
function patienceFor(nodes: number): number {
  if (nodes > 300) return 3;
  return nodes > 120 ? 2 : 1;
}

class StageView implements Stage {
  readonly #root: HTMLElement;
  readonly #callbacks: StageCallbacks;
  readonly #surface: Surface;
  readonly #nodes: NodeLayer;
  readonly #doors: DoorLayer;
  readonly #flightList: FlightList;
  readonly #behaviours: Behaviours;
  readonly #painter = new Painter();
  readonly #arrangement = new Arrangement();
  readonly #viewpoint = new Viewpoint();
  readonly #observer: ResizeObserver;
  readonly #listening = new AbortController();
  #tool: StageTool = 'hammer';
  /** Flights that are pointed out: by the owner, and by the keyboard's focus. */
  #marked: number | null = null;
  #focused: number | null = null;
  #picture: Picture;
  #palette: Palette;
  #moment: Moment = { now: 0, moving: false, burstMs: 500, reducedMotion: false, marked: null };
  #dirty = true;
  /** Scenes since the nodes were last drawn. */
  #waited = 0;

  constructor(root: HTMLElement, callbacks: StageCallbacks) {
    this.#root = root;
    this.#callbacks = callbacks;
    this.#surface = createSurface(root);
    this.#nodes = new NodeLayer(this.#surface.world);
    this.#doors = new DoorLayer(this.#surface.world, (id) => callbacks.onPending(id));
    this.#flightList = this.#createFlightList();
    this.#palette = readPalette(root);
    this.#picture = this.#arrangement.picture();
    this.#behaviours = this.#createBehaviours();
    this.#awaitFonts();
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(root);
    this.setTool('hammer');
    this.#resize();
  }

  setScene(scene: Scene): void {
    if (scene === this.#arrangement.scene) return;
    const { layout } = this.#arrangement;
    this.#arrangement.setScene(scene);
    this.#waited += 1;
    const isUrgent = !this.#moment.moving || layout !== this.#arrangement.layout;
    if (isUrgent || this.#waited >= patienceFor(scene.nodes.length)) this.#updateNodes();
    this.#surface.outlines.update(this.#arrangement.outlines);
    this.#picture = this.#arrangement.picture();
    this.#dirty = true;
  }

  frame({ now, moving, msPerSecond, reducedMotion }: StageFrame): void {
    if (!moving && this.#waited > 0) this.#updateNodes();
    this.#flightList.update(moving ? null : this.#arrangement.scene.flights, now);
    const burstMs = Math.max(msPerSecond * BURST_SECONDS, 1);
    const last = this.#moment;
    const isSame =
      !this.#dirty &&
      last.now === now &&
      last.moving === moving &&
      last.burstMs === burstMs &&
      last.reducedMotion === reducedMotion;
    if (isSame) return;
    this.#moment = { ...last, now, moving, burstMs, reducedMotion };
    this.#paint();
  }

  setTool(tool: StageTool): void {
    this.#tool = tool;
    this.#root.dataset['tool'] = tool;
  }

  select(id: NodeId | null): void {
    this.#nodes.select(id);
  }

  markFlight(id: number | null): void {
    this.#marked = id;
    this.#pointOut();
  }

  flightPoint(id: number): Point | null {
    const spot = spotOf(this.#picture, this.#moment.now, id);
    return spot === null ? null : this.#viewpoint.toStage(spot);
  }

  nodePoint(id: NodeId): Point | null {
    const place = this.#arrangement.layout.get(id);
    return place === undefined ? null : this.#viewpoint.toStage(place);
  }

  focusNode(id: NodeId): void {
    this.#nodes.element(id)?.focus({ preventScroll: true });
  }

  setInsets(insets: Insets): void {
    this.#viewpoint.insets = insets;
    this.#relayout();
  }

  setScale(scale: number): void {
    this.#viewpoint.wantedScale = scale;
    this.#relayout();
  }

  fit(): void {
    const box = this.#viewpoint.scaled(this.#arrangement.bounds());
    this.#behaviours.zoom.fit(box, this.#viewpoint.size);
  }

  tidy(): void {
    this.#arrangement.tidy();
    this.#rearranged();
  }

  refreshTheme(): void {
    this.#palette = readPalette(this.#root);
    this.#redrawIfStill();
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#listening.abort();
    this.#behaviours.destroy();
    this.#flightList.destroy();
    this.#surface.destroy();
  }

  // ── drawing ────────────────────────────────────────────────────────────────────────────────────────────

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#root;
    const { size, density } = this.#viewpoint;
    if (width === size.width && height === size.height && density === densityNow()) return;
    this.#viewpoint.density = this.#surface.resizeCanvas();
    this.#viewpoint.size = { width, height };
    // The canvas has just lost its picture: do not wait for the next frame.
    this.#relayout();
    this.#paint();
  }

  #relayout(): void {
    const { size, insets } = this.#viewpoint.room;
    this.#arrangement.setRoom(size, insets);
    this.#surface.setTransform(this.#viewpoint.transform);
    this.#rearranged();
  }

  #pointOut(): void {
    const marked = this.#focused ?? this.#marked;
    if (this.#moment.marked === marked) return;
    this.#moment = { ...this.#moment, marked };
    this.#redrawIfStill();
  }

  #rearranged(): void {
    this.#updateNodes();
    this.#surface.outlines.update(this.#arrangement.outlines);
    this.#picture = this.#arrangement.picture();
    this.#redrawIfStill();
  }

  #updateNodes(): void {
    this.#waited = 0;
    const { scene, layout, anchors, size } = this.#arrangement;
    this.#nodes.update(scene.nodes, layout, size.width);
    this.#doors.update(scene.doors, anchors, layout);
  }

  /** While time flows the next frame draws anyway; while it stands still there may be none. */
  #redrawIfStill(): void {
    this.#dirty = true;
    if (!this.#moment.moving) this.#paint();
  }

  #paint(): void {
    const { viewport } = this.#viewpoint;
    if (viewport.width === 0) return;
    this.#painter.paint(
      this.#surface.context,
      this.#picture,
      this.#palette,
      viewport,
      this.#moment,
    );
    this.#dirty = false;
  }

  // ── behaviours ─────────────────────────────────────────────────────────────────────────────────────────

  #createBehaviours(): Behaviours {
    return createBehaviours({
      root: this.#root,
      surface: this.#surface,
      arrangement: this.#arrangement,
      viewpoint: this.#viewpoint,
      nodes: this.#nodes,
      callbacks: this.#callbacks,
      tool: () => this.#tool,
      flightNear: (at, within) => nearestFlight(this.#picture, this.#moment.now, at, within),
      onZoom: (transform) => {
        this.#viewpoint.zoom = transform;
        this.#surface.setTransform(this.#viewpoint.transform);
        this.#nodes.setZoom(transform.k);
        this.#redrawIfStill();
      },
      onMoveNode: (id, to) => {
        this.#arrangement.moveNode(id, to);
        this.#rearranged();
      },
    });
  }

  /** What the canvas wrote before a font had come was written in another one. */
  #awaitFonts(): void {
    const { fonts } = this.#root.ownerDocument;
    const { signal } = this.#listening;
    fonts.addEventListener('loadingdone', () => this.#redrawIfStill(), { signal });
  }

  #createFlightList(): FlightList {
    return new FlightList(this.#root, {
      onFlight: (id) => {
        const { width, height } = this.#viewpoint.size;
        const at = this.flightPoint(id) ?? { x: width / 2, y: height / 2 };
        this.#callbacks.onFlight(id, at);
      },
      onFocus: (id) => {
        this.#focused = id;
        this.#pointOut();
      },
    });
  }
}
