/** What the nodes share: the colours of their glow, the bars of those in doubt, and the label of the one that is pointed at. */
import type { Selection } from 'd3-selection';
import { clamp, NAME_DROP, reach, type Place } from '../geometry.ts';
import { lineOf } from './node-text.ts';
import type { SceneNode } from '../scene.ts';
import { toneClass, TONES } from '../tone.ts';

type World = Selection<SVGGElement, unknown, null, undefined>;

/** Where the light around a node falls off, as parts of the glow's radius; the opacities stand in the style sheet. */
const GLOW_STOPS: readonly number[] = [0.4, 0.54, 0.72, 1];

/** One radial gradient per tone, called `stage-glow-0` and so on. */
export function addGlowColours(world: World): void {
  const tones = Array.from({ length: TONES }, (_, tone) => tone);
  world
    .insert('defs', ':first-child')
    .selectAll('radialGradient')
    .data(tones)
    .join('radialGradient')
    .attr('id', (tone) => `stage-glow-${tone}`)
    .attr('class', (tone) => `glow ${toneClass(tone)}`)
    .selectAll('stop')
    .data(GLOW_STOPS)
    .join('stop')
    .attr('offset', (offset) => offset)
    .attr('class', (_, index) => `glow-${index}`);
}

const HATCH_STEP = 9;

/** The bars across a node in doubt. */
export function addHatch(world: World): void {
  world
    .select('defs')
    .append('pattern')
    .attr('id', 'stage-hatch')
    .attr('patternUnits', 'userSpaceOnUse')
    .attr('patternTransform', 'rotate(45)')
    .attr('width', HATCH_STEP)
    .attr('height', HATCH_STEP)
    .append('path')
    .attr('class', 'bar')
    .attr('d', `M${HATCH_STEP / 2} 0V${HATCH_STEP}`);
}

/** Shows the label of a node, or none. */
export type ShowTip = (
  node: SceneNode | null,
  place: Place | null,
  zoom: number,
  width: number,
) => void;

const TIP_SIZE = 13.5;
const TIP_BADGE = 12;

/** Makes the label of the node that is pointed at; it keeps its size at every zoom. */
export function createTip(world: World): ShowTip {
  const group = world.append('g').attr('class', 'tip').attr('aria-hidden', 'true');
  const name = group.append('text').attr('class', 'name');
  const badge = group.append('text').attr('class', 'badge');
  return (node, place, zoom, width) => {
    group.attr('display', node === null ? 'none' : null);
    if (node === null || place === null) return;
    const line = lineOf(node);
    const half = Math.max(line.length * TIP_BADGE * 0.305, node.id.length * TIP_SIZE * 0.28) + 6;
    // Zoomed in, the rim of the stage is elsewhere.
    const x = zoom === 1 && width > 2 * half ? clamp(place.x, half, width - half) : place.x;
    group.attr(
      'transform',
      `translate(${x} ${place.y + reach(place.r)}) scale(${1 / Math.max(zoom, 0.4)})`,
    );
    name.attr('y', NAME_DROP).attr('font-size', TIP_SIZE).text(node.id);
    badge
      .attr('y', NAME_DROP * 2)
      .attr('font-size', TIP_BADGE)
      .text(line);
  };
}
