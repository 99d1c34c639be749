/** The words of two-phase commit: messages, log records, states. Facts are in `facts.ts`. */
import type { NodeId, OperationId } from '../../kernel/process.ts';
import type { Sequence } from '../../kernel/sequence.ts';
import type { JudgedVocabulary } from '../protocol.ts';
import type { Fact, NoReason } from './facts.ts';
import type { Memory } from './memory.ts';

/** Number of a transaction, from 1; unique over all lives of the coordinator. */
export type Txid = number;

export type Decision = 'commit' | 'abort';

/** Rows in the order of their first insertion. Keys and values are text (gap d). */
export type Table = readonly (readonly [key: string, value: string])[];

/** The one action that a transaction carries out. */
export interface Write {
  readonly key: string;
  readonly value: string;
}

// ── messages ─────────────────────────────────────────────────────────────────────────────────────────────────

/** What a client asks; `operation` is the number under which it waits for the answer. */
export type ToCoordinator =
  | ({ readonly type: 'set'; readonly operation: OperationId } & Write)
  | { readonly type: 'get'; readonly operation: OperationId; readonly key: string }
  | { readonly type: 'get-db'; readonly operation: OperationId }
  | { readonly type: 'verify'; readonly operation: OperationId }
  /** "Are you still there, and do you still know of these?" */
  | { readonly type: 'inquire' }
  | {
      readonly type: 'vote-response';
      readonly txid: Txid;
      readonly vote: 'yes' | 'no';
      /** Why it is no; `null` with a yes. */
      readonly reason: NoReason | null;
    }
  | { readonly type: 'ack'; readonly txid: Txid }
  | { readonly type: 'decision-req'; readonly txids: readonly Txid[] }
  | {
      readonly type: 'send';
      readonly operation: OperationId;
      readonly key: string;
      readonly value: string | null;
    }
  /** A whole table, in answer to `get-db` or `verify`. */
  | { readonly type: 'send-db'; readonly operation: OperationId; readonly table: Table }
  /** "I am out of the pool": the "w" of the original. `life` is the worker's incarnation. */
  | {
      readonly type: 'join';
      readonly life: number;
      readonly inDoubt: number;
      /** It started from an empty disk. */
      readonly isBlank: boolean;
    }
  | Snapshot
  | { readonly type: 'installed'; readonly attempt: number };

/** The table of a pool member on its way to a newcomer, through the coordinator. */
export interface Snapshot {
  readonly type: 'snapshot';
  readonly attempt: number;
  readonly table: Table;
  /** The highest transaction that it contains. */
  readonly applied: Txid;
}

export type ToWorker =
  | ({
      readonly type: 'vote-request';
      readonly txid: Txid;
      /** Whom a worker in doubt may ask. */
      readonly participants: readonly NodeId[];
    } & Write)
  | { readonly type: 'commit'; readonly txid: Txid }
  | { readonly type: 'abort'; readonly txid: Txid }
  /** From a peer: cooperative termination. */
  | { readonly type: 'decision-req'; readonly txids: readonly Txid[] }
  | { readonly type: 'decision'; readonly answers: readonly Answer[] }
  | { readonly type: 'get'; readonly operation: OperationId; readonly key: string }
  | { readonly type: 'get-db'; readonly operation: OperationId }
  | { readonly type: 'verify'; readonly operation: OperationId }
  | { readonly type: 'snapshot-req'; readonly attempt: number }
  | Snapshot
  /** "You are in the pool, with what you have"; snapshots up to `attempt` are out of date. */
  | { readonly type: 'welcome'; readonly attempt: number }
  /** "You were given up: join again." */
  | { readonly type: 'rejoin' };

/** What one that was asked knows of a transaction. */
export interface Answer {
  readonly txid: Txid;
  readonly decision: Decision | 'uncertain';
}

export type ToClient =
  | {
      readonly type: 'set-response';
      readonly operation: OperationId;
      readonly success: boolean;
      /** `null` if no transaction was begun. */
      readonly txid: Txid | null;
      /** Why it failed, or what else there is to say; empty for nothing. */
      readonly note: string;
    }
  | {
      readonly type: 'get-response';
      readonly operation: OperationId;
      readonly key: string;
      readonly value: string | null;
    }
  | { readonly type: 'db-response'; readonly operation: OperationId; readonly table: Table }
  | {
      readonly type: 'verify-response';
      readonly operation: OperationId;
      readonly success: boolean;
      readonly workers: number;
    }
  | { readonly type: 'error'; readonly operation: OperationId; readonly text: string }
  /** The answer to `inquire`: what of this client is open. */
  | { readonly type: 'pending'; readonly operations: readonly OperationId[] };

// ── the logs ─────────────────────────────────────────────────────────────────────────────────────────────────

export type CoordinatorRecord =
  | ({
      readonly type: 'begin';
      readonly txid: Txid;
      readonly participants: readonly NodeId[];
    } & Write)
  | { readonly type: Decision; readonly txid: Txid }
  /** Every participant has acknowledged the commit: nobody will ask again. */
  | { readonly type: 'end'; readonly txid: Txid };

export type WorkerRecord =
  | ({ readonly type: 'prepared' } & Prepared)
  | { readonly type: 'committed' | 'aborted'; readonly txid: Txid };

/** A yes that was given and cannot be taken back. */
export interface Prepared extends Write {
  readonly txid: Txid;
  readonly participants: readonly NodeId[];
}

// ── states ───────────────────────────────────────────────────────────────────────────────────────────────────

export interface CoordinatorState {
  // on disk
  readonly log: Sequence<CoordinatorRecord>;
  readonly lastTxid: Txid;
  readonly pool: readonly Member[];
  /** Workers whose logs and tables contain every committed write, whether or not they are in the pool. */
  readonly current: readonly NodeId[];
  // in memory
  readonly transactions: readonly Transaction[];
  readonly backlog: readonly Request[];
  readonly reads: readonly Read[];
  readonly verification: Verification | null;
  /** Workers that have asked to be let in, first come first served. */
  readonly joiners: readonly Member[];
  readonly transfer: Transfer | null;
  readonly attempts: number;
  /** Worker → when it last gave a sign of life, or began to owe one, by the coordinator's clock. */
  readonly signs: Readonly<Record<NodeId, number>>;
  readonly isWatching: boolean;
  readonly isResending: boolean;
}

/** A worker in a certain life. */
export interface Member {
  readonly id: NodeId;
  readonly life: number;
}

export interface Transaction extends Write {
  readonly txid: Txid;
  readonly participants: readonly NodeId[];
  /** `ending`: the client has its answer; only workers outside the pool have not acknowledged yet. */
  readonly phase: 'voting' | 'committing' | 'ending';
  readonly yes: readonly NodeId[];
  readonly acks: readonly NodeId[];
  /** `null` for one that was found in the log after a crash. */
  readonly origin: Origin | null;
  /** When its phase began, by the coordinator's clock. */
  readonly since: number;
}

export interface Origin {
  readonly client: NodeId;
  readonly operation: OperationId;
}

/** Something that a client has asked and that waits for its moment. */
export type Request = Origin & {
  readonly waited: boolean;
  readonly ask: Extract<ToCoordinator, { type: 'set' | 'get' | 'get-db' | 'verify' }>;
};

/** A read that one worker is serving. */
export type Read = Origin & {
  readonly worker: NodeId;
  readonly ask: Extract<ToCoordinator, { type: 'get' | 'get-db' }>;
};

export interface Verification extends Origin {
  readonly missing: readonly NodeId[];
  readonly tables: readonly Table[];
}

/** A snapshot on its way from a pool member to a newcomer. */
export interface Transfer {
  readonly attempt: number;
  readonly joiner: Member;
  readonly donor: NodeId;
  readonly phase: 'copying' | 'installing';
}

export interface WorkerState {
  // on disk
  readonly log: Sequence<WorkerRecord>;
  readonly table: Table;
  /** The highest transaction that the table contains. */
  readonly applied: Txid;
  /** It started from an empty disk, in this life or an earlier one, and has taken nothing over yet. */
  readonly isBlank: boolean;
  /** A disk of it was wiped: that its log has nothing about a transaction does not show that it has not voted. */
  readonly hasLostLog: boolean;
  // in memory
  readonly phase: 'member' | 'recovering' | 'joining';
  /** Voted yes, no decision known: neither commit nor abort is allowed. */
  readonly inDoubt: readonly Prepared[];
  /** It has waited long enough to ask. */
  readonly isAsking: boolean;
  readonly queue: readonly Work[];
  readonly isServing: boolean;
  /** When the coordinator was last heard, by this worker's clock. */
  readonly heardAt: number;
  /** Number of the last snapshot that was taken over. */
  readonly installed: number;
}

/** A message that waits its turn: a worker serves one after another. */
export interface Work {
  readonly from: NodeId;
  readonly message: ToWorker;
}

export interface ClientState {
  /** Operations without an answer, oldest first. */
  readonly open: readonly OperationId[];
  readonly batches: readonly Batch[];
  /** The coordinator has been asked whether it is still there. */
  readonly isInquiring: boolean;
  readonly answered: number;
}

/** A `rapidset` or `multiset` under way. */
export interface Batch {
  readonly operation: OperationId;
  readonly kind: 'rapidset' | 'multiset';
  readonly count: number;
  readonly note: string;
  /** Sets without an answer. */
  readonly missing: readonly OperationId[];
  readonly succeeded: number;
  readonly unknown: number;
  /** The read or the verification at the end, once it is under way. */
  readonly last: OperationId | null;
}

// ── the rest ─────────────────────────────────────────────────────────────────────────────────────────────────

export type Command =
  | { readonly type: 'get'; readonly key: string }
  | ({ readonly type: 'set' } & Write)
  | { readonly type: 'db' }
  | { readonly type: 'verify' }
  | {
      readonly type: 'rapidset' | 'multiset';
      readonly count: number;
      /** What the person should know of the count; empty for nothing. */
      readonly note: string;
    }
  | { readonly type: 'exit' };

export type TimerName = 'watch' | 'resend' | 'work' | 'doubt' | 'join' | 'patience';

export type FlawName =
  | 'decide-on-healthy-only'
  | 'coordinator-without-log'
  | 'worker-forgets-vote'
  | 'no-key-exclusion'
  | 'commit-on-timeout'
  | 'hang-after-worker-timeout'
  | 'lost-queued-reads'
  | 'whole-action-timeout';

export interface CommitVocabulary extends JudgedVocabulary {
  States: { client: ClientState; coordinator: CoordinatorState; worker: WorkerState };
  Inbox: { client: ToClient; coordinator: ToCoordinator; worker: ToWorker };
  Command: Command;
  Fact: Fact;
  Timer: TimerName;
  Flaw: FlawName;
  Options: {
    workers: number;
    clients: number;
    thinkMs: number;
    timeoutMs: number;
    preload: boolean;
    cooperative: boolean;
    rowsAtFirst: number;
  };
  Memory: Memory;
}
