/** Plain geometry of the stage, in stage pixels: y grows downwards. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room at the rim that the layout leaves free, for what floats over the stage. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How much is written under a node: name and badge, the name alone, or nothing until it is pointed at. */
export type LabelDetail = 'full' | 'name' | 'none';

/** Where a node stands and how large it is. */
export interface Place extends Point {
  readonly r: number;
  readonly label: LabelDetail;
  /** Widest that the text under the node may be. */
  readonly labelWidth: number;
  /** The same where the neighbours leave more room. */
  readonly labelRoom?: number;
  /** The least room that any node of this size has: what it takes to write all of them alike. */
  readonly sharedRoom?: number;
}

/** Line heights under a node: distance of the name's and the badge's baseline from the ring, and the room both need. */
export const NAME_DROP = 16;
export const BADGE_DROP = 32;
const LABEL_HEIGHT: Readonly<Record<LabelDetail, number>> = { full: 37, name: 21, none: 0 };

/** `value`, kept between `least` and `most`. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Radius of the timer ring around a node of radius `r`. */
export function ringRadius(r: number): number {
  return r + clamp(r * 0.28, 1.6, 6.5);
}

/** Line width of the timer ring. */
export function ringWidth(r: number): number {
  return clamp(r * 0.085, 1, 3);
}

/** Radius of all that belongs to a node, its ring included. */
export function reach(r: number): number {
  return ringRadius(r) + ringWidth(r) / 2;
}

/** Height of the text under a node. */
export function labelHeight(label: LabelDetail): number {
  return LABEL_HEIGHT[label];
}

/** The box of the text under a node; without area if there is none. */
export function labelBox(place: Place): Box {
  const top = place.y + reach(place.r);
  if (place.label === 'none') return { left: place.x, right: place.x, top, bottom: top };
  const half = (place.labelRoom ?? place.labelWidth) / 2;
  return {
    left: place.x - half,
    right: place.x + half,
    top: top + 2,
    bottom: top + labelHeight(place.label),
  };
}

/** What texts keep away from the rim of the stage. */
const RIM = 4;

/** The part of the stage that texts may use. */
export function roomIn({ width, height }: Size, { top, right, bottom, left }: Insets): Box {
  return {
    left: left + RIM,
    top: top + RIM,
    right: width - right - RIM,
    bottom: height - bottom - RIM,
  };
}

/** Whether two boxes come closer than `gap`. */
export function boxesMeet(one: Box, other: Box, gap = 0): boolean {
  return (
    one.left < other.right + gap &&
    other.left < one.right + gap &&
    one.top < other.bottom + gap &&
    other.top < one.bottom + gap
  );
}

/** Whether a circle and a box share any point. */
export function circleMeetsBox(x: number, y: number, r: number, box: Box): boolean {
  const dx = x - clamp(x, box.left, box.right);
  const dy = y - clamp(y, box.top, box.bottom);
  return dx * dx + dy * dy < r * r;
}

/** Whether two nodes or their texts come closer than `gap`. */
export function placesMeet(one: Place, other: Place, gap: number): boolean {
  const apart = Math.hypot(one.x - other.x, one.y - other.y);
  if (apart < reach(one.r) + reach(other.r) + gap) return true;
  if (one.label === 'none' && other.label === 'none') return false;
  const oneBox = labelBox(one);
  const otherBox = labelBox(other);
  return (
    (one.label !== 'none' && circleMeetsBox(other.x, other.y, reach(other.r), oneBox)) ||
    (other.label !== 'none' && circleMeetsBox(one.x, one.y, reach(one.r), otherBox)) ||
    (one.label !== 'none' && other.label !== 'none' && boxesMeet(oneBox, otherBox))
  );
}

/** Distance of a point from the straight piece between two others. */
export function distanceToSegment(at: Point, one: Point, other: Point): number {
  const dx = other.x - one.x;
  const dy = other.y - one.y;
  const square = dx * dx + dy * dy;
  const along =
    square === 0 ? 0 : clamp(((at.x - one.x) * dx + (at.y - one.y) * dy) / square, 0, 1);
  return Math.hypot(at.x - one.x - along * dx, at.y - one.y - along * dy);
}

/** Whether the straight piece between two points touches a box. */
export function segmentMeetsBox(from: Point, to: Point, box: Box): boolean {
  let enter = 0;
  let leave = 1;
  const sides: readonly (readonly [number, number, number, number])[] = [
    [from.x, to.x - from.x, box.left, box.right],
    [from.y, to.y - from.y, box.top, box.bottom],
  ];
  for (const [start, way, least, most] of sides) {
    if (way === 0) {
      if (start < least || start > most) return false;
      continue;
    }
    const one = (least - start) / way;
    const other = (most - start) / way;
    enter = Math.max(enter, Math.min(one, other));
    leave = Math.min(leave, Math.max(one, other));
  }
  return enter <= leave;
}
