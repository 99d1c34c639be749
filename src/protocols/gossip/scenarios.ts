/** Scripts that show one thing each. A step that waits does so for a condition on the world. */
import type { Intent } from '../../kernel/intent.ts';
import type { NodeId } from '../../kernel/process.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { GossipVocabulary } from './messages.ts';
import {
  balancer,
  inflight,
  anyMember,
  replica,
  informed,
  agreed,
  settled,
  isForgotten,
  isDownFor,
  disagreement,
  differs,
} from './scenario-conditions.ts';
import { scenariosOf, type Script } from '../script.ts';
import { texts } from './scenario-texts.ts';

const scripts: Record<keyof typeof texts, Script<GossipVocabulary>> = {
  opening: {
    seed: 7,
    options: { replicas: 7, clients: 2 },
    untilMs: 30_000,
    moves: [
      [300, say(2, 'insert Ada 36')],
      [(view) => settled(view, 1), say(2, 'insert Jane 20')],
    ],
    ended: (view) =>
      differs(anyMember(view), [
        ['Ada', '36'],
        ['Jane', '20'],
      ]) ?? disagreement(view),
  },
  'walk-through': {
    seed: 7,
    options: { replicas: 1, clients: 2 },
    untilMs: 60_000,
    moves: [
      [500, add],
      [(view) => agreed(view, 2), add],
      [(view) => agreed(view, 3), add],
      [(view) => agreed(view, 4), say(1, 'insert Tom 18'), say(2, 'insert Jane 20')],
      [(view) => settled(view, 2), say(1, 'insert Tom 19'), say(2, 'delete Jane')],
      [(view) => settled(view, 4), { type: 'crash', node: 'replica-2' }],
      [(view) => isForgotten(view, 'replica-2'), add],
      [(view) => agreed(view, 4) && replica(view, 'replica-5')?.phase === 'member'],
    ],
    ended: (view) =>
      differs(replica(view, 'replica-5'), [['Tom', '19']]) ??
      (isForgotten(view, 'replica-2') ? null : 'replica-2 is still known') ??
      disagreement(view),
  },
  'restart-before-timeout': {
    seed: 11,
    options: { replicas: 5, clients: 1 },
    untilMs: 40_000,
    moves: [
      [500, say(1, 'insert Tom 18')],
      [(view) => settled(view, 1), { type: 'crash', node: 'replica-3' }],
      [(view) => isDownFor(view, 'replica-3', 2000), { type: 'restart', node: 'replica-3' }],
      [(view) => agreed(view, 5), say(1, 'insert Jane 20')],
    ],
    ended: (view) =>
      differs(replica(view, 'replica-3'), [
        ['Tom', '18'],
        ['Jane', '20'],
      ]) ?? disagreement(view),
  },
  'both-seeds-dead': {
    seed: 5,
    options: { replicas: 6, clients: 1 },
    untilMs: 40_000,
    moves: [
      [500, say(1, 'insert Tom 18')],
      [
        (view) => inflight(view) !== null,
        (view) => (inflight(view)?.seeds ?? []).map((node) => ({ type: 'crash', node })),
      ],
      [(view) => settled(view, 1)],
    ],
    ended: (view) => differs(anyMember(view), [['Tom', '18']]) ?? disagreement(view),
  },
  'slow-seed': {
    seed: 3,
    options: { replicas: 3, clients: 1, seeds: 3 },
    untilMs: 20_000,
    moves: [
      [
        200,
        {
          type: 'rule',
          rule: {
            id: 'slow',
            type: 'seed',
            to: 'replica-2',
            action: { kind: 'delay', delayMs: 6000 },
          },
        },
      ],
      [800, say(1, 'insert Tom 18')],
      [8000],
    ],
    ended: (view) => differs(replica(view, 'replica-2'), [['Tom', '18']]) ?? disagreement(view),
  },
  'join-during-spread': {
    seed: 24,
    options: { replicas: 24, clients: 1 },
    untilMs: 60_000,
    moves: [
      [500, say(1, 'insert Tom 18')],
      [(view) => informed(view, 1) >= 10, add],
      [(view) => agreed(view, 25)],
    ],
    ended: (view) => differs(replica(view, 'replica-25'), [['Tom', '18']]) ?? disagreement(view),
  },
  'two-clients-one-name': {
    seed: 2,
    options: { replicas: 5, clients: 2 },
    untilMs: 30_000,
    moves: [[500, say(1, 'insert Tom 18'), say(2, 'insert Tom 81')], [(view) => settled(view, 2)]],
    ended: (view) =>
      anyMember(view)?.table.length === 1 ? disagreement(view) : 'there is not one Tom',
  },
  'fast-client': {
    seed: 8,
    options: { replicas: 5, clients: 1 },
    untilMs: 1_500_000,
    moves: [
      [500, ...Array.from({ length: 200 }, (_, index) => say(1, `insert n${index + 1} ${index}`))],
      [(view) => settled(view, 200)],
    ],
    ended: (view) =>
      anyMember(view)?.table.length === 200 ? disagreement(view) : 'not all of the 200 are there',
  },
  'partition-during-spread': {
    seed: 12,
    options: { replicas: 12, clients: 1 },
    untilMs: 180_000,
    moves: [
      [500, say(1, 'insert Tom 18')],
      [
        (view) => informed(view, 1) >= 5,
        { type: 'partition', groups: [range(1, 6), [...range(7, 12), 'balancer-1', 'client-1']] },
        say(1, 'insert Jane 20'),
      ],
      [(view) => settled(view, 2)],
      [(view) => isForgotten(view, 'replica-1'), { type: 'heal' }],
      [(view) => agreed(view, 12)],
    ],
    ended: (view) =>
      agreed(view, 12)
        ? differs(anyMember(view), [
            ['Tom', '18'],
            ['Jane', '20'],
          ])
        : 'not all agree',
  },
  'all-lost': {
    seed: 4,
    options: { replicas: 3, clients: 1 },
    untilMs: 40_000,
    moves: [
      [500, say(1, 'insert Tom 18')],
      [(view) => settled(view, 1), ...range(1, 3).map((node): Intent => ({ type: 'crash', node }))],
      [(view) => isDownFor(view, 'replica-1', 2000), { type: 'restart', node: 'replica-1' }],
      [(view) => replica(view, 'replica-1')?.phase === 'member', say(1, 'insert Jane 20')],
    ],
    ended: (view) => differs(replica(view, 'replica-1'), [['Jane', '20']]),
  },
  'pull-from-the-dead': {
    seed: 6,
    options: { replicas: 3, clients: 1 },
    untilMs: 40_000,
    moves: [
      [500, say(1, 'insert Tom 18')],
      [(view) => settled(view, 1), add],
      [
        (view) => replica(view, 'replica-4')?.phase === 'pulling',
        (view) => {
          const asked = replica(view, 'replica-4')?.pulling?.from;
          return asked === undefined ? [] : [{ type: 'crash', node: asked }];
        },
      ],
      [(view) => replica(view, 'replica-4')?.phase === 'member'],
    ],
    ended: (view) => differs(replica(view, 'replica-4'), [['Tom', '18']]) ?? disagreement(view),
  },
  'balancer-crash': {
    seed: 9,
    options: { replicas: 5, clients: 1 },
    untilMs: 60_000,
    moves: [
      [500, say(1, 'insert Tom 18'), say(1, 'insert Jane 20'), say(1, 'insert Ada 36')],
      [(view) => informed(view, 1) >= 3, { type: 'crash', node: 'balancer-1' }],
      [(view) => isDownFor(view, 'balancer-1', 2000), { type: 'restart', node: 'balancer-1' }],
      [(view) => balancer(view)?.phase === 'serving' && inflight(view) === null],
    ],
    ended: (view) =>
      unknowns(view) === 3
        ? (differs(anyMember(view), [['Jane', '20']]) ?? disagreement(view))
        : `${unknowns(view)} of 3 commands are unknown`,
  },
};

/** The scenarios with their texts, in the order of the menu. */
export const scenarios = scenariosOf(texts, scripts);

function unknowns(view: WorldView<GossipVocabulary>): number {
  return view.operations().filter(({ outcome }) => outcome === 'unknown').length;
}

function add(): readonly Intent[] {
  return [{ type: 'add', role: 'replica' }];
}

function say(client: number, text: string): Intent {
  return { type: 'command', client: `client-${client}`, text };
}

function range(from: number, to: number): NodeId[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `replica-${from + index}`);
}
