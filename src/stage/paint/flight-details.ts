/** What flights carry while there are not too many: tails, signs, arrowheads. */
import type { Spot } from './flight-spots.ts';
import { traceArrowhead, traceTail } from './shapes.ts';

/** Shapes per path: very long paths rasterise slowly. */
const CHUNK = 48;
const TAIL = 30;
/** Smaller flights have no room for a sign. */
const SIGNED_FROM = 4;

/** Where flights that move come from. */
export function paintTails(
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

/** A plus within the shape for yes; for no a bar that strikes it out and is seen from afar. */
export function paintSigns(
  context: CanvasRenderingContext2D,
  batch: readonly Spot[],
  colours: { readonly inside: string; readonly bar: string; readonly halo: string },
  scale: number,
): void {
  context.beginPath();
  if (tracePluses(context, batch)) {
    context.strokeStyle = colours.inside;
    context.lineWidth = 1.9 * scale;
    context.stroke();
  }
  context.beginPath();
  if (!traceBars(context, batch)) return;
  context.strokeStyle = colours.halo;
  context.lineWidth = 4 * scale;
  context.stroke();
  context.strokeStyle = colours.bar;
  context.lineWidth = 2.2 * scale;
  context.stroke();
}

function tracePluses(context: CanvasRenderingContext2D, batch: readonly Spot[]): boolean {
  let any = false;
  for (const { flight, x, y, size } of batch) {
    if (flight?.sign !== 'yes' || size < SIGNED_FROM) continue;
    any = true;
    const arm = size * 0.5;
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
  }
  return any;
}

function traceBars(context: CanvasRenderingContext2D, batch: readonly Spot[]): boolean {
  let any = false;
  for (const { flight, x, y, ux, uy, size } of batch) {
    if (flight?.sign !== 'no' || size < SIGNED_FROM) continue;
    any = true;
    const arm = size * 1.1;
    // Along the way of a triangle a bar would lie on its sides; across, it stops it.
    const [alongX, alongY] = flight.family === 'client' ? [-uy, ux] : [1, 0];
    context.moveTo(x - arm * alongX, y - arm * alongY);
    context.lineTo(x + arm * alongX, y + arm * alongY);
  }
  return any;
}

/** Where flights that stand still would go. */
export function paintArrowheads(
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
