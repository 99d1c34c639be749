/** A scene with its places worked out: all that the painter needs, so that a frame is arithmetic and strokes. */
import type { NodeId } from '../kernel/process.ts';
import { laneBetween, NO_BARRIER, type Barrier, type Lane } from './flight.ts';
import { clamp, reach, ringRadius, ringWidth, type Place, type Point } from './geometry.ts';
import type { Layout } from './layout.ts';
import type { Scene, SceneBurst, SceneFlight, SceneNode } from './scene.ts';
import { countPlace } from './ribbon-count.ts';
import { flightTone, FROST, nodeTone } from './tone.ts';
import type { Wall } from './wall.ts';

/** More flights than this in one direction of a link become a ribbon. */
const RIBBON_FROM = 30;

/** A lane with what changes from scene to scene and from frame to frame. */
export interface BusyLane {
  readonly lane: Lane;
  /** Flights on it in the scene, and the scene for which they were counted. */
  flights: number;
  counted: number;
  /** Flights placed at its door in a frame, and that frame. */
  waiting: number;
  frame: number;
  /** Where the count of its ribbon stands; worked out when it is first needed. */
  count: Point | null;
}

export interface Ribbon {
  readonly lane: Lane;
  readonly tone: number;
  readonly count: number;
  /** Middle of its count. */
  readonly at: Point;
}

export interface RingMark extends Point {
  readonly r: number;
  readonly width: number;
  readonly from: number;
  readonly due: number;
  readonly tone: number;
}

export interface Picture {
  readonly flights: readonly SceneFlight[];
  /** Beside `flights`; `null` for one that is not drawn by itself. */
  readonly lanes: readonly (BusyLane | null)[];
  readonly tones: readonly number[];
  readonly ribbons: readonly Ribbon[];
  readonly bursts: readonly { readonly burst: SceneBurst; readonly lane: Lane }[];
  readonly rings: readonly RingMark[];
  /** Ends of the hairlines, four numbers each. */
  readonly links: readonly number[];
  readonly cuts: readonly Lane[];
  readonly wall: Wall | null;
  readonly partedAt: number | null;
  /** Size of flights: 1 among few nodes, less among many. */
  readonly scale: number;
}

/** Keeps what survives from scene to scene: the lanes, while places and faults stay. */
export class Picturer {
  #index: ReadonlyMap<NodeId, number> = new Map();
  #places: readonly Place[] = [];
  #lanes = new Map<number, BusyLane>();
  #groupOf: ReadonlyMap<NodeId, number> = new Map();
  #cuts: ReadonlySet<string> = new Set();
  #wall: Wall | null = null;
  #partedAt: number | null = null;
  #count = 0;
  #scale = 1;

  /** Forgets all lanes: places, wall or cuts have changed. */
  reset(layout: Layout, scene: Scene, wall: Wall | null): void {
    const ids = [...layout.keys()];
    this.#index = new Map(ids.map((id, index) => [id, index]));
    this.#places = [...layout.values()];
    this.#lanes = new Map();
    this.#groupOf = new Map(
      scene.groups.flatMap((group, number) => group.map((id) => [id, number] as const)),
    );
    this.#cuts = new Set(scene.cuts.map(([from, to]) => `${from}>${to}`));
    this.#wall = wall;
    this.#partedAt = scene.partedAt;
    const least = this.#places.reduce((r, place) => Math.min(r, place.r), 40);
    this.#scale = clamp(0.3 + least * 0.039, 0.42, 1);
  }

  /** The picture of a scene. Cheap enough for every frame. */
  picture(scene: Scene, layout: Layout): Picture {
    this.#count += 1;
    const lanes: (BusyLane | null)[] = [];
    const tones: number[] = [];
    for (const flight of scene.flights) {
      const lane = this.#laneOf(flight.from, flight.to);
      lanes.push(lane);
      tones.push(flightTone(flight));
      if (lane === null) continue;
      if (lane.counted !== this.#count) lane.flights = 0;
      lane.counted = this.#count;
      lane.flights += 1;
    }
    return {
      flights: scene.flights,
      lanes,
      tones,
      ribbons: collapse(lanes, tones, this.#places),
      bursts: scene.bursts.flatMap((burst) => {
        const lane = this.#laneOf(burst.from, burst.to)?.lane;
        return lane === undefined ? [] : { burst, lane };
      }),
      rings: ringMarks(scene.nodes, layout),
      links: linkEnds(scene.links, layout, (one, other) => this.#isCutBothWays(one, other)),
      cuts: scene.cuts.flatMap(([from, to]) => this.#laneOf(from, to)?.lane ?? []),
      wall: this.#wall,
      partedAt: this.#partedAt,
      scale: this.#scale,
    };
  }

  #isCutBothWays(one: NodeId, other: NodeId): boolean {
    return this.#cuts.has(`${one}>${other}`) && this.#cuts.has(`${other}>${one}`);
  }

  #laneOf(from: NodeId, to: NodeId): BusyLane | null {
    const start = this.#index.get(from);
    const end = this.#index.get(to);
    if (start === undefined || end === undefined) return null;
    const key = start * this.#places.length + end;
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const one = this.#places[start];
    const other = this.#places[end];
    if (one === undefined || other === undefined) return null;
    const lane = laneBetween(one, other, this.#barrier(from, to, one, other));
    const busy = { lane, flights: 0, counted: 0, waiting: 0, frame: 0, count: null };
    this.#lanes.set(key, busy);
    return busy;
  }

  #barrier(from: NodeId, to: NodeId, one: Place, other: Place): Barrier {
    const mine = this.#groupOf.get(from);
    const theirs = this.#groupOf.get(to);
    if (this.#wall !== null && mine !== undefined && theirs !== undefined && mine !== theirs) {
      const lane = laneBetween(one, other);
      const wall = this.#wall.crossing(lane.x0, lane.y0, lane.x1, lane.y1);
      return { wall, blocked: true, blockedSince: this.#partedAt };
    }
    return this.#cuts.has(`${from}>${to}`) ? { ...NO_BARRIER, blocked: true } : NO_BARRIER;
  }
}

/** Takes the flights of crowded lanes out and returns a ribbon for each. */
function collapse(
  lanes: (BusyLane | null)[],
  tones: readonly number[],
  places: readonly Place[],
): Ribbon[] {
  const ribbons = new Map<BusyLane, Ribbon>();
  lanes.forEach((lane, index) => {
    if (lane === null || lane.flights <= RIBBON_FROM) return;
    // The latest flight gives the colour.
    lane.count ??= countPlace(lane.lane, places);
    const { lane: way, flights: count, count: at } = lane;
    ribbons.set(lane, { lane: way, tone: tones[index] ?? 0, count, at });
    lanes[index] = null;
  });
  return [...ribbons.values()];
}

function ringMarks(nodes: readonly SceneNode[], layout: Layout): RingMark[] {
  const marks: RingMark[] = [];
  for (const node of nodes) {
    const place = node.ring === null ? undefined : layout.get(node.id);
    if (place === undefined || node.ring === null) continue;
    if (node.status !== 'up' && node.status !== 'frozen') continue;
    marks.push({
      x: place.x,
      y: place.y,
      r: ringRadius(place.r),
      width: ringWidth(place.r),
      from: node.ring.from,
      due: node.ring.due,
      tone: node.status === 'frozen' ? FROST : nodeTone(node),
    });
  }
  return marks;
}

function linkEnds(
  links: Scene['links'],
  layout: Layout,
  isCut: (one: NodeId, other: NodeId) => boolean,
): number[] {
  const ends: number[] = [];
  for (const [one, other] of links) {
    const from = layout.get(one);
    const to = layout.get(other);
    if (from === undefined || to === undefined || isCut(one, other)) continue;
    const apart = Math.hypot(to.x - from.x, to.y - from.y);
    if (apart < 1) continue;
    const ux = (to.x - from.x) / apart;
    const uy = (to.y - from.y) / apart;
    const start = reach(from.r) + 4;
    const end = reach(to.r) + 4;
    if (start + end >= apart) continue;
    ends.push(from.x + ux * start, from.y + uy * start, to.x - ux * end, to.y - uy * end);
  }
  return ends;
}
