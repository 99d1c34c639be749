/**
 * The stage: an SVG layer of nodes over a canvas of everything that moves. It is given scenes and moments and holds no
 * clock; the owner's one animation loop calls `setScene` when the world has changed and `frame` for every picture.
 */
import { select } from 'd3-selection';
import { zoomIdentity } from 'd3-zoom';
import './stage.css';
import type { NodeId } from '../kernel/process.ts';
import { createDrag } from './drag.ts';
import {
  labelBox,
  reach,
  type Box,
  type Insets,
  type Place,
  type Point,
  type Size,
} from './geometry.ts';
import { layoutCluster, NO_INSETS, type Layout } from './layout.ts';
import { createNodeLayer, type NodeLayer } from './nodes.ts';
import { eachFlight } from './paint-flights.ts';
import { Painter, type Moment } from './painter.ts';
import { readPalette, type Palette } from './palette.ts';
import { Picturer, type Picture } from './picture.ts';
import { createPress } from './press.ts';
import type { Scene } from './scene.ts';
import { createScissors, linkNear, sidesOf } from './scissors.ts';
import { buildWall, type Wall } from './wall.ts';
import { createZoom, type ZoomBehaviour } from './zoom.ts';

export type StageTool = 'hammer' | 'hand' | 'snowflake' | 'scissors' | 'clock' | 'eraser';

export interface StageCallbacks {
  /** A node was clicked, tapped, or pressed with Enter or Space. */
  onNode(id: NodeId): void;
  /** Long press, right click or menu key on a node; `at` in window pixels. */
  onNodeMenu(id: NodeId, at: Point): void;
  /** A click on a flight; `at` is where it is, in stage pixels. */
  onFlight(id: number, at: Point): void;
  /** A click on nothing. */
  onEmpty(): void;
  /** The scissors drew a line between two groups that hold all nodes; neither is empty. */
  onPartition(groups: readonly (readonly NodeId[])[]): void;
  /** The scissors clicked on a link. */
  onCut(from: NodeId, to: NodeId): void;
}

/** The moment to draw. */
export interface StageFrame {
  /** Virtual ms. */
  readonly now: number;
  readonly moving: boolean;
  /** Virtual ms per real second: bursts and blinks last as long at every speed. */
  readonly msPerSecond: number;
  readonly reducedMotion: boolean;
}

export interface Stage {
  /** Shows another scene; nodes that are the same objects as before cost nothing. */
  setScene(scene: Scene): void;
  /** Draws what moves; returns at once if nothing changed since the last frame. */
  frame(frame: StageFrame): void;
  setTool(tool: StageTool): void;
  /** Marks a node. */
  select(id: NodeId | null): void;
  /** Marks a flight. */
  markFlight(id: number | null): void;
  /** Where a flight is now, in stage pixels; `null` if it is not drawn. */
  flightPoint(id: number): Point | null;
  /** Where a node is, in stage pixels. */
  nodePoint(id: NodeId): Point | null;
  /** Moves keyboard focus to a node. */
  focusNode(id: NodeId): void;
  /** Room at the rim for what floats over the stage. */
  setInsets(insets: Insets): void;
  /** Shows everything. */
  fit(): void;
  /** Puts nodes that were dragged back into their places. */
  tidy(): void;
  /** Reads the colours anew. */
  refreshTheme(): void;
  destroy(): void;
}

const EMPTY: Scene = {
  nodes: [],
  flights: [],
  bursts: [],
  groups: [],
  partedAt: null,
  cuts: [],
  links: [],
};
const FLIGHT_WITHIN = 14;
const LINK_WITHIN = 12;
const BURST_SECONDS = 0.5;
/** More pixels than this per CSS pixel cost more than they show. */
const DENSITY_MOST = 2;

/** Every so many scenes the nodes are drawn: a crowd is costly, and nobody sees that one of them waits two frames. */
function patienceFor(nodes: number): number {
  if (nodes > 300) return 3;
  return nodes > 120 ? 2 : 1;
}

/** Builds a stage inside `root`, which gives it its size. */
export function createStage(root: HTMLElement, callbacks: StageCallbacks): Stage {
  return new StageView(root, callbacks);
}

class StageView implements Stage {
  readonly #root: HTMLElement;
  readonly #callbacks: StageCallbacks;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #svg: SVGSVGElement;
  readonly #world: SVGGElement;
  readonly #nodes: NodeLayer;
  readonly #zoom: ZoomBehaviour;
  readonly #painter = new Painter();
  readonly #picturer = new Picturer();
  readonly #observer: ResizeObserver;
  readonly #undo: readonly (() => void)[];
  /** Places given by hand, as parts of the stage's size. */
  readonly #moved = new Map<NodeId, Point>();
  #tool: StageTool = 'hammer';
  #scene: Scene = EMPTY;
  #layout: Layout = new Map();
  #size: Size = { width: 0, height: 0 };
  #density = 1;
  #insets: Insets = NO_INSETS;
  #wall: Wall | null = null;
  #picture: Picture;
  #palette: Palette;
  #transform = zoomIdentity;
  #moment: Moment = { now: 0, moving: false, burstMs: 500, reducedMotion: false, marked: null };
  #dirty = true;
  /** Scenes since the nodes were last drawn. */
  #waited = 0;
  #destroyed = false;

  constructor(root: HTMLElement, callbacks: StageCallbacks) {
    this.#root = root;
    this.#callbacks = callbacks;
    root.classList.add('stage');
    if (!root.hasAttribute('tabindex')) root.tabIndex = -1;
    this.#canvas = root.ownerDocument.createElement('canvas');
    this.#canvas.setAttribute('aria-hidden', 'true');
    root.append(this.#canvas);
    const context = this.#canvas.getContext('2d');
    if (context === null) throw new Error('this browser has no canvas');
    this.#context = context;
    const svg = select(root).append('svg').attr('role', 'group').attr('aria-label', 'Cluster');
    const world = svg.append('g').attr('class', 'world');
    const [svgElement, worldElement] = [svg.node(), world.node()];
    if (svgElement === null || worldElement === null) throw new Error('this browser has no SVG');
    this.#svg = svgElement;
    this.#world = worldElement;
    this.#nodes = createNodeLayer(world);
    this.#palette = readPalette(root);
    this.#picture = this.#picturer.picture(EMPTY, this.#layout);
    this.#zoom = this.#createZoom();
    this.#undo = this.#createBehaviours();
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(root);
    this.setTool('hammer');
    this.#resize();
  }

  setScene(scene: Scene): void {
    const before = this.#scene;
    if (scene === before) return;
    this.#scene = scene;
    if (this.#hasOtherNodes(before.nodes)) this.#relayout();
    else if (before.groups !== scene.groups || before.cuts !== scene.cuts) this.#rewall();
    this.#waited += 1;
    if (!this.#moment.moving || this.#waited >= patienceFor(scene.nodes.length)) this.#updateNodes();
    this.#picture = this.#picturer.picture(scene, this.#layout);
    this.#dirty = true;
  }

  frame({ now, moving, msPerSecond, reducedMotion }: StageFrame): void {
    if (!moving && this.#waited > 0) this.#updateNodes();
    const burstMs = Math.max(msPerSecond * BURST_SECONDS, 1);
    const last = this.#moment;
    const same =
      !this.#dirty &&
      last.now === now &&
      last.moving === moving &&
      last.burstMs === burstMs &&
      last.reducedMotion === reducedMotion;
    if (same) return;
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
    const place = this.#layout.get(id);
    return place === undefined ? null : this.#toStage(place);
  }

  focusNode(id: NodeId): void {
    this.#nodes.element(id)?.focus({ preventScroll: true });
  }

  setInsets(insets: Insets): void {
    this.#insets = insets;
    this.#relayoutNow();
  }

  fit(): void {
    this.#zoom.fit(boundsOf(this.#layout.values()), this.#size);
  }

  tidy(): void {
    this.#moved.clear();
    this.#relayoutNow();
  }

  refreshTheme(): void {
    this.#palette = readPalette(this.#root);
    this.#dirty = true;
    this.#paint();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#observer.disconnect();
    this.#zoom.destroy();
    for (const undo of this.#undo) undo();
    this.#canvas.remove();
    this.#svg.remove();
    this.#root.classList.remove('stage', 'over-flight');
    delete this.#root.dataset['tool'];
  }

  // ── size and places ────────────────────────────────────────────────────────────────────────────────────

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#root;
    const density = Math.min(
      this.#root.ownerDocument.defaultView?.devicePixelRatio ?? 1,
      DENSITY_MOST,
    );
    const same = width === this.#size.width && height === this.#size.height;
    if (same && density === this.#density) return;
    this.#size = { width, height };
    this.#density = density;
    this.#canvas.width = Math.round(width * density);
    this.#canvas.height = Math.round(height * density);
    this.#relayoutNow();
  }

  #hasOtherNodes(before: Scene['nodes']): boolean {
    const { nodes } = this.#scene;
    if (nodes === before) return false;
    const same =
      nodes.length === before.length &&
      nodes.every((node, index) => node === before[index] || node.id === before[index]?.id);
    return !same;
  }

  #relayoutNow(): void {
    this.#relayout();
    this.#updateNodes();
    this.#picture = this.#picturer.picture(this.#scene, this.#layout);
    this.#dirty = true;
    this.#paint();
  }

  #relayout(): void {
    const places = new Map(layoutCluster(this.#scene.nodes, this.#size, this.#insets));
    for (const [id, part] of this.#moved) {
      const place = places.get(id);
      if (place === undefined) continue;
      const { width, height } = this.#size;
      places.set(id, { ...place, x: part.x * width, y: part.y * height });
    }
    this.#layout = places;
    this.#rewall();
  }

  #rewall(): void {
    const { groups } = this.#scene;
    const parted = groups
      .map((group) => group.flatMap((id) => this.#layout.get(id) ?? []))
      .filter(({ length }) => length > 0);
    this.#wall = parted.length < 2 ? null : buildWall(parted, this.#size, this.#layout.values());
    this.#picturer.reset(this.#layout, this.#scene, this.#wall);
  }

  #updateNodes(): void {
    this.#waited = 0;
    this.#nodes.update(this.#scene.nodes, this.#layout);
  }

  #moveNode(id: NodeId, { x, y }: Point): void {
    const { width, height } = this.#size;
    this.#moved.set(id, { x: x / Math.max(width, 1), y: y / Math.max(height, 1) });
    this.#relayout();
    this.#updateNodes();
    this.#picture = this.#picturer.picture(this.#scene, this.#layout);
    this.#redrawIfStill();
  }

  // ── drawing ────────────────────────────────────────────────────────────────────────────────────────────

  /** While time flows the next frame draws anyway; while it stands still there may be none. */
  #redrawIfStill(): void {
    this.#dirty = true;
    if (!this.#moment.moving) this.#paint();
  }

  #paint(): void {
    if (this.#destroyed || this.#size.width === 0) return;
    const { k, x, y } = this.#transform;
    const view = { ...this.#size, density: this.#density, k, x, y };
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

  #createBehaviours(): readonly (() => void)[] {
    return [
      createScissors(this.#svg, this.#world, {
        isActive: () => this.#tool === 'scissors',
        onLine: (from, to) => {
          const groups = sidesOf(this.#layout, from, to);
          if (groups.every(({ length }) => length > 0)) this.#callbacks.onPartition(groups);
        },
      }),
      createDrag(this.#world, {
        isActive: () => this.#tool === 'hand',
        placeOf: (id) => this.#layout.get(id),
        onMove: (id, to) => this.#moveNode(id, to),
      }),
      createPress(this.#svg, this.#root, {
        onNode: (id) => this.#callbacks.onNode(id),
        onNodeMenu: (id, at) => this.#callbacks.onNodeMenu(id, at),
        onGround: (at) => this.#pressGround(at),
        onPoint: (id) => this.#nodes.point(id),
        onHover: (at) => {
          const over = this.#flightNear(this.#toWorld(at)) !== null;
          this.#root.classList.toggle('over-flight', over);
        },
        onFocus: (id) => this.#nodes.focusOn(id),
        onStep: (id, step) => this.#nodes.neighbour(id, step)?.focus({ preventScroll: true }),
      }),
    ];
  }

  #pressGround(at: Point): void {
    const point = this.#toWorld(at);
    const link =
      this.#tool === 'scissors'
        ? linkNear(this.#scene.links, this.#layout, point, LINK_WITHIN / this.#transform.k)
        : null;
    if (link !== null) {
      this.#callbacks.onCut(link[0], link[1]);
      return;
    }
    const flight = this.#flightNear(point);
    if (flight === null) this.#callbacks.onEmpty();
    else this.#callbacks.onFlight(flight.id, this.#toStage(flight));
  }

  #flightNear(
    point: Point,
  ): { readonly id: number; readonly x: number; readonly y: number } | null {
    let least = FLIGHT_WITHIN / this.#transform.k;
    let found: { id: number; x: number; y: number } | null = null;
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

function boundsOf(places: Iterable<Place>): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const place of places) {
    const label = labelBox(place);
    const out = reach(place.r);
    box.left = Math.min(box.left, place.x - out, label.left);
    box.top = Math.min(box.top, place.y - out);
    box.right = Math.max(box.right, place.x + out, label.right);
    box.bottom = Math.max(box.bottom, label.bottom);
  }
  return box.left > box.right ? { left: 0, top: 0, right: 1, bottom: 1 } : box;
}
