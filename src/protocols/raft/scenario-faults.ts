/** Scripts about what crashes, walls and late messages do to logs, reads and commands. */
import type { Intent } from '../../kernel/intent.ts';
import {
  answered,
  differs,
  haveAll,
  isCalm,
  isDownFor,
  isIdle,
  isUp,
  leader,
  leads,
  length,
  outcome,
  server,
  unrest,
  value,
} from './scenario-conditions.ts';
import { crash, HEAL, restart, restartAll, say, slow, type Script, wall } from './scenario-kit.ts';

const FIVE = [1, 2, 3, 4, 5];
const FEW = ['server-1', 'server-2', 'client-1'];
const MOST = ['server-3', 'server-4', 'server-5', 'client-2'];

const LOSE_ANSWERS: Intent = {
  type: 'rule',
  rule: { id: 'lost-answers', type: 'ClientReply', action: { kind: 'drop' } },
};

export const faultScripts = {
  'all-crash': {
    seed: 9,
    options: {},
    untilMs: 25_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'set x 1')],
      [(view) => answered(view) === 1 && isCalm(view), ...crash(...FIVE)],
      [5000, ...restart(...FIVE)],
      [(view) => leader(view) !== undefined && isCalm(view), say(2, 'get x')],
      [(view) => answered(view) === 2],
    ],
    ended: (view) => differs(view, 'x', '1') ?? unrest(view),
  },
  'stale-leader': {
    seed: 10,
    options: {},
    untilMs: 40_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'timeout server-1')],
      [(view) => leads(view, 1) && isCalm(view), wall(FEW, MOST), say(1, 'set x 1')],
      [(view) => [3, 4, 5].some((number) => leads(view, number)), say(2, 'set x 2')],
      [(view) => value(view, 3, 'x') === '2' && length(view, 1) >= 2],
      [(view) => view.now > 9000 && isIdle(view, 2), HEAL],
      [(view) => isCalm(view) && isIdle(view, 1)],
    ],
    ended: (view) => (outcome(view, 2) === 'pending' ? 'a command has no outcome' : unrest(view)),
  },
  'slow-follower': {
    seed: 12,
    options: { snapshotEvery: 10 },
    untilMs: 60_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'timeout server-1')],
      [(view) => leads(view, 1) && isCalm(view), ...crash(5), say(1, 'load 24')],
      [(view) => (server(view, 1)?.snapshot.index ?? 0) >= 10],
      [(view) => answered(view) === 2, ...restart(5)],
      [(view) => (server(view, 5)?.snapshot.index ?? 0) >= 20],
      [isCalm],
    ],
    ended: (view) => (haveAll(view, FIVE, length(view, 1)) ? unrest(view) : 'the logs differ'),
  },
  'lost-answer': {
    seed: 13,
    options: { servers: 3, clients: 5, snapshotEvery: 1, giveUpMs: 60_000 },
    untilMs: 30_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'timeout server-1')],
      [(view) => leads(view, 1) && isCalm(view), LOSE_ANSWERS, say(1, 'append x a')],
      [(view) => [1, 2, 3].every((number) => value(view, number, 'x') === 'a'), ...crash(1, 2, 3)],
      [(view) => isDownFor(view, 1, 500), restartAll, { type: 'unrule', id: 'lost-answers' }],
      [(view) => answered(view) === 2 && isCalm(view)],
    ],
    ended: (view) => differs(view, 'x', 'a') ?? unrest(view),
  },
  'three-answers': {
    seed: 12,
    options: { clients: 3, giveUpMs: 4000 },
    untilMs: 40_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'timeout server-1')],
      [(view) => leads(view, 1) && isCalm(view), say(1, 'set x 1')],
      [(view) => answered(view) === 2 && isCalm(view), say(2, 'cas x 5 6')],
      [(view) => answered(view) === 3, wall(FEW, [...MOST, 'client-3']), say(1, 'append x a')],
      [
        (view) => [3, 4, 5].some((number) => leads(view, number)),
        LOSE_ANSWERS,
        say(2, 'append x b'),
      ],
      [
        (view) => outcome(view, 4) === 'unknown' && outcome(view, 5) === 'unknown',
        HEAL,
        { type: 'unrule', id: 'lost-answers' },
      ],
      [isCalm, say(3, 'get x')],
      [(view) => answered(view) === 6 && isCalm(view)],
    ],
    ended: (view) => {
      const outcomes = view.operations().map((one) => one.outcome);
      const wanted = 'ok ok refused unknown unknown ok';
      if (outcomes.join(' ') !== wanted) return `the outcomes are ${outcomes.join(' ')}`;
      return differs(view, 'x', '1b') ?? unrest(view);
    },
  },
  'late-message': {
    seed: 14,
    options: { servers: 3 },
    untilMs: 20_000,
    moves: [
      [300, say(1, 'timeout server-1')],
      [
        (view) => leads(view, 1) && isCalm(view),
        slow('late', 'AppendEntries', 1, 2, 2000),
        say(1, 'set x 1'),
      ],
      [(view) => length(view, 3) === 2, { type: 'unrule', id: 'late' }, say(2, 'set y 2')],
      [(view) => (server(view, 2)?.commitIndex ?? 0) >= 3],
      [8000],
    ],
    ended: (view) => differs(view, 'x', '1') ?? differs(view, 'y', '2') ?? unrest(view),
  },
  'stale-read': {
    seed: 15,
    options: { reads: 'read-index' },
    untilMs: 40_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'timeout server-1')],
      [(view) => leads(view, 1) && isCalm(view), say(1, 'set x 1')],
      [(view) => answered(view) === 2 && isCalm(view), wall(FEW, MOST)],
      [(view) => [3, 4, 5].some((number) => leads(view, number)), say(2, 'set x 2')],
      [(view) => answered(view) === 3, say(1, 'get x')],
      [(view) => view.now > 12_000 && isUp(view, 1), HEAL],
      [(view) => answered(view) === 4 && isCalm(view)],
    ],
    ended: (view) => {
      const read = view.operations()[3];
      if (read?.outcome !== 'ok') return 'the read has no answer';
      return read.result.startsWith('x = 2') ? unrest(view) : `the read says ${read.result}`;
    },
  },
  'slow-clock': {
    seed: 16,
    options: { reads: 'lease' },
    untilMs: 30_000,
    paceMs: 2000,
    moves: [
      [300, say(1, 'timeout server-1')],
      [(view) => leads(view, 1) && isCalm(view), say(1, 'set x 1')],
      [(view) => answered(view) === 2 && isCalm(view), say(1, 'get x')],
      [
        (view) => answered(view) === 3,
        { type: 'clock', node: 'server-1', ratePermille: 100 },
        wall(['server-1', 'client-1'], ['server-2', ...MOST]),
      ],
      [(view) => [2, 3, 4, 5].some((number) => leads(view, number)), say(2, 'set x 2')],
      [(view) => answered(view) === 4, say(1, 'get x')],
      [
        (view) => answered(view) === 5,
        { type: 'clock', node: 'server-1', ratePermille: 1000 },
        HEAL,
      ],
      [isCalm],
    ],
    ended: (view) => {
      const stale = view.operations()[4];
      if (stale?.result.startsWith('x = 1') !== true) return `the read says ${stale?.result ?? ''}`;
      return differs(view, 'x', '2') ?? unrest(view);
    },
  },
} satisfies Record<string, Script>;
