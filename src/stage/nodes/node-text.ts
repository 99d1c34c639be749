/** What is written on and under a node, and what is said of it to those who listen. */
import { unreachable } from '../../kernel/process.ts';
import { clamp, labelBox, type Box, type Place } from '../geometry.ts';
import type { SceneNode } from '../scene.ts';

/** Widths of a character as parts of the font size: the text font on average, the mono font always. */
const TEXT_WIDTH = 0.5;
const MONO_WIDTH = 0.61;
const NARROW = 120;
const PART = ' · ';

/** Room for the text under a node. */
export type LabelSpace = Pick<Place, 'labelWidth' | 'labelRoom' | 'sharedRoom'>;

/** Font sizes under a node; the layout's width decides, so that neighbours are written alike. */
export function labelSizes({ labelWidth }: LabelSpace): {
  readonly name: number;
  readonly badge: number;
} {
  return labelWidth < NARROW ? { name: 13, badge: 11 } : { name: 13.5, badge: 12 };
}

function roomOf({ labelWidth, labelRoom }: LabelSpace): number {
  return labelRoom ?? labelWidth;
}

/** The name; where there is no room for it, only its number. */
export function nameText({ id }: SceneNode, space: LabelSpace): string {
  const most = roomOf(space) / (labelSizes(space).name * TEXT_WIDTH);
  if (id.length <= most) return id;
  const number = /\d+$/.exec(id)?.[0];
  return number === undefined ? cut(id, most) : number;
}

/** The short line under the name; a fault takes the badge's place. */
export function badgeText(node: SceneNode, space: LabelSpace): string {
  const most = roomOf(space) / (labelSizes(space).badge * MONO_WIDTH);
  const line = lineOf(node);
  // A time without its unit would say nothing: rather a word less, or no time at all.
  if (node.status !== 'up' && line.length > most) {
    const short = line.replace(' at ', ' ');
    return short.length <= most ? short : cut(node.status, most);
  }
  const shared = (space.sharedRoom ?? roomOf(space)) / (labelSizes(space).badge * MONO_WIDTH);
  return shortened(line, most, shared);
}

/** The box of what is really written under a node. */
export function textBox(node: SceneNode, place: Place): Box {
  const sizes = labelSizes(place);
  const name = nameText(node, place).length * sizes.name * TEXT_WIDTH;
  const badge =
    place.label === 'full' ? badgeText(node, place).length * sizes.badge * MONO_WIDTH : 0;
  const half = Math.max(name, badge) / 2;
  return { ...labelBox(place), left: place.x - half, right: place.x + half };
}

/** Whether something of a node's text is left out. */
export function isCutShort(node: SceneNode, place: Place): boolean {
  if (place.label !== 'full') return true;
  return badgeText(node, place) !== lineOf(node) || nameText(node, place) !== node.id;
}

/** Leaves out the last parts that do not fit into `shared`, and cuts the first one only if it is longer than `most`. */
export function shortened(line: string, most: number, shared = most): string {
  const parts = line.split(PART);
  while (parts.length > 1 && parts.join(PART).length > shared) parts.pop();
  return cut(parts.join(PART), most);
}

/** The short line in full. */
export function lineOf(node: SceneNode): string {
  switch (node.status) {
    case 'up':
      return node.badge;
    case 'frozen':
      return `frozen at ${seconds(node.since)} s`;
    case 'crashed':
      return `crashed at ${seconds(node.since)} s`;
    case 'left':
    case 'removed':
      return `${node.status} at ${seconds(node.since)} s`;
    default:
      return unreachable(node.status);
  }
}

/** A text of at most so many characters. */
export function cut(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text.slice(0, Math.max(Math.floor(most) - 1, 1)).trimEnd()}…`;
}

/** Size of the label inside a node, so that four characters fit as well as one, and dots around them. */
export function valueSize(label: string, r: number, dotted: boolean): number {
  const fits = ((dotted ? 1.02 : 1.16) * r) / (0.6 * Math.max(label.length, 1));
  return Math.min(r * 0.8, 11 + r * 0.34, fits, clamp(r, 5, 28));
}

/** The accessible name of a node's button. */
export function spokenName(node: SceneNode): string {
  const status = node.status === 'up' ? 'up' : lineOf(node);
  return [node.id, status, node.sentence].filter((text) => text !== '').join(', ');
}

/** Seconds with as many digits as say something: `11.2`, `0.42`. */
export function seconds(ms: number): string {
  const value = ms / 1000;
  return String(Number(value.toFixed(value < 10 ? 2 : 1)));
}
