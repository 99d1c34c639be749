/**
 * Where the nodes stand: clients outside, balancer, coordinator and registry between, replicas in the room that is left.
 * A pure function of the cluster and the size, so that the same run looks the same everywhere.
 */
import type { NodeId } from '../../kernel/process.ts';
import {
  labelHeight,
  reach,
  type Box,
  type Insets,
  type LabelDetail,
  type Place,
  type Size,
} from '../geometry.ts';
import { layoutReplicas } from './layout-ring.ts';
import type { SceneNode } from '../scene.ts';

export type LayoutNode = Pick<SceneNode, 'id' | 'family'>;
export type Layout = ReadonlyMap<NodeId, Place>;

export const NO_INSETS: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

const MARGIN = 10;
const CLIENT_MOST = 25;
const MIDDLE_MOST = 34;
/** In more columns than two a rank is a crowd, whose members are small, so that it leaves the replicas their room. */
const LANES_LARGE = 2;
const CROWD_MOST = 17;
/** Between two in a column there must be room for a ribbon's count. */
const COUNT_GAP = 24;
/** Beside two clients there is room for the balancer in their own column. */
const SHARED_CLIENTS = 2;

/** Places every node of a cluster inside the stage. */
export function layoutCluster(
  nodes: readonly LayoutNode[],
  size: Size,
  insets: Insets = NO_INSETS,
): Layout {
  const box: Box = {
    left: insets.left + MARGIN,
    top: insets.top + MARGIN,
    right: Math.max(size.width - insets.right - MARGIN, insets.left + MARGIN + 1),
    bottom: Math.max(size.height - insets.bottom - MARGIN, insets.top + MARGIN + 1),
  };
  const replicas = nodes.filter(({ family }) => family === 'replica');
  const places = new Map<NodeId, Place>();
  const left = ranks(nodes).reduce((room, rank) => {
    const placed = placeRank(rank, room, isLandscape(box), replicas.length === 0);
    for (const [id, place] of placed.places) places.set(id, place);
    return placed.left;
  }, box);
  // Who stands above the replicas looks between them, so that none hides the others or stands under his text.
  const isUnder = !isLandscape(box) && nodes.some(({ family }) => family === 'middle');
  layoutReplicas(replicas.length, left, isUnder).forEach((place, index) => {
    const replica = replicas[index];
    if (replica !== undefined) places.set(replica.id, place);
  });
  return places;
}

function isLandscape({ left, top, right, bottom }: Box): boolean {
  return right - left >= 540 && right - left > (bottom - top) * 1.1;
}

/** Groups of nodes that stand beside each other, from the rim inwards. */
function ranks(nodes: readonly LayoutNode[]): readonly (readonly LayoutNode[])[] {
  const clients = nodes.filter(({ family }) => family === 'client');
  const middles = nodes.filter(({ family }) => family === 'middle');
  if (middles.length === 1 && clients.length <= SHARED_CLIENTS) {
    return [[...clients.slice(0, 1), ...middles, ...clients.slice(1)]];
  }
  return [clients, middles].filter(({ length }) => length > 0);
}

interface Fit {
  readonly r: number;
  readonly label: LabelDetail;
  readonly labelWidth: number;
  /** Columns in landscape, rows in portrait. */
  readonly lanes: number;
  readonly pitch: number;
  readonly depth: number;
}

interface PlacedRank {
  readonly places: readonly (readonly [NodeId, Place])[];
  readonly left: Box;
}

function placeRank(
  rank: readonly LayoutNode[],
  box: Box,
  landscape: boolean,
  alone: boolean,
): PlacedRank {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const length = landscape ? height : width;
  const room = (landscape ? width : height) * (alone ? 0.5 : 0.34);
  const fit = fitRank(rank, length, room, landscape);
  const perLane = Math.ceil(rank.length / fit.lanes);
  const places = rank.map((node, index): readonly [NodeId, Place] => {
    const lane = Math.floor(index / perLane);
    const inLane = Math.min(perLane, rank.length - lane * perLane);
    const along = length / 2 + ((index % perLane) - (inLane - 1) / 2) * fit.pitch;
    const across = (lane + 0.5) * fit.depth;
    const r = radiusOf(node, fit.r);
    const up = labelHeight(fit.label) / 2;
    const x = landscape ? box.left + across : box.left + along;
    const y = (landscape ? box.top + along : box.top + across) - up;
    return [node.id, { x, y, r, label: fit.label, labelWidth: fit.labelWidth }];
  });
  const used = fit.lanes * fit.depth + (landscape ? 14 : 2);
  const left = landscape ? { ...box, left: box.left + used } : { ...box, top: box.top + used };
  return { places, left };
}

function radiusOf(node: LayoutNode, most: number): number {
  return node.family === 'client' ? Math.min(CLIENT_MOST, most * 0.8) : Math.min(MIDDLE_MOST, most);
}

/** The largest size at which a rank fits along `length` without going deeper than `room`. */
function fitRank(
  rank: readonly LayoutNode[],
  length: number,
  room: number,
  landscape: boolean,
): Fit {
  const wide = landscape && room > 290 ? 164 : 132;
  const tries: readonly (readonly [LabelDetail, number, number, number])[] = [
    ['full', wide, 22, 1],
    ['full', 112, 20, 1],
    ['full', 84, 14, 1],
    ['name', 84, 16, 1],
    ['name', 62, 12, 1],
    ['name', 84, 16, 2],
    ['name', 62, 11, 3],
    ['name', 26, 9, 5],
    ['none', 0, 2, 12],
  ];
  const largest = landscape ? MIDDLE_MOST : Math.min(MIDDLE_MOST, room * 0.2);
  for (const [label, labelWidth, least, lanesMost] of tries) {
    const most = lanesMost > LANES_LARGE ? Math.min(CROWD_MOST, largest) : largest;
    for (let r = Math.max(most, least); r >= least; r -= 1) {
      const across = Math.max(2 * reach(r), labelWidth) + 4;
      const gap = label === 'none' ? 3 : landscape && label === 'full' ? COUNT_GAP : 8;
      const tall = 2 * reach(r) + labelHeight(label) + gap;
      const lanes = Math.ceil(
        rank.length / Math.max(Math.floor(length / (landscape ? tall : across)), 1),
      );
      const depth = landscape ? across : tall;
      if (lanes > lanesMost || lanes * depth > room) continue;
      const perLane = Math.ceil(rank.length / lanes);
      const pitch = Math.min(length / perLane, landscape ? 230 : 220);
      return { r, label, labelWidth, lanes, pitch, depth };
    }
  }
  const lanes = 12;
  const pitch = length / Math.ceil(rank.length / lanes);
  return { r: 2, label: 'none', labelWidth: 0, lanes, pitch, depth: room / lanes };
}
