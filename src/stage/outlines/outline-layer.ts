/** The lines of the outlines, on an SVG of their own that lies under everything else; touched only when they change. */
import { select } from 'd3-selection';
import type { Point } from '../geometry.ts';
import type { PlacedOutline } from './outlines.ts';
import { toneClass } from '../tone.ts';

export interface OutlineLayer {
  /** Draws outlines; returns at once for the same list as before. */
  update(outlines: readonly PlacedOutline[]): void;
  setTransform(transform: string): void;
  destroy(): void;
}

/** Makes the layer as the lowest child of `root`. */
export function createOutlineLayer(root: HTMLElement): OutlineLayer {
  const svg = select(root).insert('svg', ':first-child').attr('class', 'under');
  const world = svg.attr('aria-hidden', 'true').append('g');
  let shown: readonly PlacedOutline[] = [];
  return {
    update(outlines) {
      if (outlines === shown) return;
      shown = outlines;
      world
        .selectAll<SVGPathElement, PlacedOutline>('path')
        .data(outlines, ({ id }) => id)
        .join('path')
        .attr('d', ({ lines }) => lines.map(closedPath).join(''))
        .attr('class', ({ tone }) => `outline ${toneClass(tone)}`);
    },
    setTransform(transform) {
      world.attr('transform', transform);
    },
    destroy() {
      svg.remove();
    },
  };
}

/** A smooth closed line: curves from midpoint to midpoint. */
function closedPath(line: readonly Point[]): string {
  const last = line.at(-1);
  const [first] = line;
  if (first === undefined || last === undefined) return '';
  const parts = line.map((point, index) => {
    const next = line[index + 1] ?? first;
    return `Q${point.x.toFixed(1)} ${point.y.toFixed(1)} ${middle(point, next)}`;
  });
  return `M${middle(last, first)}${parts.join('')}Z`;
}

function middle(one: Point, other: Point): string {
  return `${((one.x + other.x) / 2).toFixed(1)} ${((one.y + other.y) / 2).toFixed(1)}`;
}
