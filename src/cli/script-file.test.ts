import { describe, expect, it } from 'vitest';
import { readScript, SCRIPT_EXAMPLE } from './script-file.ts';

describe('a script file', () => {
  it('reads one deed a line, in the order of the times', () => {
    const deeds = readScript(`
      # what happens
      2500ms crash replica-2
      1s     client-1: insert Tom 18
      4s     partition replica-1,replica-2 | replica-3, balancer-1
      6s     network 20..120 loss 5 duplicate 2
      7s     network 50
      8s     cut replica-1 replica-2 oneway
      8s     mend replica-1 replica-2
      9s     heal
      10s    flaw no-resend
      11s    flaw no-resend off
      12s    clock replica-1 500
      13s    add replica
    `);
    expect(deeds.map(({ time, intent }) => [time, intent])).toEqual([
      [1000, { type: 'command', client: 'client-1', text: 'insert Tom 18' }],
      [2500, { type: 'crash', node: 'replica-2' }],
      [
        4000,
        {
          type: 'partition',
          groups: [
            ['replica-1', 'replica-2'],
            ['replica-3', 'balancer-1'],
          ],
        },
      ],
      [
        6000,
        {
          type: 'network',
          settings: { latencyMs: [20, 120], lossPercent: 5, duplicatePercent: 2 },
        },
      ],
      [
        7000,
        { type: 'network', settings: { latencyMs: [50, 50], lossPercent: 0, duplicatePercent: 0 } },
      ],
      [8000, { type: 'cut', from: 'replica-1', to: 'replica-2', bothWays: false }],
      [8000, { type: 'mend', from: 'replica-1', to: 'replica-2', bothWays: true }],
      [9000, { type: 'heal' }],
      [10_000, { type: 'flaw', name: 'no-resend', on: true }],
      [11_000, { type: 'flaw', name: 'no-resend', on: false }],
      [12_000, { type: 'clock', node: 'replica-1', ratePermille: 500 }],
      [13_000, { type: 'add', role: 'replica' }],
    ]);
  });

  it.each(['crash', 'restart', 'freeze', 'thaw', 'wipe', 'remove'])('knows the deed %s', (type) => {
    expect(readScript(`1s ${type} replica-1`)).toEqual([
      { time: 1000, line: 1, intent: { type, node: 'replica-1' } },
    ]);
  });

  it('has remarks behind its deeds, but not in what is typed', () => {
    expect(readScript('1s heal # all\n2s client-1: insert Tom #1')).toEqual([
      { time: 1000, line: 1, intent: { type: 'heal' } },
      {
        time: 2000,
        line: 2,
        intent: { type: 'command', client: 'client-1', text: 'insert Tom #1' },
      },
    ]);
  });

  it('of the help can be read, each line of it', () => {
    const types = readScript(SCRIPT_EXAMPLE.join('\n')).map(({ intent }) => intent.type);
    expect(types).toEqual([
      'command',
      'crash',
      'partition',
      'cut',
      'network',
      'heal',
      'add',
      'clock',
      'flaw',
    ]);
  });

  it('of nothing holds nothing, whatever ends its lines', () => {
    expect(readScript('')).toEqual([]);
    expect(readScript('# only\r\n\r\n1s heal\r\n')).toEqual([
      { time: 1000, line: 3, intent: { type: 'heal' } },
    ]);
  });

  it.each([
    ['1s explode', 'line 1 of the script: "explode" is no deed; there are client-1: …, crash'],
    [
      '1s heal\n\n# x\n2x heal',
      'line 4 of the script: the time is a time as in 250ms, 60s or 2m, not "2x"',
    ],
    ['1s heal\n2s', 'line 2 of the script: "" is no deed'],
    ['1s clock replica-1 fast', 'line 1 of the script: the rate is a whole number, not "fast"'],
    ['1s network', 'line 1 of the script: the latency is a whole number, not ""'],
    ['1s network 5..x', 'line 1 of the script: the latency is a whole number, not "x"'],
    ['1s network 5 loss', 'line 1 of the script: loss is a whole number, not ""'],
    ['1s network 5 lose 3', 'behind the latency stand loss and duplicate, not "lose"'],
    ['1s client: hello', 'line 1 of the script: "client:" is no deed'],
    [
      '1s crash replica-1 replica-2',
      'line 1 of the script: "replica-2" is one word too many for crash',
    ],
    ['1s heal all', 'line 1 of the script: "all" is one word too many for heal'],
    ['1s cut replica-1 replica-2 one-way', 'the last word is oneway, not "one-way"'],
    ['1s flaw no-resend on', 'the last word is off, not "on"'],
  ])('%j is refused with its line', (text, why) => {
    expect(() => readScript(text)).toThrow(why);
  });
});
