/** The words of the gossip database: entries, messages, states. Facts stand in `facts.ts`. */
import type { NodeId, OperationId } from '../../kernel/process.ts';
import type { JudgedVocabulary } from '../protocol.ts';
import type { Fact } from './facts.ts';

/** One step of the replicated state machine. Crashes and joins travel through the same queue as the data. */
export type Entry =
  | { readonly type: 'insert'; readonly name: string; readonly age: string }
  | { readonly type: 'delete'; readonly name: string }
  | { readonly type: 'add'; readonly replica: NodeId }
  | { readonly type: 'crash'; readonly replicas: readonly NodeId[] };

export type Write = Extract<Entry, { type: 'insert' | 'delete' }>;

/** Rows in the order of their first insertion. */
export type Table = readonly (readonly [name: string, age: string])[];

/** A member tells its state at least this often. */
export const HEARTBEAT_MS = 1000;

/** How far a replica has come: the era of the numbering, and the state within it. */
export interface Position {
  /** The balancer's clock when this numbering began: 0 for the founders', -1 before the first join. */
  readonly era: number;
  readonly state: number;
}

/** Where a member begins: it keeps what it has if it stands at `keeps`, starts empty if it is alone, else pulls. */
export interface Welcome extends Position {
  readonly keeps: Position | null;
  readonly alone: boolean;
}

export type ToBalancer =
  | {
      readonly type: 'command';
      /** The operation's number, unique in a run: by it a repeated command is known. */
      readonly sequence: OperationId;
      readonly write: Write;
      /** The index that the client was told, or `null`. */
      readonly index: number | null;
      /** The client's oldest command without an outcome: receipts before it can go. */
      readonly oldest: OperationId;
    }
  /** "I am here": asks to be made a member. `session` numbers a replica's attempts, over all its lives. */
  | ({ readonly type: 'node'; readonly session: number } & Position)
  /** "I am at state n": once per turn and after every step; doubles as heart-beat. */
  | ({ readonly type: 'state'; readonly session: number } & Position);

export type ToClient =
  /** `waits`: there is no replica to give it to. */
  | {
      readonly type: 'queued';
      readonly sequence: OperationId;
      readonly index: number;
      readonly waits: boolean;
    }
  | { readonly type: 'replicated'; readonly sequence: OperationId; readonly index: number }
  /** The balancer lost its queue in a crash and cannot say what became of the command. */
  | { readonly type: 'forgotten'; readonly sequence: OperationId };

export type ToReplica =
  | ({
      readonly type: 'members';
      readonly session: number;
      readonly members: readonly NodeId[];
    } & Welcome)
  /** A released entry, sent to a few members; applying it leads to state `index`. */
  | { readonly type: 'seed'; readonly era: number; readonly index: number; readonly entry: Entry }
  /** The sender's state and the entry that led to it. */
  | { readonly type: 'push'; readonly era: number; readonly index: number; readonly entry: Entry }
  | { readonly type: 'pull' }
  | ({
      readonly type: 'table';
      readonly table: Table;
      readonly neighbours: readonly NodeId[];
      readonly applied: Applied | null;
    } & Position)
  /** "You are not a member any more: join again." */
  | { readonly type: 'rejoin'; readonly session: number }
  /** A balancer that has restarted asks where everybody is. */
  | { readonly type: 'census' };

/** The last entry that a replica applied, and the state it led to. */
export interface Applied {
  readonly index: number;
  readonly entry: Entry;
}

export interface ClientState {
  /** Commands without an outcome, oldest first. */
  readonly open: readonly OpenCommand[];
  readonly acknowledged: number;
}

export interface OpenCommand {
  readonly sequence: OperationId;
  readonly write: Write;
  readonly index: number | null;
}

export interface BalancerState {
  readonly phase: 'serving' | 'recovering';
  readonly era: number;
  /** The next index to hand out. */
  readonly selfState: number;
  /** The state that all members had when they last agreed. */
  readonly nodeState: number;
  readonly queue: readonly Queued[];
  readonly inflight: InFlight | null;
  readonly members: readonly Member[];
  /** What was queued for each client since its oldest open command. */
  readonly receipts: Readonly<Record<NodeId, Receipts>>;
}

export type Queued =
  | {
      readonly kind: 'entry';
      readonly index: number;
      readonly entry: Entry;
      readonly origin: Origin | null;
    }
  | ({
      readonly kind: 'node';
      readonly index: number;
      readonly replica: NodeId;
      readonly session: number;
    } & Position);

export interface Origin {
  readonly client: NodeId;
  readonly sequence: OperationId;
}

/** The one entry that is being gossiped. */
export interface InFlight {
  readonly index: number;
  readonly entry: Entry;
  readonly origin: Origin | null;
  readonly seeds: readonly NodeId[];
}

export interface Member {
  readonly id: NodeId;
  readonly session: number;
  /** Last reported state; `null` before the first report. */
  readonly state: number | null;
  readonly heardAt: number;
  /** What it was welcomed with, to say it again if the word was lost. */
  readonly welcome: Welcome | null;
}

export interface Receipts {
  readonly oldest: OperationId;
  readonly entries: readonly { readonly sequence: OperationId; readonly index: number }[];
}

export interface ReplicaState extends Position {
  readonly phase: 'joining' | 'pulling' | 'member';
  readonly session: number;
  readonly neighbours: readonly NodeId[];
  readonly table: Table;
  readonly applied: Applied | null;
  /** While pulling: what the balancer said, and whom it has not asked yet. */
  readonly pulling: {
    readonly from: NodeId;
    readonly untried: readonly NodeId[];
    readonly goal: Position;
  } | null;
}

export type Command = Write | { readonly type: 'quit' };
export type TimerName = 'turn' | 'beat' | 'join' | 'pull' | 'check' | 'resend' | 'census' | 'retry';
export type FlawName =
  | 'unconditional-seed'
  | 'no-resend'
  | 'check-on-report'
  | 'duplicate-member'
  | 'pull-without-timeout'
  | 'release-early';

export interface GossipVocabulary extends JudgedVocabulary {
  States: { client: ClientState; balancer: BalancerState; replica: ReplicaState };
  Inbox: { client: ToClient; balancer: ToBalancer; replica: ToReplica };
  Command: Command;
  Fact: Fact;
  Timer: TimerName;
  Flaw: FlawName;
  Options: {
    replicas: number;
    clients: number;
    gossipIntervalMs: number;
    seeds: number;
    crashTimeoutMs: number;
    eagerPush: boolean;
  };
  Memory: Memory;
}

/** What the judges remember. */
export interface Memory {
  /** What the entries that were replicated make of the table; `null` after a crash of the balancer, until the members agree on one. */
  readonly model: Table | null;
  /** How the newest entry spreads. */
  readonly spread: {
    readonly index: number;
    readonly what: string;
    readonly releasedAt: number;
    readonly population: number;
    /** Times at which a replica came to know it, in order. */
    readonly knownAt: readonly number[];
  } | null;
}

/** An entry in words. */
export function entryText(entry: Entry): string {
  switch (entry.type) {
    case 'insert':
      return `insert ${entry.name} ${entry.age}`;
    case 'delete':
      return `delete ${entry.name}`;
    case 'add':
      return `add ${entry.replica}`;
    case 'crash':
      return `crash of ${entry.replicas.join(', ')}`;
    default:
      return entry;
  }
}

/** Whether `one` is further than `other`: a later era, or the same and a higher state. */
export function isAhead(one: Position, other: Position): boolean {
  return one.era > other.era || (one.era === other.era && one.state > other.state);
}

export function isSamePosition(one: Position, other: Position): boolean {
  return one.era === other.era && one.state === other.state;
}

/** Number of the first attempt of a life to join; the attempts of one life never reach those of the next. */
export function firstSession(incarnation: number): number {
  return incarnation * 1_000_000;
}
