import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Timer } from './pending.ts';
import { PendingQueue } from './queue.ts';

const timer = (due: number, id: number): Timer => {
  return { kind: 'timer', id, due, node: 'a', cause: 0, name: 'turn', setAt: 0 };
};
const byOrder = (a: Timer, b: Timer): number => a.due - b.due || a.id - b.id;
const ids = (items: readonly Timer[]): number[] => items.map(({ id }) => id);

/** Many equal times, so that ties are common. */
const timers = fc
  .array(fc.nat({ max: 9 }), { maxLength: 80 })
  .map((dues) => dues.map((due, id) => timer(due, id + 1)));

function drained(queue: PendingQueue<Timer>): Timer[] {
  const out: Timer[] = [];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) out.push(item);
  return out;
}

function filled(items: readonly Timer[]): PendingQueue<Timer> {
  const queue = new PendingQueue<Timer>();
  for (const item of items) queue.push(item);
  return queue;
}

describe('the queue', () => {
  it('gives back everything by time, and by number where times are equal', () => {
    fc.assert(
      fc.property(timers, fc.infiniteStream(fc.nat()), (items, luck) => {
        const shuffled = items
          .map((item) => ({ item, at: luck.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ item }) => item);
        expect(ids(drained(filled(shuffled)))).toEqual(ids(items.toSorted(byOrder)));
      }),
    );
  });

  it('behaves like a sorted array under any mix of pushes and pops', () => {
    const step = fc.option(fc.nat({ max: 9 }), { nil: null });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const queue = new PendingQueue<Timer>();
        let model: Timer[] = [];
        steps.forEach((due, index) => {
          const popped = due === null ? queue.pop() : undefined;
          const item = due === null ? undefined : timer(due, index);
          if (item !== undefined) queue.push(item);
          expect(popped).toBe(due === null ? model[0] : undefined);
          model = item === undefined ? model.slice(1) : [...model, item].toSorted(byOrder);
          expect(queue.peek()).toBe(model[0]);
          expect(queue.size).toBe(model.length);
        });
      }),
    );
  });

  it('takes out what is condemned in order and keeps the rest in order', () => {
    fc.assert(
      fc.property(timers, fc.nat({ max: 4 }), (items, digit) => {
        const queue = filled(items);
        const isCondemned = ({ id }: Timer): boolean => id % 5 === digit;
        const sorted = items.toSorted(byOrder);
        expect(ids(queue.remove(isCondemned))).toEqual(ids(sorted.filter(isCondemned)));
        expect(ids(drained(queue))).toEqual(ids(sorted.filter((item) => !isCondemned(item))));
      }),
    );
  });

  it('is not touched by what happens to its copy', () => {
    const queue = filled([timer(3, 1), timer(1, 2), timer(2, 3)]);
    const copy = queue.copy();
    drained(copy);
    copy.push(timer(0, 4));
    expect(ids(drained(queue))).toEqual([2, 3, 1]);
  });

  it('has nothing when it is empty', () => {
    const queue = new PendingQueue<Timer>();
    expect([queue.peek(), queue.pop(), queue.size]).toEqual([undefined, undefined, 0]);
    expect(queue.remove(() => true)).toEqual([]);
  });
});
