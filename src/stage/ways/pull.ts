/**
 * How hard a group of a partition pulls at each point of the stage. Every node pulls with the fourth power of nearness, so
 * that a wall passes midway between neighbours and stays smooth where nobody is near.
 */
import { labelBox, reach, type Place, type Point } from '../geometry.ts';

/** Points of the stage at which pulls are known, numbered row by row. */
export interface Grid {
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
}

export type Pull = Float64Array;

/** The room between a node's ring and a wall that is drawn in around it. */
const ROOM = 30;
/** How much further than to a side of the stage such a group reaches. */
const PAST_SIDE = 1.3;

/** The pull of a group at every point of the grid. */
export function pullOf(group: readonly Place[], { step, columns, rows }: Grid): Pull {
  const points = group.flatMap(pullers);
  const pull = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 1e-12;
      for (const { x, y } of points) {
        const dx = x - column * step;
        const dy = y - row * step;
        const square = dx * dx + dy * dy + 16;
        sum += 1 / (square * square);
      }
      pull[row * columns + column] = sum;
    }
  }
  return pull;
}

/** A node pulls from its middle, and from its text, so that the wall does not strike that through. */
function pullers(place: Place): Point[] {
  if (place.label === 'none') return [place];
  const { left, right, top, bottom } = labelBox(place);
  const y = (top + bottom) / 2;
  return [place, { x: (left + place.x) / 2, y }, { x: (right + place.x) / 2, y }];
}

/** For each side of the stage of which a group holds a part: how hard it pulls there at most. */
export function sidesHeld(pulls: readonly Pull[], group: number, grid: Grid): number[] {
  return sidesOf(grid).flatMap((side) => {
    const held = side.filter((at) => holds(pulls, group, at));
    return held.length === 0 ? [] : Math.max(...held.map((at) => pulls[group]?.[at] ?? 0));
  });
}

function sidesOf({ columns, rows }: Grid): number[][] {
  const across = Array.from({ length: columns }, (_, column) => column);
  const down = Array.from({ length: rows }, (_, row) => row * columns);
  return [
    across,
    down,
    across.map((at) => at + (rows - 1) * columns),
    down.map((at) => at + columns - 1),
  ];
}

/**
 * The pull of a group that ends `far` times as far from it as the nearest point that others hold, but leaves its nodes
 * some room and keeps the sides it held. Where others are near it stays as it was.
 */
export function drawnIn(
  pulls: readonly Pull[],
  group: number,
  { places, sides }: { readonly places: readonly Place[]; readonly sides: readonly number[] },
  far: number,
): Pull {
  const pull = pulls[group] ?? new Float64Array();
  const nearest = pull.reduce(
    (most, value, at) => (value > most && !holds(pulls, group, at) ? value : most),
    0,
  );
  const room = Math.max(...places.map(({ r }) => reach(r))) + ROOM;
  const end = Math.min(
    nearest / far ** 4,
    1 / room ** 4,
    ...sides.map((side) => side / PAST_SIDE ** 4),
  );
  return pull.map((value) => Math.max(value - end, 0));
}

function holds(pulls: readonly Pull[], group: number, at: number): boolean {
  const most = pulls[group]?.[at] ?? 0;
  return pulls.every((pull, other) => other === group || (pull[at] ?? 0) < most);
}
