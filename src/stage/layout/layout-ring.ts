/** Replicas: on one ellipse while they are few, on up to three nested ones for dozens, packed like a sunflower's seeds for hundreds. */
import {
  clamp,
  labelHeight,
  placesMeet,
  reach,
  type Box,
  type LabelDetail,
  type Place,
  type Point,
} from '../geometry.ts';

/** Beyond so many, nothing is written under the replicas. */
const LABELLED_MOST = 16;
const ONE_RING_MOST = 40;
const RINGS_MOST = 120;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** How much wider than high an ellipse may be; low boxes on a phone need all their width. */
const STRETCH = 1.45;
const LOW_STRETCH = 2.7;
const LOW = 300;
const NARROW = 480;
/** A crown stands above the ring. */
const CROWN_ROOM = 8;

/**
 * Places for `count` replicas inside `box`, the first at twelve o'clock, then clockwise; if `open`, twelve o'clock stays
 * free where there is room for it, and the first stands half a step further.
 */
export function layoutReplicas(count: number, box: Box, open = false): Place[] {
  if (count === 0) return [];
  if (count > RINGS_MOST) return packed(count, box);
  const shifts = open && count > 2 ? [0.5, 0] : [0];
  return labelled(count, box, shifts) ?? unlabelled(count, box);
}

/** Largest radius for so many nodes in a box. */
function radiusMost(count: number, box: Box): number {
  const room = Math.min((box.right - box.left) / 700, (box.bottom - box.top) / 520);
  return clamp(38 * (7 / Math.max(count, 7)) ** 0.55, 8, 38) * clamp(room, 0.7, 1.15);
}

/** Long names are worth more than large nodes, and those more than the first of the shifts. */
function labelled(count: number, box: Box, shifts: readonly number[]): Place[] | null {
  if (count > LABELLED_MOST) return null;
  const most = radiusMost(count, box);
  const tries: readonly (readonly [LabelDetail, number, number])[] = [
    ['full', 160, 22],
    ['full', 132, 22],
    ['full', 112, 18],
    ['full', 84, 16],
    ['full', 62, 13],
    ['full', 52, 12.5],
    ['name', 84, 15],
    ['name', 62, 12],
    ['name', 26, 10],
  ];
  for (const [label, width, least] of tries) {
    for (let r = most; r >= least; r -= 1) {
      for (const shift of shifts) {
        const places = ring(count, box, { r, label, labelWidth: width }, shift);
        if (areApart(places, 8)) return places;
      }
    }
  }
  return null;
}

function unlabelled(count: number, box: Box): Place[] {
  const most = radiusMost(count, box);
  for (let r = most; r > 2; r -= 0.5) {
    const gap = clamp(r * 0.4, 1.5, 8);
    const rings = count <= ONE_RING_MOST && r >= 8 ? 1 : 3;
    for (let number = 1; number <= rings; number += 1) {
      const places =
        number === 1
          ? ring(count, box, { r, label: 'none', labelWidth: 0 }, 0)
          : nested(count, number, box, r);
      if (areApart(places, gap)) return places;
    }
  }
  return packed(count, box);
}

function isSmall({ left, top, right, bottom }: Box): boolean {
  return bottom - top < LOW && right - left < NARROW;
}

interface Ellipse extends Point {
  readonly rx: number;
  readonly ry: number;
}

/** The widest pleasant ellipse on which nodes of that size stay inside the box with their text. */
function ellipseIn(box: Box, r: number, label: LabelDetail, labelWidth: number): Ellipse {
  const out = reach(r);
  const top = box.top + out + clamp(r * 0.25, 0, CROWN_ROOM);
  const bottom = box.bottom - Math.max(out, 0) - labelHeight(label);
  const widest = (box.right - box.left) / 2 - Math.max(out, labelWidth / 2);
  const highest = (bottom - top) / 2;
  const stretch = label !== 'none' && isSmall(box) ? LOW_STRETCH : STRETCH;
  return {
    x: (box.left + box.right) / 2,
    y: (top + bottom) / 2,
    rx: Math.max(Math.min(widest, highest * stretch), 0),
    ry: Math.max(Math.min(highest, widest * 1.25), 0),
  };
}

type Look = Pick<Place, 'r' | 'label' | 'labelWidth'>;

/** `shift` is a part of a step by which all stand further. */
function ring(count: number, box: Box, look: Look, shift: number): Place[] {
  const ellipse = ellipseIn(box, look.r, look.label, look.labelWidth);
  if (count === 1) return [{ x: ellipse.x, y: ellipse.y, ...look }];
  // Two stand aslant, so that neither is on the way from the balancer to the other.
  const start = count === 2 ? -0.75 * Math.PI : -Math.PI / 2 + (shift / count) * 2 * Math.PI;
  // Few nodes stand at equal angles, as people draw them; many at equal distances.
  const points =
    count <= 7 ? equalAngles(count, ellipse, start) : alongEllipse(count, ellipse, shift);
  return points.map(({ x, y }) => ({ x, y, ...look }));
}

function nested(count: number, rings: number, box: Box, r: number): Place[] {
  const outer = ellipseIn(box, r, 'none', 0);
  const step = Math.max(2 * reach(r) + clamp(r * 0.5, 2, 9), Math.min(outer.rx, outer.ry) * 0.24);
  const ellipses = Array.from({ length: rings }, (_, number) => ({
    ...outer,
    rx: Math.max(outer.rx - number * step, 1),
    ry: Math.max(outer.ry - number * step, 1),
  }));
  const weights = ellipses.map(({ rx, ry }) => rx + ry);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = count;
  const places = ellipses.flatMap((ellipse, number) => {
    const share =
      number === rings - 1 ? left : Math.round((count * (weights[number] ?? 0)) / total);
    const here = Math.min(share, left);
    left -= here;
    return alongEllipse(here, ellipse, (number % 2) * 0.5).map(({ x, y }) =>
      unlabelledPlace(x, y, r),
    );
  });
  return clockwise(places, outer);
}

/** In the order of a clock's hand, so that neighbours in number are neighbours on the stage, however many rings there are. */
function clockwise(places: readonly Place[], { x, y }: Point): Place[] {
  const hand = (place: Place): number => {
    const angle = Math.atan2(place.x - x, y - place.y);
    return angle < -1e-9 ? angle + 2 * Math.PI : angle;
  };
  return places.toSorted((one, other) => hand(one) - hand(other));
}

function unlabelledPlace(x: number, y: number, r: number): Place {
  return { x, y, r, label: 'none', labelWidth: 0 };
}

function equalAngles(count: number, { x, y, rx, ry }: Ellipse, start: number): Point[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = start + (index / count) * 2 * Math.PI;
    return { x: x + rx * Math.cos(angle), y: y + ry * Math.sin(angle) };
  });
}

/** Points at equal distances along an ellipse, clockwise from twelve o'clock, shifted by a part of a step. */
function alongEllipse(count: number, { x, y, rx, ry }: Ellipse, shift = 0): Point[] {
  const pieces = 720;
  const angleAt = (piece: number): number => -Math.PI / 2 + (piece / pieces) * 2 * Math.PI;
  const lengths = [0];
  for (let piece = 1; piece <= pieces; piece += 1) {
    const middle = angleAt(piece - 0.5);
    const speed = Math.hypot(rx * Math.sin(middle), ry * Math.cos(middle));
    lengths.push((lengths[piece - 1] ?? 0) + speed);
  }
  const total = lengths[pieces] ?? 0;
  const points: Point[] = [];
  let piece = 0;
  for (let index = 0; index < count; index += 1) {
    const target = ((index + shift) / count) * total;
    while (piece < pieces && (lengths[piece + 1] ?? Infinity) <= target) piece += 1;
    const from = lengths[piece] ?? 0;
    const part = (target - from) / Math.max((lengths[piece + 1] ?? total) - from, 1e-9);
    const angle = angleAt(piece + clamp(part, 0, 1));
    points.push({ x: x + rx * Math.cos(angle), y: y + ry * Math.sin(angle) });
  }
  return points;
}

/** A sunflower: the first in the middle, each next one a golden angle further and a little further out. */
function packed(count: number, box: Box): Place[] {
  const margin = reach(clamp(110 / Math.sqrt(count), 3, 9));
  const x = (box.left + box.right) / 2;
  const y = (box.top + box.bottom) / 2;
  const highest = (box.bottom - box.top) / 2 - margin;
  const widest = (box.right - box.left) / 2 - margin;
  const rx = Math.min(widest, highest * 1.45);
  const ry = Math.min(highest, widest * 1.45);
  const points = Array.from({ length: count }, (_, index) => {
    const out = Math.sqrt((index + 0.5) / count);
    const angle = index * GOLDEN_ANGLE - Math.PI / 2;
    return { x: x + rx * out * Math.cos(angle), y: y + ry * out * Math.sin(angle) };
  });
  const pitch = leastDistance(points);
  let r = Math.min(9, pitch / 2);
  while (r > 0.5 && reach(r) * 2 + 0.8 > pitch) r -= 0.1;
  return clockwise(
    points.map((point) => unlabelledPlace(point.x, point.y, r)),
    { x, y },
  );
}

/** Smallest distance between any two points. */
function leastDistance(points: readonly Point[]): number {
  let least = Infinity;
  points.forEach((one, index) => {
    for (let next = index + 1; next < points.length; next += 1) {
      const other = points[next];
      if (other === undefined) continue;
      const dx = one.x - other.x;
      const dy = one.y - other.y;
      least = Math.min(least, dx * dx + dy * dy);
    }
  });
  return Math.sqrt(least);
}

function areApart(places: readonly Place[], gap: number): boolean {
  return places.every((one, index) => {
    for (let next = index + 1; next < places.length; next += 1) {
      const other = places[next];
      if (other !== undefined && placesMeet(one, other, gap)) return false;
    }
    return true;
  });
}
