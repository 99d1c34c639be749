/** Links, cuts, timer rings and the wall of a partition. */
import type { Lane } from './flight.ts';
import { clamp, type Point } from './geometry.ts';
import type { Palette } from './palette.ts';
import type { Picture, RingMark } from './picture.ts';
import { TONES } from './tone.ts';

const FULL_TURN = 2 * Math.PI;
/** Among more nodes, rings have no track behind them. */
const TRACKS_MOST = 60;
/** Shapes per path: very long paths rasterise slowly. */
const CHUNK = 48;
/** Rings smaller than this touch their disc. */
const WEDGE_BELOW = 8;

/** Hairlines between nodes that talk to each other. */
export function paintLinks(
  context: CanvasRenderingContext2D,
  { links }: Picture,
  palette: Palette,
): void {
  if (links.length === 0) return;
  context.beginPath();
  for (let at = 0; at + 3 < links.length; at += 4) {
    context.moveTo(links[at] ?? 0, links[at + 1] ?? 0);
    context.lineTo(links[at + 2] ?? 0, links[at + 3] ?? 0);
  }
  context.strokeStyle = palette.hairline;
  context.globalAlpha = links.length > 200 ? 0.45 : 0.8;
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
  const { x, y } = middleOf(lane);
  context.moveTo(lane.x0 - lane.uy * lane.offset, lane.y0 + lane.ux * lane.offset);
  context.lineTo(x - lane.ux * GAP, y - lane.uy * GAP);
  context.moveTo(x + lane.ux * GAP, y + lane.uy * GAP);
  context.lineTo(lane.x1 - lane.uy * lane.offset, lane.y1 + lane.ux * lane.offset);
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

function middleOf({ x0, y0, x1, y1, ux, uy, offset }: Lane): Point {
  return { x: (x0 + x1) / 2 - uy * offset, y: (y0 + y1) / 2 + ux * offset };
}

/** What is left of each node's next timer, clockwise from twelve o'clock. */
export function paintRings(
  context: CanvasRenderingContext2D,
  { rings }: Picture,
  palette: Palette,
  now: number,
): void {
  if (rings.length <= TRACKS_MOST) paintTracks(context, rings, palette);
  for (let tone = 0; tone < TONES; tone += 1) {
    context.fillStyle = palette.tones[tone] ?? palette.ink;
    let traced = 0;
    for (const ring of rings) {
      if (ring.tone !== tone) continue;
      const left = Math.min((ring.due - now) / Math.max(ring.due - ring.from, 1), 1);
      if (left <= 0) continue;
      if (traced === 0) context.beginPath();
      if (ring.r < WEDGE_BELOW) traceWedge(context, ring, left);
      else traceSector(context, ring, left);
      traced += 1;
      if (traced < CHUNK) continue;
      context.fill();
      traced = 0;
    }
    if (traced > 0) context.fill();
  }
}

/** A piece of a ring as a polygon: filling one is far cheaper than stroking an arc, and there may be a thousand. */
function traceSector(
  context: CanvasRenderingContext2D,
  { x, y, r, width }: RingMark,
  part: number,
): void {
  const corners = Math.max(Math.ceil(part * clamp(r * 1.6, 14, 72)), 1);
  const outer = r + width / 2;
  const inner = r - width / 2;
  const turn = (part * FULL_TURN) / corners;
  context.moveTo(x, y - outer);
  for (let corner = 1; corner <= corners; corner += 1) {
    context.lineTo(x + outer * Math.sin(corner * turn), y - outer * Math.cos(corner * turn));
  }
  for (let corner = corners; corner >= 0; corner -= 1) {
    context.lineTo(x + inner * Math.sin(corner * turn), y - inner * Math.cos(corner * turn));
  }
  context.closePath();
}

/** The same for tiny nodes: the disc above covers the inside, so that half the corners will do. */
function traceWedge(
  context: CanvasRenderingContext2D,
  { x, y, r, width }: RingMark,
  part: number,
): void {
  const corners = Math.max(Math.ceil(part * 11), 1);
  const outer = r + width / 2;
  const turn = (part * FULL_TURN) / corners;
  context.moveTo(x, y);
  for (let corner = 0; corner <= corners; corner += 1) {
    context.lineTo(x + outer * Math.sin(corner * turn), y - outer * Math.cos(corner * turn));
  }
  context.closePath();
}

function paintTracks(
  context: CanvasRenderingContext2D,
  rings: readonly RingMark[],
  palette: Palette,
): void {
  context.fillStyle = palette.hairline;
  for (const ring of rings) {
    context.beginPath();
    traceSector(context, ring, 1);
    context.fill();
  }
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
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 5;
  context.strokeStyle = palette.ground;
  const text = `partition since ${seconds(partedAt)} s`;
  context.strokeText(text, wall.label.x, wall.label.y);
  context.fillStyle = palette.bad;
  context.fillText(text, wall.label.x, wall.label.y);
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

/** Seconds with as many digits as say something: `11.2`, `0.42`. */
export function seconds(ms: number): string {
  const value = ms / 1000;
  return String(Number(value.toFixed(value < 10 ? 2 : 1)));
}
