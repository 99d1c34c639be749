import { describe, expect, it } from 'vitest';
import type { Line } from '../run/feed.ts';
import { foldLosses, type Told } from './fold-losses.ts';

const REASON = 'The receiver is down';

function line(key: string, change: Partial<Line> = {}): Line {
  const base = { event: 0, time: 0, node: 'one', reason: null, source: null, epoch: 1 };
  return { ...base, key, sentence: key, weight: 'line', tone: 'plain', ...change };
}

function loss(key: string, from: string, to: string, reason = REASON): Told {
  return { line: line(key, { tone: 'loss', node: from, reason }), to };
}

const said = (told: readonly Told[], most = 80): readonly string[] =>
  foldLosses(told, most).map(({ node, sentence }) =>
    node === null ? sentence : `${node}: ${sentence}`,
  );

describe('losses in the feed', () => {
  it('are told one by one while they are few', () => {
    const told = [loss('b', 'one', 'two'), loss('a', 'one', 'three')];
    expect(said(told)).toEqual(['one: b', 'one: a']);
  });

  it('become a line of their number, with what they have in common', () => {
    const toTwo = [loss('c', 'one', 'two'), loss('b', 'three', 'two'), loss('a', 'four', 'two')];
    expect(said(toTwo)).toEqual(['3 messages to two are lost']);
    const fromOne = [loss('c', 'one', 'two'), loss('b', 'one', 'three'), loss('a', 'one', 'two')];
    expect(said(fromOne)).toEqual(['3 messages from one are lost']);
  });

  it('are kept apart by another event and by another reason', () => {
    const three = (of: string, reason?: string): Told[] =>
      ['c', 'b', 'a'].map((key) => loss(`${of}${key}`, 'one', 'two', reason));
    const told = [
      ...three('x'),
      ...three('y', 'cut'),
      { line: line('z'), to: null },
      ...three('w'),
    ];
    const all = '3 messages from one to two are lost';
    expect(said(told)).toEqual([all, all, 'one: z', all]);
  });

  it('keep the key of the first one while more are lost, and lead to the newest', () => {
    const told = ['d', 'c', 'b', 'a'].map((key) => loss(key, 'one', 'two'));
    const [summary] = foldLosses(told, 80);
    expect(summary?.key).toBe('a');
    expect(foldLosses(told.slice(1), 80)[0]?.key).toBe('a');
    expect(summary?.reason).toBe(REASON);
  });

  it('count as one line of as many as are wanted', () => {
    const told = [
      ...['d', 'c', 'b', 'a'].map((key) => loss(key, 'one', 'two')),
      { line: line('y'), to: null },
      { line: line('z'), to: null },
    ];
    expect(said(told, 2)).toEqual(['4 messages from one to two are lost', 'one: y']);
  });
});
