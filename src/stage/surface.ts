/** The elements of the stage, from the lowest to the highest: outlines, the canvas of all that moves, the SVG of nodes. */
import { select, type Selection } from 'd3-selection';
import { createOutlineLayer, type OutlineLayer } from './outlines/outline-layer.ts';

/** More pixels than this per CSS pixel cost more than they show. */
const DENSITY_MOST = 2;

export interface Surface {
  readonly outlines: OutlineLayer;
  readonly context: CanvasRenderingContext2D;
  readonly svg: SVGSVGElement;
  /** The group in which places are those of the layout. */
  readonly world: Selection<SVGGElement, unknown, null, undefined>;
  readonly worldElement: SVGGElement;
  setTransform(transform: string): void;
  /** Gives the canvas as many pixels as `root` has, which clears it; returns the density. */
  resizeCanvas(): number;
  destroy(): void;
}

/** Puts the elements into `root`, which gives them their size. */
export function createSurface(root: HTMLElement): Surface {
  root.classList.add('stage');
  if (!root.hasAttribute('tabindex')) root.tabIndex = -1;
  const outlines = createOutlineLayer(root);
  const context = appendCanvas(root);
  const svg = select(root).append('svg').attr('role', 'group').attr('aria-label', 'Cluster');
  const world = svg.append('g').attr('class', 'world');
  const [svgElement, worldElement] = [svg.node(), world.node()];
  if (svgElement === null || worldElement === null) throw new Error('this browser has no SVG');
  return {
    outlines,
    context,
    svg: svgElement,
    world,
    worldElement,
    setTransform(transform) {
      worldElement.setAttribute('transform', transform);
      outlines.setTransform(transform);
    },
    resizeCanvas() {
      const density = densityNow();
      context.canvas.width = Math.round(root.clientWidth * density);
      context.canvas.height = Math.round(root.clientHeight * density);
      return density;
    },
    destroy() {
      outlines.destroy();
      context.canvas.remove();
      svgElement.remove();
      root.classList.remove('stage', 'over-flight');
      delete root.dataset['tool'];
    },
  };
}

/** Canvas pixels per CSS pixel on the screen where the page is now. */
export function densityNow(): number {
  return Math.min(devicePixelRatio, DENSITY_MOST);
}

function appendCanvas(root: HTMLElement): CanvasRenderingContext2D {
  const canvas = root.ownerDocument.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  root.append(canvas);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser has no canvas');
  return context;
}
