/** Scissors: a line drawn through the stage parts it, a click near a link cuts that. */
import { pointer, select } from 'd3-selection';
import type { NodeId } from '../kernel/process.ts';
import { distanceToSegment, type Point } from './geometry.ts';
import type { Layout } from './layout.ts';
import type { Scene } from './scene.ts';

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
): Scene['links'][number] | null {
  let best: Scene['links'][number] | null = null;
  let least = within;
  for (const link of links) {
    const one = layout.get(link[0]);
    const other = layout.get(link[1]);
    if (one === undefined || other === undefined) continue;
    const distance = distanceToSegment(at, one, other);
    if (distance >= least) continue;
    least = distance;
    best = link;
  }
  return best;
}

/** Puts the behaviour on the SVG; lines are measured and drawn in `layer`. Returns a function that takes it off. */
export function createScissors(
  svg: SVGSVGElement,
  layer: SVGGElement,
  callbacks: ScissorsCallbacks,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const blade = select(layer).append('g').attr('display', 'none');
  const endless = blade.append('line').attr('class', 'blade');
  const drawn = blade.append('line').attr('class', 'blade drawn');
  let from: Point | null = null;
  let moved = false;

  const pointOf = (event: PointerEvent): Point => {
    const [x, y] = pointer(event, layer);
    return { x, y };
  };
  const show = (to: Point): void => {
    if (from === null) return;
    const length = Math.max(Math.hypot(to.x - from.x, to.y - from.y), 1);
    const dx = ((to.x - from.x) / length) * BEYOND;
    const dy = ((to.y - from.y) / length) * BEYOND;
    blade.attr('display', null);
    drawn.attr('x1', from.x).attr('y1', from.y).attr('x2', to.x).attr('y2', to.y);
    endless
      .attr('x1', from.x - dx)
      .attr('y1', from.y - dy)
      .attr('x2', to.x + dx)
      .attr('y2', to.y + dy);
  };
  const stop = (): void => {
    from = null;
    blade.attr('display', 'none');
  };

  svg.addEventListener(
    'pointerdown',
    (event) => {
      moved = false;
      if (!callbacks.isActive() || event.button !== 0 || !event.isPrimary) return;
      from = pointOf(event);
    },
    { signal },
  );
  svg.addEventListener(
    'pointermove',
    (event) => {
      if (from === null || !event.isPrimary) return;
      const to = pointOf(event);
      if (!moved && Math.hypot(to.x - from.x, to.y - from.y) < LINE_LEAST) return;
      // Only now: a captured pointer would make the click that follows miss its node.
      if (!moved) svg.setPointerCapture(event.pointerId);
      moved = true;
      show(to);
    },
    { signal },
  );
  svg.addEventListener(
    'pointerup',
    (event) => {
      const start = from;
      const to = pointOf(event);
      stop();
      if (start !== null && moved) callbacks.onLine(start, to);
    },
    { signal },
  );
  svg.addEventListener('pointercancel', stop, { signal });
  // The click at the end of a line is part of it.
  svg.addEventListener(
    'click',
    (event) => {
      if (moved) event.stopImmediatePropagation();
      moved = false;
    },
    { signal, capture: true },
  );
  return () => {
    listening.abort();
    blade.remove();
  };
}
