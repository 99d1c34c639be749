/** Where the title of an outline stands: at its rim, outside, where it covers no node, no text and no other title. */
import {
  boxesMeet,
  circleMeetsBox,
  labelBox,
  reach,
  segmentMeetsBox,
  type Box,
  type Place,
  type Point,
} from '../geometry.ts';
import type { Field, OutlineShape } from './outline-shape.ts';
import type { Piece } from './outline-spine.ts';

export const TITLE_SIZE = 12.5;
/** Width of a character on average, as a part of the font size. */
const CHARACTER = 0.52;
const HEIGHT = 15;
/** Points of the rim lie closer together than it matters here. */
const EACH = 3;
const GAP = 4;
/** One line behind the text weighs as much as so many pixels nearer to the middle. */
const LINE_WEIGHT = 160;

/** What a title must keep clear of. */
export interface TitleGround {
  readonly places: readonly Place[];
  readonly fields: readonly Field[];
  /** Links and walls. */
  readonly lines: readonly Piece[];
  /** Other titles and labels. */
  readonly taken: readonly Box[];
  readonly room: Box;
}

/** The box of the title at the best free spot; `null` if there is none. */
export function titleBox(title: string, shape: OutlineShape, ground: TitleGround): Box | null {
  const width = title.length * TITLE_SIZE * CHARACTER;
  const middle = middleOf(ground.places);
  let best: Box | null = null;
  let least = Infinity;
  const points = shape.lines.flat().filter((_, index) => index % EACH === 0);
  for (const point of points) {
    for (const box of boxesAt(point, width)) {
      const x = (box.left + box.right) / 2;
      const y = (box.top + box.bottom) / 2;
      const inward = -Math.hypot(x - middle.x, y - middle.y);
      // The dearest test comes last: most spots are no better than the best so far.
      if (inward >= least || !isFree(box, ground)) continue;
      const crossed = ground.lines.filter(([from, to]) => segmentMeetsBox(from, to, box)).length;
      const cost = inward + crossed * LINE_WEIGHT;
      if (cost >= least) continue;
      least = cost;
      best = box;
    }
  }
  return best;
}

/** Above, below, right and left of a point on the rim. */
function boxesAt({ x, y }: Point, width: number): Box[] {
  const beside = { top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
  const over = { left: x - width / 2, right: x + width / 2 };
  return [
    { ...over, top: y - GAP - HEIGHT, bottom: y - GAP },
    { ...over, top: y + GAP, bottom: y + GAP + HEIGHT },
    { ...beside, left: x + GAP, right: x + GAP + width },
    { ...beside, left: x - GAP - width, right: x - GAP },
  ];
}

function isFree(box: Box, { places, fields, taken, room }: TitleGround): boolean {
  if (box.left < room.left || box.right > room.right) return false;
  if (box.top < room.top || box.bottom > room.bottom) return false;
  if (taken.some((other) => boxesMeet(box, other))) return false;
  const isOnNode = places.some(
    (place) =>
      circleMeetsBox(place.x, place.y, reach(place.r) + GAP, box) ||
      (place.label !== 'none' && boxesMeet(box, labelBox(place))),
  );
  return !isOnNode && fields.every((field) => isOutside(box, field));
}

function isOutside({ left, right, top, bottom }: Box, field: Field): boolean {
  for (let step = 0; step <= 4; step += 1) {
    const x = left + ((right - left) * step) / 4;
    if (field(x, top) < 1 || field(x, bottom) < 1) return false;
  }
  return true;
}

function middleOf(places: readonly Point[]): Point {
  const count = Math.max(places.length, 1);
  const x = places.reduce((sum, place) => sum + place.x, 0) / count;
  const y = places.reduce((sum, place) => sum + place.y, 0) / count;
  return { x, y };
}
