/** The shapes of flights, drawn the more plainly the more there are. */
import type { Spot } from './flight-spots.ts';
import { PLAIN_TRACE, TRACE } from './shapes.ts';

/** Shapes per path: very long paths rasterise slowly. */
const CHUNK = 48;
const REPLY_ALPHA = 0.6;

/** Filled with their colour, or with `inside` and a line around it. */
export function paintShapes(
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
export function paintPlainShapes(
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
export function paintSpecks(
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
