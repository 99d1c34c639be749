/** Ribbons for crowded lanes, and arrows instead of flights for those who want no motion. */
import {
  flightProgress,
  isDoomed,
  LOST_AT,
  pointOnLane,
  type Heading,
  type Lane,
} from '../ways/flight.ts';
import { paintSigns } from './flight-details.ts';
import type { Spot } from './flight-spots.ts';
import type { Point } from '../geometry.ts';
import type { Palette } from './palette.ts';
import type { Moment } from './painter.ts';
import type { Picture } from './picture.ts';
import type { SceneFlight } from '../scene.ts';
import { SHAPE_SIZE, traceArrowhead } from './shapes.ts';
import { BAD } from '../tone.ts';

/** Virtual ms do not suit all speeds, so a ribbon's dashes move one gap per so many parts of a burst. */
const DASH = 12;

function traceLane(context: CanvasRenderingContext2D, lane: Lane, to: number): void {
  const at: Heading = { x: 0, y: 0, ux: 0, uy: 0 };
  pointOnLane(lane, 0, at);
  context.moveTo(at.x, at.y);
  const pieces = 8;
  for (let piece = 1; piece <= pieces; piece += 1) {
    pointOnLane(lane, (piece / pieces) * to, at);
    context.lineTo(at.x, at.y);
  }
}

/** A band with a count for each direction that carries too many flights to tell apart. */
export function paintRibbons(
  context: CanvasRenderingContext2D,
  { ribbons, scale }: Picture,
  palette: Palette,
  { now, burstMs, reducedMotion }: Moment,
): void {
  for (const { lane, tone, count, at } of ribbons) {
    const width = (6 + Math.min(Math.log2(count), 10) * 0.6) * scale;
    const colour = palette.tones[tone] ?? palette.ink;
    context.beginPath();
    traceLane(context, lane, 1);
    context.strokeStyle = colour;
    context.lineCap = 'round';
    context.lineWidth = width;
    context.globalAlpha = 0.26;
    context.stroke();
    context.globalAlpha = 0.9;
    context.lineWidth = Math.max(width * 0.4, 1.5);
    context.setLineDash([1, DASH - 1]);
    context.lineDashOffset = reducedMotion ? 0 : -((now / Math.max(burstMs, 1)) * 40) % DASH;
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
    paintCount(context, at, `×${count}`, colour, palette);
  }
}

function paintCount(
  context: CanvasRenderingContext2D,
  at: Point,
  text: string,
  colour: string,
  palette: Palette,
): void {
  context.font = `600 12px ${palette.fontMono}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = palette.ground;
  context.lineWidth = 6;
  context.strokeText(text, at.x, at.y);
  context.fillStyle = colour;
  context.fillText(text, at.x, at.y);
}

/** Steps in which arrows fade. */
const FADES = 4;

/** An arrow from sender to receiver for each flight; it fades as the flight nears its end. */
export function paintArrows(
  context: CanvasRenderingContext2D,
  { flights, lanes, tones, scale }: Picture,
  palette: Palette,
  now: number,
): void {
  const batches = new Map<number, number[]>();
  const signed: Spot[] = [];
  flights.forEach((flight, index) => {
    const lane = lanes[index]?.lane;
    if (lane === undefined) return;
    const progress = flightProgress(flight, now, lane);
    if (progress < 0) return;
    const tone = isDoomed(flight, now) ? BAD : (tones[index] ?? 0);
    if (flight.sign !== null) signed.push(signSpot(flight, lane));
    const fade = Math.min(Math.floor(progress * FADES), FADES - 1);
    const key = (tone * FADES + fade) * 2 + (flight.reply ? 1 : 0);
    batches.set(key, [...(batches.get(key) ?? []), index]);
  });
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = 1.6;
  for (const [key, indices] of batches) {
    const reply = key % 2 === 1;
    context.strokeStyle = palette.tones[Math.floor(key / 2 / FADES)] ?? palette.ink;
    context.globalAlpha = 0.95 - (Math.floor(key / 2) % FADES) * 0.2;
    context.setLineDash(reply ? [4, 4] : []);
    context.beginPath();
    const heads: Heading[] = [];
    for (const index of indices) {
      const lane = lanes[index]?.lane;
      if (lane === undefined) continue;
      const end = endOf(flights[index]?.fate ?? 'arrive', lane);
      traceLane(context, lane, end);
      heads.push(pointOnLane(lane, end, { x: 0, y: 0, ux: 0, uy: 0 }));
    }
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    for (const head of heads) traceArrowhead(context, head, 0, 8);
    context.fillStyle = context.strokeStyle;
    context.fill();
  }
  context.globalAlpha = 1;
  const { ink, ground } = palette;
  paintSigns(context, signed, { inside: ink, bar: ink, halo: ground }, scale);
}

/** Where an arrow says yes or no: in its middle. */
function signSpot(flight: SceneFlight, lane: Lane): Spot {
  const at = pointOnLane(lane, 0.5, { x: 0, y: 0, ux: 0, uy: 0 });
  return { ...at, flight, size: SHAPE_SIZE.vote, come: 0, still: true };
}

function endOf(fate: string, lane: Lane): number {
  if (lane.blocked || fate === 'cut') return lane.wall;
  return fate === 'arrive' ? 1 : LOST_AT;
}
