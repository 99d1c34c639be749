import type { Pending } from './pending.ts';

/** A binary heap of what is still to happen, ordered by (due, id), so that ties never depend on luck. */
export class PendingQueue<P extends Pending> {
  #heap: P[];

  constructor(heap: P[] = []) {
    this.#heap = heap;
  }

  get size(): number {
    return this.#heap.length;
  }

  peek(): P | undefined {
    return this.#heap[0];
  }

  /** Everything in it, in no particular order. */
  items(): readonly P[] {
    return this.#heap;
  }

  /** A copy that shares the elements. */
  copy(): PendingQueue<P> {
    return new PendingQueue(this.#heap.slice());
  }

  push(item: P): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, item)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = item;
  }

  pop(): P | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return first;
  }

  /** Takes out everything that `condemned` says, in the order it would have happened. */
  remove(condemned: (item: P) => boolean): P[] {
    const out = this.#heap.filter(condemned);
    if (out.length === 0) return out;
    const kept = this.#heap.filter((item) => !condemned(item));
    this.#heap = [];
    for (const item of kept) this.push(item);
    return out.toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  #sink(item: P): void {
    const heap = this.#heap;
    const size = heap.length;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      let smaller = heap[child];
      const other = right < size ? heap[right] : undefined;
      if (smaller !== undefined && other !== undefined && isBefore(other, smaller)) {
        smaller = other;
        child = right;
      }
      if (smaller === undefined || isBefore(item, smaller)) break;
      heap[at] = smaller;
      at = child;
    }
    heap[at] = item;
  }
}

function isBefore(a: Pending, b: Pending): boolean {
  return a.due < b.due || (a.due === b.due && a.id < b.id);
}
