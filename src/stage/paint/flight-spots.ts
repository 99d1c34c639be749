/** The flights of a frame with their places, sorted by colour, so that a whole colour is one path. */
import {
  flightProgress,
  isDoomed,
  isWaiting,
  pointOnLane,
  waitingProgress,
  type Heading,
} from '../ways/flight.ts';
import type { Picture } from './picture.ts';
import type { SceneFlight } from '../scene.ts';
import { SHAPE_SIZE } from './shapes.ts';
import { BAD, TONES } from '../tone.ts';

/** One flight on the canvas. */
export interface Spot extends Heading {
  flight: SceneFlight | null;
  size: number;
  /** Pixels it has come, so that no tail reaches into the sender. */
  come: number;
  still: boolean;
}

let frames = 0;

/** Calls `visit` for every flight that is drawn by itself, with its place at `now`. */
export function eachFlight(
  picture: Picture,
  now: number,
  visit: (flight: SceneFlight, at: Heading, index: number, progress: number) => void,
): void {
  frames += 1;
  const at: Heading = { x: 0, y: 0, ux: 0, uy: 0 };
  const { flights, lanes } = picture;
  for (let index = 0; index < flights.length; index += 1) {
    const flight = flights[index];
    const busy = lanes[index];
    if (flight === undefined || busy === null || busy === undefined) continue;
    const { lane } = busy;
    let progress = flightProgress(flight, now, lane);
    if (progress < 0) continue;
    if (isWaiting(flight, now)) {
      if (busy.frame !== frames) busy.waiting = 0;
      busy.frame = frames;
      progress = waitingProgress(progress, busy.waiting, lane.length);
      busy.waiting += 1;
    }
    visit(flight, pointOnLane(lane, progress, at), index, progress);
  }
}

/** Keeps its spots and batches from frame to frame, so that a frame allocates nothing. */
export class FlightSpots {
  /** More than there are flights: those from `count` on are left over from fuller frames. */
  readonly all: Spot[] = [];
  /** Spots by tone, filled ones first, then hollow ones. */
  readonly batches: readonly Spot[][] = Array.from({ length: TONES * 2 }, () => []);
  count = 0;

  /** Works out all places at `now`. */
  update(picture: Picture, now: number): void {
    for (const batch of this.batches) batch.length = 0;
    this.count = 0;
    eachFlight(picture, now, (flight, at, index, progress) => {
      const spot = this.#next();
      spot.x = at.x;
      spot.y = at.y;
      spot.ux = at.ux;
      spot.uy = at.uy;
      spot.flight = flight;
      spot.size = SHAPE_SIZE[flight.family] * picture.scale;
      spot.come = progress * (picture.lanes[index]?.lane.length ?? 0);
      spot.still = flight.parked !== null;
      const tone = isDoomed(flight, now) ? BAD : (picture.tones[index] ?? 0);
      this.batches[flight.reply ? tone + TONES : tone]?.push(spot);
    });
  }

  #next(): Spot {
    const known = this.all[this.count];
    this.count += 1;
    if (known !== undefined) return known;
    const spot = { x: 0, y: 0, ux: 1, uy: 0, flight: null, size: 0, come: 0, still: false };
    this.all.push(spot);
    return spot;
  }
}
