/** Proposers against each other: promises, votes, ballots. */
import {
  acknowledged,
  areSeated,
  counterAt,
  hasRound,
  isAt,
  isEverywhere,
  logsDiffer,
  server,
} from './scenario-conditions.ts';
import {
  addClient,
  crash,
  crashMute,
  mode,
  noMode,
  restart,
  say,
  sayAt,
  steady,
} from './scenario-deeds.ts';
import type { Script } from './scenarios.ts';

const LATE = 'p:5';
const DEAF = 'p:60::a:60::c:60';
const DUEL = { servers: 3, clients: 1, phaseTimeoutMs: 4000, backOffMs: 1000 } as const;

export const voteScripts = {
  'split-promises': {
    seed: 1,
    options: { servers: 3, clients: 1, phaseTimeoutMs: 5000 },
    untilMs: 30_000,
    moves: [
      [(view) => isAt(view, 1, 1), addClient, mode(1, LATE), mode(2, LATE)],
      [[5000, (view) => isAt(view, 2, 2)], steady(1500), say(1, 'mine'), say(2, 'no, mine')],
      [(view) => counterAt(view, 3) === 1 && server(view, 3)?.latest?.ballot.server === 2],
      [(view) => isEverywhere(view, 20) && acknowledged(view) === 2],
    ],
    ended: (view) => logsDiffer(view, ['Lala: no, mine', 'Aaron: mine']),
  },
  duel: {
    seed: 1,
    options: { ...DUEL, jitterMs: 500 },
    untilMs: 30_000,
    moves: [
      [(view) => isAt(view, 1, 1), addClient, mode(1, 'a:2'), mode(2, 'a:2'), mode(3, 'a:2')],
      [[3000, (view) => isAt(view, 2, 2)], steady(300), say(1, 'mine')],
      [5100, say(2, 'no, mine')],
      [(view) => counterAt(view, 3) >= 3 && !hasRound(view, 3, 10)],
      [(view) => isEverywhere(view, 10)],
      [(view) => isEverywhere(view, 20) && acknowledged(view) === 2],
    ],
    ended: (view) => logsDiffer(view, ['Aaron: mine', 'Lala: no, mine']),
  },
  'endless-duel': {
    seed: 1,
    options: { ...DUEL, jitterMs: 0 },
    untilMs: 40_000,
    moves: [
      [(view) => isAt(view, 1, 1), addClient, mode(1, 'a:2'), mode(2, 'a:2'), mode(3, 'a:2')],
      [[3000, (view) => isAt(view, 2, 2)], steady(300), say(1, 'mine')],
      [5100, say(2, 'no, mine')],
      [(view) => counterAt(view, 3) >= 6 && !hasRound(view, 3, 10)],
      [
        [27_400, (view) => counterAt(view, 3) >= 9 && !hasRound(view, 3, 10)],
        { type: 'freeze', node: 'server-2' },
      ],
      [32_400, { type: 'thaw', node: 'server-2' }],
    ],
    ended: (view) => logsDiffer(view, ['Aaron: mine', 'Lala: no, mine']),
  },
  'late-acceptor': {
    seed: 1,
    options: { servers: 3, clients: 3 },
    untilMs: 30_000,
    moves: [
      [(view) => areSeated(view, 3), mode(3, DEAF)],
      [2000, sayAt(1, 'one')],
      [[6000, (view) => hasRound(view, 1, 10) && hasRound(view, 2, 10)], sayAt(2, 'two')],
      [
        [
          10_000,
          (view) => hasRound(view, 1, 20) && hasRound(view, 2, 20) && !hasRound(view, 3, 10),
        ],
        sayAt(3, 'three'),
      ],
      [[17_000, (view) => isEverywhere(view, 30) && acknowledged(view) === 3]],
    ],
    ended: (view) => logsDiffer(view, ['Aaron: one', 'Lala: two', 'Karan: three']),
  },
  'unfinished-round': {
    seed: 1,
    options: { servers: 3, clients: 1 },
    untilMs: 30_000,
    moves: [
      [(view) => isAt(view, 1, 1), addClient, steady(800)],
      [[4000, (view) => isAt(view, 2, 2)], say(1, 'almost said')],
      [(view) => hasRound(view, 1, 10), crashMute(1), say(2, 'anything new?')],
      [(view) => server(view, 2)?.proposal?.phase === 'accept'],
      [(view) => hasRound(view, 2, 20) && hasRound(view, 3, 20) && acknowledged(view) === 2],
    ],
    ended: (view) => logsDiffer(view, ['Aaron: almost said', 'Lala: anything new?']),
  },
  'forgetful-acceptor': {
    seed: 1,
    options: { servers: 3, clients: 1 },
    untilMs: 25_000,
    moves: [
      [(view) => isAt(view, 1, 1), addClient, mode(2, DEAF)],
      [[3000, (view) => isAt(view, 2, 2)], say(1, 'remember this')],
      [(view) => hasRound(view, 1, 10), crashMute(1), crash(3), noMode(2, DEAF), say(2, 'what?')],
      [[11_000, (view) => counterAt(view, 2) >= 1], restart(3)],
      [(view) => hasRound(view, 2, 20) && hasRound(view, 3, 20) && acknowledged(view) === 2],
    ],
    ended: (view) => logsDiffer(view, ['Aaron: remember this', 'Lala: what?']),
  },
  'late-commit': {
    seed: 1,
    options: { servers: 3, clients: 1 },
    untilMs: 30_000,
    moves: [
      [(view) => isAt(view, 1, 1), addClient, mode(3, 'c:6')],
      [[5000, (view) => isAt(view, 2, 2)], steady(300), say(1, 'first')],
      [
        [8000, (view) => hasRound(view, 2, 10) && !hasRound(view, 3, 10)],
        mode(1, LATE),
        mode(2, LATE),
      ],
      [11_900, say(1, 'mine'), say(2, 'no, mine')],
      [
        [16_000, (view) => hasRound(view, 3, 10)],
        noMode(1, LATE),
        noMode(2, LATE),
        noMode(3, 'c:6'),
      ],
      [[20_000, (view) => isEverywhere(view, 30) && acknowledged(view) === 3]],
    ],
    ended: (view) => logsDiffer(view, ['Aaron: first', 'Lala: no, mine', 'Aaron: mine']),
  },
} as const satisfies Record<string, Script>;
