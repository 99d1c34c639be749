/** Scripts that show one thing each. A step that waits does so for a condition on the world. */
import type { Intent, LinkSettings } from '../../kernel/intent.ts';
import type { NodeId } from '../../kernel/process.ts';
import type { LamportVocabulary } from './messages.ts';
import {
  answered,
  client,
  connected,
  differs,
  divergence,
  executed,
  hasLeft,
  isClosed,
  isClosing,
  isRead,
  isSoFor,
  replica,
} from './scenario-conditions.ts';
import { type Condition, scenariosOf, type Script } from '../script.ts';
import { texts } from './scenario-texts.ts';
import { failedCheck, HARVARD, steps as walk } from './walk-through.ts';

const SLOWLY: LinkSettings = { latencyMs: [150, 350], lossPercent: 0, duplicatePercent: 0 };
const add: Intent = { type: 'add', role: 'client' };
const slowly: Intent = { type: 'network', settings: SLOWLY };
const unhurried = { replicas: 3, clients: 2, dummyIntervalMs: 400 };

/** All ways from client-2 are long: of what it sends, and of the news of its death. */
const far = [1, 2, 3].map((number) => link('client-2', `replica-${number}`, 3500));

/** Both clients are connected and `ms` have passed. */
const settled =
  (ms: number): Condition<LamportVocabulary> =>
  (view) =>
    view.now >= ms && connected(view);

const scripts: Record<keyof typeof texts, Script<LamportVocabulary>> = {
  'first-requests': {
    seed: 7,
    options: unhurried,
    untilMs: 20_000,
    moves: [
      [0, { type: 'network', settings: { ...SLOWLY, latencyMs: [100, 260] } }],
      [3000, say(1, `e ${HARVARD} 10`)],
      [(view) => isRead(view, 1), say(2, `v ${HARVARD}`)],
      [(view) => isRead(view, 2)],
    ],
    ended: (view) => (answered(view, 2) ? differs(view, [[HARVARD, '10', '02138']]) : 'no answer'),
  },
  'walk-through': {
    seed: 3,
    options: { replicas: 3, clients: 1, dummyIntervalMs: 100 },
    untilMs: 90_000,
    moves: [
      [settled(1000), ...typed(0, 2)],
      [(view) => isRead(view, 2), add, ...typed(2, 3)],
      [(view) => isRead(view, 3), ...typed(3, 4)],
      [(view) => isRead(view, 4), ...typed(4, 6)],
      [(view) => isRead(view, 6), ...typed(6, 7)],
      [(view) => isRead(view, 7), crash('replica-1'), ...typed(7, 9)],
      [(view) => isRead(view, 9), ...typed(9, 10)],
      [(view) => isRead(view, 10) && hasLeft(view, 1), ...typed(10, 12)],
      [(view) => isRead(view, 12), add, ...typed(12, 13)],
      [(view) => isRead(view, 13), add, ...typed(13, 14)],
      [(view) => isRead(view, 14), crash('replica-2'), ...typed(14, 17)],
      [(view) => isRead(view, 17), ...typed(17, 20)],
      [(view) => hasLeft(view, 2, 3, 4), add, ...typed(20, 22)],
      [(view) => isRead(view, 22), ...typed(22, 23)],
      [(view) => hasLeft(view, 5)],
    ],
    ended: failedCheck,
  },
  'concurrent-edits': {
    seed: 5,
    options: unhurried,
    untilMs: 30_000,
    moves: [
      [0, slowly, link('client-2', 'replica-1', 6000), say(2, `e ${HARVARD} 20`)],
      [2500, say(1, `e ${HARVARD} 10`)],
      [
        (view) => (replica(view, 1)?.clients['client-2.1']?.queue.length ?? 0) > 0,
        { type: 'link', from: 'client-2', to: 'replica-1', settings: null },
      ],
      [(view) => answered(view, 2) && executed(view, 2)],
    ],
    ended: (view) => differs(view, [[HARVARD, '10', '02138']]) ?? divergence(view),
  },
  'down-to-one': {
    seed: 4,
    options: unhurried,
    untilMs: 30_000,
    moves: [
      [0, slowly],
      [settled(2500), say(1, `e ${HARVARD} 1`)],
      [
        (view) => (client(view, 1)?.awaited.length ?? 0) > 0 && client(view, 1)?.open !== null,
        crash('replica-1'),
      ],
      [(view) => isRead(view, 1), crash('replica-2'), say(2, 'n MIT 02139')],
      [(view) => isRead(view, 2), crash('replica-3')],
    ],
    ended: (view) =>
      differs(view, [
        [HARVARD, '1', '02138'],
        ['MIT', '0', '02139'],
      ]) ?? divergence(view),
  },
  'killed-mid-broadcast': {
    seed: 2,
    options: unhurried,
    untilMs: 30_000,
    moves: [
      [0, slowly],
      [settled(2500), ...far, say(2, 'n MIT 02139')],
      [
        (view) => client(view, 2)?.open !== null,
        { type: 'crash', node: 'client-2', keepSends: 1 },
        say(1, `e ${HARVARD} 10`),
      ],
      [(view) => isClosing(view)],
      [(view) => isClosed(view, 'client-2') && executed(view, 2) && isRead(view, 2)],
    ],
    ended: (view) =>
      differs(view, [
        [HARVARD, '10', '02138'],
        ['MIT', '0', '02139'],
      ]) ?? divergence(view),
  },
  'slow-link': {
    seed: 6,
    options: unhurried,
    untilMs: 60_000,
    moves: [
      [0, slowly, link('client-2', 'replica-3', 4000)],
      [settled(2500), say(1, `e ${HARVARD} 10`)],
      [(view) => answered(view, 1), say(1, 'q')],
      [(view) => hasLeft(view, 1), say(2, 'l')],
      [(view) => answered(view, 3) && executed(view, 3)],
    ],
    ended: (view) => (executed(view, 3) ? divergence(view) : 'a replica lacks a request'),
  },
  'partition-and-heal': {
    seed: 8,
    options: unhurried,
    untilMs: 40_000,
    moves: [
      [0, slowly],
      [
        settled(2500),
        {
          type: 'partition',
          groups: [
            ['client-1', 'replica-1', 'replica-2'],
            ['client-2', 'replica-3'],
          ],
        },
        say(1, `e ${HARVARD} 10`),
        say(2, 'n MIT 02139'),
      ],
      [6000],
      [10_000, { type: 'heal' }],
      [(view) => answered(view, 2) && executed(view, 2)],
    ],
    ended: (view) =>
      differs(view, [
        [HARVARD, '10', '02138'],
        ['MIT', '0', '02139'],
      ]) ?? divergence(view),
  },
  'coming-back': {
    seed: 9,
    options: unhurried,
    untilMs: 60_000,
    moves: [
      [settled(500), slowly, say(1, `e ${HARVARD} 10`)],
      [(view) => isRead(view, 1) && executed(view, 1), crash('replica-2'), say(2, 'n MIT 02139')],
      [
        (view) => isRead(view, 2) && isSoFor(view, 'replica-2', 2000),
        { type: 'restart', node: 'replica-2' },
      ],
      [
        (view) =>
          replica(view, 2)?.joining === null &&
          executed(view, 2) &&
          isSoFor(view, 'replica-2', 6000),
        crash('replica-1'),
        crash('replica-3'),
        say(1, 'l'),
      ],
      [(view) => answered(view, 3)],
    ],
    ended: (view) =>
      differs(view, [
        [HARVARD, '10', '02138'],
        ['MIT', '0', '02139'],
      ]) ?? (replica(view, 2)?.logFrom === 2 ? divergence(view) : 'replica-2 has not joined'),
  },
  'overtaken-notice': {
    seed: 10,
    options: unhurried,
    untilMs: 30_000,
    moves: [
      [settled(1000), slowly, link('client-2', 'replica-2', 4000)],
      [3500, crash('client-2')],
      [
        6000,
        { type: 'link', from: 'client-2', to: 'replica-2', settings: null },
        { type: 'restart', node: 'client-2' },
      ],
      [settled(10_000), say(2, `e ${HARVARD} 10`)],
      [(view) => answered(view, 1) && isClosed(view, 'client-2')],
    ],
    ended: (view) => differs(view, [[HARVARD, '10', '02138']]) ?? divergence(view),
  },
};

/** The scenarios with their texts, in the order of the menu. */
export const scenarios = scenariosOf(texts, scripts);

function say(number: number, text: string): Intent {
  return { type: 'command', client: `client-${number}`, text };
}

/** The commands of the walk-through from one to before another. */
function typed(from: number, to: number): readonly Intent[] {
  return walk.slice(from, to).map(([number, text]) => say(number, text));
}

function crash(node: NodeId): Intent {
  return { type: 'crash', node };
}

function link(from: NodeId, to: NodeId, latencyMs: number): Intent {
  return { type: 'link', from, to, settings: { ...SLOWLY, latencyMs: [latencyMs, latencyMs] } };
}
