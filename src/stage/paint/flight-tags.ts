/** Small type beside a flight, such as its time stamp: worn while nothing else is in its place. */
import { boxesMeet, circleMeetsBox, reach, type Box } from '../geometry.ts';
import type { FlightSpots, Spot } from './flight-spots.ts';
import type { Palette } from './palette.ts';
import type { Picture } from './picture.ts';

/** Among more flights none wears its tag. */
const TAGGED_MOST = 60;
const SIZE = 11;
/** Width of a character of the mono font, and height of its figures, as parts of the size. */
const CHARACTER = 0.61;
const HEIGHT = 0.86;
const GAP = 3;

interface MutableBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Writes the tags of a frame. */
export function paintTags(
  context: CanvasRenderingContext2D,
  tags: Tags,
  spots: FlightSpots,
  picture: Picture,
  palette: Palette,
): void {
  // Most runs have none.
  let isReady = false;
  tags.each(spots, picture, (tag, x, y) => {
    if (!isReady) prepare(context, palette);
    isReady = true;
    context.strokeText(tag, x, y);
    context.fillText(tag, x, y);
  });
}

/** Keeps its boxes from frame to frame, so that a frame allocates nothing. */
export class Tags {
  readonly #boxes: MutableBox[] = [];
  #placed = 0;

  /** Calls `visit` with each tag for which there is room, and with its middle. */
  each(
    spots: FlightSpots,
    picture: Picture,
    visit: (tag: string, x: number, y: number) => void,
  ): void {
    if (spots.count > TAGGED_MOST) return;
    this.#placed = 0;
    for (let index = 0; index < spots.count; index += 1) {
      const spot = spots.all[index];
      const tag = spot?.flight?.tag ?? null;
      if (spot === undefined || tag === null) continue;
      const box = this.#place(spot, tag);
      if (!this.#isFree(box, index, spots, picture)) continue;
      this.#placed += 1;
      visit(tag, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
    }
  }

  /** On the right of its way, where no flight comes towards it. */
  #place({ x, y, ux, uy, size }: Spot, tag: string): MutableBox {
    const halfWidth = (tag.length * SIZE * CHARACTER) / 2;
    const halfHeight = (SIZE * HEIGHT) / 2;
    const aside = size + GAP + Math.abs(uy) * halfWidth + Math.abs(ux) * halfHeight;
    const box = this.#next();
    box.left = x - uy * aside - halfWidth;
    box.right = x - uy * aside + halfWidth;
    box.top = y + ux * aside - halfHeight;
    box.bottom = y + ux * aside + halfHeight;
    return box;
  }

  #next(): MutableBox {
    const known = this.#boxes[this.#placed];
    if (known !== undefined) return known;
    const box = { left: 0, top: 0, right: 0, bottom: 0 };
    this.#boxes.push(box);
    return box;
  }

  #isFree(box: Box, own: number, spots: FlightSpots, { places, texts }: Picture): boolean {
    for (const text of texts) if (boxesMeet(text, box, GAP)) return false;
    for (const { x, y, r } of places) {
      if (circleMeetsBox(x, y, reach(r) + GAP, box)) return false;
    }
    for (let index = 0; index < this.#placed; index += 1) {
      const other = this.#boxes[index];
      if (other !== undefined && boxesMeet(other, box)) return false;
    }
    for (let index = 0; index < spots.count; index += 1) {
      const other = spots.all[index];
      if (index === own || other === undefined) continue;
      if (circleMeetsBox(other.x, other.y, other.size, box)) return false;
    }
    return true;
  }
}

function prepare(context: CanvasRenderingContext2D, palette: Palette): void {
  context.font = `500 ${SIZE}px ${palette.fontMono}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = palette.ground;
  context.lineWidth = 3;
  context.fillStyle = palette.quietInk;
}
