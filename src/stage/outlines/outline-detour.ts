/** The shortest way between two points past discs and texts: from corner to corner of what is near. */
import {
  distanceToSegment,
  reach,
  segmentMeetsBox,
  type Box,
  type Place,
  type Point,
} from '../geometry.ts';
import type { Piece } from './outline-spine.ts';

/** What a way must keep clear of. */
export interface Ground {
  readonly discs: readonly Place[];
  readonly texts: readonly Box[];
}

/** A detour longer than this, as a multiple of the straight way, would say less than a text with a line behind it. */
const LONGER_MOST = 1.6;
const CORNERS = 8;
/** A way that touches what it is led around is clear of it. */
const TOUCH = 0.5;

/** The ground with a margin around everything. */
export function withMargin({ discs, texts }: Ground, margin: number): Ground {
  return {
    discs: discs.map((disc) => ({ ...disc, r: reach(disc.r) + margin })),
    texts: texts.map((box) => grown(box, margin)),
  };
}

/** Whether a piece passes over a text of the ground. */
export function crossesText([from, to]: Piece, { texts }: Ground): boolean {
  return texts.some((box) => segmentMeetsBox(from, to, grown(box, -TOUCH)));
}

/** The shortest way that is clear of the ground; `null` if there is none or only a long one. */
export function detour(from: Point, to: Point, ground: Ground): Piece[] | null {
  const most = lengthOf([from, to]) * LONGER_MOST;
  const corners = cornersOf(ground).filter(
    (corner) => lengthOf([from, corner]) + lengthOf([corner, to]) <= most,
  );
  const best = new Map<Point, readonly Point[]>();
  const open = new Map<Point, readonly Point[]>([[from, [from]]]);
  for (;;) {
    const nearest = [...open].toSorted(([, one], [, other]) => lengthOf(one) - lengthOf(other))[0];
    if (nearest === undefined) return null;
    const [at, way] = nearest;
    if (lengthOf(way) > most) return null;
    if (at === to) return piecesOf(way);
    open.delete(at);
    best.set(at, way);
    for (const next of [to, ...corners]) {
      const known = open.get(next);
      const longer = [...way, next];
      const isBetter = known === undefined || lengthOf(longer) < lengthOf(known);
      if (!best.has(next) && isBetter && isClear([at, next], ground)) open.set(next, longer);
    }
  }
}

function isClear(piece: Piece, ground: Ground): boolean {
  return (
    !crossesText(piece, ground) &&
    ground.discs.every((disc) => distanceToSegment(disc, ...piece) > disc.r - TOUCH)
  );
}

/** Around a disc the corners stand so far out that the straight pieces between them only touch it. */
function cornersOf({ discs, texts }: Ground): Point[] {
  const out = 1 / Math.cos(Math.PI / CORNERS);
  return [
    ...texts.flatMap(({ left, right, top, bottom }) =>
      [left, right].flatMap((x) => [top, bottom].map((y) => ({ x, y }))),
    ),
    ...discs.flatMap(({ x, y, r }) =>
      Array.from({ length: CORNERS }, (_, corner) => {
        const angle = (corner / CORNERS) * 2 * Math.PI;
        return { x: x + Math.cos(angle) * r * out, y: y + Math.sin(angle) * r * out };
      }),
    ),
  ];
}

function grown({ left, right, top, bottom }: Box, by: number): Box {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by };
}

function lengthOf(way: readonly Point[]): number {
  return piecesOf(way).reduce(
    (length, [from, to]) => length + Math.hypot(to.x - from.x, to.y - from.y),
    0,
  );
}

function piecesOf(way: readonly Point[]): Piece[] {
  const [, ...rest] = way;
  return rest.map((to, index) => [way[index] ?? to, to] as const);
}
