/** Scripts that show one thing each. A step that waits does so for a condition on the world. */
import type { Intent } from '../../kernel/intent.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { CommitVocabulary } from './messages.ts';
import {
  blocked,
  coordinator,
  differsFrom,
  disagreement,
  hasPrepared,
  isDecided,
  isDropped,
  isFree,
  isPool,
  isQuiet,
  outcome,
  result,
  settled,
  standing,
  succeeded,
  transaction,
  workersUp,
} from './scenario-conditions.ts';
import { scenariosOf, type Script } from '../script.ts';
import { texts } from './scenario-texts.ts';

type View = WorldView<CommitVocabulary>;

const CRASH_COORDINATOR: Intent = { type: 'crash', node: 'coordinator-1' };
/** The first COMMIT has left, the others never do. */
const CRASH_BETWEEN_COMMITS: Intent = { ...CRASH_COORDINATOR, keepSends: 1 };
/** Where each message has something to say: as slow as can be, with two ways and the work well below the time-out. */
const SLOW_NETWORK: Intent = {
  type: 'network',
  settings: { latencyMs: [200, 320], lossPercent: 0, duplicatePercent: 0 },
};
const RESTART_COORDINATOR: Intent = { type: 'restart', node: 'coordinator-1' };

const scripts: Record<keyof typeof texts, Script<CommitVocabulary>> = {
  'happy-path': {
    seed: 5,
    untilMs: 15_000,
    moves: [
      [300, SLOW_NETWORK, say(1, 'set a 2')],
      [(view) => standing(view, 1, 'prepared') > 0],
      [(view) => isDecided(view, 1)],
      [(view) => settled(view, 1), say(2, 'get a')],
      [(view) => settled(view, 2), say(1, 'set b 7'), say(2, 'set c 9')],
      [(view) => settled(view, 4)],
    ],
    ended: (view) => disagreement(view, { a: '2', b: '7', c: '9' }) ?? saysOf(view, 2, 'a: 2'),
  },
  'one-no-vote': {
    seed: 6,
    options: { rowsAtFirst: 5 },
    untilMs: 15_000,
    moves: [
      [300, SLOW_NETWORK, say(1, 'set f six')],
      [(view) => standing(view, 1, 'aborted') > 0],
      [(view) => settled(view, 1) && isFree(view), say(1, 'set a uno')],
      [(view) => settled(view, 2)],
    ],
    ended: (view) =>
      differsFrom(view, 'refused', 'ok') ?? disagreement(view, { a: 'uno', f: null }),
  },
  'worker-dies-before-voting': {
    seed: 5,
    untilMs: 20_000,
    moves: [
      [300, SLOW_NETWORK, say(1, 'set a 2')],
      [(view) => transaction(view, 1) !== undefined, { type: 'crash', node: 'worker-3' }],
      [(view) => settled(view, 1), say(1, 'set a 3')],
      [(view) => settled(view, 2), { type: 'restart', node: 'worker-3' }],
      [(view) => isPool(view, 3)],
    ],
    ended: (view) => differsFrom(view, 'refused', 'ok') ?? disagreement(view, { a: '3' }),
  },
  'worker-dies-after-voting': {
    seed: 5,
    untilMs: 20_000,
    moves: [
      [300, SLOW_NETWORK, say(1, 'set a 2')],
      [(view) => hasPrepared(view, 'worker-3', 1), { type: 'crash', node: 'worker-3' }],
      [(view) => isDecided(view, 1)],
      [(view) => settled(view, 1), { type: 'restart', node: 'worker-3' }],
      [(view) => isPool(view, 3)],
    ],
    ended: (view) => differsFrom(view, 'ok') ?? disagreement(view, { a: '2' }),
  },
  'coordinator-dies-before-deciding': {
    seed: 7,
    untilMs: 30_000,
    moves: [
      [300, SLOW_NETWORK, say(1, 'set a 2')],
      [(view) => standing(view, 1, 'prepared') === 3, CRASH_COORDINATOR],
      // With the flaw nobody is blocked: each takes it on itself.
      [(view) => blocked(view) === 3 || standing(view, 1, 'committed') === 3],
      [(view) => outcome(view, 1) === 'unknown'],
      [7000, RESTART_COORDINATOR],
      [(view) => isFree(view), say(1, 'set a 2')],
      [(view) => settled(view, 2)],
    ],
    ended: (view) => differsFrom(view, 'unknown', 'ok') ?? disagreement(view, { a: '2' }),
  },
  'coordinator-dies-between-commits': {
    seed: 3,
    untilMs: 20_000,
    moves: [
      [300, SLOW_NETWORK, say(1, 'set a 2')],
      [(view) => isDecided(view, 1), CRASH_BETWEEN_COMMITS],
      [(view) => blocked(view) === 2],
      [(view) => isDownFor(view, 'coordinator-1', 4000), RESTART_COORDINATOR],
      [(view) => standing(view, 1, 'committed') === 3 && isQuiet(view)],
    ],
    ended: (view) => disagreement(view, { a: '2' }) ?? (isPool(view, 3) ? null : 'not all are in'),
  },
  'cooperative-termination': {
    seed: 1,
    options: { cooperative: true },
    untilMs: 30_000,
    moves: [
      [300, SLOW_NETWORK, say(1, 'set a 2')],
      [(view) => isDecided(view, 1), CRASH_BETWEEN_COMMITS],
      [(view) => standing(view, 1, 'committed') === 3],
      [(view) => outcome(view, 1) === 'unknown', RESTART_COORDINATOR],
      [7500, say(2, 'set b 7')],
      [(view) => standing(view, 2, 'prepared') === 3, CRASH_COORDINATOR],
      [(view) => blocked(view) === 3],
      [(view) => outcome(view, 2) === 'unknown', RESTART_COORDINATOR],
      [(view) => isFree(view) && isQuiet(view)],
    ],
    ended: (view) =>
      differsFrom(view, 'unknown', 'unknown') ?? disagreement(view, { a: '2', b: 'two' }),
  },
  'partition-during-commit': {
    seed: 8,
    untilMs: 25_000,
    moves: [
      [300, SLOW_NETWORK, say(1, 'set a 2')],
      [
        (view) => isDecided(view, 1),
        {
          type: 'partition',
          groups: [['worker-3'], ['worker-1', 'worker-2', 'coordinator-1', 'client-1', 'client-2']],
        },
      ],
      [(view) => settled(view, 1) && isDropped(view, 'worker-3'), say(1, 'set b 7')],
      [(view) => settled(view, 2) && blocked(view) === 1, { type: 'heal' }],
      [(view) => isPool(view, 3)],
    ],
    ended: (view) => differsFrom(view, 'ok', 'ok') ?? disagreement(view, { a: '2', b: '7' }),
  },
  'rapidset-race': {
    seed: 9,
    untilMs: 15_000,
    moves: [
      [300, say(1, 'rapidset 8')],
      [(view) => view.operations().some((one) => one.outcome === 'refused')],
      [(view) => outcome(view, 1) !== 'pending'],
    ],
    ended: (view) =>
      succeeded(view, 'set') === 1 ? disagreement(view, { '1234': '0' }) : 'not one has succeeded',
  },
  'multiset-and-verify': {
    seed: 10,
    untilMs: 15_000,
    moves: [
      [300, say(1, 'multiset 10')],
      [(view) => isDecided(view, 5)],
      [(view) => outcome(view, 1) !== 'pending', say(2, 'db')],
      [(view) => view.operations().every((one) => one.outcome !== 'pending')],
    ],
    ended: (view) =>
      succeeded(view, 'set') === 10
        ? disagreement(view, { '0': '0', '9': '9' })
        : 'not all ten have succeeded',
  },
  'worker-joins': {
    seed: 11,
    untilMs: 20_000,
    moves: [
      [300, say(1, 'multiset 12')],
      [(view) => standing(view, 3, 'committed') > 0, { type: 'add', role: 'worker' }],
      [(view) => (coordinator(view)?.transfer ?? null) !== null],
      [(view) => isPool(view, 4), say(1, 'set z 26')],
      [(view) => standing(view, 13, 'committed') === 4 && isQuiet(view)],
    ],
    ended: (view) =>
      workersUp(view).length === 4 ? disagreement(view, { z: '26', '11': '11' }) : 'not four',
  },
  'get-waits-for-its-key': {
    seed: 12,
    untilMs: 15_000,
    moves: [
      [300, SLOW_NETWORK, say(1, 'set a 2')],
      [
        (view) => transaction(view, 1) !== undefined,
        say(2, 'get a'),
        say(2, 'get b'),
        say(2, 'db'),
        say(2, 'verify'),
      ],
      [(view) => settled(view, 5)],
    ],
    ended: (view) =>
      saysOf(view, 2, 'a: 2') ?? saysOf(view, 5, 'true') ?? disagreement(view, { a: '2' }),
  },
  'last-to-leave': {
    seed: 14,
    options: { workers: 2 },
    untilMs: 30_000,
    moves: [
      [300, { type: 'crash', node: 'worker-1' }, say(1, 'set a 2')],
      [(view) => settled(view, 1), say(1, 'set a 3')],
      [(view) => settled(view, 2), { type: 'crash', node: 'worker-2' }, say(2, 'get a')],
      [(view) => settled(view, 3)],
      [(view) => isDownFor(view, 'worker-2', 3000), { type: 'restart', node: 'worker-1' }],
      // It has asked a second time.
      [(view) => isUpFor(view, 'worker-1', 2500), { type: 'restart', node: 'worker-2' }],
      [(view) => isPool(view, 2), say(2, 'get a')],
      [(view) => settled(view, 4)],
    ],
    ended: (view) =>
      differsFrom(view, 'refused', 'ok', 'refused', 'ok') ?? disagreement(view, { a: '3' }),
  },
  'why-ten': {
    seed: 13,
    untilMs: 20_000,
    moves: [
      [300, say(1, 'multiset 20')],
      [(view) => standing(view, 12, 'committed') > 0],
      [(view) => outcome(view, 1) !== 'pending'],
    ],
    ended: (view) =>
      isPool(view, 3)
        ? (saysOf(view, 1, '20 of 20 succeeded; verify true') ?? disagreement(view, { '19': '19' }))
        : 'not all are in the pool',
  },
};

/** The scenarios with their texts, in the order of the menu. */
export const scenarios = scenariosOf(texts, scripts);

function say(client: number, text: string): Intent {
  return { type: 'command', client: `client-${client}`, text };
}

/** Whether a node crashed at least `ms` ago and is still down. */
function isDownFor(view: View, id: string, ms: number): boolean {
  const node = view.node(id);
  return node?.status === 'crashed' && view.now - node.since >= ms;
}

/** Whether a node has been up for at least `ms`. */
function isUpFor(view: View, id: string, ms: number): boolean {
  const node = view.node(id);
  return node?.status === 'up' && view.now - node.since >= ms;
}

/** How the answer to an operation differs from `text`; `null` if it does not. */
function saysOf(view: View, operation: number, text: string): string | null {
  const found = result(view, operation);
  return found === text ? null : `operation ${operation} is answered "${found}"`;
}
