/** Finding flights by where they are. */
import { eachFlight } from '../paint/flight-spots.ts';
import type { Point } from '../geometry.ts';
import type { Picture } from '../paint/picture.ts';

export interface SpotOfFlight extends Point {
  readonly id: number;
}

/** Where a flight is at `now`; `null` if it is not drawn by itself. */
export function spotOf(picture: Picture, now: number, id: number): SpotOfFlight | null {
  let found: SpotOfFlight | null = null;
  eachFlight(picture, now, (flight, { x, y }) => {
    if (flight.id === id) found = { id, x, y };
  });
  return found;
}

/** The flight nearest to a point at `now`, if one is nearer than `within`. */
export function nearestFlight(
  picture: Picture,
  now: number,
  point: Point,
  within: number,
): SpotOfFlight | null {
  let least = within;
  let found: SpotOfFlight | null = null;
  eachFlight(picture, now, ({ id }, { x, y }) => {
    const distance = Math.hypot(x - point.x, y - point.y);
    if (distance >= least) return;
    least = distance;
    found = { id, x, y };
  });
  return found;
}
