/**
 * The outline around a group of nodes: a line at an even distance from each member and from the band that joins
 * them, and never around anybody else. Each outline that shares a member with an earlier one keeps further off, so that
 * both lines are seen around whoever belongs to both.
 */
import type { NodeId } from '../../kernel/process.ts';
import { traceContour } from '../ways/contour.ts';
import { clamp, reach, type Box, type Place, type Point } from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import { spineOf, type Piece } from './outline-spine.ts';

/** Pixels between grid points; the line between them is smooth enough. */
const STEP = 5;
/** Pixels at full size: from a member's ring to the first outline, and from one outline to the next. */
const OFF = 6;
const LEVEL_STEP = 7;
const LEVELS_MOST = 4;
/** Half the width of the band between members. */
const BAND_HALF = 8;
/** How far the line stays from the rings of those who do not belong to it. */
const STRANGER_GAP = 5;
/** Rounds the corners where bands and members meet. */
const SOFTNESS = 16;
/** Members so large have outlines at full size. */
const FULL_RADIUS = 33;

/** Distance to an outline: negative inside, positive outside. */
export type Field = (x: number, y: number) => number;

export interface OutlineShape {
  /** Closed lines; more than one if there are holes. */
  readonly lines: readonly (readonly Point[])[];
  readonly field: Field;
}

/** For each group the lowest level that no earlier group with a common member has. */
export function levelsOf(groups: readonly (readonly NodeId[])[]): number[] {
  const levels: number[] = [];
  groups.forEach((group, index) => {
    const taken = new Set(
      levels.filter((_, earlier) => earlier < index && haveCommon(group, groups[earlier] ?? [])),
    );
    let level = 0;
    while (taken.has(level)) level += 1;
    levels.push(Math.min(level, LEVELS_MOST));
  });
  return levels;
}

function haveCommon(one: readonly NodeId[], other: readonly NodeId[]): boolean {
  return one.some((id) => other.includes(id));
}

/** The measures of one outline. */
interface Gauge {
  readonly off: number;
  readonly bandHalf: number;
  readonly strangerGap: number;
  readonly softness: number;
}

function gaugeOf(members: readonly Place[], level: number): Gauge {
  const least = Math.min(...members.map(({ r }) => r));
  const size = clamp(least / FULL_RADIUS, 0.5, 1);
  const wide = level * LEVEL_STEP;
  return {
    off: (OFF + wide) * size,
    bandHalf: (BAND_HALF + wide) * size,
    strangerGap: STRANGER_GAP * size,
    softness: SOFTNESS * size,
  };
}

/** What is written under each node. */
export type Texts = ReadonlyMap<NodeId, Box>;

const NO_TEXTS: Texts = new Map();

/** The outline of a group at its level; `null` if none of its members is on the stage. */
export function outlineShape(
  group: readonly NodeId[],
  level: number,
  layout: Layout,
  texts: Texts = NO_TEXTS,
): OutlineShape | null {
  const members = group.flatMap((id) => layout.get(id) ?? []);
  if (members.length === 0) return null;
  const others = [...layout].flatMap(([id, place]) => (group.includes(id) ? [] : place));
  const foreign = [...texts].flatMap(([id, text]) => (group.includes(id) ? [] : text));
  const gauge = gaugeOf(members, level);
  const ground = { discs: others, texts: foreign };
  const spine = spineOf(members, ground, gauge.strangerGap + gauge.bandHalf);
  const field = fieldOf(members, spine, others, gauge);
  return { lines: trace(field, members, spine, gauge), field };
}

/** Asked tens of thousands of times for one outline: square roots, since `Math.hypot` takes many times as long. */
function fieldOf(
  members: readonly Place[],
  spine: readonly Piece[],
  others: readonly Place[],
  { off, bandHalf, strangerGap, softness }: Gauge,
): Field {
  return (x, y) => {
    let inside = Infinity;
    for (const member of members) {
      const disc = distance(x, y, member) - reach(member.r) - off;
      inside = softLeast(inside, disc, softness);
    }
    for (const [from, to] of spine) {
      inside = softLeast(inside, pieceDistance(x, y, from, to) - bandHalf, softness);
    }
    for (const other of others) {
      inside = Math.max(inside, reach(other.r) + strangerGap - distance(x, y, other));
    }
    return inside;
  };
}

function distance(x: number, y: number, to: Point): number {
  return Math.sqrt((x - to.x) * (x - to.x) + (y - to.y) * (y - to.y));
}

function pieceDistance(x: number, y: number, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const square = Math.max(dx * dx + dy * dy, 1e-9);
  const along = clamp(((x - from.x) * dx + (y - from.y) * dy) / square, 0, 1);
  const awayX = x - from.x - along * dx;
  const awayY = y - from.y - along * dy;
  return Math.sqrt(awayX * awayX + awayY * awayY);
}

/** The lesser of two distances, rounded where they are alike. */
function softLeast(one: number, other: number, softness: number): number {
  if (one === Infinity) return other;
  const near = Math.max(softness - Math.abs(one - other), 0) / softness;
  return Math.min(one, other) - (near * near * softness) / 4;
}

function trace(
  field: Field,
  members: readonly Place[],
  spine: readonly Piece[],
  gauge: Gauge,
): Point[][] {
  const { left, top, right, bottom } = boxAround(members, spine, gauge);
  const columns = Math.ceil((right - left) / STEP) + 1;
  const rows = Math.ceil((bottom - top) / STEP) + 1;
  const values = new Float64Array(columns * rows);
  for (let at = 0; at < values.length; at += 1) {
    values[at] = -field(left + (at % columns) * STEP, top + Math.floor(at / columns) * STEP);
  }
  return traceContour(
    columns,
    rows,
    (at) => values[at] ?? -1,
    () => true,
  ).map((line) => line.map(({ x, y }) => ({ x: left + x * STEP, y: top + y * STEP })));
}

/** All that the outline could touch. */
function boxAround(members: readonly Place[], spine: readonly Piece[], gauge: Gauge): Box {
  const margin = gauge.softness + STEP;
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const include = ({ x, y }: Point, out: number): void => {
    box.left = Math.min(box.left, x - out);
    box.top = Math.min(box.top, y - out);
    box.right = Math.max(box.right, x + out);
    box.bottom = Math.max(box.bottom, y + out);
  };
  for (const member of members) include(member, reach(member.r) + gauge.off + margin);
  for (const point of spine.flat()) include(point, gauge.bandHalf + margin);
  return box;
}
