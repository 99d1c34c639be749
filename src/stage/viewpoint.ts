/** From the layout's pixels to the stage's and back: the size of the stage, the scale of all that is drawn on it, and the zoom. */
import { zoomIdentity, type ZoomTransform } from 'd3-zoom';
import { clamp, type Box, type Insets, type Point, type Size } from './geometry.ts';
import { NO_INSETS } from './layout/layout.ts';

/** A magnified stage is at least so large when it is measured unmagnified, unless it is smaller itself. */
const SCALED_LEAST: Size = { width: 640, height: 400 };

/** Where the canvas looks: its size in CSS pixels, and the zoom. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly density: number;
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export class Viewpoint {
  /** In stage pixels. */
  size: Size = { width: 0, height: 0 };
  insets: Insets = NO_INSETS;
  wantedScale = 1;
  /** Canvas pixels per CSS pixel. */
  density = 1;
  zoom: ZoomTransform = zoomIdentity;

  /** Stage pixels per pixel of the layout: what is wanted, as far as there is room. */
  get scale(): number {
    const { width, height } = this.size;
    const room = Math.min(width / SCALED_LEAST.width, height / SCALED_LEAST.height);
    return clamp(room, 1, Math.max(this.wantedScale, 1));
  }

  /** How much a pixel of the layout is magnified. */
  get magnification(): number {
    return this.zoom.k * this.scale;
  }

  /** The stage as the layout sees it. */
  get room(): { readonly size: Size; readonly insets: Insets } {
    const by = this.scale;
    const { width, height } = this.size;
    const { top, right, bottom, left } = this.insets;
    return {
      size: { width: width / by, height: height / by },
      insets: { top: top / by, right: right / by, bottom: bottom / by, left: left / by },
    };
  }

  get viewport(): Viewport {
    const { x, y } = this.zoom;
    return { ...this.size, density: this.density, k: this.magnification, x, y };
  }

  /** For a group of an SVG in which places are those of the layout. */
  get transform(): string {
    return `translate(${this.zoom.x},${this.zoom.y}) scale(${this.magnification})`;
  }

  /** A box of the layout, unzoomed. */
  scaled({ left, top, right, bottom }: Box): Box {
    const by = this.scale;
    return { left: left * by, top: top * by, right: right * by, bottom: bottom * by };
  }

  toStage({ x, y }: Point): Point {
    const by = this.scale;
    return { x: this.zoom.applyX(x * by), y: this.zoom.applyY(y * by) };
  }

  toLayout({ x, y }: Point): Point {
    const by = this.scale;
    return { x: this.zoom.invertX(x) / by, y: this.zoom.invertY(y) / by };
  }
}
