/** Where a ribbon's count stands: beside the ribbon, a third of the way along, clear of nodes and their texts. */
import { pointOnLane, type Lane } from './flight.ts';
import { boxesMeet, circleMeetsBox, labelBox, reach, type Place, type Point } from '../geometry.ts';

/** Half the extent of a count such as ×9999. */
const HALF_WIDTH = 20;
const HALF_HEIGHT = 8;
/** Half a ribbon's width, and some air. */
const BESIDE = 8;
/** The way back has its own count at a third of its own way, so that the two stand apart. */
const PARTS: readonly number[] = [1 / 3, 0.4, 0.27, 0.48, 0.55, 0.62, 0.2];

/** The first free spot along the lane, on the side away from the lane that leads back. */
export function countPlace(lane: Lane, places: readonly Place[]): Point {
  const spots = PARTS.map((part) => spotAt(lane, part));
  return spots.find((spot) => isFree(spot, places)) ?? spotAt(lane, PARTS[0] ?? 0.5);
}

function spotAt(lane: Lane, part: number): Point {
  const { x, y, ux, uy } = pointOnLane(lane, part, { x: 0, y: 0, ux: 0, uy: 0 });
  const aside = BESIDE + Math.abs(uy) * HALF_WIDTH + Math.abs(ux) * HALF_HEIGHT;
  return { x: x - uy * aside, y: y + ux * aside };
}

function isFree({ x, y }: Point, places: readonly Place[]): boolean {
  const box = {
    left: x - HALF_WIDTH,
    right: x + HALF_WIDTH,
    top: y - HALF_HEIGHT,
    bottom: y + HALF_HEIGHT,
  };
  return places.every(
    (place) =>
      !circleMeetsBox(place.x, place.y, reach(place.r), box) &&
      (place.label === 'none' || !boxesMeet(box, labelBox(place))),
  );
}
