/** What is still to happen: messages on their way, timers, signals. All immutable; ordered by (due, id). */
import type { NodeId, Tagged } from './process.ts';

interface PendingBase {
  /** Sequence number, unique in a run; ties in time are settled by it. */
  readonly id: number;
  /** Virtual milliseconds at which it happens. */
  readonly due: number;
  /** The node it happens at. */
  readonly node: NodeId;
  /** Number of the event that brought it about. */
  readonly cause: number;
}

/** A message on its way. */
export interface Flight<M extends Tagged = Tagged> extends PendingBase {
  readonly kind: 'deliver';
  readonly from: NodeId;
  readonly message: M;
  readonly sentAt: number;
  /** Incarnations of the two ends when it was sent; a later life of either never takes part in it. */
  readonly fromIncarnation: number;
  readonly toIncarnation: number;
  /** Anything but `arrive` is settled when it sets off: the flight ends on the way. */
  readonly fate: 'arrive' | 'chance' | 'cut' | 'rule';
  /** When it went on from a cut that healed, virtual milliseconds. */
  readonly resumedAt: number | null;
}

/** A timer that is running. */
export interface Timer extends PendingBase {
  readonly kind: 'timer';
  readonly name: string;
  readonly setAt: number;
}

/** The answer of a stream whose far end is down. */
export interface Refusal<M extends Tagged = Tagged> extends PendingBase {
  readonly kind: 'unreachable';
  readonly peer: NodeId;
  readonly message: M;
  readonly incarnation: number;
}

/** Word of a crash, where the model has fail-stop notices. */
export interface Notice extends PendingBase {
  readonly kind: 'peer-failed';
  readonly peer: NodeId;
  readonly incarnation: number;
}

export type Pending<M extends Tagged = Tagged> = Flight<M> | Timer | Refusal<M> | Notice;

/** Why something that is due does not happen: held by hand, at the door of a frozen node, at a cut, or behind another on its lane. */
export type ParkReason = 'held' | 'frozen' | 'cut' | 'behind';

export interface Parked<M extends Tagged = Tagged> {
  readonly reason: ParkReason;
  /** Since when, virtual milliseconds. */
  readonly since: number;
  readonly pending: Pending<M>;
}
