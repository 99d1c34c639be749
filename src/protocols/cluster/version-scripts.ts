/** One story for each version, showing what the next one repairs, and what the last one has that its original lacked. */
import {
  answered,
  everywhere,
  holds,
  isDownFor,
  isLed,
  isLevel,
  isListed,
  isUpFor,
  isWhole,
  knowsOnly,
  leadsIts,
  ledBy,
  told,
} from './scenario-conditions.ts';
import { add, calm, crash, from, heal, restart, say, type Script, SLOW, wall } from './script.ts';

const earlier = {
  'one-node': {
    seed: 1,
    options: { ...SLOW, version: '1.0.0', clients: 1 },
    untilMs: 25_000,
    moves: [
      [1, calm], // nothing happens by itself at time 0
      [3000, say(1, 'set apple 1')],
      [from(6000, (view) => answered(view, 1)), say(1, 'get apple')],
      [from(9000, (view) => answered(view, 2)), crash('node-1')],
      [12_000, restart('node-1'), say(1, 'get apple')],
      [from(15_000, (view) => answered(view, 3))],
    ],
    ended: (view) => told(view, 2, '200 1') ?? told(view, 3, '404'),
  },
  'reads-miss': {
    seed: 2,
    options: { ...SLOW, version: '2.0.0' },
    untilMs: 25_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isListed(view, 'node-3')), say(1, 'set apple 1')],
      [from(7500, (view) => answered(view, 1)), say(2, 'get apple')],
      [from(10_500, (view) => answered(view, 2))],
    ],
    ended: (view) => told(view, 1, '201') ?? told(view, 2, '404'),
  },
  'nothing-replicated': {
    seed: 3,
    options: { ...SLOW, version: '2.1.0' },
    untilMs: 30_000,
    moves: [
      [0, calm],
      [from(5000, (view) => isLed(view, 'node-3')), say(1, 'set apple 1'), say(2, 'get apple')],
      [from(9000, (view) => answered(view, 2)), crash('node-3')],
      [from(14_000, (view) => isLed(view, 'node-2'))],
    ],
    ended: (view) => told(view, 1, '201') ?? told(view, 2, '404') ?? ledBy(view, 'node-2'),
  },
  'two-winners': {
    seed: 4,
    options: { ...SLOW, version: '2.1.0' },
    untilMs: 20_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isLed(view, 'node-3'))],
      [from(11_000, (view) => isLed(view, 'node-3'))],
    ],
    ended: (view) => ledBy(view, 'node-3'),
  },
  'newcomer-empty': {
    seed: 5,
    options: { ...SLOW, version: '2.2.0' },
    untilMs: 35_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isLed(view, 'node-3')), say(1, 'set apple 1')],
      [from(8500, (view) => answered(view, 1) && holds(view, 'node-1', 'apple', '1')), add],
      [
        from(12_500, (view) => isLed(view, 'node-3') && isUpFor(view, 'node-4', 2000)),
        crash('node-3'),
      ],
      [from(17_000, (view) => isLed(view, 'node-4')), say(1, 'use node-4'), say(1, 'get apple')],
      [from(20_500, (view) => answered(view, 3))],
    ],
    ended: (view) => told(view, 1, '201') ?? told(view, 3, '404') ?? ledBy(view, 'node-4'),
  },
  'dies-with-the-data': {
    seed: 6,
    options: { ...SLOW, version: '2.2.0' },
    untilMs: 35_000,
    moves: [
      [0, calm],
      [
        from(4500, (view) => isLed(view, 'node-3')),
        wall(['node-3', 'client-1'], ['node-1', 'node-2']),
        say(1, 'use node-3'),
        say(1, 'set apple 1'),
      ],
      [from(9500, (view) => answered(view, 2)), crash('node-3')],
      [from(13_500, (view) => isLed(view, 'node-2')), say(2, 'get apple')],
      [from(17_000, (view) => answered(view, 3)), restart('node-3'), heal],
    ],
    ended: (view) =>
      told(view, 2, '201') ??
      told(view, 3, '404') ??
      ledBy(view, 'node-2') ??
      everywhere(view, 'apple', null),
  },
} as const satisfies Record<string, Script>;

const repaired = {
  'full-heir': {
    seed: 5,
    options: SLOW,
    untilMs: 35_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isLed(view, 'node-3')), say(1, 'set apple 1')],
      [from(8500, (view) => answered(view, 1) && isLevel(view)), add],
      [from(13_000, (view) => isWhole(view, 4)), crash('node-3')],
      [from(17_500, (view) => isLed(view, 'node-4')), say(1, 'use node-4'), say(1, 'get apple')],
      [from(22_000, (view) => answered(view, 3))],
    ],
    ended: (view) => told(view, 1, '201') ?? told(view, 3, '200 1') ?? ledBy(view, 'node-4'),
  },
  'furthest-log': {
    seed: 6,
    options: SLOW,
    untilMs: 40_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isLed(view, 'node-3')), crash('node-3')],
      [from(9500, (view) => isLed(view, 'node-2')), say(1, 'set apple 1'), say(2, 'set beech 2')],
      [
        from(13_500, (view) => answered(view, 2) && isLevel(view)),
        crash('node-2'),
        restart('node-3'),
      ],
      [from(19_500, (view) => isLed(view, 'node-3'))],
    ],
    ended: (view) =>
      ledBy(view, 'node-3') ?? everywhere(view, 'apple', '1') ?? everywhere(view, 'beech', '2'),
  },
  'no-quorum': {
    seed: 7,
    options: SLOW,
    untilMs: 50_000,
    moves: [
      [0, calm],
      [
        from(4500, (view) => isLed(view, 'node-3') && isLevel(view)),
        crash('node-1'),
        crash('node-2'),
        say(1, 'use node-3'),
      ],
      [from(8500, (view) => isDownFor(view, 'node-2', 1000)), say(1, 'set apple 1')],
      [
        from(13_000, (view) => answered(view, 2)),
        crash('node-3'),
        restart('node-1'),
        restart('node-2'),
      ],
      [
        from(19_500, (view) => isLed(view, 'node-2') && isDownFor(view, 'node-3', 2000)),
        restart('node-3'),
      ],
      [from(24_000, (view) => isWhole(view, 3))],
    ],
    ended: (view) =>
      told(view, 2, '500') ??
      ledBy(view, 'node-2') ??
      (holds(view, 'node-3', 'apple', null) ? null : 'node-3 still has its entry'),
  },
  'registry-with-the-minority': {
    seed: 8,
    options: SLOW,
    untilMs: 50_000,
    moves: [
      [0, calm],
      [
        from(4500, (view) => isLed(view, 'node-3') && isLevel(view)),
        wall(['node-3', 'registry-1', 'client-1'], ['node-1', 'node-2', 'client-2']),
        say(1, 'use node-3'),
      ],
      [
        from(11_000, (view) => knowsOnly(view, 'node-3', ['node-3']) && leadsIts(view, 'node-2')),
        say(1, 'set apple 1'),
        say(2, 'set pear 2'),
      ],
      [from(16_000, (view) => answered(view, 3)), heal],
      [from(23_000, (view) => isWhole(view, 3))],
    ],
    ended: (view) =>
      told(view, 2, '500') ??
      told(view, 3, '201') ??
      ledBy(view, 'node-2') ??
      everywhere(view, 'pear', '2') ??
      everywhere(view, 'apple', null),
  },
  'lost-disk': {
    seed: 9,
    options: SLOW,
    untilMs: 40_000,
    moves: [
      [0, calm],
      [from(4500, (view) => isLed(view, 'node-3')), say(1, 'set apple 1')],
      [
        from(8500, (view) => answered(view, 1) && isLevel(view)),
        crash('node-1'),
        { type: 'wipe', node: 'node-1' },
      ],
      [from(12_500, (view) => isDownFor(view, 'node-1', 1000)), restart('node-1')],
      [from(18_000, (view) => isWhole(view, 3) && isUpFor(view, 'node-1', 1000))],
    ],
    ended: (view) =>
      everywhere(view, 'apple', '1') ?? (isWhole(view, 3) ? null : 'node-1 is not admitted anew'),
  },
} as const satisfies Record<string, Script>;

export const versionScripts = { ...earlier, ...repaired };
