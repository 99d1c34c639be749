/** Scissors: a line drawn through the stage parts it, a click near a link cuts that. */
import { pointer, select } from 'd3-selection';
import type { NodeId } from '../../kernel/process.ts';
import { distanceToSegment, type Point } from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import type { Scene } from '../scene.ts';

export interface ScissorsCallbacks {
  isActive(): boolean;
  /** Ends of the line in the coordinates of the layer. */
  onLine(from: Point, to: Point): void;
}

/** Shorter lines are clicks. */
const LINE_LEAST = 14;
/** How far the drawn line is shown beyond its ends: to the rim and further. */
const BEYOND = 4000;

/** The two sides of the endless line through two points. */
export function sidesOf(layout: Layout, from: Point, to: Point): readonly [NodeId[], NodeId[]] {
  const sides: readonly [NodeId[], NodeId[]] = [[], []];
  for (const [id, { x, y }] of layout) {
    const turn = (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
    sides[turn >= 0 ? 0 : 1].push(id);
  }
  return sides;
}

/** The link nearest to a point, if one is nearer than `within`. */
export function linkNear(
  links: Scene['links'],
  layout: Layout,
  at: Point,
  within: number,
  bowOf: (one: NodeId, other: NodeId) => number,
): Scene['links'][number] | null {
  let best: Scene['links'][number] | null = null;
  let least = within;
  for (const link of links) {
    const one = layout.get(link[0]);
    const other = layout.get(link[1]);
    if (one === undefined || other === undefined) continue;
    const distance = distanceToWay(at, one, other, bowOf(link[0], link[1]));
    if (distance >= least) continue;
    least = distance;
    best = link;
  }
  return best;
}

const PIECES = 8;

function distanceToWay(at: Point, one: Point, other: Point, bow: number): number {
  if (bow === 0) return distanceToSegment(at, one, other);
  const apart = Math.max(Math.hypot(other.x - one.x, other.y - one.y), 1);
  const pointAt = (part: number): Point => {
    const aside = (bow * 4 * part * (1 - part)) / apart;
    return {
      x: one.x + (other.x - one.x) * part + (one.y - other.y) * aside,
      y: one.y + (other.y - one.y) * part + (other.x - one.x) * aside,
    };
  };
  let least = Infinity;
  for (let piece = 0; piece < PIECES; piece += 1) {
    const [from, to] = [pointAt(piece / PIECES), pointAt((piece + 1) / PIECES)];
    least = Math.min(least, distanceToSegment(at, from, to));
  }
  return least;
}

interface Blade {
  show(from: Point, to: Point): void;
  hide(): void;
  remove(): void;
}

/** The line that is being drawn, and what it means: it parts the whole stage. */
function createBlade(layer: SVGGElement): Blade {
  const blade = select(layer).append('g').attr('display', 'none').attr('aria-hidden', 'true');
  const endless = blade.append('line').attr('class', 'blade');
  const drawn = blade.append('line').attr('class', 'blade drawn');
  return {
    show(from, to) {
      const length = Math.max(Math.hypot(to.x - from.x, to.y - from.y), 1);
      const dx = ((to.x - from.x) / length) * BEYOND;
      const dy = ((to.y - from.y) / length) * BEYOND;
      blade.attr('display', null);
      drawn.attr('x1', from.x).attr('y1', from.y).attr('x2', to.x).attr('y2', to.y);
      endless.attr('x1', from.x - dx).attr('y1', from.y - dy);
      endless.attr('x2', to.x + dx).attr('y2', to.y + dy);
    },
    hide: () => void blade.attr('display', 'none'),
    remove: () => void blade.remove(),
  };
}

/** Puts the behaviour on the SVG; lines are measured and drawn in `layer`. Returns a function that takes it off. */
export function createScissors(
  svg: SVGSVGElement,
  layer: SVGGElement,
  callbacks: ScissorsCallbacks,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const blade = createBlade(layer);
  let from: Point | null = null;
  let moved = false;

  const begin = (event: PointerEvent): void => {
    moved = false;
    if (callbacks.isActive() && event.button === 0 && event.isPrimary) from = pointIn(layer, event);
  };
  const draw = (event: PointerEvent): void => {
    if (from === null || !event.isPrimary) return;
    const to = pointIn(layer, event);
    if (!moved && Math.hypot(to.x - from.x, to.y - from.y) < LINE_LEAST) return;
    // Only now: a captured pointer would make the click that follows miss its node.
    if (!moved) svg.setPointerCapture(event.pointerId);
    moved = true;
    blade.show(from, to);
  };
  const end = (event: PointerEvent): void => {
    const start = from;
    from = null;
    blade.hide();
    if (start !== null && moved && event.type === 'pointerup') {
      callbacks.onLine(start, pointIn(layer, event));
    }
  };
  svg.addEventListener('pointerdown', begin, { signal });
  svg.addEventListener('pointermove', draw, { signal });
  svg.addEventListener('pointerup', end, { signal });
  svg.addEventListener('pointercancel', end, { signal });
  // The click at the end of a line is part of it.
  const swallow = (event: MouseEvent): void => {
    if (moved) event.stopImmediatePropagation();
    moved = false;
  };
  svg.addEventListener('click', swallow, { signal, capture: true });
  return () => {
    listening.abort();
    blade.remove();
  };
}

function pointIn(layer: SVGGElement, event: PointerEvent): Point {
  const [x, y] = pointer(event, layer);
  return { x, y };
}
