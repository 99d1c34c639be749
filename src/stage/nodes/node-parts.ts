/** The smaller parts of a node, each drawn into a group of its own. */
import { select } from 'd3-selection';
import type { Glyph } from '../../protocols/protocol.ts';
import { spreadAngles } from './dots.ts';
import { ringRadius } from '../geometry.ts';
import { crossPath, crownPath, discPath, diskPath, GLYPH_PATH } from './marks.ts';
import type { SceneNode } from '../scene.ts';

type Mark = SceneNode['dots'][number]['mark'];

/** Distance of the dots from the middle, as a part of the node's radius. */
const DOTS_OUT = 0.77;
/** Smaller ones cannot be told apart, pixels. */
const DOT_LEAST = 2.4;

/** Votes and acknowledgements, each at the angle of its peer. */
export function drawDots(
  part: SVGElement,
  marks: readonly Mark[],
  wanted: readonly number[],
  r: number,
  hasDisk: boolean,
): void {
  const out = r * DOTS_OUT;
  const size = Math.min(
    Math.max(r * 0.115, DOT_LEAST),
    (Math.PI * out) / Math.max(marks.length, 1) / 1.5,
  );
  const angles = spreadAngles(wanted, (2.9 * size) / out, hasDisk);
  const spots = marks.map((mark, index) => {
    const angle = angles[index] ?? 0;
    return { mark, x: Math.cos(angle) * out, y: Math.sin(angle) * out };
  });
  select(part)
    .selectAll<SVGPathElement, unknown>('path')
    .data(spots)
    .join('path')
    .attr('class', ({ mark }) => `dot ${mark}`)
    .attr('transform', ({ x, y }) => `translate(${x.toFixed(2)} ${y.toFixed(2)})`)
    .attr('d', ({ mark }) => dotPath(mark, size));
}

/** A hollow dot is as large as a solid one with its line, and a cross stands out among both. */
function dotPath(mark: Mark, size: number): string {
  if (mark === 'no') return crossPath(size * 1.1);
  return discPath(mark === 'unknown' ? size * 0.85 : size);
}

/** Durable state: a disk pack at the lower right. */
export function drawDisk(part: SVGElement, r: number): void {
  const { body, lid } = diskPath(Math.min(r * 0.21, 8.5));
  select(part)
    .attr('transform', `translate(${r * 0.62} ${r * 0.68})`)
    .selectAll('path')
    .data([body, lid])
    .join('path')
    .attr('class', (_, index) => (index === 0 ? 'pack' : 'lid'))
    .attr('d', (path) => path);
}

/** The role in an epoch, on top of the node: a crown, or a sign on a plate. */
export function drawGlyph(part: SVGElement, glyph: Glyph, nodeRadius: number): void {
  const group = select(part);
  group.selectAll('*').remove();
  if (glyph === 'leader') {
    group.append('path').attr('class', 'crown').attr('d', crownPath(nodeRadius));
    return;
  }
  const isAlarm = glyph === 'in-doubt';
  const r = Math.max(nodeRadius * (isAlarm ? 0.36 : 0.3), 7);
  const plate = group
    .append('g')
    .attr('class', isAlarm ? 'alarm' : null)
    .attr('transform', `translate(0 ${1.5 - ringRadius(nodeRadius)})`);
  plate.append('circle').attr('class', 'plate').attr('r', r);
  plate
    .append('path')
    .attr('class', 'sign')
    .attr('d', GLYPH_PATH[glyph])
    .attr('transform', `scale(${((r / 12) * 0.68).toFixed(3)})`);
}
