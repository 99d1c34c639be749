/** What the tests of two-phase commit share: one handler at a time, or a whole world. */
import { TRUE_CLOCK } from '../../kernel/node.ts';
import { Outside } from '../../kernel/outside.ts';
import type { NodeId } from '../../kernel/process.ts';
import { streamKey } from '../../kernel/random.ts';
import { EMPTY_SEQUENCE } from '../../kernel/sequence.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import { World } from '../../kernel/world.ts';
import { twoPhaseCommit } from './index.ts';
import { lastRecord } from './log.ts';
import type {
  CommitVocabulary,
  CoordinatorState,
  FlawName,
  Txid,
  WorkerState,
} from './messages.ts';
import { isActive } from './transactions.ts';

export { factsIn, flow, flowUntil } from '../testing-worlds.ts';

export type CommitWorld = World<CommitVocabulary>;
export type Event = TraceEvent<CommitVocabulary>;
type Options = CommitVocabulary['Options'];

const OPTIONS: Options = {
  workers: 3,
  clients: 2,
  thinkMs: 0,
  timeoutMs: 1000,
  preload: true,
  cooperative: false,
  rowsAtFirst: 0,
};

/** `worker-1` to `worker-COUNT`. */
export function names(count: number): readonly NodeId[] {
  return Array.from({ length: count }, (_, index) => `worker-${index + 1}`);
}

// ── one handler ──────────────────────────────────────────────────────────────────────────────────────────────

/** The outside world of one call; what the handler asks for is in its `requests`. */
export function outside(
  id: string,
  change: {
    readonly now?: number;
    readonly flaws?: readonly FlawName[];
    readonly options?: Partial<Options>;
  } = {},
): Outside<CommitVocabulary> {
  const { now = 0, flaws = [] } = change;
  const options = { ...OPTIONS, ...change.options };
  const node = new Outside<CommitVocabulary>({
    id,
    incarnation: 1,
    founding: true,
    clock: TRUE_CLOCK,
    now,
    randomKey: streamKey(1, id),
    draws: 0,
    operations: 0,
    flaws,
    roster: {
      coordinator: ['coordinator-1'],
      worker: names(options.workers),
      client: ['client-1', 'client-2'],
    },
    options,
  });
  node.random.aim(streamKey(1, id), 0);
  return node;
}

/** A worker of three that is a member with an empty table. */
export function aWorker(change: Partial<WorkerState> = {}): WorkerState {
  return {
    log: EMPTY_SEQUENCE,
    table: [],
    applied: 0,
    phase: 'member',
    isBlank: false,
    hasLostLog: false,
    inDoubt: [],
    isAsking: false,
    queue: [],
    isServing: false,
    heardAt: 0,
    installed: 0,
    ...change,
  };
}

// ── a whole world ────────────────────────────────────────────────────────────────────────────────────────────

/** Three workers, two clients, 10 ms of latency and no think time, unless `change` says otherwise. */
export function commitWorld(change: Partial<Options> = {}, latencyMs = 10, seed = 1): CommitWorld {
  const weather = {
    latencyMs: [latencyMs, latencyMs],
    lossPercent: 0,
    duplicatePercent: 0,
  } as const;
  return new World({ ...twoPhaseCommit, weather }, { ...OPTIONS, ...change }, seed);
}

/** Types a line at a client; returns the number of the operation. */
export function say(world: CommitWorld, text: string, client = 'client-1'): number {
  world.apply({ type: 'command', client, text });
  return world.operations().findLast((one) => one.parent === null)?.id ?? 0;
}

export function crash(world: CommitWorld, ...nodes: readonly NodeId[]): void {
  for (const node of nodes) world.apply({ type: 'crash', node });
}

export function restart(world: CommitWorld, ...nodes: readonly NodeId[]): void {
  for (const node of nodes) world.apply({ type: 'restart', node });
}

/** Cuts a node off from all others, or several together. */
export function isolate(world: CommitWorld, ...nodes: readonly NodeId[]): void {
  const others = world
    .records()
    .map(({ id }) => id)
    .filter((id) => !nodes.includes(id));
  world.apply({ type: 'partition', groups: [nodes, others] });
}

export function coordinatorOf(world: CommitWorld): CoordinatorState {
  const [coordinator] = world.nodes('coordinator');
  if (coordinator === undefined) throw new Error('there is no coordinator');
  return coordinator.state;
}

export function workerOf(world: CommitWorld, id: NodeId): WorkerState {
  const found = world.nodes('worker').find((worker) => worker.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found.state;
}

/** Ids of the pool. */
export function poolOf(world: CommitWorld): readonly NodeId[] {
  return coordinatorOf(world).pool.map(({ id }) => id);
}

/** What stands last about a transaction in a worker's log. */
export function standingAt(world: CommitWorld, id: NodeId, txid: Txid): string | undefined {
  return lastRecord(workerOf(world, id).log, txid)?.type;
}

/** What every worker holds under a key. */
export function valuesOf(world: CommitWorld, key: string): readonly (string | undefined)[] {
  return world.nodes('worker').map(({ state }) => new Map(state.table).get(key));
}

export function resultOf(world: CommitWorld, operation: number): string {
  const { outcome = '', result = '' } = world.operations()[operation - 1] ?? {};
  return `${outcome}: ${result}`;
}

/** Whether every command has an outcome, nothing is under way, and all workers that are up are in the pool. */
export function isQuiet(world: CommitWorld): boolean {
  const state = coordinatorOf(world);
  // First what is cheap to ask: this is asked after every event.
  if (state.transactions.some((one) => isActive(one))) return false;
  const up = world.nodes('worker').filter(({ status }) => status === 'up');
  return (
    up.every(({ id, state: { phase } }) => phase === 'member' && poolOf(world).includes(id)) &&
    world.operations().every(({ outcome }) => outcome !== 'pending')
  );
}
