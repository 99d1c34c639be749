import { describe, expect, it } from 'vitest';
import { canSplit, isQuorum, majority, reachedByQuorum } from './configuration.ts';
import { after, entriesFrom, firstOfTerm, lastIndex, lastOfTerm, termAt, upTo } from './log.ts';
import { aServer, beginning, names, termsOf } from './testing.ts';

describe('the log', () => {
  const snapshot = { ...beginning(), index: 2, term: 1 };
  const held = aServer([1, 3, 3, 5], { snapshot });

  it('counts from 1, the snapshot included', () => {
    expect([
      lastIndex(held),
      termAt(held, 1),
      termAt(held, 2),
      termAt(held, 3),
      termAt(held, 6),
      termAt(held, 7),
    ]).toEqual([6, undefined, 1, 1, 5, undefined]);
  });

  it('gives pieces', () => {
    expect(entriesFrom(held, 5, 10).map(({ term }) => term)).toEqual([3, 5]);
    expect(entriesFrom(held, 4, 2).map(({ term }) => term)).toEqual([3, 3]);
    expect(termsOf({ ...held, log: upTo(held, 4) })).toBe(' 1 1 3');
    expect(upTo(held, 9)).toBe(held.log);
    expect(after(held, 5).length).toBe(1);
    expect(after(held, 6).length).toBe(0);
  });

  it('finds the bounds of a term', () => {
    expect([firstOfTerm(held, 5), firstOfTerm(held, 3)]).toEqual([4, 3]);
    expect([lastOfTerm(held, 3, 6), lastOfTerm(held, 2, 6), lastOfTerm(held, 5, 5)]).toEqual([
      5,
      null,
      null,
    ]);
  });
});

describe('majorities', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [7, 4],
  ])('of %i: %i', (count, enough) => {
    expect(majority(count)).toBe(enough);
  });

  it('joint consensus wants one of each list', () => {
    const joint = { old: names(3), voters: ['server-3', 'server-4', 'server-5'] };
    const has = (...servers: readonly string[]) => isQuorum(joint, (one) => servers.includes(one));
    expect(has('server-1', 'server-2', 'server-4')).toBe(false);
    expect(has('server-1', 'server-3', 'server-4')).toBe(true);
    const reached = (one: string): number => Number(one.slice(-1));
    expect(reachedByQuorum(joint, reached)).toBe(2);
  });

  it('one server more or less leaves no two majorities apart, two may', () => {
    for (let count = 1; count <= 9; count += 1) {
      expect(canSplit(names(count), names(count + 1))).toBe(false);
      expect(canSplit(names(count + 1), names(count))).toBe(false);
    }
    expect(canSplit(names(3), names(5))).toBe(true);
    expect(canSplit(names(2), names(4))).toBe(false);
    expect(canSplit(names(3), ['server-4', 'server-5', 'server-6'])).toBe(true);
  });
});
