/** Scripts about elections and votes. */
import {
  answered,
  differs,
  isCalm,
  isUp,
  leader,
  leads,
  length,
  server,
  term,
  unrest,
} from './scenario-conditions.ts';
import {
  crash,
  crashLeader,
  HEAL,
  restart,
  restartAll,
  say,
  slow,
  type Script,
  wall,
} from './scenario-kit.ts';

const OTHERS = ['server-1', 'server-2', 'server-3', 'server-4', 'client-1'];

export const electionScripts = {
  'first-election': {
    seed: 7,
    options: {},
    untilMs: 12_000,
    moves: [
      [250, say(1, 'set x 1')],
      [(view) => leader(view) !== undefined],
      [(view) => answered(view) === 1, say(2, 'get x')],
      [(view) => answered(view) === 2],
    ],
    ended: (view) => differs(view, 'x', '1') ?? unrest(view),
  },
  'split-vote': {
    seed: 18,
    options: {},
    untilMs: 30_000,
    moves: [
      [
        200,
        ...crash(5),
        slow('slow-1-4', 'RequestVote', 1, 4, 700),
        slow('slow-2-3', 'RequestVote', 2, 3, 700),
      ],
      [900, say(1, 'timeout server-1'), say(2, 'timeout server-2')],
      [
        (view) =>
          server(view, 3)?.votedFor === 'server-1' && server(view, 4)?.votedFor === 'server-2',
        { type: 'unrule', id: 'slow-1-4' },
        { type: 'unrule', id: 'slow-2-3' },
      ],
      [(view) => leader(view) !== undefined],
      [isCalm, ...restart(5)],
    ],
    ended: (view) => (term(view, 1) > 1 ? unrest(view) : 'the first election had a winner'),
  },
  'equal-timeouts': {
    seed: 3,
    options: { electionSpreadPercent: 0 },
    untilMs: 14_000,
    moves: [
      [
        200,
        {
          type: 'network',
          settings: { latencyMs: [100, 100], lossPercent: 0, duplicatePercent: 0 },
        },
        say(1, 'set x 1'),
      ],
      [(view) => [1, 2, 3, 4, 5].every((number) => server(view, number)?.role === 'candidate')],
      [(view) => term(view, 1) === 3],
      [9000, say(2, 'timeout server-2')],
      [(view) => leads(view, 2) && isCalm(view)],
    ],
    ended: (view) => (leads(view, 2) ? unrest(view) : 'server-2 does not lead'),
  },
  'crash-of-a-voter': {
    seed: 8,
    options: { electionTimeoutMs: 4000 },
    untilMs: 12_000,
    moves: [
      [200, ...[2, 4, 5].map((to) => slow(`slow-${to}`, 'RequestVote', 1, to, 4000))],
      [900, say(1, 'timeout server-1')],
      [(view) => server(view, 3)?.votedFor === 'server-1', ...crash(3)],
      [1800, ...restart(3), say(2, 'timeout server-2')],
      [(view) => leads(view, 2) && isCalm(view)],
    ],
    ended: (view) =>
      leads(view, 2) && term(view, 2) === 1 ? unrest(view) : 'server-2 does not lead term 1',
  },
  'leader-crash': {
    seed: 2,
    options: {},
    untilMs: 25_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'set x 1')],
      [(view) => answered(view) === 1 && isCalm(view), crashLeader],
      [(view) => leader(view) !== undefined, say(1, 'set y 2')],
      [(view) => answered(view) === 2, restartAll],
      [(view) => isCalm(view) && [1, 2, 3, 4, 5].every((number) => isUp(view, number))],
    ],
    ended: (view) => differs(view, 'x', '1') ?? differs(view, 'y', '2') ?? unrest(view),
  },
  'stale-candidate': {
    seed: 4,
    options: {},
    untilMs: 25_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'timeout server-1')],
      [(view) => leads(view, 1) && isCalm(view), wall(['server-5'], OTHERS), say(1, 'set x 1')],
      [(view) => answered(view) === 2, HEAL, ...crash(1), say(2, 'timeout server-5')],
      [[4400, (view) => answered(view) === 3]],
      [(view) => leader(view) !== undefined && isCalm(view), say(1, 'get x')],
      [(view) => answered(view) === 4],
    ],
    ended: (view) => differs(view, 'x', '1') ?? unrest(view),
  },
  transfer: {
    seed: 6,
    options: {},
    untilMs: 25_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'timeout server-1')],
      [(view) => leads(view, 1) && isCalm(view), say(1, 'load 20')],
      [(view) => length(view, 1) >= 4, say(2, 'transfer server-3')],
      [(view) => leads(view, 3)],
      [(view) => answered(view) === 3 && isCalm(view)],
    ],
    ended: (view) =>
      leads(view, 3) ? (differs(view, 'k5', '20') ?? unrest(view)) : 'server-3 does not lead',
  },
  'disruptive-rejoin': {
    seed: 7,
    options: {},
    untilMs: 40_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'set x 1')],
      [
        (view) => answered(view) === 1 && isCalm(view) && leader(view) !== 'server-5',
        wall(['server-5'], [...OTHERS, 'client-2']),
      ],
      [(view) => term(view, 5) >= 5, HEAL],
      [(view) => term(view, 1) >= 5],
      [(view) => isCalm(view), say(1, 'set x 2')],
      [(view) => answered(view) === 2],
    ],
    ended: (view) =>
      term(view, 1) >= 5 ? (differs(view, 'x', '2') ?? unrest(view)) : 'nobody was disturbed',
  },
  'calm-rejoin': {
    seed: 7,
    options: { preVote: true },
    untilMs: 40_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'set x 1')],
      [
        (view) => answered(view) === 1 && isCalm(view) && leader(view) !== 'server-5',
        wall(['server-5'], [...OTHERS, 'client-2']),
      ],
      [(view) => server(view, 5)?.role === 'pre-candidate'],
      [11_000, HEAL],
      [(view) => isCalm(view), say(1, 'set x 2')],
      [(view) => answered(view) === 2],
    ],
    ended: (view) =>
      term(view, 1) === term(view, 5) && term(view, 5) < 3
        ? (differs(view, 'x', '2') ?? unrest(view))
        : 'a term was raised',
  },
} satisfies Record<string, Script>;
