/** Draws one frame: everything on the stage that moves, and the lines it moves along. A function of its arguments alone. */
import type { Palette } from './palette.ts';
import { paintBursts } from './paint-bursts.ts';
import { FlightPainter } from './paint-flights.ts';
import { paintCuts, paintLinks, paintTitles, paintWall } from './paint-lines.ts';
import { paintRings } from './paint-rings.ts';
import { paintArrows, paintRibbons } from './paint-crowd.ts';
import type { Picture } from './picture.ts';
import type { Viewport } from '../viewpoint.ts';

/** The moment that is drawn. */
export interface Moment {
  /** Virtual ms; may lie between two whole ones. */
  readonly now: number;
  readonly moving: boolean;
  /** Virtual ms for which a burst is seen. */
  readonly burstMs: number;
  readonly reducedMotion: boolean;
  /** A flight to be pointed out, by id. */
  readonly marked: number | null;
}

/** Draws frames; keeps only scratch arrays, so that a frame allocates next to nothing. */
export class Painter {
  readonly #flights = new FlightPainter();

  paint(
    context: CanvasRenderingContext2D,
    picture: Picture,
    palette: Palette,
    view: Viewport,
    moment: Moment,
  ): void {
    const { density, k } = view;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, view.width * density, view.height * density);
    context.setTransform(density * k, 0, 0, density * k, density * view.x, density * view.y);
    paintLinks(context, picture, palette);
    paintCuts(context, picture, palette);
    paintTitles(context, picture, palette);
    paintRings(context, picture, palette, moment.now);
    paintWall(context, picture, palette);
    paintRibbons(context, picture, palette, moment);
    if (moment.reducedMotion) paintArrows(context, picture, palette, moment.now);
    else this.#flights.paint(context, picture, palette, moment);
    paintBursts(context, picture, palette, moment);
  }
}
