/**
 * Where slabs and hourglasses stand while a person chooses. Each node has a block of fixed size beside it, so that
 * nothing jumps when one of them is taken.
 */
import type { NodeId } from '../../kernel/process.ts';
import {
  boxesMeet,
  circleMeetsBox,
  labelBox,
  reach,
  type Box,
  type Insets,
  type Place,
  type Point,
  type Size,
} from '../geometry.ts';
import { NO_INSETS } from './layout.ts';
import type { SceneDoor } from '../scene.ts';

/** Beyond so many nodes, doors show only how much waits there. */
export const DOORS_MOST = 60;
/** Height of a row, which is the height of its target. */
export const ROW = 25;
const RIM = 3;
/** Width of an hourglass's target. */
export const GLASS = 25;
/** Width of "+12". */
const REST = 27;

interface Block {
  readonly width: number;
  /** Slabs at most, one to a row. */
  readonly rows: number;
  /** Hourglasses at most, side by side under the slabs. */
  readonly glasses: number;
}

/** From the roomiest to the last resort: a single chip that tells how many wait. */
const BLOCKS: readonly Block[] = [
  { width: 92, rows: 4, glasses: 2 },
  { width: 92, rows: 3, glasses: 2 },
  { width: 92, rows: 2, glasses: 2 },
  { width: 52, rows: 3, glasses: 1 },
  { width: 52, rows: 2, glasses: 1 },
  { width: 52, rows: 1, glasses: 1 },
  { width: 34, rows: 0, glasses: 0 },
  { width: 26, rows: 0, glasses: 0 },
];

export interface DoorAnchor extends Point {
  readonly block: Block;
  /** Where in the block the things stand when they do not fill it: 0 left or top, 1 right or bottom. */
  readonly alignX: number;
  readonly alignY: number;
}

export type DoorAnchors = ReadonlyMap<NodeId, DoorAnchor>;

/** A block beside every node, clear of nodes, texts and each other; the last resort may lie over something. */
export function doorAnchors(
  layout: ReadonlyMap<NodeId, Place>,
  size: Size,
  insets: Insets = NO_INSETS,
): DoorAnchors {
  const anchors = new Map<NodeId, DoorAnchor>();
  const taken: Box[] = [];
  const places = [...layout.values()];
  const middle = places.reduce((sum, { x }) => sum + x, 0) / Math.max(places.length, 1);
  const isFree = (box: Box): boolean =>
    box.left >= insets.left + RIM &&
    box.top >= insets.top + RIM &&
    box.right <= size.width - insets.right - RIM &&
    box.bottom <= size.height - insets.bottom - RIM &&
    !taken.some((other) => boxesMeet(box, other)) &&
    !places.some(
      (place) =>
        circleMeetsBox(place.x, place.y, reach(place.r) + 2, box) ||
        (place.label !== 'none' && boxesMeet(box, labelBox(place))),
    );
  for (const [id, place] of layout) {
    const spots = BLOCKS.flatMap((block) => spotsBeside(place, block, middle));
    const spot = spots.find((one) => isFree(boxOf(one))) ?? lastResort(place, size);
    anchors.set(id, spot);
    taken.push(boxOf(spot));
  }
  return anchors;
}

function heightOf({ rows, glasses }: Block): number {
  return ROW * (rows + (glasses > 0 ? 1 : 0)) || ROW;
}

function boxOf({ x, y, block }: DoorAnchor): Box {
  return { left: x, top: y, right: x + block.width, bottom: y + heightOf(block) };
}

/** At the side that looks away from the middle, at the other side, above; always near the node's top. */
function spotsBeside({ x, y, r }: Place, block: Block, middle: number): DoorAnchor[] {
  const out = reach(r) + 6;
  const height = heightOf(block);
  const right = { x: x + out, alignX: 0, block };
  const left = { x: x - out - block.width, alignX: 1, block };
  const sides = x >= middle - 1 ? [right, left] : [left, right];
  const heights = [
    { y: y - height / 2, alignY: 0.5 },
    { y: y - out, alignY: 0 },
    { y: y + out - height, alignY: 1 },
  ];
  return [
    ...sides.flatMap((side) => heights.map((at) => ({ ...side, ...at }))),
    { x: x - block.width / 2, y: y - out - height, block, alignX: 0.5, alignY: 1 },
    ...sides.map((side) => ({ ...side, y: y - out - height * 0.4, alignY: 1 })),
    ...sides.map((side) => ({ ...side, y: y + out - height * 0.6, alignY: 0 })),
  ];
}

function lastResort({ x, y, r }: Place, { width }: Size): DoorAnchor {
  const block = { width: 34, rows: 0, glasses: 0 };
  const side = Math.min(x + r * 0.5, width - block.width);
  return { x: side, y: Math.max(y - reach(r) - ROW * 0.6, 0), block, alignX: 0, alignY: 0 };
}

/** Something to press: a slab, an hourglass, or a chip that stands for all that waits at its node. */
export interface Slab extends Point {
  readonly door: SceneDoor;
  readonly shape: 'slab' | 'glass' | 'chip';
  readonly width: number;
  /** What is written on it. */
  readonly text: string;
}

/** How much more waits than is shown. */
export interface DoorRest extends Point {
  readonly node: NodeId;
  readonly text: string;
}

export interface DoorPicture {
  readonly slabs: readonly Slab[];
  readonly rests: readonly DoorRest[];
}

const NOTHING: DoorPicture = { slabs: [], rests: [] };

/** Puts what is pending, in due order, into the blocks of its nodes. */
export function layoutDoors(
  doors: readonly SceneDoor[],
  anchors: DoorAnchors,
  layout: ReadonlyMap<NodeId, Place>,
): DoorPicture {
  if (doors.length === 0) return NOTHING;
  const slabs: Slab[] = [];
  const rests: DoorRest[] = [];
  for (const [node, here] of byNode(doors)) {
    const place = layout.get(node);
    if (place === undefined) continue;
    const anchor = anchors.get(node);
    if (anchor === undefined) {
      const out = place.r * 0.75 + 3;
      rests.push({ node, x: place.x + out, y: place.y - out, text: String(here.length) });
      continue;
    }
    fillBlock(node, here, anchor, slabs, rests);
  }
  return { slabs, rests };
}

function byNode(doors: readonly SceneDoor[]): Map<NodeId, SceneDoor[]> {
  const groups = new Map<NodeId, SceneDoor[]>();
  for (const door of doors) {
    const group = groups.get(door.node);
    if (group === undefined) groups.set(door.node, [door]);
    else group.push(door);
  }
  return groups;
}

function fillBlock(
  node: NodeId,
  here: readonly SceneDoor[],
  { x, y, block, alignX, alignY }: DoorAnchor,
  slabs: Slab[],
  rests: DoorRest[],
): void {
  const { width, rows, glasses } = block;
  const [first] = here;
  if (rows === 0 && first !== undefined) {
    slabs.push(chipOf(first, here.length, { x, y }, width));
    return;
  }
  const stacked = here.filter(({ kind }) => kind !== 'timer').slice(0, rows);
  const timers = here.filter(({ kind }) => kind === 'timer').slice(0, glasses);
  const left = here.length - stacked.length - timers.length;
  const letters = Math.floor((width - 26) / 6.6);
  const hasFoot = timers.length > 0 || left > 0;
  const used = (stacked.length + (hasFoot ? 1 : 0)) * ROW;
  const top = y + (heightOf(block) - used) * alignY;
  stacked.forEach((door, row) => {
    const text = shortTitle(door.title, letters);
    slabs.push({ door, shape: 'slab', x, y: top + row * ROW, width, text });
  });
  const foot = top + stacked.length * ROW;
  const footWidth = timers.length * GLASS + (left > 0 ? REST : 0);
  const start = x + Math.max(width - footWidth, 0) * alignX;
  timers.forEach((door, column) => {
    slabs.push({
      door,
      shape: 'glass',
      x: start + column * GLASS,
      y: foot,
      width: GLASS,
      text: '',
    });
  });
  if (left === 0) return;
  rests.push({ node, x: start + timers.length * GLASS + 4, y: foot + ROW / 2, text: `+${left}` });
}

/** What stands where there is room for one thing only. */
function chipOf(door: SceneDoor, count: number, at: Point, width: number): Slab {
  if (count > 1) return { door, shape: 'chip', ...at, width, text: `×${count}` };
  return { door, shape: door.kind === 'timer' ? 'glass' : 'slab', ...at, width, text: '' };
}

/** A title in few letters: its number says most, then its first word. */
export function shortTitle(title: string, most: number): string {
  if (title.length <= most) return title;
  const number = /#\d+/.exec(title)?.[0];
  if (number !== undefined && number.length <= most) {
    const [word = ''] = title.split(' ');
    const both = `${word} ${number}`;
    return both.length <= most ? both : number;
  }
  const [word = ''] = title.split(' ');
  if (word.length <= most) return word;
  return word.slice(0, Math.max(most, 1));
}

/** What a press on it does, for those who listen. */
export function spokenDoor({ kind, title, from, node, reason }: SceneDoor): string {
  const sender = from === null ? '' : ` from ${from}`;
  const deed =
    kind === 'timer' ? `let “${title}” ring` : `${kind === 'message' ? 'deliver ' : ''}${title}`;
  return `At ${node}: ${deed}${sender}${reason === null ? '' : `, not now: ${reason}`}`;
}
