/** Where a flight was lost a short while ago: red rays that spread and fade. */
import { burstProgress, pointOnLane, type Heading } from '../ways/flight.ts';
import type { Palette } from './palette.ts';
import type { Moment } from './painter.ts';
import type { Picture } from './picture.ts';
import { SHAPE_SIZE, TRACE } from './shapes.ts';

const RAYS = 10;
/** More would hide the stage. */
const BURSTS_MOST = 150;

export function paintBursts(
  context: CanvasRenderingContext2D,
  { bursts, scale }: Picture,
  palette: Palette,
  { now, burstMs, reducedMotion }: Moment,
): void {
  if (bursts.length === 0) return;
  const at: Heading = { x: 0, y: 0, ux: 0, uy: 0 };
  context.strokeStyle = palette.bad;
  context.fillStyle = palette.bad;
  context.lineCap = 'round';
  for (const { burst, lane } of bursts.slice(-BURSTS_MOST)) {
    const age = (now - burst.at) / Math.max(burstMs, 1);
    if (age < 0 || age >= 1) continue;
    pointOnLane(lane, burstProgress(burst, lane), at);
    const grown = reducedMotion ? 0.5 : 1 - (1 - age) * (1 - age);
    // Full for the first half, so that it is seen; then it fades.
    context.globalAlpha = Math.min((1 - age) * 2, 1);
    context.beginPath();
    TRACE[burst.family](context, at, SHAPE_SIZE[burst.family] * scale * (1.05 - 0.35 * grown));
    context.fill();
    context.beginPath();
    traceRays(context, at, (9 + 3 * grown) * scale, (13 + 10 * grown) * scale);
    context.lineWidth = 1.7 * Math.max(scale, 0.7);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Long and short rays in turn. */
function traceRays(
  context: CanvasRenderingContext2D,
  { x, y }: Heading,
  inner: number,
  outer: number,
): void {
  for (let ray = 0; ray < RAYS; ray += 1) {
    const angle = ((ray + 0.3) / RAYS) * 2 * Math.PI;
    const end = inner + (outer - inner) * (ray % 2 === 0 ? 1 : 0.55);
    context.moveTo(x + Math.cos(angle) * inner, y + Math.sin(angle) * inner);
    context.lineTo(x + Math.cos(angle) * end, y + Math.sin(angle) * end);
  }
}
