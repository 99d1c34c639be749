/** Timer rings: filled polygons, since there may be a thousand. */
import { clamp } from '../geometry.ts';
import type { Palette } from './palette.ts';
import type { Picture, RingMark } from './picture.ts';
import { TONES } from '../tone.ts';

const FULL_TURN = 2 * Math.PI;
/** Among more nodes, rings have no track behind them. */
const TRACKS_MOST = 60;
/** Shapes per path: very long paths rasterise slowly. */
const CHUNK = 48;
/** Rings smaller than this touch their disc. */
const WEDGE_BELOW = 8;

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
