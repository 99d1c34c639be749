/** The ways between nodes: a lane in each direction, worked out when it is first needed and kept while places and faults stay. */
import type { NodeId } from '../../kernel/process.ts';
import { bowBetween } from './bow.ts';
import {
  laneBetween,
  NO_BARRIER,
  pointOnLane,
  type Barrier,
  type Heading,
  type Lane,
} from './flight.ts';
import type { Place, Point } from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import type { Scene } from '../scene.ts';
import type { Wall } from './wall.ts';

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

export class Ways {
  #index: ReadonlyMap<NodeId, number> = new Map();
  #places: readonly Place[] = [];
  #lanes = new Map<number, BusyLane>();
  #bows = new Map<number, number>();
  #groupOf: ReadonlyMap<NodeId, number> = new Map();
  #cuts: ReadonlySet<string> = new Set();
  #wall: Wall | null = null;
  #partedAt: number | null = null;

  get places(): readonly Place[] {
    return this.#places;
  }

  /** Forgets all lanes: places, wall or cuts have changed. */
  reset(layout: Layout, scene: Scene, wall: Wall | null): void {
    const ids = [...layout.keys()];
    this.#index = new Map(ids.map((id, index) => [id, index]));
    this.#places = [...layout.values()];
    this.#lanes = new Map();
    this.#bows = new Map();
    this.#groupOf = new Map(
      scene.groups.flatMap((group, number) => group.map((id) => [id, number] as const)),
    );
    this.#cuts = new Set(scene.cuts.map(([from, to]) => `${from}>${to}`));
    this.#wall = wall;
    this.#partedAt = scene.partedAt;
  }

  isCutBothWays(one: NodeId, other: NodeId): boolean {
    return this.#cuts.has(`${one}>${other}`) && this.#cuts.has(`${other}>${one}`);
  }

  /** How far the way swerves to the right of its direction. */
  bow(from: NodeId, to: NodeId): number {
    const start = this.#index.get(from);
    const end = this.#index.get(to);
    if (start === undefined || end === undefined) return 0;
    if (start > end) return -this.bow(to, from);
    const key = start * this.#places.length + end;
    const known = this.#bows.get(key);
    if (known !== undefined) return known;
    const one = this.#places[start];
    const other = this.#places[end];
    const bow = one && other ? bowBetween(one, other, this.#places) : 0;
    this.#bows.set(key, bow);
    return bow;
  }

  /** The lane of a direction; `null` if one of its ends is not on the stage. */
  lane(from: NodeId, to: NodeId): BusyLane | null {
    const start = this.#index.get(from);
    const end = this.#index.get(to);
    if (start === undefined || end === undefined) return null;
    const key = start * this.#places.length + end;
    const known = this.#lanes.get(key);
    if (known !== undefined) return known;
    const one = this.#places[start];
    const other = this.#places[end];
    if (one === undefined || other === undefined) return null;
    const free = laneBetween(one, other, this.bow(from, to));
    const lane = { ...free, ...this.#barrier(from, to, free) };
    const busy = { lane, flights: 0, counted: 0, waiting: 0, frame: 0, count: null };
    this.#lanes.set(key, busy);
    return busy;
  }

  #barrier(from: NodeId, to: NodeId, lane: Lane): Barrier {
    const mine = this.#groupOf.get(from);
    const theirs = this.#groupOf.get(to);
    if (this.#wall !== null && mine !== undefined && theirs !== undefined && mine !== theirs) {
      const at: Heading = { x: 0, y: 0, ux: 0, uy: 0 };
      const wall = this.#wall.crossing((part) => pointOnLane(lane, part, at));
      return { wall, blocked: true, blockedSince: this.#partedAt };
    }
    return this.#cuts.has(`${from}>${to}`) ? { ...NO_BARRIER, blocked: true } : NO_BARRIER;
  }
}
