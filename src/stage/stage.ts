/**
 * The stage: an SVG layer of nodes over a canvas of everything that moves. It is given scenes and moments and holds no
 * clock; the owner's one animation loop calls `setScene` when the world has changed and `frame` for every picture.
 */
import { select } from 'd3-selection';
import { zoomIdentity } from 'd3-zoom';
import './stage.css';
import type { NodeId } from '../kernel/process.ts';
import { Arrangement } from './arrangement.ts';
import { createDrag } from './drag.ts';
import type { Insets, Point } from './geometry.ts';
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
  readonly #zoom: ZoomBehaviour;
  readonly #painter = new Painter();
  readonly #arrangement = new Arrangement();
  readonly #observer: ResizeObserver;
  readonly #undo: readonly (() => void)[];
  #tool: StageTool = 'hammer';
  #density = 1;
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
    this.#palette = readPalette(root);
    this.#picture = this.#arrangement.picture();
    this.#zoom = this.#createZoom();
    this.#undo = [this.#createScissors(), this.#createDrag(), this.#createPress()];
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
    if (this.#moment.marked === id) return;
    this.#moment = { ...this.#moment, marked: id };
    this.#redrawIfStill();
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
    this.#arrangement.setInsets(insets);
    this.#rearranged();
  }

  fit(): void {
    this.#zoom.fit(this.#arrangement.bounds(), this.#arrangement.size);
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
    this.#context.canvas.remove();
    this.#svg.remove();
    this.#root.classList.remove('stage', 'over-flight');
    delete this.#root.dataset['tool'];
  }

  // ── drawing ────────────────────────────────────────────────────────────────────────────────────────────

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#root;
    const { size } = this.#arrangement;
    const density = Math.min(devicePixelRatio, DENSITY_MOST);
    if (width === size.width && height === size.height && density === this.#density) return;
    this.#density = density;
    this.#context.canvas.width = Math.round(width * density);
    this.#context.canvas.height = Math.round(height * density);
    this.#arrangement.setSize({ width, height });
    // The canvas has just lost its picture: do not wait for the next frame.
    this.#rearranged();
    this.#paint();
  }

  #rearranged(): void {
    this.#updateNodes();
    this.#picture = this.#arrangement.picture();
    this.#redrawIfStill();
  }

  #updateNodes(): void {
    this.#waited = 0;
    this.#nodes.update(this.#arrangement.scene.nodes, this.#arrangement.layout);
  }

  /** While time flows the next frame draws anyway; while it stands still there may be none. */
  #redrawIfStill(): void {
    this.#dirty = true;
    if (!this.#moment.moving) this.#paint();
  }

  #paint(): void {
    const { size } = this.#arrangement;
    if (size.width === 0) return;
    const { k, x, y } = this.#transform;
    const view = { ...size, density: this.#density, k, x, y };
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
        this.#world.setAttribute('transform', transform.toString());
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

  #pressGround(at: Point): void {
    const point = this.#toWorld(at);
    const { scene, layout } = this.#arrangement;
    const within = LINK_WITHIN / this.#transform.k;
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
    let least = FLIGHT_WITHIN / this.#transform.k;
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
    return { x: worldX, y: worldY };
  }

  #toStage({ x, y }: Point): Point {
    return { x: this.#transform.applyX(x), y: this.#transform.applyY(y) };
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
