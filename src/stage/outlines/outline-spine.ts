/**
 * What joins the members of an outline: a tree of straight pieces between neighbours, led around everybody else, and around
 * what is written under him where that is not far.
 */
import { distanceToSegment, reach, type Place, type Point } from '../geometry.ts';
import { crossesText, detour, withMargin, type Ground } from './outline-detour.ts';

export type Piece = readonly [from: Point, to: Point];

/** A piece is led around so many others at most, one after the other. */
const DETOURS_MOST = 3;

/** The pieces between members; `clearance` is how far they stay from the rim of others. */
export function spineOf(members: readonly Place[], others: Ground, clearance: number): Piece[] {
  const ground = withMargin(others, clearance);
  return nearestTree(members).flatMap(([from, to]) => {
    const way = around(from, to, others.discs, clearance, DETOURS_MOST);
    const isOverText = way.some((piece) => crossesText(piece, ground));
    return isOverText ? (detour(from, to, ground) ?? way) : way;
  });
}

/** The shortest tree: each member is joined to the nearest one that is joined already. */
function nearestTree(members: readonly Point[]): Piece[] {
  const [first, ...rest] = members;
  if (first === undefined) return [];
  const joined = [first];
  const waiting = new Set(rest);
  const pieces: Piece[] = [];
  while (waiting.size > 0) {
    let best: Piece | null = null;
    let least = Infinity;
    for (const from of joined) {
      for (const to of waiting) {
        const apart = Math.hypot(to.x - from.x, to.y - from.y);
        if (apart >= least) continue;
        least = apart;
        best = [from, to];
      }
    }
    if (best === null) return pieces;
    pieces.push(best);
    joined.push(best[1]);
    waiting.delete(best[1]);
  }
  return pieces;
}

/** From one point to another, past the one who stands most in the way, on the side where he stands less. */
function around(
  from: Point,
  to: Point,
  others: readonly Place[],
  clearance: number,
  detours: number,
): Piece[] {
  const obstacle = detours === 0 ? null : worstBetween(from, to, others, clearance);
  if (obstacle === null) return [[from, to]];
  const out = reach(obstacle.r) + clearance;
  const apart = Math.max(Math.hypot(to.x - from.x, to.y - from.y), 1);
  const [nx, ny] = [(from.y - to.y) / apart, (to.x - from.x) / apart];
  const side = (from.x - obstacle.x) * nx + (from.y - obstacle.y) * ny < 0 ? -1 : 1;
  const by = { x: obstacle.x + side * nx * out, y: obstacle.y + side * ny * out };
  return [
    ...around(from, by, others, clearance, detours - 1),
    ...around(by, to, others, clearance, detours - 1),
  ];
}

function worstBetween(
  from: Point,
  to: Point,
  others: readonly Place[],
  clearance: number,
): Place | null {
  let worst: Place | null = null;
  // What is led around somebody touches his clearance, and must not be led around him again.
  let most = 0.5;
  for (const other of others) {
    const lack = reach(other.r) + clearance - distanceToSegment(other, from, to);
    if (lack <= most) continue;
    most = lack;
    worst = other;
  }
  return worst;
}
