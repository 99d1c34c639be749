/** Crashes, losses and leaders. */
import {
  acknowledged,
  areSeated,
  balancer,
  hasRound,
  hasStopped,
  isAt,
  isEverywhere,
  isRecovered,
  logsDiffer,
  server,
} from './scenario-conditions.ts';
import { addClient, crash, restart, say } from './scenario-deeds.ts';
import type { Script } from './scenarios.ts';

export const faultScripts = {
  'quorum-lost': {
    seed: 1,
    options: { servers: 3, clients: 1 },
    untilMs: 40_000,
    moves: [
      [(view) => isAt(view, 1, 1), addClient],
      [[3000, (view) => isAt(view, 2, 2)], say(2, 'all well?')],
      [[6000, (view) => isEverywhere(view, 10)], crash(2), crash(3), say(1, 'hello?')],
      [[12_000, (view) => hasStopped(view) && !hasRound(view, 1, 20)]],
      [[20_000, (view) => hasStopped(view) && !hasRound(view, 1, 20)], restart(3)],
      [
        [26_000, (view) => !hasStopped(view) && hasRound(view, 1, 20) && hasRound(view, 3, 20)],
        restart(2),
      ],
      [
        [
          32_000,
          (view) => isRecovered(view, 2, 20) && isRecovered(view, 3, 20) && areSeated(view, 2),
        ],
      ],
    ],
    ended: (view) => logsDiffer(view, ['Lala: all well?', 'Aaron: hello?']),
  },
  'lost-answer': {
    seed: 1,
    options: { servers: 3, clients: 1 },
    untilMs: 20_000,
    moves: [
      [(view) => isAt(view, 1, 1), ...lose('said'), ...lose('logs')],
      [3000, say(1, 'once')],
      [(view) => isEverywhere(view, 10)],
      [10_000, { type: 'unrule', id: 'lost said' }, { type: 'unrule', id: 'lost logs' }],
      [[15_000, (view) => acknowledged(view) === 1]],
    ],
    ended: (view) => logsDiffer(view, ['Aaron: once']),
  },
  'stable-leader': {
    seed: 1,
    options: { servers: 3, clients: 1, multiPaxos: true },
    untilMs: 30_000,
    moves: [
      [(view) => isAt(view, 1, 1), addClient],
      [[3000, (view) => isAt(view, 2, 2)], say(1, 'm1')],
      [[8000, (view) => isEverywhere(view, 10)], say(1, 'm2')],
      [[12_000, (view) => isEverywhere(view, 20) && acknowledged(view) === 2], say(2, 'm3')],
      [
        [17_000, (view) => isEverywhere(view, 30) && acknowledged(view) === 3],
        crash(1),
        say(2, 'm4'),
      ],
      [[23_000, (view) => isEverywhere(view, 40) && (server(view, 2)?.lead ?? null) !== null]],
    ],
    ended: (view) => logsDiffer(view, ['Aaron: m1', 'Aaron: m2', 'Lala: m3', 'Lala: m4']),
  },
  'balancer-crash': {
    seed: 1,
    options: { servers: 3, clients: 1 },
    untilMs: 30_000,
    moves: [
      [(view) => isAt(view, 1, 1), addClient],
      [
        [3000, (view) => isAt(view, 2, 2)],
        { type: 'crash', node: 'balancer-1' },
        say(2, 'still here'),
      ],
      [[8000, (view) => isEverywhere(view, 10)], crash(1), say(1, 'where to?')],
      [14_000, { type: 'restart', node: 'balancer-1' }],
      [
        (view) =>
          balancer(view)?.phase === 'serving' && areSeated(view, 2) && isEverywhere(view, 20),
      ],
    ],
    ended: (view) => logsDiffer(view, ['Lala: still here', 'Aaron: where to?']),
  },
} as const satisfies Record<string, Script>;

function lose(type: string) {
  const rule = { id: `lost ${type}`, type, to: 'client-1', action: { kind: 'drop' } } as const;
  return [{ type: 'rule', rule } as const];
}
