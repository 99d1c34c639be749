/** The record of a run: one event after another, each with its cause. */
import type { Intent, LinkSettings } from './intent.ts';
import type { ParkReason, Pending, Timer } from './pending.ts';
import type {
  AnyState,
  Message,
  NodeId,
  OperationId,
  Outcome,
  Role,
  StateOf,
  Vocabulary,
} from './process.ts';

/** A place in a run: after `event` events, at virtual time `time`. */
export interface Moment {
  readonly event: number;
  readonly time: number;
}

/** One line typed at a client, or one operation a client began for it, and what became of it. */
export interface Operation<C extends object = object> {
  readonly id: OperationId;
  readonly client: NodeId;
  readonly text: string;
  /** What the text means; `null` if it was refused or answered at the console. */
  readonly command: C | null;
  /** The typed operation that this one is part of; `null` if it was typed itself. */
  readonly parent: OperationId | null;
  /** Virtual milliseconds. */
  readonly started: number;
  readonly ended: number | null;
  readonly outcome: 'pending' | Outcome;
  /** The last that the console was told of it. */
  readonly result: string;
}

/**
 * What happened in an event. The intents keep their own names; the rest comes from the queue: `deliver`, `timer`,
 * `unreachable` and `peer-failed` run a handler, `lost` ends a flight that reaches nobody, `park` makes something wait.
 */
export type EventKind = Intent['type'] | Pending['kind'] | 'genesis' | 'lost' | 'park';

/** Why a flight reached nobody. */
export type LossReason = 'chance' | 'cut' | 'down' | 'stale' | 'rule' | 'hand';

export interface TraceEvent<V extends Vocabulary = Vocabulary> {
  /** 0 for the genesis, then 1, 2, 3 … */
  readonly number: number;
  /** Virtual milliseconds. */
  readonly time: number;
  readonly kind: EventKind;
  /** The node it happened at; `null` for what concerns the network as a whole. */
  readonly node: NodeId | null;
  /** Number of the event that brought it about; `null` for a person's deeds. */
  readonly cause: number | null;
  /** What was delivered, lost, parked or fired. */
  readonly pending: Pending<Message<V>> | null;
  readonly intent: Intent | null;
  readonly loss: LossReason | null;
  readonly park: ParkReason | null;
  readonly facts: readonly V['Fact'][];
  /** Flights that the event sent off. */
  readonly sent: readonly Pending<Message<V>>[];
  /** State of `node` before and after; the same object when nothing changed. */
  readonly before: AnyState<V> | null;
  readonly after: AnyState<V> | null;
}

/** What judges, ledgers and scenarios may see of a world. */
export interface NodeView<V extends Vocabulary, R extends string = string> {
  readonly id: NodeId;
  readonly role: R;
  readonly status: NodeStatus;
  /** When the status last changed, virtual milliseconds. */
  readonly since: number;
  readonly incarnation: number;
  /** Its running timers. */
  readonly timers: readonly Timer[];
  readonly state: StateOf<V, R>;
}

export type NodeStatus = 'up' | 'frozen' | 'crashed' | 'left' | 'removed';

export interface WorldView<V extends Vocabulary> {
  /** Virtual milliseconds. */
  readonly now: number;
  /** Events so far. */
  readonly events: number;
  readonly options: V['Options'];
  /** Settings of every link that has none of its own. */
  readonly weather: LinkSettings;
  /** Whether a partition stands. */
  readonly isParted: boolean;
  /** Nodes of a role that were not removed, whatever their status. */
  nodes<R extends Role<V>>(role: R): readonly NodeView<V, R>[];
  node(id: NodeId): NodeView<V> | undefined;
  operations(): readonly Operation<V['Command']>[];
}
