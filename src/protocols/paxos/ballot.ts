/**
 * Ballots and rounds. A ballot is a counter and the number of the server that owns it; two servers never share one,
 * and any two compare: first by counter, then by owner (Paxos Made Simple, section 2.2: "different proposers choose their
 * numbers from disjoint sets").
 */
import type { NodeId } from '../../kernel/process.ts';

export interface Ballot {
  readonly counter: number;
  /** Number of the server that owns it: 2 for `server-2`. */
  readonly server: number;
}

/** Log keys are 10, 20, 30 …, as in the original. */
const ROUND_STEP = 10;

/** The round at `index` of the log, counted from 0. */
export function roundAt(index: number): number {
  return (index + 1) * ROUND_STEP;
}

/** Where a round stands in the log, counted from 0. */
export function indexOf(round: number): number {
  return round / ROUND_STEP - 1;
}

/** The round before `round`; 0 before the first. */
export function roundBefore(round: number): number {
  return round - ROUND_STEP;
}

/** Negative if `one` is lower than `other`, 0 if they are the same, positive if it is higher. Nothing promised is lower than any ballot. */
export function compareBallots(one: Ballot | null, other: Ballot | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  return one.counter - other.counter || one.server - other.server;
}

/** The higher of the two. */
export function higher(one: Ballot | null, other: Ballot | null): Ballot | null {
  return compareBallots(one, other) < 0 ? other : one;
}

/** As in `3.2`: counter 3 of server 2. */
export function ballotText({ counter, server }: Ballot): string {
  return `${counter}.${server}`;
}

/** 2 for `server-2`. */
export function serverNumber(id: NodeId): number {
  return Number(id.slice(id.lastIndexOf('-') + 1));
}

/** The ids of all servers of the cluster: membership is fixed. */
export function serverIds(servers: number): readonly NodeId[] {
  return Array.from({ length: servers }, (_, index) => `server-${index + 1}`);
}

/** Distinct servers that make a majority; any two majorities share one. */
export function majorityOf(servers: number): number {
  return Math.floor(servers / 2) + 1;
}
