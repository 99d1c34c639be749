/** Help for the tests of the cluster: one handler at a time, or a whole world. */
import type { Intent } from '../../kernel/intent.ts';
import { TRUE_CLOCK } from '../../kernel/node.ts';
import { Outside } from '../../kernel/outside.ts';
import { streamKey } from '../../kernel/random.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import { World } from '../../kernel/world.ts';
import { cluster } from './index.ts';
import { membersIn } from './log.ts';
import type {
  Change,
  ClusterVocabulary,
  Entry,
  FlawName,
  Leading,
  Log,
  NodeState,
  Progress,
  Term,
} from './messages.ts';
import { servingLeader, stateOf } from './reading.ts';
import { NO_TERM } from './term.ts';
import { flowUntil } from '../testing-worlds.ts';

export { factsIn, flow, flowUntil } from '../testing-worlds.ts';

export type ClusterWorld = World<ClusterVocabulary>;
export type ClusterEvent = TraceEvent<ClusterVocabulary>;
type Options = ClusterVocabulary['Options'];

export const OPTIONS: Options = {
  version: '3.0.0',
  nodes: 3,
  clients: 2,
  reads: 'any node',
  periodMs: 100,
  aliveWaitMs: 2000,
  victoryWaitMs: 5000,
  phaseMs: 5000,
  expiryMs: 5000,
};

// ── one handler ──────────────────────────────────────────────────────────────────────────────────────────────

/** The outside world of one call; what the handler asks for is in its `requests`. */
export function outside(
  id: string,
  change: {
    readonly now?: number;
    readonly flaws?: readonly FlawName[];
    readonly options?: Partial<Options>;
    readonly founding?: boolean;
    readonly incarnation?: number;
  } = {},
): Outside<ClusterVocabulary> {
  const { now = 0, flaws = [], founding = false, incarnation = 1 } = change;
  const node = new Outside<ClusterVocabulary>({
    id,
    incarnation,
    founding,
    clock: TRUE_CLOCK,
    now,
    randomKey: streamKey(1, id),
    draws: 0,
    operations: 0,
    flaws,
    roster: { registry: ['registry-1'], node: names(3), client: ['client-1', 'client-2'] },
    options: { ...OPTIONS, ...change.options },
  });
  node.random.aim(streamKey(1, id), 0);
  return node;
}

/** `node-1` to `node-COUNT`. */
export function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `node-${index + 1}`);
}

export function term(generation: number, number: number): Term {
  return { generation, name: `node-${number}` };
}

/** The first entry of every founder's log. */
export function founders(count = 3): Entry {
  const members = names(count).map((id) => ({ id, identity: 1 }));
  return { term: NO_TERM, change: { type: 'members', members }, origin: null };
}

export function entry(of: Term, change: Change = { type: 'opening' }): Entry {
  return { term: of, change, origin: null };
}

export function put(of: Term, key: string, value = '1'): Entry {
  return entry(of, { type: 'put', key, value });
}

/** A node of three that knows no leader; its members are read off its log. */
export function aNode(change: Partial<NodeState> = {}): NodeState {
  const log: Log = change.log ?? [founders()];
  return {
    identity: 1,
    promised: NO_TERM,
    log,
    members: membersIn(log),
    map: [],
    listing: names(3),
    registryAt: 0,
    registryDown: false,
    standing: { kind: 'waiting' },
    round: 0,
    victory: null,
    matched: 0,
    commitIndex: 0,
    ...change,
  };
}

/** A leader whose peers have the whole log. */
export function aLeader(
  change: Partial<NodeState> = {},
  standing: Partial<Leading> = {},
): NodeState {
  const log: Log = change.log ?? [founders(), entry(term(1, 3))];
  const level: Progress = {
    identity: 1,
    match: log.length,
    next: log.length + 1,
    heardAt: 0,
    sentAt: null,
  };
  return aNode({
    promised: term(1, 3),
    log,
    commitIndex: log.length,
    standing: {
      kind: 'leading',
      serving: true,
      progress: { 'node-1': level, 'node-2': level },
      requests: [],
      ...standing,
    },
    ...change,
  });
}

// ── a whole world ────────────────────────────────────────────────────────────────────────────────────────────

/** A world of the cluster: three nodes, two clients, 10 ms of latency unless `change` says otherwise. */
export function clusterWorld(
  change: Partial<Options> = {},
  seed = 1,
  latencyMs: readonly [number, number] = [10, 10],
): ClusterWorld {
  const weather = { latencyMs, lossPercent: 0, duplicatePercent: 0 };
  return new World({ ...cluster, weather }, { ...OPTIONS, ...change }, seed);
}

/** The same, with its first leader serving and everybody level. */
export function ledWorld(
  change: Partial<Options> = {},
  seed = 1,
  latencyMs: readonly [number, number] = [10, 10],
): ClusterWorld {
  const world = clusterWorld(change, seed, latencyMs);
  flowUntil(world, () => isLevel(world));
  return world;
}

/** Whether there is a leader that serves, and everybody up has applied its whole log. */
export function isLevel(world: ClusterWorld): boolean {
  const leader = servingLeader(world)?.state;
  if (leader === undefined) return false;
  return world
    .nodes('node')
    .every(({ status, state }) => status !== 'up' || state.commitIndex === leader.log.length);
}

/** Does deeds at once. */
export function act(world: ClusterWorld, ...deeds: readonly Intent[]): void {
  for (const deed of deeds) world.apply(deed);
}

/** Types a line at a client. */
export function say(world: ClusterWorld, text: string, client = 1): void {
  world.apply({ type: 'command', client: `client-${client}`, text });
}

/** Who leads everybody, and serves; `null` if nobody does. */
export function leaderOf(world: ClusterWorld): string | null {
  return servingLeader(world)?.id ?? null;
}

/** State of a node that is up. */
export function nodeOf(world: ClusterWorld, id: string): NodeState {
  const state = stateOf(world, id);
  if (state === undefined) throw new Error(`${id} is not up`);
  return state;
}

/** What the consoles were told in the end, one line a command. */
export function answers(world: ClusterWorld): readonly string[] {
  return world.operations().map(({ outcome, result }) => `${outcome}: ${result}`);
}
