/** What the judges remember of a run. */
import type { NodeId, OperationId } from '../../kernel/process.ts';
import type { Term } from './messages.ts';

export interface Memory {
  /** Per node that stands for election: what it has asked and heard since. */
  readonly elections: Readonly<Record<NodeId, Election>>;
  /** Terms that were led, with the event in which it began. */
  readonly led: Readonly<Record<string, number>>;
  /** Who began to lead last, by term. */
  readonly newest: { readonly node: NodeId; readonly term: Term } | null;
  /** `node key` → the value last written there since the node was started. */
  readonly written: Readonly<Record<string, string>>;
  /** What stands at each index, as whoever applied it first did. */
  readonly applied: readonly string[];
  readonly acknowledged: readonly Acknowledgement[];
  /** Per node that waits for others: since when, virtual ms. */
  readonly since: Readonly<Record<NodeId, number>>;
  readonly succession: Succession;
  readonly writes: Writes;
}

export interface Election {
  /** Peers that took the ping and did not answer it, each with its life. */
  readonly unanswered: readonly { readonly peer: NodeId; readonly incarnation: number }[];
  /** Leaders that were heard while answers were awaited. */
  readonly heard: readonly NodeId[];
}

export interface Acknowledgement {
  readonly operation: OperationId;
  readonly index: number;
  /** Of the entry, and the one under which it was committed. */
  readonly term: Term;
  readonly under: Term;
}

/** How long the cluster was without a leader, the last time that one died while everything else was well. */
export interface Succession {
  readonly diedAt: number | null;
  readonly lastMs: number | null;
}

/** Messages about the newest write, and about the last one that is done with. */
export interface Writes {
  readonly current: WriteCount | null;
  readonly last: WriteCount | null;
}

export interface WriteCount {
  readonly index: number;
  readonly leader: NodeId;
  readonly peers: number;
  /** Appends that carried it and answers to them. */
  readonly messages: number;
  readonly answers: number;
  readonly announcements: number;
  readonly startedAt: number;
  readonly committedAt: number | null;
  /** Answers counted when it was committed. */
  readonly answersAtCommit: number | null;
}

export const NOTHING_YET: Memory = {
  elections: {},
  led: {},
  newest: null,
  written: {},
  applied: [],
  acknowledged: [],
  since: {},
  succession: { diedAt: null, lastMs: null },
  writes: { current: null, last: null },
};
