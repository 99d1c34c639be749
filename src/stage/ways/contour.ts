/** Marching squares: the lines along which a field on a grid is zero, chained from cell to cell. */
import type { Point } from '../geometry.ts';

interface Piece {
  readonly from: number;
  readonly to: number;
}

/**
 * Lines in grid units. `value` is the field at a grid point, numbered row by row; cells whose upper left point does not
 * count are left out.
 */
export function traceContour(
  columns: number,
  rows: number,
  value: (at: number) => number,
  counts: (at: number) => boolean,
): Point[][] {
  const points = new Map<number, Point>();
  const pieces: Piece[] = [];
  // An edge is named after its upper or left grid point: even numbers run right, odd ones down.
  const crossing = (at: number, next: number): number | null => {
    const here = value(at);
    const there = value(next);
    if (here > 0 === there > 0) return null;
    const edge = at * 2 + (next === at + 1 ? 0 : 1);
    const part = here / (here - there);
    const x = at % columns;
    const y = Math.floor(at / columns);
    points.set(edge, next === at + 1 ? { x: x + part, y } : { x, y: y + part });
    return edge;
  };
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      if (!counts(at)) continue;
      const edges = [
        crossing(at, at + 1),
        crossing(at + 1, at + 1 + columns),
        crossing(at + columns, at + columns + 1),
        crossing(at, at + columns),
      ].filter((edge) => edge !== null);
      for (let first = 0; first + 1 < edges.length; first += 2) {
        const from = edges[first];
        const to = edges[first + 1];
        if (from !== undefined && to !== undefined) pieces.push({ from, to });
      }
    }
  }
  return chain(pieces).map((line) => line.flatMap((edge) => points.get(edge) ?? []));
}

/** Joins pieces that share an end; open lines first, so that each begins at one of its ends. */
function chain(pieces: readonly Piece[]): number[][] {
  const at = new Map<number, number[]>();
  pieces.forEach(({ from, to }, index) => {
    for (const end of [from, to]) at.set(end, [...(at.get(end) ?? []), index]);
  });
  const used = new Set<number>();
  const walk = (start: number): number[] => {
    const line = [start];
    let end = start;
    for (;;) {
      const next = at.get(end)?.find((index) => !used.has(index));
      const piece = next === undefined ? undefined : pieces[next];
      if (next === undefined || piece === undefined) return line;
      used.add(next);
      end = piece.from === end ? piece.to : piece.from;
      line.push(end);
    }
  };
  const ends = [...at].filter(([, indices]) => indices.length === 1).map(([end]) => end);
  return [...ends, ...at.keys()].map(walk).filter(({ length }) => length > 3);
}
