/** Flights, batched: one path per colour and kind, whatever their number. */
import {
  flightProgress,
  isDoomed,
  isWaiting,
  pointOnLane,
  waitingProgress,
  type Heading,
} from './flight.ts';
import type { Palette } from './palette.ts';
import type { Moment } from './painter.ts';
import type { Picture } from './picture.ts';
import type { SceneFlight } from './scene.ts';
import { PLAIN_TRACE, SHAPE_SIZE, TRACE, traceArrowhead, traceTail } from './shapes.ts';
import { BAD, TONES } from './tone.ts';

/** Above so many flights, tails no longer fade and corners are no longer rounded. */
const SOFT_MOST = 150;
/** Above so many flights, tails, signs and arrowheads are left out. */
const DETAIL_MOST = 800;
/** Above so many, round and square ones are drawn as plain rectangles, and replies are paler instead of hollow. */
const PLAIN_MOST = 1500;
const REPLY_ALPHA = 0.6;
/** Shapes per path: very long paths rasterise slowly. */
const CHUNK = 48;
const TAIL = 30;

/** One flight on the canvas. */
interface Spot extends Heading {
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

export class FlightPainter {
  readonly #spots: Spot[] = [];
  /** Spots by tone, filled ones first, then hollow ones. */
  readonly #batches: Spot[][] = Array.from({ length: TONES * 2 }, () => []);

  paint(
    context: CanvasRenderingContext2D,
    picture: Picture,
    palette: Palette,
    moment: Moment,
  ): void {
    const count = this.#sort(picture, moment.now);
    const detailed = count <= DETAIL_MOST;
    const soft = count <= SOFT_MOST;
    context.lineJoin = 'round';
    context.lineCap = 'round';
    this.#batches.forEach((batch, number) => {
      if (batch.length === 0) return;
      const colour = palette.tones[number % TONES] ?? palette.ink;
      const hollow = number >= TONES;
      if (detailed && moment.moving) paintTails(context, batch, colour, picture.scale, soft);
      if (detailed && (soft || hollow))
        paintShapes(context, batch, colour, hollow ? palette.ground : null, picture.scale);
      else if (count <= PLAIN_MOST) paintPlainShapes(context, batch, colour, hollow);
      else paintSpecks(context, batch, colour, hollow);
      if (!detailed) return;
      paintSigns(context, batch, hollow ? colour : palette.ground, picture.scale);
      if (!moment.moving) paintArrowheads(context, batch, colour);
    });
    if (moment.marked !== null) this.#paintMark(context, count, moment.marked, palette);
  }

  /** Works out all places and puts them into batches; returns their number. */
  #sort(picture: Picture, now: number): number {
    for (const batch of this.#batches) batch.length = 0;
    let count = 0;
    eachFlight(picture, now, (flight, at, index, progress) => {
      const spot = this.#spot(count);
      count += 1;
      spot.x = at.x;
      spot.y = at.y;
      spot.ux = at.ux;
      spot.uy = at.uy;
      spot.flight = flight;
      spot.size = SHAPE_SIZE[flight.family] * picture.scale;
      spot.come = progress * (picture.lanes[index]?.lane.length ?? 0);
      spot.still = flight.parked !== null;
      const tone = isDoomed(flight, now) ? BAD : (picture.tones[index] ?? 0);
      this.#batches[flight.reply ? tone + TONES : tone]?.push(spot);
    });
    return count;
  }

  #spot(index: number): Spot {
    const known = this.#spots[index];
    if (known !== undefined) return known;
    const spot = { x: 0, y: 0, ux: 1, uy: 0, flight: null, size: 0, come: 0, still: false };
    this.#spots.push(spot);
    return spot;
  }

  #paintMark(
    context: CanvasRenderingContext2D,
    count: number,
    marked: number,
    palette: Palette,
  ): void {
    for (let index = 0; index < count; index += 1) {
      const spot = this.#spots[index];
      if (spot?.flight?.id !== marked) continue;
      context.beginPath();
      context.arc(spot.x, spot.y, spot.size + 6, 0, 2 * Math.PI);
      context.strokeStyle = palette.ink;
      context.lineWidth = 1.5;
      context.stroke();
    }
  }
}

function paintShapes(
  context: CanvasRenderingContext2D,
  batch: readonly Spot[],
  colour: string,
  inside: string | null,
  scale: number,
): void {
  context.fillStyle = inside ?? colour;
  context.strokeStyle = colour;
  // The round joins of the stroke soften the corners of filled shapes too.
  context.lineWidth = (inside === null ? 1.6 : 1.9) * scale;
  context.beginPath();
  for (const spot of batch) {
    if (spot.flight) TRACE[spot.flight.family](context, spot, spot.size - 0.8 * scale);
  }
  context.fill();
  context.stroke();
}

/** Among thousands: no strokes, and hollow shapes by cutting the inside out. */
function paintPlainShapes(
  context: CanvasRenderingContext2D,
  batch: readonly Spot[],
  colour: string,
  hollow: boolean,
): void {
  context.fillStyle = colour;
  for (let from = 0; from < batch.length; from += CHUNK) {
    context.beginPath();
    for (let index = from; index < Math.min(from + CHUNK, batch.length); index += 1) {
      const spot = batch[index];
      if (!spot?.flight) continue;
      PLAIN_TRACE[spot.flight.family](context, spot, spot.size);
      if (hollow) PLAIN_TRACE[spot.flight.family](context, spot, Math.max(spot.size - 1.6, 0.5));
    }
    context.fill(hollow ? 'evenodd' : 'nonzero');
  }
}

/** Among many thousands: what the rasteriser does fastest. */
function paintSpecks(
  context: CanvasRenderingContext2D,
  batch: readonly Spot[],
  colour: string,
  reply: boolean,
): void {
  context.fillStyle = colour;
  context.globalAlpha = reply ? REPLY_ALPHA : 1;
  let traced = 0;
  for (const { flight, x, y, size } of batch) {
    if (flight === null) continue;
    const { family } = flight;
    if (family === 'client' || family === 'vote') continue;
    // On whole pixels: a rectangle with soft edges costs several times as much, and nobody sees a third of a pixel in a crowd.
    const width = Math.max(2, Math.round(2 * size));
    context.fillRect(Math.round(x - size), Math.round(y - size), width, width);
  }
  context.beginPath();
  for (const spot of batch) {
    const family = spot.flight?.family;
    if (family !== 'client' && family !== 'vote') continue;
    TRACE[family](context, spot, spot.size);
    traced += 1;
    if (traced % CHUNK !== 0) continue;
    context.fill();
    context.beginPath();
  }
  context.fill();
  context.globalAlpha = 1;
}

function paintTails(
  context: CanvasRenderingContext2D,
  batch: readonly Spot[],
  colour: string,
  scale: number,
  soft: boolean,
): void {
  context.fillStyle = colour;
  for (const [part, alpha] of soft ? SOFT_TAIL : PLAIN_TAIL) {
    context.globalAlpha = alpha;
    for (let from = 0; from < batch.length; from += CHUNK) {
      context.beginPath();
      for (const spot of batch.slice(from, from + CHUNK)) {
        if (spot.still) continue;
        const length = Math.min(TAIL * scale * part + spot.size, spot.come);
        if (length > spot.size) traceTail(context, spot, spot.size * 0.7, length);
      }
      context.fill();
    }
  }
  context.globalAlpha = 1;
}

type TailParts = readonly (readonly [part: number, alpha: number])[];

/** Three tails in each other look like one that fades. */
const SOFT_TAIL: TailParts = [
  [1.25, 0.16],
  [0.8, 0.2],
  [0.45, 0.26],
];
const PLAIN_TAIL: TailParts = [[0.9, 0.34]];

function paintSigns(
  context: CanvasRenderingContext2D,
  batch: readonly Spot[],
  colour: string,
  scale: number,
): void {
  context.beginPath();
  let any = false;
  for (const { flight, x, y, size } of batch) {
    if (!flight || flight.sign === null || size < 4) continue;
    any = true;
    const arm = size * 0.5;
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    if (flight.sign === 'no') continue;
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
  }
  if (!any) return;
  context.strokeStyle = colour;
  context.lineWidth = 1.7 * scale;
  context.stroke();
}

function paintArrowheads(
  context: CanvasRenderingContext2D,
  batch: readonly Spot[],
  colour: string,
): void {
  context.beginPath();
  for (const spot of batch) {
    const size = Math.max(spot.size, 3.8);
    // The corners of upright squares and diamonds reach further than their sides.
    traceArrowhead(context, spot, spot.size * 1.25 + 2.5 + size, size);
  }
  context.fillStyle = colour;
  context.fill();
}
