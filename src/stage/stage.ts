/**
 * The stage: an SVG layer of nodes over a canvas of everything that moves. It is given scenes and moments and holds no
 * clock; the owner's one animation loop calls `setScene` when the world has changed and `frame` for every picture.
 */
import { select } from 'd3-selection';
import { zoomIdentity } from 'd3-zoom';
import './stage.css';
import type { NodeId } from '../kernel/process.ts';
import { Arrangement } from './arrangement.ts';
import { DoorLayer } from './door-layer.ts';
import { createDrag } from './drag.ts';
import { FlightList } from './flight-list.ts';
import { clamp, type Insets, type Point, type Size } from './geometry.ts';
import { NO_INSETS } from './layout.ts';
import { NodeLayer } from './nodes.ts';
import { eachFlight } from './paint-flights.ts';
import { Painter, type Moment } from './painter.ts';
import { readPalette, type Palette } from './palette.ts';
import type { Picture } from './picture.ts';
import { createPress } from './press.ts';
import type { Scene } from './scene.ts';
import { createScissors, linkNear, sidesOf } from './scissors.ts';
import type { Stage, StageCallbacks, StageFrame, StageTool } from './stage-api.ts';
import { createZoom, type ZoomBehaviour } from './zoom.ts';

export type { Stage, StageCallbacks, StageFrame, StageTool } from './stage-api.ts';

const FLIGHT_WITHIN = 14;
const LINK_WITHIN = 12;
const BURST_SECONDS = 0.5;
/** A magnified stage is at least so large when it is measured unmagnified, unless it is smaller itself. */
const SCALED_LEAST: Size = { width: 640, height: 400 };
/** More pixels than this per CSS pixel cost more than they show. */
const DENSITY_MOST = 2;

/** Builds a stage inside `root`, which gives it its size. */
export function createStage(root: HTMLElement, callbacks: StageCallbacks): Stage {
  return new StageView(root, callbacks);
}

/** Every so many scenes the nodes are drawn: a crowd is costly, and nobody sees that one of them waits two frames. */
function patienceFor(nodes: number): number {
  if (nodes > 300) return 3;
  return nodes > 120 ? 2 : 1;
}

interface SpotOfFlight extends Point {
  readonly id: number;
}

class StageView implements Stage {
  readonly #root: HTMLElement;
  readonly #callbacks: StageCallbacks;
  readonly #context: CanvasRenderingContext2D;
  readonly #svg: SVGSVGElement;
  readonly #world: SVGGElement;
  readonly #nodes: NodeLayer;
  readonly #doors: DoorLayer;
  readonly #flightList: FlightList;
  readonly #zoom: ZoomBehaviour;
  readonly #painter = new Painter();
  readonly #arrangement = new Arrangement();
  readonly #observer: ResizeObserver;
  readonly #undo: readonly (() => void)[];
  #tool: StageTool = 'hammer';
  #density = 1;
  /** Stage pixels, and how many of them the scale makes of one pixel of the layout. */
  #size: Size = { width: 0, height: 0 };
  #insets: Insets = NO_INSETS;
  #wantedScale = 1;
  #scale = 1;
  /** Flights that are pointed out: by the owner, and by the keyboard's focus. */
  #marked: number | null = null;
  #focused: number | null = null;
  #picture: Picture;
  #palette: Palette;
  #transform = zoomIdentity;
  #moment: Moment = { now: 0, moving: false, burstMs: 500, reducedMotion: false, marked: null };
  #dirty = true;
  /** Scenes since the nodes were last drawn. */
  #waited = 0;

  constructor(root: HTMLElement, callbacks: StageCallbacks) {
    this.#root = root;
    this.#callbacks = callbacks;
    root.classList.add('stage');
    if (!root.hasAttribute('tabindex')) root.tabIndex = -1;
    this.#context = appendCanvas(root);
    const svg = select(root).append('svg').attr('role', 'group').attr('aria-label', 'Cluster');
    const world = svg.append('g').attr('class', 'world');
    const [svgElement, worldElement] = [svg.node(), world.node()];
    if (svgElement === null || worldElement === null) throw new Error('this browser has no SVG');
    this.#svg = svgElement;
    this.#world = worldElement;
    this.#nodes = new NodeLayer(world);
    this.#doors = new DoorLayer(world, (id) => callbacks.onPending(id));
    this.#flightList = this.#createFlightList();
    this.#palette = readPalette(root);
    this.#picture = this.#arrangement.picture();
    this.#zoom = this.#createZoom();
    this.#undo = [
      this.#createScissors(),
      this.#createDrag(),
      this.#createPress(),
      this.#awaitFonts(),
    ];
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
    let found: Point | null = null;
    eachFlight(this.#picture, this.#moment.now, (flight, at) => {
      if (flight.id === id) found = this.#toStage(at);
    });
    return found;
  }

  nodePoint(id: NodeId): Point | null {
    const place = this.#arrangement.layout.get(id);
    return place === undefined ? null : this.#toStage(place);
  }

  focusNode(id: NodeId): void {
    this.#nodes.element(id)?.focus({ preventScroll: true });
  }

  setInsets(insets: Insets): void {
    this.#insets = insets;
    this.#rescale();
  }

  setScale(scale: number): void {
    this.#wantedScale = scale;
    this.#rescale();
  }

  fit(): void {
    const { left, top, right, bottom } = this.#arrangement.bounds();
    const by = this.#scale;
    const box = { left: left * by, top: top * by, right: right * by, bottom: bottom * by };
    this.#zoom.fit(box, this.#size);
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
    this.#zoom.destroy();
    for (const undo of this.#undo) undo();
    this.#flightList.destroy();
    this.#context.canvas.remove();
    this.#svg.remove();
    this.#root.classList.remove('stage', 'over-flight');
    delete this.#root.dataset['tool'];
  }

  // ── drawing ────────────────────────────────────────────────────────────────────────────────────────────

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#root;
    const size = this.#size;
    const density = Math.min(devicePixelRatio, DENSITY_MOST);
    if (width === size.width && height === size.height && density === this.#density) return;
    this.#density = density;
    this.#context.canvas.width = Math.round(width * density);
    this.#context.canvas.height = Math.round(height * density);
    this.#size = { width, height };
    // The canvas has just lost its picture: do not wait for the next frame.
    this.#rescale();
    this.#paint();
  }

  /** Lays out a stage that is smaller by the scale, and magnifies all that is drawn. */
  #rescale(): void {
    const { width, height } = this.#size;
    const room = Math.min(width / SCALED_LEAST.width, height / SCALED_LEAST.height);
    const scale = clamp(room, 1, Math.max(this.#wantedScale, 1));
    this.#scale = scale;
    const { top, right, bottom, left } = this.#insets;
    this.#arrangement.setRoom(
      { width: width / scale, height: height / scale },
      { top: top / scale, right: right / scale, bottom: bottom / scale, left: left / scale },
    );
    this.#showTransform();
    this.#rearranged();
  }

  #showTransform(): void {
    const { k, x, y } = this.#transform;
    this.#world.setAttribute('transform', `translate(${x},${y}) scale(${k * this.#scale})`);
  }

  #pointOut(): void {
    const marked = this.#focused ?? this.#marked;
    if (this.#moment.marked === marked) return;
    this.#moment = { ...this.#moment, marked };
    this.#redrawIfStill();
  }

  #rearranged(): void {
    this.#updateNodes();
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
    const size = this.#size;
    if (size.width === 0) return;
    const { k, x, y } = this.#transform;
    const view = { ...size, density: this.#density, k: k * this.#scale, x, y };
    this.#painter.paint(this.#context, this.#picture, this.#palette, view, this.#moment);
    this.#dirty = false;
  }

  // ── behaviours ─────────────────────────────────────────────────────────────────────────────────────────

  #createZoom(): ZoomBehaviour {
    return createZoom(this.#svg, {
      mayPan: (target) => {
        const onNode = target instanceof Element && target.closest('g.node') !== null;
        return this.#tool !== 'scissors' && !(onNode && this.#tool === 'hand');
      },
      onZoom: (transform) => {
        this.#transform = transform;
        this.#showTransform();
        this.#nodes.setZoom(transform.k);
        this.#redrawIfStill();
      },
    });
  }

  #createScissors(): () => void {
    return createScissors(this.#svg, this.#world, {
      isActive: () => this.#tool === 'scissors',
      onLine: (from, to) => {
        const groups = sidesOf(this.#arrangement.layout, from, to);
        if (groups.every(({ length }) => length > 0)) this.#callbacks.onPartition(groups);
      },
    });
  }

  #createDrag(): () => void {
    return createDrag(this.#world, {
      isActive: () => this.#tool === 'hand',
      placeOf: (id) => this.#arrangement.layout.get(id),
      onMove: (id, to) => {
        this.#arrangement.moveNode(id, to);
        this.#rearranged();
      },
    });
  }

  #createPress(): () => void {
    return createPress(this.#svg, this.#root, {
      onNode: (id) => this.#callbacks.onNode(id),
      onNodeMenu: (id, at) => this.#callbacks.onNodeMenu(id, at),
      onGround: (at) => this.#pressGround(at),
      onPoint: (id) => this.#nodes.point(id),
      onHover: (at) => {
        const isOver = this.#flightNear(this.#toWorld(at)) !== null;
        this.#root.classList.toggle('over-flight', isOver);
      },
      onFocus: (id) => this.#nodes.focusOn(id),
      onStep: (id, step) => this.#nodes.neighbour(id, step)?.focus({ preventScroll: true }),
    });
  }

  /** What the canvas wrote before a font had come was written in another one. */
  #awaitFonts(): () => void {
    const { fonts } = this.#root.ownerDocument;
    const listening = new AbortController();
    fonts.addEventListener('loadingdone', () => this.#redrawIfStill(), {
      signal: listening.signal,
    });
    return () => listening.abort();
  }

  #createFlightList(): FlightList {
    return new FlightList(this.#root, {
      onFlight: (id) => {
        const at = this.flightPoint(id) ?? { x: this.#size.width / 2, y: this.#size.height / 2 };
        this.#callbacks.onFlight(id, at);
      },
      onFocus: (id) => {
        this.#focused = id;
        this.#pointOut();
      },
    });
  }

  #pressGround(at: Point): void {
    const point = this.#toWorld(at);
    const { scene, layout } = this.#arrangement;
    const within = LINK_WITHIN / (this.#transform.k * this.#scale);
    const isCutting = this.#tool === 'scissors';
    const link = isCutting
      ? linkNear([...scene.links, ...scene.cuts], layout, point, within)
      : null;
    if (link !== null) {
      this.#callbacks.onCut(link[0], link[1]);
      return;
    }
    const flight = this.#flightNear(point);
    if (flight === null) this.#callbacks.onEmpty();
    else this.#callbacks.onFlight(flight.id, this.#toStage(flight));
  }

  #flightNear(point: Point): SpotOfFlight | null {
    let least = FLIGHT_WITHIN / (this.#transform.k * this.#scale);
    let found: SpotOfFlight | null = null;
    eachFlight(this.#picture, this.#moment.now, ({ id }, { x, y }) => {
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance >= least) return;
      least = distance;
      found = { id, x, y };
    });
    return found;
  }

  /** From window pixels to the coordinates of the layout. */
  #toWorld({ x, y }: Point): Point {
    const { left, top } = this.#svg.getBoundingClientRect();
    const [worldX, worldY] = this.#transform.invert([x - left, y - top]);
    return { x: worldX / this.#scale, y: worldY / this.#scale };
  }

  #toStage({ x, y }: Point): Point {
    const by = this.#scale;
    return { x: this.#transform.applyX(x * by), y: this.#transform.applyY(y * by) };
  }
}

function appendCanvas(root: HTMLElement): CanvasRenderingContext2D {
  const canvas = root.ownerDocument.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  root.append(canvas);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser has no canvas');
  return context;
}
