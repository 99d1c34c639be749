/** The grammar of a client's console. */
import { describe, expect, it } from 'vitest';
import { parseLine } from './console.ts';

describe('the console', () => {
  it('reads every command', () => {
    const read = (text: string) => {
      const parsed = parseLine(text);
      return parsed.kind === 'command' ? parsed.command : parsed.text;
    };
    expect(read('set apple 1')).toEqual({ type: 'set', key: 'apple', value: '1' });
    expect(read('  get   apple ')).toEqual({ type: 'get', key: 'apple' });
    expect(read('use node-2')).toEqual({ type: 'use', node: 'node-2' });
    expect(read('use 2')).toEqual({ type: 'use', node: 'node-2' });
    expect(read('remove node-4')).toEqual({ type: 'remove', target: 'node-4' });
    expect(read('nodes')).toEqual({ type: 'nodes' });
    expect(read('leader')).toEqual({ type: 'leader' });
  });

  it('says how a command is written when it is written otherwise', () => {
    expect(parseLine('set apple')).toEqual({
      kind: 'refusal',
      text: 'set is written: set key value',
    });
    expect(parseLine('get')).toEqual({ kind: 'refusal', text: 'get is written: get key' });
    expect(parseLine('nodes all')).toEqual({ kind: 'refusal', text: 'nodes is written: nodes' });
    expect(parseLine('put a b')).toMatchObject({
      kind: 'refusal',
      text: expect.stringContaining('"put"'),
    });
    expect(parseLine(`set a ${'x'.repeat(65)}`)).toMatchObject({
      kind: 'refusal',
      text: expect.stringContaining('65'),
    });
  });
});
