import { describe, expect, it } from 'vitest';
import { parseLine } from './console.ts';

const refusal = (text: string): string => {
  const parsed = parseLine(text);
  return parsed.kind === 'refusal' ? parsed.text : parsed.kind;
};

describe('the console', () => {
  it.each([
    ['set x 1', { type: 'set', key: 'x', value: '1' }],
    ['  get   x ', { type: 'get', key: 'x' }],
    ['delete x', { type: 'delete', key: 'x' }],
    ['cas x 1 2', { type: 'cas', key: 'x', expected: '1', value: '2' }],
    ['append x !', { type: 'append', key: 'x', value: '!' }],
    ['set __proto__ 1', { type: 'set', key: '__proto__', value: '1' }],
    ['load 100', { type: 'load', writes: 100, keys: 5 }],
    ['load 100 2', { type: 'load', writes: 100, keys: 2 }],
    ['add server-6', { type: 'add', servers: ['server-6'] }],
    ['add 6 7 6', { type: 'add', servers: ['server-6', 'server-7'] }],
    ['remove 1', { type: 'remove', servers: ['server-1'] }],
    ['transfer 3', { type: 'transfer', server: 'server-3' }],
    ['snapshot 2', { type: 'snapshot', server: 'server-2' }],
    ['timeout server-2', { type: 'timeout', server: 'server-2' }],
  ])('reads %j', (text, command) => {
    expect(parseLine(text)).toEqual({ kind: 'command', command });
  });

  it.each([
    ['set x', 'usage: set key value (1 given)'],
    ['get', 'usage: get key (nothing given)'],
    ['cas x 1', 'usage: cas key old new (2 given)'],
    ['transfer 1 2', 'usage: transfer server (2 given)'],
    ['add', 'usage: add server … (nothing given)'],
    ['add client-1', 'client-1 is no server; say server-2, or 2'],
    ['load', 'usage: load n [keys] (nothing given)'],
    ['load 0', 'load needs 1 to 100000 writes and at most 64 keys: load 100 5'],
    ['load 1e3', 'load needs 1 to 100000 writes and at most 64 keys: load 100 5'],
    ['load 10 65', 'load needs 1 to 100000 writes and at most 64 keys: load 100 5'],
    ['', 'type set key value, get key, or help'],
    [`set ${'x'.repeat(65)} 1`, 'a word has at most 64 characters, this has 65'],
  ])('refuses %j and says why', (text, why) => {
    expect(refusal(text)).toBe(why);
  });

  it('names what there is when it is asked for something else', () => {
    expect(refusal('put x 1')).toMatch(/^there is no "put"; there are set, get, delete/);
  });

  it('lists its commands on help', () => {
    expect(parseLine('help')).toMatchObject({ text: expect.stringContaining('transfer server:') });
  });
});
