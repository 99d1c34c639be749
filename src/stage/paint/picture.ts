/** A scene with its places worked out: all that the painter needs, so that a frame is arithmetic and strokes. */
import type { NodeId } from '../../kernel/process.ts';
import type { Lane } from '../ways/flight.ts';
import {
  clamp,
  reach,
  ringRadius,
  ringWidth,
  type Box,
  type Place,
  type Point,
} from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import type { Scene, SceneBurst, SceneFlight, SceneNode } from '../scene.ts';
import { textBox } from '../nodes/node-text.ts';
import { countPlace } from '../ways/ribbon-count.ts';
import { flightTone, FROST, nodeTone } from '../tone.ts';
import type { PlacedOutline } from '../outlines/outlines.ts';
import { wallLabelBox, type Wall } from '../ways/wall.ts';
import { Ways, type BusyLane } from '../ways/ways.ts';

/** More flights than this in one direction of a link become a ribbon. */
const RIBBON_FROM = 30;

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
  /** Ends of the hairlines and what bends them, six numbers each. */
  readonly links: readonly number[];
  readonly cuts: readonly Lane[];
  readonly outlines: readonly PlacedOutline[];
  readonly wall: Wall | null;
  readonly partedAt: number | null;
  readonly places: readonly Place[];
  /** What is written on the stage; left out unless a flight wears something that might cover it. */
  readonly texts: readonly Box[];
  /** Size of flights: 1 among few nodes, less among many. */
  readonly scale: number;
}

/** Keeps what survives from scene to scene: ways and texts, while places and faults stay. */
export class Picturer {
  readonly #ways = new Ways();
  /** By node as it was described, while places stay. */
  #texts = new WeakMap<SceneNode, Box>();
  #outlines: readonly PlacedOutline[] = [];
  /** What is written elsewhere than under the nodes. */
  #labels: readonly Box[] = [];
  #wall: Wall | null = null;
  #count = 0;
  #scale = 1;

  /** Forgets all lanes: places, wall or cuts have changed. */
  reset(layout: Layout, scene: Scene, wall: Wall | null): void {
    this.#ways.reset(layout, scene, wall);
    this.#texts = new WeakMap();
    this.#wall = wall;
    const least = this.#ways.places.reduce((r, place) => Math.min(r, place.r), 40);
    this.#scale = clamp(0.24 + least * 0.034, 0.42, 1);
  }

  /** To be called after `reset`, and when outlines have changed. */
  setOutlines(outlines: readonly PlacedOutline[]): void {
    this.#outlines = outlines;
    this.#labels = [
      ...outlines.flatMap(({ titleBox }) => titleBox ?? []),
      ...(this.#wall === null ? [] : [wallLabelBox(this.#wall.label)]),
    ];
  }

  /** How far the way between two nodes swerves. */
  bow(from: NodeId, to: NodeId): number {
    return this.#ways.bow(from, to);
  }

  /** The picture of a scene. Cheap enough for every frame. */
  picture(scene: Scene, layout: Layout): Picture {
    this.#count += 1;
    const lanes: (BusyLane | null)[] = [];
    const tones: number[] = [];
    for (const flight of scene.flights) {
      const lane = this.#ways.lane(flight.from, flight.to);
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
      ribbons: collapse(lanes, tones, this.#ways.places),
      bursts: scene.bursts.flatMap((burst) => {
        const lane = this.#ways.lane(burst.from, burst.to)?.lane;
        return lane === undefined ? [] : { burst, lane };
      }),
      rings: ringMarks(scene.nodes, layout),
      links: linkEnds(scene.links, layout, this.#ways),
      cuts: scene.cuts.flatMap(([from, to]) => this.#ways.lane(from, to)?.lane ?? []),
      outlines: this.#outlines,
      wall: this.#wall,
      partedAt: scene.partedAt,
      places: this.#ways.places,
      texts: scene.flights.some(({ tag }) => tag !== null)
        ? [
            ...this.#labels,
            ...scene.nodes.flatMap((node) => this.#textOf(node, layout.get(node.id))),
          ]
        : [],
      scale: this.#scale,
    };
  }

  #textOf(node: SceneNode, place: Place | undefined): Box | [] {
    if (place === undefined || place.label === 'none') return [];
    const known = this.#texts.get(node);
    if (known !== undefined) return known;
    const box = textBox(node, place);
    this.#texts.set(node, box);
    return box;
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

function linkEnds(links: Scene['links'], layout: Layout, ways: Ways): number[] {
  const ends: number[] = [];
  for (const [one, other] of links) {
    const from = layout.get(one);
    const to = layout.get(other);
    if (from === undefined || to === undefined || ways.isCutBothWays(one, other)) continue;
    const apart = Math.hypot(to.x - from.x, to.y - from.y);
    if (apart < 1) continue;
    const ux = (to.x - from.x) / apart;
    const uy = (to.y - from.y) / apart;
    const start = reach(from.r) + 4;
    const end = reach(to.r) + 4;
    if (start + end >= apart) continue;
    const [x0, y0] = [from.x + ux * start, from.y + uy * start];
    const [x1, y1] = [to.x - ux * end, to.y - uy * end];
    // The middle of such a curve lies halfway to what bends it.
    const bow = 2 * ways.bow(one, other);
    ends.push(x0, y0, (x0 + x1) / 2 - uy * bow, (y0 + y1) / 2 + ux * bow, x1, y1);
  }
  return ends;
}
