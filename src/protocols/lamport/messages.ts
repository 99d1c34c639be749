/** The words of the replicated state machine: messages, states. Facts stand in `facts.ts`. Every message carries the clock of its sender. */
import type { NodeId, OperationId, Outcome } from '../../kernel/process.ts';
import type { Sequence } from '../../kernel/sequence.ts';
import type { JudgedVocabulary } from '../protocol.ts';
import type { Fact } from './facts.ts';
import type { RequestId, Uid } from './identity.ts';
import type { Memory } from './memory.ts';
import type { Dialogue } from './menu.ts';
import type { Action, Sites } from './sites.ts';

/** A broadcast of a client. `(clock, client)` is its id; `turn` numbers the broadcasts of a client 1, 2, 3 … */
export type Broadcast =
  | ({ readonly type: 'request'; readonly turn: number; readonly action: Action } & RequestId)
  /** Nothing to say, but said: whoever hears it knows that nothing smaller is to come from this client. */
  | ({ readonly type: 'dummy'; readonly turn: number } & RequestId);

interface Stamped {
  readonly clock: number;
}

/** A newcomer says that it is there: "send to me from your next broadcast on". `about`: a life that it has heard of and not from. */
type Knock = {
  readonly type: 'knock';
  readonly newcomer: Uid;
  readonly about: Uid | null;
} & Stamped;

export type ToReplica =
  | ({ readonly type: 'hello'; readonly client: Uid; readonly attempt: number } & Stamped)
  | Broadcast
  /** A client's answer to a knock: everything from this turn on will be sent to the newcomer too. */
  | ({
      readonly type: 'welcome';
      readonly newcomer: Uid;
      readonly client: Uid;
      readonly turn: number;
    } & Stamped)
  | ({ readonly type: 'join'; readonly newcomer: Uid; readonly attempt: number } & Stamped)
  /** "I begin no CLOSE round until your join is over"; with the members that the sender counts. */
  | ({
      readonly type: 'ready';
      readonly newcomer: Uid;
      readonly attempt: number;
      readonly members: readonly Uid[];
    } & Stamped)
  | ({ readonly type: 'busy'; readonly newcomer: Uid; readonly attempt: number } & Stamped)
  | ({ readonly type: 'withdraw'; readonly newcomer: Uid; readonly attempt: number } & Stamped)
  | ({ readonly type: 'fetch'; readonly newcomer: Uid } & Stamped)
  | ({
      readonly type: 'snapshot';
      readonly newcomer: Uid;
      readonly content: Snapshot;
    } & Stamped)
  | ({ readonly type: 'live'; readonly newcomer: Uid } & Stamped)
  /** "This client is dead: let us agree on its last broadcast." */
  | ({ readonly type: 'closing'; readonly client: Uid } & Stamped)
  /** A coordinator's word in a CLOSE round: the last broadcast of the client, in full; `null` if there was none. */
  | ({ readonly type: 'close'; readonly client: Uid; readonly last: Broadcast | null } & Stamped);

/**
 * Replies name the life that they answer. What a life had sent may arrive when the next one has booted, and that one counts its
 * own turns and attempts from 1.
 */
export type ToClient =
  | ({ readonly type: 'greeting'; readonly client: Uid; readonly attempt: number } & Stamped)
  | ({ readonly type: 'ack'; readonly client: Uid; readonly turn: number } & Stamped)
  | ({
      readonly type: 'output';
      readonly client: Uid;
      readonly turn: number;
      /** Place of the request in the log, from 1. */
      readonly place: number;
      readonly outcome: Outcome;
      readonly text: string;
    } & Stamped)
  | Knock;

/** What a newcomer takes over from a member. */
export interface Snapshot {
  readonly sites: Sites;
  /** Number of requests executed, and the id up to which everything is executed, dummies included. */
  readonly executed: number;
  readonly executedId: RequestId | null;
  readonly clients: Readonly<Record<Uid, ClientRecord>>;
  readonly closed: readonly Uid[];
}

export interface ClientState {
  readonly uid: Uid;
  readonly clock: number;
  readonly phase: 'hello' | 'connected';
  /** Numbers its rounds of hellos. */
  readonly attempt: number;
  /** The replicas that it thinks alive: they get its broadcasts. */
  readonly replicas: readonly NodeId[];
  /** Of these, the ones whose answer to the hello or whose ack of the broadcast is missing. */
  readonly awaited: readonly NodeId[];
  /** Newcomers that it welcomes as soon as its broadcast, or its hello, is complete. */
  readonly newcomers: readonly Uid[];
  /** Number of its last broadcast. */
  readonly turn: number;
  /** The request whose answer it waits for. */
  readonly open: OpenRequest | null;
  readonly waiting: readonly Asked[];
  readonly dialogue: Dialogue | null;
  /** Turn of its `q`; `null` before that. */
  readonly leftAt: number | null;
}

export interface Asked {
  readonly operation: OperationId;
  readonly action: Action;
}

export interface OpenRequest extends Asked {
  readonly turn: number;
}

/** A client as a replica knows it. */
export interface ClientRecord {
  /** `dead`: its CLOSE round is due or under way. `ended`: the round is over, the queue is final and needs no further proof. */
  readonly standing: 'connected' | 'dead' | 'ended';
  /** Whether this replica has heard from it, or only of it, in a snapshot. */
  readonly heard: boolean;
  /** Its last broadcast. */
  readonly last: Broadcast | null;
  /** Its broadcasts that are not executed yet, in their order; the first is its head request. */
  readonly queue: readonly Broadcast[];
  /** Its `q` was executed: nothing waits for it any more. */
  readonly departed: boolean;
}

/** A CLOSE round, from the first word of it until it is over. */
export interface Round {
  readonly isRunning: boolean;
  readonly estimate: Broadcast | null;
  /** The last coordinator whose turn is over. */
  readonly passed: Uid | null;
  /** What coordinators have said ahead of their turn. */
  readonly said: Readonly<Record<Uid, { readonly last: Broadcast | null }>>;
}

export interface Executed {
  readonly id: RequestId;
  readonly action: Action;
}

/** How far a newcomer has come. */
export interface Joining {
  readonly attempt: number;
  /** `asking` for readiness, `pausing` after a busy, `fetching` the snapshot, `verifying` clients that it heard of only there. */
  readonly stage: 'asking' | 'pausing' | 'fetching' | 'verifying';
  /** Member → the members that it counts. */
  readonly ready: Readonly<Record<Uid, readonly Uid[]>>;
  /** Clients that have welcomed it or were down at some time since it booted: any later life of theirs says hello by itself. */
  readonly met: readonly NodeId[];
  readonly donor: Uid | null;
}

export interface ReplicaState {
  readonly uid: Uid;
  readonly clock: number;
  /** `null` when it is live. */
  readonly joining: Joining | null;
  /** The live replicas, itself included, as far as it knows. */
  readonly members: readonly Uid[];
  readonly clients: Readonly<Record<Uid, ClientRecord>>;
  /** Clients whose round is over. */
  readonly closed: readonly Uid[];
  readonly rounds: Readonly<Record<Uid, Round>>;
  /** The newcomer for whose sake it begins no CLOSE round. */
  readonly reserved: { readonly newcomer: Uid; readonly attempt: number } | null;
  readonly sites: Sites;
  /** Everything up to this id is executed; `null` at the beginning. */
  readonly executedId: RequestId | null;
  /** The requests that it has executed, without dummies: those before `logFrom` came with the snapshot. */
  readonly logFrom: number;
  readonly log: Sequence<Executed>;
}

/** A line of the console; what it means depends on the question that stands open. */
export interface Command {
  readonly type: 'line';
  readonly text: string;
}

export type TimerName = 'hello' | 'dummy' | 'knock' | 'join';

export type FlawName =
  | 'no-stability-test'
  | 'no-dummies'
  | 'q-on-receipt'
  | 'no-close-round'
  | 'close-alone'
  | 'fifo-off';

export interface LamportVocabulary extends JudgedVocabulary {
  States: { client: ClientState; replica: ReplicaState };
  Inbox: { client: ToClient; replica: ToReplica };
  Command: Command;
  Fact: Fact;
  Timer: TimerName;
  Flaw: FlawName;
  Options: { replicas: number; clients: number; dummyIntervalMs: number };
  Memory: Memory;
}

/** How many requests a replica has executed, the ones of the snapshot included. */
export function executedCount({ logFrom, log }: ReplicaState): number {
  return logFrom + log.length;
}
