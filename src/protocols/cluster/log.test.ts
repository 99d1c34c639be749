/** The log as a value: sections 5.3 and 5.4 of Ongaro and Ousterhout 2014. */
import { describe, expect, it } from 'vitest';
import { agrees, compareEnds, cutOff, endOf, membersIn, merged } from './log.ts';
import { compareNames, compareTerms, NO_TERM, termText } from './term.ts';
import { entry, founders, names, put, term } from './testing.ts';

const one = term(1, 3);
const two = term(2, 2);
const three = term(3, 3);

describe('terms', () => {
  it('are ordered by generation, then by the number in the name', () => {
    expect(compareTerms(term(2, 1), term(1, 9))).toBeGreaterThan(0);
    expect(compareTerms(term(2, 10), term(2, 9))).toBeGreaterThan(0);
    expect(compareTerms(term(2, 2), term(2, 2))).toBe(0);
    expect(compareNames('node-10', 'node-9')).toBeGreaterThan(0);
    expect([termText(term(3, 2)), termText(NO_TERM)]).toEqual(['3·2', '0']);
  });
});

describe('section 5.3, log matching', () => {
  const log = [founders(), entry(one), put(one, 'a')];

  it('agrees at an index if the term there is the same, and at index 0 always', () => {
    expect(agrees(log, 3, one)).toBe(true);
    expect(agrees(log, 3, two)).toBe(false);
    expect(agrees(log, 4, one)).toBe(false);
    expect(agrees([], 0, NO_TERM)).toBe(true);
  });

  it('appends what is new', () => {
    expect(merged(log, 3, [put(one, 'b')])).toEqual([...log, put(one, 'b')]);
  });

  it('cuts off from the first conflict on', () => {
    const after = merged([...log, put(one, 'b')], 2, [entry(two)]);
    expect(after).toEqual([founders(), entry(one), entry(two)]);
    expect(cutOff([...log, put(one, 'b')], after)).toBe(2);
  });

  it('leaves a longer log alone when an append that was overtaken comes late', () => {
    const longer = [...log, put(one, 'b')];
    expect(merged(longer, 2, [put(one, 'a')])).toBe(longer);
    expect(cutOff(log, longer)).toBe(0);
  });
});

describe('section 5.4.1, which log is further', () => {
  it('the one with the later last term, of equal ones the longer', () => {
    const long = endOf([founders(), entry(one), put(one, 'a'), put(one, 'b')]);
    const late = endOf([founders(), entry(three)]);
    expect(compareEnds(late, long)).toBeGreaterThan(0);
    expect(compareEnds(endOf([founders(), entry(one)]), long)).toBeLessThan(0);
    expect(compareEnds(endOf([]), endOf([founders()]))).toBeLessThan(0);
  });
});

describe('the members', () => {
  it('are those of the newest entry that names them', () => {
    const members = [{ id: 'node-2', identity: 4 }];
    const log = [founders(), entry(one), entry(one, { type: 'members', members }), put(one, 'a')];
    expect(membersIn(log)).toEqual(members);
    expect(membersIn(log.slice(0, 2)).map(({ id }) => id)).toEqual(names(3));
    expect(membersIn([])).toEqual([]);
  });
});
