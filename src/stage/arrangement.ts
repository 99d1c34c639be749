/** Where everything in a scene stands: layout, places given by hand, the wall; worked out anew only when they change. */
import type { NodeId } from '../kernel/process.ts';
import { doorAnchors, DOORS_MOST, type DoorAnchors } from './layout/doors.ts';
import {
  labelBox,
  reach,
  roomIn,
  type Box,
  type Insets,
  type Point,
  type Size,
} from './geometry.ts';
import { withLabelRoom } from './layout/label-room.ts';
import { layoutCluster, NO_INSETS, type Layout } from './layout/layout.ts';
import { textBox } from './nodes/node-text.ts';
import type { Texts } from './outlines/outline-shape.ts';
import { placeOutlines, type PlacedOutline } from './outlines/outlines.ts';
import { Picturer, type Picture } from './paint/picture.ts';
import type { Scene } from './scene.ts';
import { buildWall, type Wall } from './ways/wall.ts';

export const EMPTY_SCENE: Scene = {
  nodes: [],
  flights: [],
  bursts: [],
  groups: [],
  partedAt: null,
  cuts: [],
  links: [],
  outlines: [],
};

export class Arrangement {
  readonly #picturer = new Picturer();
  /** Places given by hand, as parts of the stage's size. */
  readonly #moved = new Map<NodeId, Point>();
  #scene: Scene = EMPTY_SCENE;
  #size: Size = { width: 0, height: 0 };
  #insets: Insets = NO_INSETS;
  #layout: Layout = new Map();
  #anchors: DoorAnchors = new Map();
  #wall: Wall | null = null;
  #outlines: readonly PlacedOutline[] = [];

  get scene(): Scene {
    return this.#scene;
  }

  get size(): Size {
    return this.#size;
  }

  get layout(): Layout {
    return this.#layout;
  }

  /** Where what waits at each door stands; empty unless a person chooses. */
  get anchors(): DoorAnchors {
    return this.#anchors;
  }

  /** Another list only when they have changed. */
  get outlines(): readonly PlacedOutline[] {
    return this.#outlines;
  }

  setScene(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    const isSameDrive = (before.doors === undefined) === (scene.doors === undefined);
    if (!isSameDrive || !isSameCluster(before.nodes, scene.nodes)) this.#relayout();
    else {
      const areFaultsNew = !areSameFaults(before, scene);
      if (areFaultsNew) this.#rewall();
      if (areFaultsNew || before.outlines !== scene.outlines) this.#reoutline();
    }
  }

  setRoom(size: Size, insets: Insets): void {
    this.#size = size;
    this.#insets = insets;
    this.#relayout();
  }

  moveNode(id: NodeId, { x, y }: Point): void {
    const { width, height } = this.#size;
    this.#moved.set(id, { x: x / Math.max(width, 1), y: y / Math.max(height, 1) });
    this.#relayout();
  }

  tidy(): void {
    this.#moved.clear();
    this.#relayout();
  }

  picture(): Picture {
    return this.#picturer.picture(this.#scene, this.#layout);
  }

  /** How far the way between two nodes swerves to the right. */
  bow(from: NodeId, to: NodeId): number {
    return this.#picturer.bow(from, to);
  }

  /** The box around all nodes and their texts. */
  bounds(): Box {
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const place of this.#layout.values()) {
      const label = labelBox(place);
      const out = reach(place.r);
      box.left = Math.min(box.left, place.x - out, label.left);
      box.top = Math.min(box.top, place.y - out);
      box.right = Math.max(box.right, place.x + out, label.right);
      box.bottom = Math.max(box.bottom, label.bottom);
    }
    return box.left > box.right ? { left: 0, top: 0, right: 1, bottom: 1 } : box;
  }

  #relayout(): void {
    const places = new Map(layoutCluster(this.#scene.nodes, this.#size, this.#insets));
    for (const [id, part] of this.#moved) {
      const place = places.get(id);
      if (place === undefined) continue;
      const { width, height } = this.#size;
      places.set(id, { ...place, x: part.x * width, y: part.y * height });
    }
    // While a person chooses, the room beside the labels belongs to the doors.
    const isChoosing = this.#scene.doors !== undefined;
    this.#layout = isChoosing ? places : withLabelRoom(places, this.#size);
    const hasAnchors = isChoosing && places.size <= DOORS_MOST;
    this.#anchors = hasAnchors ? doorAnchors(places, this.#size, this.#insets) : new Map();
    this.#rewall();
    this.#reoutline();
  }

  #reoutline(): void {
    const room = roomIn(this.#size, this.#insets);
    const had = this.#outlines.length > 0;
    const texts = textsUnder(this.#scene.nodes, this.#layout);
    const outlines = placeOutlines(this.#scene, this.#layout, room, this.#wall, texts);
    if (had || outlines.length > 0) this.#outlines = outlines;
    this.#picturer.setOutlines(this.#outlines);
  }

  #rewall(): void {
    const parted = this.#scene.groups
      .map((group) => group.flatMap((id) => this.#layout.get(id) ?? []))
      .filter(({ length }) => length > 0);
    this.#wall =
      parted.length < 2 ? null : buildWall(parted, this.#size, this.#insets, this.#layout.values());
    this.#picturer.reset(this.#layout, this.#scene, this.#wall);
  }
}

function textsUnder(nodes: Scene['nodes'], layout: Layout): Texts {
  return new Map(
    nodes.flatMap((node) => {
      const place = layout.get(node.id);
      const isWritten = place !== undefined && place.label !== 'none';
      return isWritten ? [[node.id, textBox(node, place)] as const] : [];
    }),
  );
}

function isSameCluster(before: Scene['nodes'], after: Scene['nodes']): boolean {
  if (before === after) return true;
  return (
    before.length === after.length &&
    after.every((node, index) => node === before[index] || node.id === before[index]?.id)
  );
}

function areSameFaults(before: Scene, after: Scene): boolean {
  return (
    before.partedAt === after.partedAt &&
    areSameLists(before.groups, after.groups) &&
    areSameLists(before.cuts, after.cuts)
  );
}

/** By content: the wall takes far longer to build than this takes to compare. */
function areSameLists(
  before: readonly (readonly NodeId[])[],
  after: readonly (readonly NodeId[])[],
): boolean {
  if (before === after) return true;
  return (
    before.length === after.length &&
    after.every((list, index) => {
      const other = before[index];
      return other?.length === list.length && list.every((id, place) => id === other[place]);
    })
  );
}
