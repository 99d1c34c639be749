/**
 * Where a flight is: a function of when it was sent, when it is due, and now. There is no animation to get out of step
 * with a pause or a jump in time.
 */
import { unreachable } from '../../kernel/process.ts';
import { labelHeight, reach, type Place } from '../geometry.ts';
import type { SceneBurst, SceneFlight } from '../scene.ts';

/** Part of its way that a lost flight gets. */
export const LOST_AT = 0.78;
/** Part of its own way after which a lost flight shows that it will be lost. */
const DOOMED_FROM = 0.7;
/** Steeper lanes go through the text under the upper node. */
const STEEP = 0.9;
/** Shorter ones than this show nothing. */
const LANE_LEAST = 26;
/** Distance between flights that wait at one door, pixels. */
const WAIT_STEP = 13;

/** One direction between two nodes, from rim to rim: a straight line bent a little to its right. */
export interface Lane {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly length: number;
  /** Unit vector from start to end. */
  readonly ux: number;
  readonly uy: number;
  /** Distance from the straight line at both ends, and what the middle has besides. */
  readonly offset: number;
  readonly bend: number;
  /** The part of `bend` that both directions have in common, to the right of this one. */
  readonly bow: number;
  /** Part of the way at which the wall or the cut stands. */
  readonly wall: number;
  /** Whether nothing gets through now, and since when if that is known. */
  readonly blocked: boolean;
  readonly blockedSince: number | null;
}

/** The wall on a lane: where it stands and whether the lane is blocked. */
export type Barrier = Pick<Lane, 'wall' | 'blocked' | 'blockedSince'>;

export const NO_BARRIER: Barrier = { wall: 0.5, blocked: false, blockedSince: null };

/** The lane from one node to another; one from a node to itself is a small arch above it. */
export function laneBetween(from: Place, to: Place, bow = 0): Lane {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const apart = Math.hypot(dx, dy);
  if (apart < 1) return archOver(from);
  const ux = dx / apart;
  const uy = dy / apart;
  const [start, end] = endsOf(from, to, uy, apart);
  const length = apart - start - end;
  const small = Math.min(from.r, to.r);
  return {
    x0: from.x + ux * start,
    y0: from.y + uy * start,
    x1: to.x - ux * end,
    y1: to.y - uy * end,
    length,
    ux,
    uy,
    offset: Math.min(small * 0.14, 4),
    bend: Math.min(length * 0.045, 11) + bow,
    bow,
    ...NO_BARRIER,
  };
}

/** How far from the middle of either node a lane begins and ends: below the text under a node if it goes straight through that. */
function endsOf(
  from: Place,
  to: Place,
  uy: number,
  apart: number,
): readonly [start: number, end: number] {
  const start = reach(from.r) + 3;
  const end = reach(to.r) + 3;
  const under = labelHeight(uy > 0 ? from.label : to.label);
  if (Math.abs(uy) >= STEEP && under > 0 && apart - start - end - under >= LANE_LEAST) {
    return uy > 0 ? [start + under, end] : [start, end + under];
  }
  return [Math.min(start, apart * 0.45), Math.min(end, apart * 0.45)];
}

function archOver({ x, y, r }: Place): Lane {
  const out = reach(r);
  const half = out * 0.6;
  return {
    x0: x + half,
    y0: y - out,
    x1: x - half,
    y1: y - out,
    length: 2 * half,
    ux: -1,
    uy: 0,
    offset: 2,
    bend: out * 0.7,
    bow: 0,
    ...NO_BARRIER,
  };
}

type Timing = Pick<SceneFlight, 'sentAt' | 'due' | 'resumedAt' | 'fate' | 'parked' | 'heldAt'>;

/** How far a flight has come: 0 at the sender's rim, 1 at the receiver's; negative if it has not set off. */
export function flightProgress(flight: Timing, now: number, barrier: Barrier): number {
  if (flight.parked === 'cut') return barrier.wall;
  if (flight.parked === 'frozen' || flight.parked === 'behind') return 1;
  const at = flight.parked === 'held' ? (flight.heldAt ?? now) : now;
  if (at < flight.sentAt) return -1;
  const free = freeProgress(flight, at, endOf(flight.fate, barrier));
  if (!barrier.blocked || flight.fate !== 'arrive') return free;
  if (barrier.blockedSince === null) return Math.min(free, barrier.wall);
  // From the moment of the partition it heads for the wall, wherever it was, and gets there when it is due.
  const since = Math.max(barrier.blockedSince, flight.resumedAt ?? flight.sentAt);
  if (at <= since) return free;
  const then = freeProgress(flight, since, 1);
  return then + (barrier.wall - then) * part(since, flight.due, at);
}

function endOf(fate: SceneFlight['fate'], barrier: Barrier): number {
  if (fate === 'arrive') return 1;
  return fate === 'cut' ? barrier.wall : LOST_AT;
}

function freeProgress(flight: Timing, at: number, end: number): number {
  if (flight.resumedAt === null) return end * part(flight.sentAt, flight.due, at);
  return 0.5 + (end - 0.5) * part(flight.resumedAt, flight.due, at);
}

function part(from: number, due: number, at: number): number {
  if (at >= due) return 1;
  return at <= from ? 0 : (at - from) / (due - from);
}

/** Whether a flight shows by now that it will be lost. */
export function isDoomed(flight: Timing, now: number): boolean {
  if (flight.fate === 'arrive' || flight.parked === 'held') return false;
  return part(flight.sentAt, flight.due, now) >= DOOMED_FROM;
}

/** Whether a flight stands at a door or a wall, where others may wait before it. */
export function isWaiting(flight: Timing, now: number): boolean {
  if (flight.parked !== null) return flight.parked !== 'held';
  return flight.fate === 'arrive' && now >= flight.due;
}

/** How far back in the queue at a door the flight with so many others before it stands. */
export function waitingProgress(progress: number, before: number, length: number): number {
  return Math.max(progress - (before * WAIT_STEP) / Math.max(length, 1), 0);
}

/** Where on its lane a flight ended. */
export function burstProgress(burst: SceneBurst, barrier: Barrier): number {
  switch (burst.reason) {
    case 'cut':
      return barrier.wall;
    case 'down':
    case 'stale':
      return 1;
    case 'chance':
    case 'rule':
      return LOST_AT;
    case 'hand':
      return part(burst.sentAt, burst.due, burst.at);
    default:
      return unreachable(burst.reason);
  }
}

/** A point with the direction of the way there; filled in by {@link pointOnLane}. */
export interface Heading {
  x: number;
  y: number;
  ux: number;
  uy: number;
}

/** The point of a lane after `progress` of the way, written into `out`: this runs for thousands of flights a frame. */
export function pointOnLane(lane: Lane, progress: number, out: Heading): Heading {
  const aside = lane.offset + lane.bend * 4 * progress * (1 - progress);
  out.x = lane.x0 + (lane.x1 - lane.x0) * progress - lane.uy * aside;
  out.y = lane.y0 + (lane.y1 - lane.y0) * progress + lane.ux * aside;
  const turn = (lane.bend * 4 * (1 - 2 * progress)) / Math.max(lane.length, 1);
  const scale = 1 / Math.sqrt(1 + turn * turn);
  out.ux = (lane.ux - lane.uy * turn) * scale;
  out.uy = (lane.uy + lane.ux * turn) * scale;
  return out;
}
