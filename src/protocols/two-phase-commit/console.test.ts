import { describe, expect, it } from 'vitest';
import { parseLine } from './console.ts';

const refusal = (text: string): string => {
  const parsed = parseLine(text);
  return parsed.kind === 'refusal' ? parsed.text : parsed.kind;
};
const NOTE = ' (a count is 1 to 1000: 10 taken)';

describe('the console', () => {
  it.each([
    ['get a', { type: 'get', key: 'a' }],
    ['set a one', { type: 'set', key: 'a', value: 'one' }],
    ['  set\t1234   0 ', { type: 'set', key: '1234', value: '0' }],
    ['set __proto__ 1', { type: 'set', key: '__proto__', value: '1' }],
    ['db', { type: 'db' }],
    ['verify', { type: 'verify' }],
    ['exit', { type: 'exit' }],
    ['rapidset', { type: 'rapidset', count: 10, note: '' }],
    ['rapidset 1', { type: 'rapidset', count: 1, note: '' }],
    ['rapidset 1000', { type: 'rapidset', count: 1000, note: '' }],
    ['multiset 11', { type: 'multiset', count: 11, note: '' }],
    ['multiset 0', { type: 'multiset', count: 10, note: NOTE }],
    ['multiset -3', { type: 'multiset', count: 10, note: NOTE }],
    ['multiset 1001', { type: 'multiset', count: 10, note: NOTE }],
    [`rapidset ${'9'.repeat(60)}`, { type: 'rapidset', count: 10, note: NOTE }],
  ])('reads %j', (text, command) => {
    expect(parseLine(text)).toEqual({ kind: 'command', command });
  });

  it.each([
    ['get', 'get needs one key: get a'],
    ['get a b', 'get needs one key: get a'],
    ['set a', 'set needs a key and a value: set a one'],
    ['set a b c', 'set needs a key and a value: set a one'],
    ['db now', 'db stands alone'],
    ['verify a', 'verify stands alone'],
    ['exit 1', 'exit stands alone'],
    ['rapidset ten', 'rapidset takes a whole number from 1 to 1000: rapidset 10'],
    ['multiset 1.5', 'multiset takes a whole number from 1 to 1000: multiset 10'],
    ['multiset 1 2', 'multiset takes a whole number from 1 to 1000: multiset 10'],
    ['', 'type set key value, get key, db, verify or help'],
    ['SET a 1', 'there is no command "SET"; try help'],
    [`set a ${'x'.repeat(65)}`, 'a key or a value has at most 64 characters, this has 65'],
  ])('refuses %j and says why', (text, why) => {
    expect(refusal(text)).toBe(why);
  });

  it('lists its commands on help', () => {
    expect(parseLine('help')).toMatchObject({
      kind: 'answer',
      text: expect.stringContaining('set key value:'),
    });
  });
});
