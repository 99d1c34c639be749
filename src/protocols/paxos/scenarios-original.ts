/** The walk-through and the three tests of the original's README. */
import {
  areSeated,
  counterAt,
  hasRead,
  hasRound,
  isAt,
  isEverywhere,
  isRecovered,
  loads,
  loadsDiffer,
  logsDiffer,
  server,
  windowDiffers,
} from './scenario-conditions.ts';
import { addClient, crash, mode, restart, say, steady } from './scenario-deeds.ts';
import type { Script } from './scenarios.ts';

const SLOW = 'p:10::a:20::c:30';
const OVERTAKEN = 'p:10::a:20::c:10';
const ALL_FIVE = ['Aaron: m1', 'Aaron: m2', 'Lala: m3', 'Aaron: m4', 'Karan: m5'];

export const originalScripts = {
  opening: {
    seed: 6,
    options: { servers: 3, clients: 2 },
    untilMs: 20_000,
    moves: [
      [(view) => areSeated(view, 2), say(1, 'hello, anybody there?')],
      [[5000, (view) => isEverywhere(view, 10)], say(2, 'hello Aaron')],
      [[10_000, (view) => hasRead(view, 1, 20) && hasRead(view, 2, 20)]],
    ],
    ended: (view) =>
      windowDiffers(view, 1, ['Aaron: hello, anybody there?', 'Lala: hello Aaron']) ??
      windowDiffers(view, 2, ['Aaron: hello, anybody there?', 'Lala: hello Aaron']),
  },
  disconnect: {
    seed: 1,
    options: { servers: 3, clients: 1 },
    untilMs: 50_000,
    moves: [
      [(view) => isAt(view, 1, 1) && loads(view) === '1 0 0', say(1, 'm1')],
      [[5000, (view) => isEverywhere(view, 10)], say(1, 'm2')],
      [[8000, (view) => isEverywhere(view, 20) && hasRead(view, 1, 20)], addClient],
      [[11_000, (view) => areAt(view, '1 1 0', [2, 2]) && hasRead(view, 2, 20)], say(2, 'm3')],
      [[15_000, (view) => isEverywhere(view, 30) && hasRead(view, 1, 30)], crash(1)],
      [[20_000, (view) => areAt(view, '0✗ 1 1', [1, 3])], say(1, 'm4')],
      [[27_000, (view) => isEverywhere(view, 40) && hasRead(view, 1, 40)], restart(1)],
      [[34_000, (view) => isRecovered(view, 1, 40) && loads(view) === '0 1 1'], addClient],
      [[42_000, (view) => areAt(view, '1 1 1', [3, 1]) && hasRead(view, 3, 40)], say(3, 'm5')],
      [[47_000, (view) => isEverywhere(view, 50) && hasRead(view, 3, 50)]],
    ],
    ended: (view) =>
      logsDiffer(view, ALL_FIVE) ?? windowDiffers(view, 3, ALL_FIVE) ?? loadsDiffer(view, '1 1 1'),
  },
  'test-1': {
    seed: 1,
    options: { servers: 3, clients: 1 },
    untilMs: 37_000,
    moves: [
      [(view) => isAt(view, 1, 1), say(1, '/name Karan'), addClient],
      [[3000, (view) => isAt(view, 2, 2)], say(2, '/name KaranLala'), mode(1, SLOW), steady(0)],
      [5000, say(2, 'hi')],
      [[7000, (view) => hasRound(view, 2, 10) && hasRound(view, 3, 10) && !hasRound(view, 1, 10)]],
      [[15_000, (view) => counterAt(view, 1) === 1]],
      [[25_000, (view) => (server(view, 1)?.acceptors[0]?.accepted ?? null) !== null]],
      [[33_000, (view) => !hasRound(view, 1, 10)]],
      [[35_000, (view) => hasRound(view, 1, 10)]],
    ],
    ended: (view) =>
      logsDiffer(view, ['KaranLala: hi']) ?? windowDiffers(view, 1, ['KaranLala: hi']),
  },
  'test-2': {
    seed: 1,
    options: { servers: 3, clients: 1 },
    untilMs: 27_000,
    moves: [
      [(view) => isAt(view, 1, 1), say(1, '/name Karan'), addClient],
      [
        [3000, (view) => isAt(view, 2, 2)],
        say(2, '/name KaranLala'),
        mode(1, OVERTAKEN),
        steady(0),
      ],
      [5000, say(2, 'hi')],
      [[13_000, (view) => hasRound(view, 2, 10) && !hasRound(view, 1, 10)]],
      [[15_000, (view) => hasRound(view, 1, 10)]],
      [[25_000, (view) => (server(view, 1)?.acceptors[0]?.accepted ?? null) === null]],
    ],
    ended: (view) =>
      logsDiffer(view, ['KaranLala: hi']) ??
      (server(view, 1)?.acceptors[0]?.accepted === null ? null : 'server-1 has voted after all'),
  },
  'test-3': {
    seed: 1,
    options: { servers: 3, clients: 1 },
    untilMs: 36_000,
    moves: [
      [(view) => isAt(view, 1, 1), say(1, '/name Karan'), addClient],
      [
        [3000, (view) => isAt(view, 2, 2)],
        say(2, '/name KaranLala'),
        mode(1, 'd:0'),
        mode(3, 'd:0'),
        steady(0),
      ],
      [5000, say(2, 'hi')],
      [(view) => counterAt(view, 2) === 3],
      [[35_000, (view) => counterAt(view, 2) >= 8]],
    ],
    ended: (view) =>
      logsDiffer(view, []) ?? notPending(view.operations().at(-1)?.outcome ?? 'missing'),
  },
} as const satisfies Record<string, Script>;

/** Whether the loads are as said and client CLIENT is at server SERVER. */
function areAt(
  view: Parameters<typeof loads>[0],
  wanted: string,
  [client, server_]: readonly [number, number],
): boolean {
  return loads(view) === wanted && isAt(view, client, server_);
}

function notPending(outcome: string): string | null {
  return outcome === 'pending' ? null : `the text is ${outcome}, not pending`;
}
