/** The states of the three kinds of process. */
import type { NodeId } from '../../kernel/process.ts';
import type { Ballot } from './ballot.ts';
import type { Acceptor, Decision, Line, Seat, Text, Value, Vote } from './values.ts';

export interface ServerState {
  /** On disk: the acceptor's word per round, at `indexOf(round)`. */
  readonly acceptors: readonly Acceptor[];
  /** On disk: Multi-Paxos, a ballot promised for every round at once. */
  readonly standing: Ballot | null;
  /** What is known to be chosen, at `indexOf(round)`; may have holes. */
  readonly log: readonly (Decision | null)[];
  readonly registered: boolean;
  /** Since a restart, until the log is filled again; `heard`: who has said how far it is. */
  readonly recovery: { readonly heard: readonly NodeId[] } | null;
  /** Rounds up to this one have been decided or voted on elsewhere: a hole up to here is worth filling. */
  readonly goal: number;
  readonly queue: readonly Queued[];
  readonly proposal: Proposal | null;
  /** A Commit that may only have been overtaken is waited for. */
  readonly watchesHole: boolean;
  /** Backing off: nothing is proposed until the timer fires. */
  readonly resting: boolean;
  /** The highest ballot that it has been refused for. */
  readonly refusedFor: Ballot | null;
  /** Multi-Paxos: it leads by this ballot; what its promises told of later rounds. */
  readonly lead: { readonly ballot: Ballot; readonly votes: readonly Vote[] } | null;
  /** The ballot last promised or accepted, and its round. */
  readonly latest: { readonly round: number; readonly ballot: Ballot } | null;
}

/** A text that waits to be chosen; `from` is the client that wants to know, or the server that forwarded it. */
export interface Queued {
  readonly text: Text;
  readonly from: NodeId;
}

export interface Proposal {
  readonly round: number;
  readonly ballot: Ballot;
  readonly phase: 'prepare' | 'accept';
  /** `learn`: a NOP, to fill a hole. */
  readonly purpose: 'text' | 'learn';
  /** Phase 1: for this round and every later one. */
  readonly all: boolean;
  /** Phase 2: what it proposes, else NOP. */
  readonly value: Value;
  /** Who has said yes in this phase; itself included, once. */
  readonly yes: readonly NodeId[];
  /** Who has said no or cannot be reached. */
  readonly no: readonly NodeId[];
  /** What those who promised had accepted. */
  readonly votes: readonly Vote[];
  /** Its own clock when the phase began. */
  readonly since: number;
}

export interface BalancerState {
  /** `gathering`: not enough servers have registered yet. */
  readonly phase: 'gathering' | 'serving';
  /** How many must have registered before the first client is served. */
  readonly required: number;
  readonly servers: readonly Registered[];
  /** The last answer to each client, by which a repeated request is known. */
  readonly answered: Readonly<Record<NodeId, { readonly request: number; readonly seat: Seat }>>;
  /** Clients that were put off. */
  readonly waiting: readonly { readonly client: NodeId; readonly request: number }[];
}

export interface Registered {
  readonly id: NodeId;
  /** `null` before it has registered. */
  readonly life: number | null;
  readonly load: number;
  readonly failed: boolean;
}

export interface ClientState {
  /** On disk. */
  readonly name: string;
  readonly seat: Seat | null;
  /** Number of its last request to the balancer, and when it was made; `stopped`: the answer was that a majority has failed. */
  readonly request: {
    readonly number: number;
    readonly failed: Seat | null;
    readonly askedAt: number;
    readonly stopped: boolean;
  };
  readonly pending: readonly Said[];
  readonly lines: readonly Line[];
  /** The newest round that was downloaded. */
  readonly upTo: number;
  /** When the poll without an answer was sent. */
  readonly polledAt: number | null;
}

/** A text that is not in the downloaded log yet; `round` once the server has told it. */
export interface Said {
  readonly text: Text;
  readonly saidAt: number;
  readonly round: number | null;
}
