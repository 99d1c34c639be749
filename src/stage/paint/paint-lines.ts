/** Links, cuts, titles of outlines and the wall of a partition. */
import { seconds } from '../nodes/node-text.ts';
import type { Lane } from '../ways/flight.ts';
import type { Point } from '../geometry.ts';
import { TITLE_SIZE } from '../outlines/outline-title.ts';
import type { Palette } from './palette.ts';
import type { Picture } from './picture.ts';

/** Hairlines between nodes that talk to each other. */
export function paintLinks(
  context: CanvasRenderingContext2D,
  { links }: Picture,
  palette: Palette,
): void {
  if (links.length === 0) return;
  context.beginPath();
  for (let at = 0; at + 5 < links.length; at += 6) {
    context.moveTo(links[at] ?? 0, links[at + 1] ?? 0);
    context.quadraticCurveTo(
      links[at + 2] ?? 0,
      links[at + 3] ?? 0,
      links[at + 4] ?? 0,
      links[at + 5] ?? 0,
    );
  }
  context.strokeStyle = palette.hairline;
  context.globalAlpha = links.length > 300 ? 0.45 : 0.8;
  context.lineWidth = 1;
  context.stroke();
  context.globalAlpha = 1;
}

/** A direction that is cut: a line with a gap, and a bar at both sides of the gap. */
export function paintCuts(
  context: CanvasRenderingContext2D,
  { cuts }: Picture,
  palette: Palette,
): void {
  if (cuts.length === 0) return;
  context.strokeStyle = palette.bad;
  context.lineCap = 'butt';
  context.beginPath();
  for (const lane of cuts) traceGap(context, lane);
  context.lineWidth = 1;
  context.globalAlpha = 0.4;
  context.stroke();
  context.beginPath();
  for (const lane of cuts) traceBars(context, lane);
  context.lineWidth = 2;
  context.globalAlpha = 0.95;
  context.stroke();
  context.globalAlpha = 1;
}

const GAP = 7;
const BAR = 6;

function traceGap(context: CanvasRenderingContext2D, lane: Lane): void {
  const gap = GAP / Math.max(lane.length, 1);
  tracePart(context, lane, 0, 0.5 - gap);
  tracePart(context, lane, 0.5 + gap, 1);
}

const PIECES = 8;

/** A part of the line that both directions share, beside its middle. */
function tracePart(context: CanvasRenderingContext2D, lane: Lane, from: number, to: number): void {
  for (let piece = 0; piece <= PIECES; piece += 1) {
    const part = from + ((to - from) * piece) / PIECES;
    const aside = lane.offset + lane.bow * 4 * part * (1 - part);
    const x = lane.x0 + (lane.x1 - lane.x0) * part - lane.uy * aside;
    const y = lane.y0 + (lane.y1 - lane.y0) * part + lane.ux * aside;
    if (piece === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}

function traceBars(context: CanvasRenderingContext2D, lane: Lane): void {
  const { x, y } = middleOf(lane);
  for (const side of [-GAP, GAP]) {
    const barX = x + lane.ux * side;
    const barY = y + lane.uy * side;
    context.moveTo(barX - lane.uy * BAR, barY + lane.ux * BAR);
    context.lineTo(barX + lane.uy * BAR, barY - lane.ux * BAR);
  }
}

function middleOf({ x0, y0, x1, y1, ux, uy, offset, bow }: Lane): Point {
  const aside = offset + bow;
  return { x: (x0 + x1) / 2 - uy * aside, y: (y0 + y1) / 2 + ux * aside };
}

/** Titles of the outlines: above the links, which would strike them through, and below the flights. */
export function paintTitles(
  context: CanvasRenderingContext2D,
  { outlines }: Picture,
  palette: Palette,
): void {
  for (const { title, titleBox, tone } of outlines) {
    if (titleBox === null) continue;
    context.font = `600 ${TITLE_SIZE}px ${palette.fontText}`;
    const x = (titleBox.left + titleBox.right) / 2;
    const y = (titleBox.top + titleBox.bottom) / 2;
    paintText(context, title, { x, y }, palette.texts[tone] ?? palette.ink, palette);
  }
}

/** A text around its middle, on a halo of the ground. */
function paintText(
  context: CanvasRenderingContext2D,
  text: string,
  { x, y }: Point,
  colour: string,
  palette: Palette,
): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 5;
  context.strokeStyle = palette.ground;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** The dashed line between the groups of a partition, with the time since when it stands. */
export function paintWall(
  context: CanvasRenderingContext2D,
  { wall, partedAt }: Picture,
  palette: Palette,
): void {
  if (wall === null) return;
  context.strokeStyle = palette.bad;
  context.lineWidth = 1.6;
  context.lineCap = 'round';
  context.setLineDash([2.5, 5.5]);
  context.globalAlpha = 0.8;
  context.beginPath();
  for (const line of wall.lines) traceSmooth(context, line);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
  if (partedAt === null) return;
  context.font = `500 12.5px ${palette.fontText}`;
  paintText(context, `partition since ${seconds(partedAt)} s`, wall.label, palette.bad, palette);
}

/** A smooth line along points: curves from midpoint to midpoint. */
function traceSmooth(context: CanvasRenderingContext2D, line: readonly Point[]): void {
  const [first] = line;
  const last = line.at(-1);
  if (first === undefined || last === undefined) return;
  context.moveTo(first.x, first.y);
  for (let at = 1; at + 1 < line.length; at += 1) {
    const here = line[at];
    const next = line[at + 1];
    if (here === undefined || next === undefined) continue;
    context.quadraticCurveTo(here.x, here.y, (here.x + next.x) / 2, (here.y + next.y) / 2);
  }
  context.lineTo(last.x, last.y);
}
