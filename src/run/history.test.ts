import { describe, expect, it } from 'vitest';
import { deedTitle, isFault } from './deed-texts.ts';
import { linesOf, seconds } from './feed.ts';
import { aProtocol, openRun } from './testing.ts';
import { transcriptOf } from './transcript.ts';

describe('the history of a branch', () => {
  it('marks deeds and faults with their event, and no commands', () => {
    const run = openRun();
    run.do({ type: 'command', client: 'client-1', text: 'help' });
    run.do({ type: 'crash', node: 'replica-1' });
    run.do({ type: 'restart', node: 'replica-1' });
    const marks = run.branch.history.marks.map(({ event, kind, title }) => [event, kind, title]);
    expect(marks).toEqual([
      [2, 'fault', 'replica-1 crashes'],
      [3, 'deed', 'replica-1 restarts'],
    ]);
  });

  it('marks the first break of a property, and its flaw', () => {
    const run = openRun();
    run.do({ type: 'flaw', name: 'release-early', on: true });
    for (let turn = 0; turn < 20; turn += 1) {
      run.do({ type: 'command', client: 'client-1', text: `insert n${turn} 1` });
    }
    run.advanceTo(10_000);
    const violations = run.branch.history.marks.filter(({ kind }) => kind === 'violation');
    expect(violations.map(({ event }) => event)).toEqual([
      run.verdicts.broken['released-after-agreement']?.event,
    ]);
  });

  it('is the same after seeking about, and a branch begins with what is before its fork', () => {
    const run = openRun();
    for (const node of ['replica-1', 'replica-2']) {
      run.advanceTo(run.world.now + 2000);
      run.do({ type: 'crash', node });
    }
    run.advanceTo(8000);
    const { marks, bands } = run.branch.history;
    run.seekTime(1000);
    run.seekTime(8000);
    expect(run.branch.history).toMatchObject({ marks, bands });
    run.seekTime(3000);
    run.do({ type: 'freeze', node: 'replica-3' });
    const titles = run.branch.history.marks.map(({ title }) => title);
    expect(titles.filter((title) => title.includes('crashes'))).toEqual(['replica-1 crashes']);
    expect(titles.at(-1)).toBe('replica-3 is frozen');
  });

  it('is bounded: the older half of too many marks is thinned', () => {
    const run = openRun();
    for (let turn = 0; turn < 4200; turn += 1) {
      run.do({ type: turn % 2 === 0 ? 'freeze' : 'thaw', node: 'replica-1' });
    }
    const { marks } = run.branch.history;
    expect(marks.length).toBeLessThanOrEqual(4000);
    expect(marks.at(-1)?.event).toBe(4200);
    expect(marks.map(({ event }) => event)).toEqual(
      marks.map(({ event }) => event).toSorted((a, b) => a - b),
    );
  });
});

describe('the feed', () => {
  it('says what a person did, what was lost and why, and what handlers reported, with keys of its own', () => {
    const run = openRun();
    run.do({
      type: 'network',
      settings: { latencyMs: [1, 1], lossPercent: 100, duplicatePercent: 0 },
    });
    run.do({ type: 'command', client: 'client-1', text: 'insert Tom 18' });
    run.advanceTo(5);
    const lines = run.trace.flatMap((event) => linesOf(aProtocol(), event));
    expect(lines.map(({ sentence, reason }) => [sentence, reason])).toEqual([
      ['network: 1 to 1 ms, 100 % lost, 0 % doubled', null],
      ['client-1 is told: insert Tom 18', null],
      ['→ balancer-1: insert Tom 18 is lost', 'The network lost it'],
    ]);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
  });

  it('prints a transcript line with time, subject and reason', () => {
    const run = openRun();
    run.do({ type: 'crash', node: 'replica-1' });
    const event = run.trace.at(-1);
    expect(event === undefined ? [] : transcriptOf(aProtocol(), event, false)).toEqual([
      '    0.000  replica-1 crashes',
    ]);
    expect(seconds(13_402)).toBe('13.402');
  });
});

describe('the words of a deed', () => {
  it.each([
    [
      { type: 'crash', node: 'a', keepSends: 2 },
      'a crashes in the middle of its last step: 2 messages left it',
      true,
    ],
    [
      {
        type: 'partition',
        groups: [
          ['a', 'b'],
          ['c', 'd', 'e', 'f'],
        ],
      },
      'partition: a, b from 4 nodes',
      true,
    ],
    [{ type: 'add', role: 'replica' }, 'replica is started', false],
    [{ type: 'clock', node: 'a', ratePermille: 500 }, 'the clock of a runs at 50 %', false],
    [
      { type: 'link', from: 'a', to: 'b', settings: null },
      'the link from a to b is as the others',
      false,
    ],
    [{ type: 'flaw', name: 'x', on: false }, 'flaw x is off', false],
    [{ type: 'hold', flight: 3 }, 'insert Tom 18 to a is held', false],
    [{ type: 'wind', pending: 3, inMs: 5 }, 'insert Tom 18 to a, in 5 ms', false],
    [
      {
        type: 'rule',
        rule: { id: 'r', type: 'gossip', to: 'a', action: { kind: 'delay', delayMs: 7 } },
      },
      'every gossip to a: 7 ms later',
      false,
    ],
  ] as const)('of %j are "%s"', (intent, title, fault) => {
    expect([deedTitle(intent, null, 'insert Tom 18 to a'), isFault(intent)]).toEqual([
      title,
      fault,
    ]);
  });
});
