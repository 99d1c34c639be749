/** Pan and zoom by wheel, pinch and drag on the empty stage; a double click never zooms. */
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom';
import type { Box, Size } from '../geometry.ts';

export interface ZoomCallbacks {
  /** Whether a press at this target may pan. */
  mayPan(target: EventTarget | null): boolean;
  onZoom(transform: ZoomTransform): void;
}

export interface ZoomBehaviour {
  /** The least change after which `box` is seen whole; back to the start if it already is. */
  fit(box: Box, size: Size): void;
  destroy(): void;
}

const SCALES: [number, number] = [0.5, 12];
const FIT_MARGIN = 8;

/** Puts the behaviour on the stage's SVG. */
export function createZoom(svg: SVGSVGElement, callbacks: ZoomCallbacks): ZoomBehaviour {
  const target = select<SVGSVGElement, unknown>(svg);
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent(SCALES)
    .clickDistance(4)
    .filter((event: MouseEvent | TouchEvent | WheelEvent) => mayStart(event, callbacks))
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) =>
      callbacks.onZoom(transform),
    );
  target.call(behaviour).on('dblclick.zoom', null);
  return {
    fit(box, { width, height }) {
      const fits = box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
      const k = fits
        ? 1
        : Math.min(
            width / (box.right - box.left + 2 * FIT_MARGIN),
            height / (box.bottom - box.top + 2 * FIT_MARGIN),
            1,
          );
      const x = fits ? 0 : width / 2 - (k * (box.left + box.right)) / 2;
      const y = fits ? 0 : height / 2 - (k * (box.top + box.bottom)) / 2;
      behaviour.transform(target, zoomIdentity.translate(x, y).scale(k));
    },
    destroy() {
      target.on('.zoom', null);
    },
  };
}

function mayStart(event: MouseEvent | TouchEvent | WheelEvent, callbacks: ZoomCallbacks): boolean {
  if (event.type === 'wheel') return true;
  if ('touches' in event && event.touches.length > 1) return true;
  if ('button' in event && event.button !== 0) return false;
  return !event.ctrlKey && callbacks.mayPan(event.target);
}
