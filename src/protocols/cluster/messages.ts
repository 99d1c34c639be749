/** The words of the cluster: terms, log entries, messages per role, states, commands, options. Facts stand in `facts.ts`. */
import type { NodeId, OperationId } from '../../kernel/process.ts';
import type { JudgedVocabulary } from '../protocol.ts';
import type { Fact } from './facts.ts';
import type { Version } from './ladder.ts';
import type { Memory } from './memory.ts';

/** Which election made a leader: how many there had been, and who won. Ordered by the count, then by the name. */
export interface Term {
  readonly generation: number;
  readonly name: NodeId;
}

/** A node that counts towards majorities. A node whose disk was lost comes back with another identity, as another member. */
export interface Member {
  readonly id: NodeId;
  readonly identity: number;
}

/** The command that an entry carries out: by it a command that arrives twice is known. */
export interface Origin {
  readonly client: NodeId;
  readonly operation: OperationId;
}

/** One place of the replication log; its index is its place, from 1. */
export interface Entry {
  readonly term: Term;
  readonly change: Change;
  readonly origin: Origin | null;
}

export type Change =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  /** Whose answers count from here on. */
  | { readonly type: 'members'; readonly members: readonly Member[] }
  /** The first entry of a term: what stands before it is committed with it. */
  | { readonly type: 'opening' };

export type Log = readonly Entry[];

/** Rows in the order of their first insertion. */
export type Table = readonly (readonly [key: string, value: string])[];

export type ToRegistry =
  /** "I am here", repeated every period. */
  { readonly type: 'register' } | { readonly type: 'list' };

/** The registry's answer to both. */
export interface Listing {
  readonly type: 'listing';
  readonly names: readonly NodeId[];
}

/** What clients ask of a node. */
export type Request =
  | {
      readonly type: 'put';
      readonly operation: OperationId;
      readonly key: string;
      readonly value: string;
    }
  | { readonly type: 'get'; readonly operation: OperationId; readonly key: string }
  | { readonly type: 'remove'; readonly operation: OperationId; readonly target: NodeId }
  | { readonly type: 'ask'; readonly operation: OperationId; readonly about: 'nodes' | 'leader' };

/** What only a leader, or one that is about to lead, says. It counts for nothing once a higher term is known. */
export type FromLeader =
  | { readonly type: 'heartbeat'; readonly term: Term; readonly commitIndex: number }
  | { readonly type: 'victory'; readonly term: Term }
  | { readonly type: 'takeover'; readonly term: Term }
  /** Asks for what a log holds beyond `after`. */
  | { readonly type: 'pull'; readonly term: Term; readonly after: number }
  | {
      readonly type: 'append';
      readonly term: Term;
      readonly previousIndex: number;
      readonly previousTerm: Term;
      readonly entries: Log;
      readonly commitIndex: number;
    }
  | { readonly type: 'commit'; readonly term: Term; readonly commitIndex: number };

/** Answers to a leader; `term` is the one that was asked under. */
export type ToLeader =
  /** `matched`: up to where the log is known to be the leader's. */
  | {
      readonly type: 'heard';
      readonly term: Term;
      readonly identity: number;
      readonly matched: number;
    }
  | {
      readonly type: 'promised';
      readonly term: Term;
      readonly identity: number;
      readonly lastTerm: Term;
      readonly lastIndex: number;
    }
  | { readonly type: 'pulled'; readonly term: Term; readonly after: number; readonly entries: Log }
  /** `index`: up to where the logs agree; if not `ok`, where to try next. */
  | {
      readonly type: 'appended';
      readonly term: Term;
      readonly identity: number;
      readonly ok: boolean;
      readonly index: number;
    }
  /** "I have accepted a higher term than yours." */
  | { readonly type: 'fenced'; readonly term: Term; readonly promised: Term };

export type ToNode =
  | Listing
  | Request
  | FromLeader
  | ToLeader
  /** A bully's ping; `round` numbers the sender's elections. */
  | { readonly type: 'election'; readonly round: number }
  | { readonly type: 'alive'; readonly round: number }
  /** Version 2.2.0: a write, as the leader has it. */
  | { readonly type: 'copy'; readonly key: string; readonly value: string };

export type ToClient =
  | Listing
  /** 201. */
  | {
      readonly type: 'written';
      readonly operation: OperationId;
      readonly index: number | null;
    }
  /** 200 or 404. `applied`: how many log entries the table holds; `null` where there is no log. */
  | {
      readonly type: 'value';
      readonly operation: OperationId;
      readonly value: string | null;
      readonly applied: number | null;
    }
  /** 301. */
  | { readonly type: 'redirect'; readonly operation: OperationId; readonly leader: NodeId }
  /** 503: nothing was done. */
  | { readonly type: 'unavailable'; readonly operation: OperationId; readonly reason: Unavailable }
  /** 500: it may still be done. */
  | { readonly type: 'uncertain'; readonly operation: OperationId; readonly reason: Uncertain }
  | {
      readonly type: 'told';
      readonly operation: OperationId;
      readonly names: readonly NodeId[];
      readonly notes: readonly string[];
    };

export type Unavailable =
  | 'no-leader'
  | 'taking-over'
  | 'not-a-member'
  | 'still-registered'
  | 'leader-itself'
  | 'change-pending'
  | 'no-such-thing';
export type Uncertain = 'no-quorum' | 'deposed';

// ── states ───────────────────────────────────────────────────────────────────────────────────────────────────

export interface RegistryState {
  readonly entries: readonly Registration[];
  /** Its own clock when it last looked, and when it last swept. */
  readonly clock: number;
  readonly sweptAt: number;
}

export interface Registration {
  readonly name: NodeId;
  /** The registry's clock when the node last registered. */
  readonly at: number;
}

export interface NodeState {
  /** Durable. Number of the life in which this disk was first written. */
  readonly identity: number;
  /** Durable. The highest term accepted: nothing of a lower one is listened to. */
  readonly promised: Term;
  /** Durable. */
  readonly log: Log;
  /** The newest `members` entry of the log, committed or not. */
  readonly members: readonly Member[];
  readonly map: Table;
  /** The registry's list as last heard. */
  readonly listing: readonly NodeId[];
  /** Its own clock when the registry last answered or refused. */
  readonly registryAt: number;
  readonly registryDown: boolean;
  readonly standing: Standing;
  /** Elections that it has started in this life. */
  readonly round: number;
  /** The leader that made itself known last. */
  readonly victory: Victory | null;
  /** Up to where the log is known to be that of the leader of `promised`. */
  readonly matched: number;
  readonly commitIndex: number;
}

export interface Victory {
  readonly leader: NodeId;
  readonly term: Term;
}

export type Standing =
  /** Knows no leader. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'following'; readonly leader: NodeId }
  /** Has pinged the higher-named; `open` have neither answered nor refused. */
  | { readonly kind: 'asking'; readonly open: readonly NodeId[] }
  /** Somebody higher lives: it is for them to win. */
  | { readonly kind: 'awaiting'; readonly answered: readonly NodeId[] }
  | TakingOver
  | Leading;

/** Has won the election and asks a majority to let go of every earlier term. */
export interface TakingOver {
  readonly kind: 'taking-over';
  readonly asked: readonly NodeId[];
  readonly promises: readonly Promised[];
  /** Whose log is being fetched. */
  readonly pulling: NodeId | null;
}

export interface Promised extends Member {
  readonly lastTerm: Term;
  readonly lastIndex: number;
}

export interface Leading {
  readonly kind: 'leading';
  /** Whether the first entry of its term is committed. */
  readonly serving: boolean;
  readonly progress: Readonly<Record<NodeId, Progress>>;
  readonly requests: readonly OpenRequest[];
}

/** What a leader knows of another node's log. */
export interface Progress {
  /** `null` until it has answered. */
  readonly identity: number | null;
  /** Up to where the logs agree for certain. */
  readonly match: number;
  /** Index of the next entry to send. */
  readonly next: number;
  /** The leader's clock when it last answered or refused. */
  readonly heardAt: number;
  /** The leader's clock when the append on its way was sent; `null` if none is. */
  readonly sentAt: number | null;
}

/** A write that waits for its commit. */
export interface OpenRequest extends Origin {
  readonly index: number;
  /** The leader's clock at which the client is told that there is no quorum. */
  readonly deadline: number;
}

export interface ClientState {
  /** The node that it talks to. */
  readonly node: NodeId;
  /** The registry's list as last heard. */
  readonly listing: readonly NodeId[];
  readonly open: readonly OpenCommand[];
}

export interface OpenCommand {
  readonly operation: OperationId;
  readonly request: Request;
  /** Where the request is. */
  readonly at: NodeId;
  readonly tried: readonly NodeId[];
  readonly redirects: number;
  /** Its own clock at which it gives up. */
  readonly deadline: number;
}

// ── the bundle ───────────────────────────────────────────────────────────────────────────────────────────────

export type Command =
  | { readonly type: 'set'; readonly key: string; readonly value: string }
  | { readonly type: 'get'; readonly key: string }
  | { readonly type: 'remove'; readonly target: NodeId }
  | { readonly type: 'use'; readonly node: NodeId }
  | { readonly type: 'nodes' }
  | { readonly type: 'leader' };

export type TimerName =
  | 'register'
  | 'silence'
  | 'election'
  | 'takeover'
  | 'heartbeat'
  | 'sweep'
  | 'patience';

export type FlawName =
  | 'unanswered-ping'
  | 'stored-victory'
  | 'no-terms'
  | 'commit-without-counting'
  | 'missed-append-never-repaired'
  | 'redirect-loses-write'
  | 'quorum-over-live-list';

export interface ClusterVocabulary extends JudgedVocabulary {
  States: { client: ClientState; registry: RegistryState; node: NodeState };
  Inbox: { client: ToClient; registry: ToRegistry; node: ToNode };
  Command: Command;
  Fact: Fact;
  Timer: TimerName;
  Flaw: FlawName;
  Options: {
    version: Version;
    nodes: number;
    clients: number;
    reads: 'any node' | 'leader';
    periodMs: number;
    aliveWaitMs: number;
    victoryWaitMs: number;
    phaseMs: number;
    expiryMs: number;
  };
  Memory: Memory;
}
