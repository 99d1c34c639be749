/** One node of the SVG layer. Parts are made when they are needed and touched only when they change. */
import { select, type Selection } from 'd3-selection';
import type { NodeId } from '../../kernel/process.ts';
import { BADGE_DROP, NAME_DROP, reach, type Place, type Point } from '../geometry.ts';
import { bodyPath, crackPath, discPath, frostPath } from './marks.ts';
import { drawDisk, drawDots, drawGlyph } from './node-parts.ts';
import { badgeText, labelSizes, nameText, spokenName, valueSize } from './node-text.ts';
import type { SceneNode } from '../scene.ts';
import { nodeTone, toneClass } from '../tone.ts';

type Group = Selection<SVGGElement, unknown, null, undefined>;

/** What all nodes share: the zoom, and where peers stand. */
export interface NodeSetting {
  readonly zoom: number;
  placeOf(id: NodeId): Point | undefined;
}

/** Smallest radii, as seen on the screen, at which parts are worth drawing. */
const VALUE_FROM = 8.9;
const DETAIL_FROM = 14;
const GLYPH_FROM = 8;
const GLOW_FROM = 7;
const DOTS_MOST = 40;

/** Parts from the lowest to the highest. */
const PARTS = [
  'hit',
  'body',
  'hatch',
  'frost',
  'crack',
  'dots',
  'value',
  'disk',
  'glyph',
  'name',
  'badge',
] as const;
type Part = (typeof PARTS)[number];

const TAGS: Readonly<Record<Part, string>> = {
  hit: 'path',
  body: 'path',
  hatch: 'path',
  frost: 'path',
  crack: 'path',
  dots: 'g',
  value: 'text',
  disk: 'g',
  glyph: 'g',
  name: 'text',
  badge: 'text',
};

export class NodeView {
  readonly element: SVGGElement;
  readonly #root: Group;
  readonly #glow: SVGCircleElement;
  readonly #parts = new Map<Part, SVGElement>();
  readonly #written = new Map<string, string>();
  #writtenAt = -1;
  #blinks = 0;

  constructor(element: SVGGElement, glow: SVGCircleElement) {
    this.element = element;
    this.#root = select(element);
    this.#glow = glow;
  }

  /** Brings the drawing in line with the node. */
  update(node: SceneNode, place: Place, setting: NodeSetting): void {
    const tone = nodeTone(node);
    const seen = place.r * setting.zoom;
    const isDown = node.status !== 'up' && node.status !== 'frozen';
    this.#set('transform', `translate(${place.x.toFixed(2)} ${place.y.toFixed(2)})`);
    this.#set('class', `node ${node.family} ${node.status} ${toneClass(tone)}`);
    this.#set('aria-label', spokenName(node));
    this.#updateGlow(place, tone, isDown || seen < GLOW_FROM);
    // Between a disc and its name there is nothing to miss.
    this.#path('hit', place.label === 'none' ? null : hitPath(reach(place.r)));
    this.#path('body', bodyPath(node.family, place.r));
    const isInDoubt = node.glyph === 'in-doubt' && !isDown;
    this.#path('hatch', isInDoubt ? bodyPath(node.family, place.r) : null);
    this.#path('crack', node.status === 'crashed' ? crackPath(place.r) : null);
    this.#path('frost', node.status === 'frozen' && seen >= GLYPH_FROM ? frostPath(place.r) : null);
    this.#updateValue(node, place, seen);
    this.#updateDots(node, place, seen >= DETAIL_FROM && !isDown ? setting : null);
    this.#updateDisk(node, place, seen >= DETAIL_FROM);
    this.#updateGlyph(node, place, seen >= GLYPH_FROM && !isDown);
    const name = place.label === 'none' ? null : nameText(node, place);
    const badge = place.label === 'full' ? badgeText(node, place) : null;
    const sizes = labelSizes(place);
    this.#text('name', name, reach(place.r) + NAME_DROP, sizes.name);
    this.#text('badge', badge, reach(place.r) + BADGE_DROP, sizes.badge);
  }

  #updateGlow(place: Place, tone: number, hidden: boolean): void {
    const key = hidden ? '' : `${place.x} ${place.y} ${place.r} ${tone}`;
    if (this.#written.get('glow') === key) return;
    this.#written.set('glow', key);
    if (hidden) {
      this.#glow.setAttribute('r', '0');
      return;
    }
    this.#glow.setAttribute('cx', String(place.x));
    this.#glow.setAttribute('cy', String(place.y));
    this.#glow.setAttribute('r', String(place.r * 1.85));
    this.#glow.setAttribute('fill', `url(#stage-glow-${tone})`);
  }

  #updateValue(node: SceneNode, place: Place, seen: number): void {
    const text = seen < VALUE_FROM || node.label === '' ? null : node.label;
    const size = valueSize(node.label, place.r, node.dots.length > 0);
    this.#text('value', text, size * 0.35, size);
  }

  #updateDots(node: SceneNode, place: Place, setting: NodeSetting | null): void {
    const drawn = setting === null || node.dots.length > DOTS_MOST ? [] : node.dots;
    const wanted = drawn.map(({ peer }) => {
      const at = setting?.placeOf(peer) ?? { x: place.x, y: place.y - 1 };
      return Math.round(Math.atan2(at.y - place.y, at.x - place.x) * 100) / 100;
    });
    const key = drawn.map(({ mark }, index) => `${mark} ${wanted[index]}`).join();
    if (!this.#changes('dots', drawn.length === 0 ? '' : `${key} ${place.r}`)) return;
    const part = this.#part('dots', drawn.length > 0);
    if (part === null) return;
    const marks = drawn.map(({ mark }) => mark);
    drawDots(part, marks, wanted, place.r, node.disk !== null);
  }

  #updateDisk(node: SceneNode, place: Place, shown: boolean): void {
    const part = this.#part('disk', shown && node.disk !== null);
    if (part === null || node.disk === null) return;
    if (this.#changes('disk', String(place.r))) drawDisk(part, place.r);
    const { writtenAt } = node.disk;
    // Two animations of the same look in turn: changing the name starts it anew.
    if (writtenAt > this.#writtenAt && this.#writtenAt >= 0) {
      this.#blinks += 1;
      part.dataset['blink'] = String(this.#blinks % 2);
    }
    this.#writtenAt = Math.max(writtenAt, 0);
  }

  #updateGlyph(node: SceneNode, place: Place, shown: boolean): void {
    const { glyph } = node;
    if (!this.#changes('glyph', shown && glyph !== null ? `${glyph} ${place.r}` : '')) return;
    const part = this.#part('glyph', shown && glyph !== null);
    if (part !== null && glyph !== null) drawGlyph(part, glyph, place.r);
  }

  #text(name: 'value' | 'name' | 'badge', text: string | null, y: number, size: number): void {
    if (!this.#changes(name, text === null ? '' : `${text} ${y} ${size}`)) return;
    const part = this.#part(name, text !== null);
    if (part === null) return;
    part.textContent = text;
    part.setAttribute('y', y.toFixed(2));
    part.setAttribute('font-size', size.toFixed(2));
  }

  #path(name: 'hit' | 'body' | 'hatch' | 'crack' | 'frost', path: string | null): void {
    if (!this.#changes(name, path ?? '')) return;
    this.#part(name, path !== null)?.setAttribute('d', path ?? '');
  }

  #set(name: string, value: string): void {
    if (this.#changes(`@${name}`, value)) this.element.setAttribute(name, value);
  }

  /** Remembers what a part was made from; false if it is the same again. */
  #changes(name: string, key: string): boolean {
    if (this.#written.get(name) === key) return false;
    this.#written.set(name, key);
    return true;
  }

  /** The element of a part, made or removed as needed. */
  #part(name: Part, present: boolean): SVGElement | null {
    const known = this.#parts.get(name);
    if (!present) {
      known?.remove();
      this.#parts.delete(name);
      return null;
    }
    if (known !== undefined) return known;
    const above = PARTS.slice(PARTS.indexOf(name) + 1).find((other) => this.#parts.has(other));
    const next = above === undefined ? null : (this.#parts.get(above) ?? null);
    const made = this.#root
      .insert<SVGElement>(TAGS[name], () => next)
      .attr('class', name)
      .node();
    if (made !== null) this.#parts.set(name, made);
    return made;
  }
}

/** Disc and ring, and what lies between them and the name. */
function hitPath(r: number): string {
  return `${discPath(r)}M${-r} 0H${r}V${r + NAME_DROP}H${-r}Z`;
}
