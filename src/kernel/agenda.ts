import { type Bus, senderOf } from './bus.ts';
import type { Cluster } from './cluster.ts';
import type { Parked, ParkReason, Pending, Timer } from './pending.ts';
import type { Message, NodeId, Vocabulary } from './process.ts';
import { PendingQueue } from './queue.ts';

/** What is still to happen: what has its time in the queue, and what is due but must wait. */
export class Agenda<V extends Vocabulary> {
  readonly #cluster: Cluster<V>;
  readonly #bus: Bus<V>;
  queue = new PendingQueue<Pending<Message<V>>>();
  parked: readonly Parked<Message<V>>[] = [];

  constructor(cluster: Cluster<V>, bus: Bus<V>) {
    this.#cluster = cluster;
    this.#bus = bus;
  }

  /** The next thing that will happen by itself; timers that were stopped are swept away on the way. */
  next(): Pending<Message<V>> | undefined {
    for (;;) {
      const first = this.queue.peek();
      if (first === undefined || first.kind !== 'timer' || this.#isRunning(first)) return first;
      this.queue.pop();
    }
  }

  /** Everything in the queue, in its order. */
  pending(): readonly Pending<Message<V>>[] {
    return this.queue
      .items()
      .filter((item) => item.kind !== 'timer' || this.#isRunning(item))
      .toSorted((a, b) => a.due - b.due || a.id - b.id);
  }

  /** Everything still to happen: what is in the queue, then what is parked. */
  all(): readonly Pending<Message<V>>[] {
    return [...this.pending(), ...this.parked.map(({ pending }) => pending)];
  }

  /** Something in the queue or parked; throws if there is nothing of this number. */
  lookUp(id: number): Pending<Message<V>> {
    const found =
      this.queue.items().find((item) => item.id === id) ??
      this.parked.find((item) => item.pending.id === id)?.pending;
    if (found === undefined || (found.kind === 'timer' && !this.#isRunning(found))) {
      throw new Error(`nothing pending has the number ${id}`);
    }
    return found;
  }

  /** Takes something out; throws if there is nothing of this number. */
  take(id: number): Pending<Message<V>> {
    const pending = this.lookUp(id);
    this.queue.remove((item) => item.id === id);
    this.parked = this.parked.filter((item) => item.pending.id !== id);
    return pending;
  }

  /**
   * Puts something into the queue. What was due in the past happens next, in the order in which it was due; where order is
   * kept, it stays in its place on its lane.
   */
  put(pending: Pending<Message<V>>): void {
    this.queue.push(pending);
    if (senderOf(pending) !== null && this.#bus.inOrder) this.#straighten();
  }

  /** Makes something wait. */
  park(reason: ParkReason, pending: Pending<Message<V>>, now: number): void {
    this.parked = [...this.parked, { reason, since: now, pending }];
  }

  /** Why `pending`, though due at node `to`, must wait; `null` if it need not. */
  parkReason(
    pending: Pending<Message<V>>,
    to = this.#cluster.record(pending.node),
  ): ParkReason | null {
    const from = senderOf(pending);
    const { inOrder, transport } = this.#bus;
    if (from !== null && transport.kind === 'stream' && this.#bus.isCut(from, to.id)) return 'cut';
    if (from !== null && inOrder && this.#isBehindParked(pending, from)) return 'behind';
    return to.status === 'frozen' ? 'frozen' : null;
  }

  /** The message that must arrive before `pending`, where order is kept; `undefined` if there is none. */
  earlierOnLane(pending: Pending<Message<V>>): Pending<Message<V>> | undefined {
    const from = senderOf(pending);
    if (from === null || !this.#bus.inOrder) return undefined;
    return this.all().find((other) => isBefore(other, pending, from));
  }

  /** Puts back into the queue whatever nothing stops any more. What was due while it waited keeps its time, and so its order. */
  unpark(now: number): void {
    const waiting = this.parked;
    if (waiting.length === 0) return;
    this.parked = [];
    for (const { reason, since, pending } of waiting) {
      const still = reason === 'held' ? 'held' : this.parkReason(pending);
      if (still === null) this.queue.push(this.#resumed(pending, reason, now));
      else this.parked = [...this.parked, { reason: still, since, pending }];
    }
    if (this.#bus.inOrder && this.parked.length < waiting.length) this.#straighten();
  }

  /** Whether a timer of the queue has been neither stopped nor set anew. */
  #isRunning(timer: Timer): boolean {
    return this.#cluster.record(timer.node).timers.some((running) => running.id === timer.id);
  }

  #isBehindParked(pending: Pending<Message<V>>, from: NodeId): boolean {
    return this.parked.some((item) => isBefore(item.pending, pending, from));
  }

  /** A stream that was cut sends again what it held back: that takes its way from the cut on. */
  #resumed(pending: Pending<Message<V>>, reason: ParkReason, now: number): Pending<Message<V>> {
    const from = senderOf(pending);
    if (reason !== 'cut' || from === null) return pending;
    const due = now + this.#bus.latency(from, pending.node);
    return pending.kind === 'deliver' ? { ...pending, due, resumedAt: now } : { ...pending, due };
  }

  /** Lets nothing that is on its way arrive before what set off earlier on its lane. */
  #straighten(): void {
    const travelling = this.queue.remove((item) => senderOf(item) !== null);
    for (const item of this.#bus.straightened(travelling)) this.queue.push(item);
  }
}

/** Whether `one` set off before `other` on the same lane from `from`. */
function isBefore(one: Pending, other: Pending, from: NodeId): boolean {
  return one.id < other.id && one.node === other.node && senderOf(one) === from;
}
