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

  /** Puts something into the queue, due now at the earliest. */
  put(pending: Pending<Message<V>>, now: number): void {
    this.queue.push(pending.due >= now ? pending : { ...pending, due: now });
  }

  /** Makes something wait. */
  park(reason: ParkReason, pending: Pending<Message<V>>, now: number): void {
    this.parked = [...this.parked, { reason, since: now, pending }];
  }

  /** Why `pending`, though due, must wait; `null` if it need not. */
  parkReason(pending: Pending<Message<V>>): ParkReason | null {
    const from = senderOf(pending);
    const { fifo, kind } = this.#bus.transport;
    if (from !== null && fifo && this.#isBehindParked(pending, from)) return 'behind';
    if (from !== null && kind === 'stream' && this.#bus.isCut(from, pending.node)) return 'cut';
    return this.#cluster.record(pending.node).status === 'frozen' ? 'frozen' : null;
  }

  /** The message that must arrive before `pending`, where order is kept; `undefined` if there is none. */
  earlierOnLane(pending: Pending<Message<V>>): Pending<Message<V>> | undefined {
    const from = senderOf(pending);
    if (from === null || !this.#bus.transport.fifo) return undefined;
    const waiting = this.parked.map((item) => item.pending);
    return [...this.pending(), ...waiting].find((other) => isBefore(other, pending, from));
  }

  /** Puts back into the queue whatever nothing stops any more. */
  unpark(now: number): void {
    const waiting = this.parked;
    this.parked = [];
    for (const { reason, since, pending } of waiting) {
      const still = reason === 'held' ? 'held' : this.parkReason(pending);
      if (still === null) this.#resume(pending, reason, now);
      else this.parked = [...this.parked, { reason: still, since, pending }];
    }
  }

  /** Whether a timer of the queue has been neither stopped nor set anew. */
  #isRunning(timer: Timer): boolean {
    return this.#cluster.record(timer.node).timers.some((running) => running.id === timer.id);
  }

  #isBehindParked(pending: Pending<Message<V>>, from: NodeId): boolean {
    return this.parked.some((item) => isBefore(item.pending, pending, from));
  }

  /** A stream that was cut sends the message again; where order is kept, what was sent after it stays after it. */
  #resume(pending: Pending<Message<V>>, reason: ParkReason, now: number): void {
    const from = senderOf(pending);
    const isSentAgain = reason === 'cut' && from !== null && pending.kind === 'deliver';
    const resumed = isSentAgain
      ? { ...pending, due: this.#bus.signalArrival(from, pending.node, now), resumedAt: now }
      : pending;
    this.put(resumed, now);
    if (from !== null && this.#bus.transport.fifo) this.#straighten(from, pending.node);
  }

  /** Makes what travels on one lane due in the order in which it was sent. */
  #straighten(from: NodeId, to: NodeId): void {
    let due = 0;
    const lane = this.queue.remove((item) => item.node === to && senderOf(item) === from);
    for (const item of lane.toSorted((a, b) => a.id - b.id)) {
      due = Math.max(due, item.due);
      this.put(item, due);
    }
  }
}

/** Whether `one` set off before `other` on the same lane from `from`. */
function isBefore(one: Pending, other: Pending, from: NodeId): boolean {
  return one.id < other.id && one.node === other.node && senderOf(one) === from;
}
