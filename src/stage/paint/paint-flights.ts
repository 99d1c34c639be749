/** Flights, batched: one path per colour and kind, whatever their number. */
import { paintPlainShapes, paintShapes, paintSpecks } from './flight-bodies.ts';
import { paintArrowheads, paintSigns, paintTails } from './flight-details.ts';
import { FlightSpots } from './flight-spots.ts';
import { paintTags, Tags } from './flight-tags.ts';
import type { Palette } from './palette.ts';
import type { Moment } from './painter.ts';
import type { Picture } from './picture.ts';
import { TONES } from '../tone.ts';

/** Above so many flights, tails no longer fade and corners are no longer rounded. */
const SOFT_MOST = 150;
/** Above so many flights, tails, signs and arrowheads are left out. */
const DETAIL_MOST = 800;
/** Above so many, round and square ones are drawn as plain rectangles, and replies are paler instead of hollow. */
const PLAIN_MOST = 1500;

export class FlightPainter {
  readonly #spots = new FlightSpots();
  readonly #tags = new Tags();

  paint(
    context: CanvasRenderingContext2D,
    picture: Picture,
    palette: Palette,
    moment: Moment,
  ): void {
    const spots = this.#spots;
    spots.update(picture, moment.now);
    const { count } = spots;
    const detailed = count <= DETAIL_MOST;
    const soft = count <= SOFT_MOST;
    context.lineJoin = 'round';
    context.lineCap = 'round';
    spots.batches.forEach((batch, number) => {
      if (batch.length === 0) return;
      const colour = palette.tones[number % TONES] ?? palette.ink;
      const hollow = number >= TONES;
      if (detailed && moment.moving) paintTails(context, batch, colour, picture.scale, soft);
      if (detailed && (soft || hollow))
        paintShapes(context, batch, colour, hollow ? palette.ground : null, picture.scale);
      else if (count <= PLAIN_MOST) paintPlainShapes(context, batch, colour, hollow);
      else paintSpecks(context, batch, colour, hollow);
      if (!detailed) return;
      const inside = hollow ? colour : palette.ground;
      const colours = { inside, bar: palette.ink, halo: palette.ground };
      paintSigns(context, batch, colours, picture.scale);
      if (!moment.moving) paintArrowheads(context, batch, colour);
    });
    paintTags(context, this.#tags, spots, picture, palette);
    if (moment.marked !== null) this.#paintMark(context, moment.marked, palette);
  }

  #paintMark(context: CanvasRenderingContext2D, marked: number, palette: Palette): void {
    for (let index = 0; index < this.#spots.count; index += 1) {
      const spot = this.#spots.all[index];
      if (spot?.flight?.id !== marked) continue;
      context.beginPath();
      context.arc(spot.x, spot.y, spot.size + 6, 0, 2 * Math.PI);
      context.strokeStyle = palette.ink;
      context.lineWidth = 1.5;
      context.stroke();
    }
  }
}
