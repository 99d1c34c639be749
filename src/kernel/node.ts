import type { Timer } from './pending.ts';
import type { AnyState, NodeId, Role, Vocabulary } from './process.ts';
import type { NodeStatus, NodeView } from './trace.ts';

/** A node as the world keeps it: immutable, replaced whole at every change, so that a checkpoint is a copy of references. */
export interface NodeRecord<V extends Vocabulary> extends NodeView<V> {
  readonly id: NodeId;
  readonly role: Role<V>;
  readonly status: NodeStatus;
  /** When the status last changed, virtual milliseconds. */
  readonly since: number;
  readonly incarnation: number;
  /** The state; of a node that is down, the one it had. */
  readonly state: AnyState<V>;
  /** The state before the last event that changed it. */
  readonly previous: AnyState<V>;
  /** What survived the crash; `null` while the node runs, whose disk is the durable fields of its state. */
  readonly disk: object | null;
  /** When a durable field last changed, virtual milliseconds. */
  readonly writtenAt: number;
  readonly timers: readonly Timer[];
  /** Draws made from the node's random stream, and the key of that stream. */
  readonly draws: number;
  readonly randomKey: number;
  readonly clock: Clock;
  /** Number of the last event at this node. */
  readonly lastEvent: number;
}

/** Whether a process runs at a node, be it frozen. */
export function isRunning({ status }: Pick<NodeView<Vocabulary>, 'status'>): boolean {
  return status === 'up' || status === 'frozen';
}

/** A clock that showed `local` at virtual time `at` and runs at `ratePermille` thousandths of true speed. */
export interface Clock {
  readonly ratePermille: number;
  readonly at: number;
  readonly local: number;
}

export const TRUE_CLOCK: Clock = { ratePermille: 1000, at: 0, local: 0 };

/** What the clock shows at virtual time `now`. */
export function readClock(clock: Clock, now: number): number {
  return clock.local + Math.floor(((now - clock.at) * clock.ratePermille) / 1000);
}

/** Virtual milliseconds in which the clock runs through `delayMs`, rounded up. */
export function trueDelay(clock: Clock, delayMs: number): number {
  return Math.ceil((delayMs * 1000) / clock.ratePermille);
}

/** The fields of `state` named in `durable`. */
export function durablePart(state: object, durable: readonly string[]): object {
  return Object.fromEntries(Object.entries(state).filter(([field]) => durable.includes(field)));
}
