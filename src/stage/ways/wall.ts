/** The wall of a partition: the line on which the pull of two groups is equal. */
import {
  boxesMeet,
  circleMeetsBox,
  labelBox,
  reach,
  roomIn,
  type Box,
  type Insets,
  type Place,
  type Point,
  type Size,
} from '../geometry.ts';
import { traceContour } from './contour.ts';
import { drawnIn, pullOf, sidesHeld, type Grid, type Pull } from './pull.ts';

export interface Wall {
  readonly lines: readonly (readonly Point[])[];
  /** Middle of the label's text. */
  readonly label: Point;
  /** Part of a way, given by its points, at which the wall is crossed; a half if it is not. */
  crossing(pointAt: (part: number) => Point): number;
}

/** Samples are kept below this, so that a thousand nodes take no longer than twenty. */
const EVALUATIONS_MOST = 700_000;
const STEP_LEAST = 9;
const LABEL_WIDTH = 152;
const LABEL_HEIGHT = 18;

/** How far a surrounded group reaches where nobody is near, as a multiple of its way to the nearest other: the first that does not tear its wall. */
const REACHES = [1.8, 2.6, 4];

/** The wall between groups of places, across the whole stage. The label covers none of `others` and keeps out of the insets. */
export function buildWall(
  groups: readonly (readonly Place[])[],
  size: Size,
  insets: Insets,
  others: Iterable<Place>,
): Wall {
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  const step = Math.max(
    STEP_LEAST,
    Math.sqrt((size.width * size.height * Math.max(count, 1)) / EVALUATIONS_MOST),
  );
  const grid = {
    step,
    columns: Math.ceil(size.width / step) + 1,
    rows: Math.ceil(size.height / step) + 1,
  };
  const wide = groups.map((group) => pullOf(group, grid));
  const pulls = groups.reduce<readonly Pull[]>(
    (before, group, at) => snug(before, at, group, grid),
    wide,
  );
  const lines = boundaries(pulls, grid);
  return {
    lines,
    label: labelPlace(lines, roomIn(size, insets), [...others]),
    crossing: (pointAt) => crossing(pulls, grid, pointAt),
  };
}

/** Others stand around a group on all sides or all but one: it shall not hold the empty room beyond it as well. */
function snug(
  pulls: readonly Pull[],
  at: number,
  places: readonly Place[],
  grid: Grid,
): readonly Pull[] {
  const sides = sidesHeld(pulls, at, grid);
  if (sides.length > 1) return pulls;
  const pieces = boundaries(pulls, grid).length;
  for (const far of REACHES) {
    const drawn = pulls.with(at, drawnIn(pulls, at, { places, sides }, far));
    if (boundaries(drawn, grid).length === pieces) return drawn;
  }
  return pulls;
}

function boundaries(pulls: readonly Pull[], grid: Grid): Point[][] {
  return pulls.flatMap((pull, one) =>
    pulls.slice(one + 1).flatMap((other) => boundary(pull, other, pulls, grid)),
  );
}

/** The lines between two groups, where no third pulls harder than both. */
function boundary(one: Pull, other: Pull, all: readonly Pull[], grid: Grid): Point[][] {
  const thirds = all.filter((pull) => pull !== one && pull !== other);
  const value = (at: number): number => {
    const mine = one[at] ?? 0;
    const theirs = other[at] ?? 0;
    return (mine - theirs) / (mine + theirs);
  };
  const counts = (at: number): boolean => {
    const most = Math.max(one[at] ?? 0, other[at] ?? 0);
    return thirds.every((third) => (third[at] ?? 0) <= most);
  };
  return traceContour(grid.columns, grid.rows, value, counts).map((line) =>
    line.map(({ x, y }) => ({ x: x * grid.step, y: y * grid.step })),
  );
}

function strongest(
  pulls: readonly Pull[],
  { step, columns, rows }: Grid,
  x: number,
  y: number,
): number {
  const column = Math.min(Math.max(x / step, 0), columns - 1.001);
  const row = Math.min(Math.max(y / step, 0), rows - 1.001);
  const at = Math.floor(row) * columns + Math.floor(column);
  const right = column % 1;
  const down = row % 1;
  let best = 0;
  let most = -1;
  pulls.forEach((pull, group) => {
    const upper = (pull[at] ?? 0) * (1 - right) + (pull[at + 1] ?? 0) * right;
    const lower = (pull[at + columns] ?? 0) * (1 - right) + (pull[at + columns + 1] ?? 0) * right;
    const value = upper * (1 - down) + lower * down;
    if (value > most) {
      most = value;
      best = group;
    }
  });
  return best;
}

function crossing(pulls: readonly Pull[], grid: Grid, pointAt: (part: number) => Point): number {
  const groupAt = (part: number): number => {
    const { x, y } = pointAt(part);
    return strongest(pulls, grid, x, y);
  };
  const home = groupAt(0);
  const samples = 24;
  for (let sample = 1; sample <= samples; sample += 1) {
    if (groupAt(sample / samples) === home) continue;
    let before = (sample - 1) / samples;
    let after = sample / samples;
    for (let halving = 0; halving < 6; halving += 1) {
      const middle = (before + after) / 2;
      if (groupAt(middle) === home) before = middle;
      else after = middle;
    }
    return Math.min(Math.max((before + after) / 2, 0.06), 0.94);
  }
  return 0.5;
}

/** A spot beside the wall, as low as there is one, where the label covers no node, no text and, if that can be, not the wall itself; if there is none, one where it is not cut off. */
function labelPlace(
  lines: readonly (readonly Point[])[],
  room: Box,
  places: readonly Place[],
): Point {
  const points = lines.flat().toSorted((one, other) => other.y - one.y);
  const isFree = (box: Box): boolean =>
    box.left > room.left &&
    box.right < room.right &&
    box.top > room.top &&
    box.bottom < room.bottom &&
    places.every(
      (place) =>
        !circleMeetsBox(place.x, place.y, reach(place.r) + 3, box) &&
        (place.label === 'none' || !boxesMeet(labelBox(place), box)),
    );
  const isClear = (box: Box): boolean => !points.some((point) => isWithin(point, box));
  const free = points.flatMap(spotsBeside).filter((middle) => isFree(wallLabelBox(middle)));
  const found = free.find((middle) => isClear(wallLabelBox(middle))) ?? free[0];
  if (found !== undefined) return found;
  const last = points[0];
  return last === undefined
    ? { x: (room.left + room.right) / 2, y: room.bottom - LABEL_HEIGHT }
    : {
        x: Math.min(Math.max(last.x, room.left + LABEL_WIDTH / 2), room.right - LABEL_WIDTH / 2),
        y: Math.min(last.y, room.bottom) - LABEL_HEIGHT,
      };
}

/** Middles of a label right, left, under and over a point of the wall, and on it. */
function spotsBeside({ x, y }: Point): Point[] {
  const aside = LABEL_WIDTH / 2 + 10;
  const apart = LABEL_HEIGHT / 2 + 6;
  return [
    { x: x + aside, y },
    { x: x - aside, y },
    { x, y: y + apart },
    { x, y: y - apart },
    { x, y },
  ];
}

function isWithin({ x, y }: Point, { left, right, top, bottom }: Box): boolean {
  return x > left && x < right && y > top && y < bottom;
}

/** The box of a label around its middle. */
export function wallLabelBox({ x, y }: Point): Box {
  return {
    left: x - LABEL_WIDTH / 2,
    right: x + LABEL_WIDTH / 2,
    top: y - LABEL_HEIGHT / 2,
    bottom: y + LABEL_HEIGHT / 2,
  };
}
