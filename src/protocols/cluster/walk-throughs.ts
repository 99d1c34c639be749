/** The walk-throughs of the finished system, one after another. */
import {
  answered,
  everywhere,
  isAsking,
  isDownFor,
  isLed,
  isLevel,
  isListed,
  isUpFor,
  isWhole,
  leadsIts,
  ledBy,
  told,
} from './scenario-conditions.ts';
import { add, calm, crash, from, heal, restart, say, type Script, SLOW, wall } from './script.ts';

export const walkThroughs = {
  opening: {
    seed: 4,
    options: SLOW,
    untilMs: 30_000,
    moves: [
      [0, calm],
      [from(0, (view) => isLed(view, 'node-3')), say(1, 'set apple 1')],
      [from(0, (view) => isLevel(view) && answered(view, 1))],
    ],
    ended: (view) => everywhere(view, 'apple', '1') ?? told(view, 1, '201'),
  },
  'first-node': {
    seed: 1,
    options: { ...SLOW, nodes: 1, clients: 1 },
    untilMs: 40_000,
    moves: [
      [0, calm],
      [from(5500, (view) => isLed(view, 'node-1')), add],
      [from(11_500, (view) => isWhole(view, 2)), add],
      [from(16_000, (view) => isWhole(view, 3))],
    ],
    ended: (view) =>
      ledBy(view, 'node-1') ?? (isWhole(view, 3) ? null : 'not all three are admitted'),
  },
  redirect: {
    seed: 2,
    options: SLOW,
    untilMs: 30_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isLed(view, 'node-3')), say(1, 'set apple 1')],
      [from(10_500, (view) => answered(view, 1) && isLevel(view)), say(2, 'get apple')],
      [from(14_000, (view) => answered(view, 2))],
    ],
    ended: (view) =>
      told(view, 1, '201') ?? told(view, 2, '200 1') ?? everywhere(view, 'apple', '1'),
  },
  'leader-dies': {
    seed: 3,
    options: SLOW,
    untilMs: 40_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isLed(view, 'node-3')), say(1, 'set apple 1'), say(2, 'use node-3')],
      [from(8500, (view) => isLevel(view) && answered(view, 2)), crash('node-3')],
      [from(12_500, (view) => isLed(view, 'node-2')), say(2, 'set apple 2')],
      [from(18_000, (view) => answered(view, 3) && !isListed(view, 'node-3'))],
    ],
    ended: (view) =>
      ledBy(view, 'node-2') ?? told(view, 3, '201') ?? everywhere(view, 'apple', '2'),
  },
  'catching-up': {
    seed: 5,
    options: SLOW,
    untilMs: 40_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isLed(view, 'node-3')), crash('node-3')],
      [from(9500, (view) => isLed(view, 'node-2')), say(1, 'set apple 1'), say(2, 'set beech 2')],
      [
        from(13_500, (view) => answered(view, 2) && isDownFor(view, 'node-3', 4000)),
        restart('node-3'),
      ],
      [from(19_500, (view) => isWhole(view, 3))],
    ],
    ended: (view) =>
      ledBy(view, 'node-2') ?? everywhere(view, 'apple', '1') ?? everywhere(view, 'beech', '2'),
  },
  partition: {
    seed: 6,
    options: SLOW,
    untilMs: 40_000,
    moves: [
      [0, calm],
      [
        from(4000, (view) => isLed(view, 'node-3') && isLevel(view)),
        wall(['node-3', 'registry-1', 'client-1'], ['node-1', 'node-2', 'client-2']),
        say(1, 'use node-3'),
        say(1, 'set apple 1'),
        say(1, 'set beech 1'),
      ],
      [from(6500, (view) => isAsking(view, 'node-2'))],
      [from(9500, (view) => leadsIts(view, 'node-2')), say(2, 'set apple 2')],
      [from(13_500, (view) => answered(view, 4)), heal],
      [from(18_500, (view) => isWhole(view, 3))],
    ],
    ended: (view) =>
      told(view, 2, '500') ??
      told(view, 4, '201') ??
      ledBy(view, 'node-2') ??
      everywhere(view, 'apple', '2'),
  },
  'registry-down': {
    seed: 7,
    options: SLOW,
    untilMs: 40_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isLed(view, 'node-3') && isLevel(view)), crash('registry-1')],
      [from(8500, (view) => isDownFor(view, 'registry-1', 2000)), say(1, 'set apple 1')],
      [from(12_500, (view) => answered(view, 1)), add],
      [from(17_000, (view) => isUpFor(view, 'node-4', 3000)), restart('registry-1')],
      [from(21_500, (view) => isWhole(view, 4))],
    ],
    ended: (view) =>
      told(view, 1, '201') ??
      everywhere(view, 'apple', '1') ??
      (isWhole(view, 4) ? ledBy(view, 'node-3') : 'node-4 is not admitted'),
  },
  'not-found': {
    seed: 8,
    options: SLOW,
    untilMs: 15_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isLed(view, 'node-3')), say(1, 'get pear')],
      [from(7500, (view) => answered(view, 1))],
    ],
    ended: (view) => told(view, 1, '404'),
  },
} as const satisfies Record<string, Script>;
