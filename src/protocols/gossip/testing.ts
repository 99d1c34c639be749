/** Help for the tests of the gossip database: one handler at a time, or a whole world. */
import { TRUE_CLOCK } from '../../kernel/node.ts';
import { Outside } from '../../kernel/outside.ts';
import { streamKey } from '../../kernel/random.ts';
import { World } from '../../kernel/world.ts';
import { gossip } from './index.ts';
import {
  type BalancerState,
  firstSession,
  type FlawName,
  type GossipVocabulary,
  type Member,
  type ReplicaState,
} from './messages.ts';

export { factsIn, flow, flowUntil } from '../testing-worlds.ts';

export type GossipWorld = World<GossipVocabulary>;
type Options = GossipVocabulary['Options'];

const OPTIONS: Options = {
  replicas: 4,
  clients: 1,
  gossipIntervalMs: 1000,
  seeds: 2,
  crashTimeoutMs: 0,
  eagerPush: false,
};

// ── one handler ──────────────────────────────────────────────────────────────────────────────────────────────

/** The outside world of one call; what the handler asks for is in its `requests`. */
export function outside(
  id: string,
  change: {
    readonly now?: number;
    readonly flaws?: readonly FlawName[];
    readonly options?: Partial<Options>;
    readonly replicas?: number;
    readonly seed?: number;
  } = {},
): Outside<GossipVocabulary> {
  const { now = 0, flaws = [], replicas = 4, seed = 1 } = change;
  const node = new Outside<GossipVocabulary>({
    id,
    incarnation: 1,
    founding: false,
    clock: TRUE_CLOCK,
    now,
    randomKey: streamKey(seed, id),
    draws: 0,
    operations: 0,
    flaws,
    roster: { balancer: ['balancer-1'], replica: names(replicas), client: ['client-1'] },
    options: { ...OPTIONS, ...change.options },
  });
  node.random.aim(streamKey(seed, id), 0);
  return node;
}

/** `replica-1` to `replica-COUNT`. */
export function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `replica-${index + 1}`);
}

/** A replica of four that is a member. */
export function aReplica(change: Partial<ReplicaState> = {}): ReplicaState {
  return {
    phase: 'member',
    session: firstSession(1),
    era: 0,
    state: 0,
    neighbours: names(4).slice(1),
    table: [],
    applied: null,
    pulling: null,
    ...change,
  };
}

/** A member as the balancer knows it. */
export function aMember(id: string, state: number | null, change: Partial<Member> = {}): Member {
  return { id, session: firstSession(1), state, heardAt: 0, welcome: null, ...change };
}

/** A balancer whose four members have agreed on `state`. */
export function aBalancer(state = 0, change: Partial<BalancerState> = {}): BalancerState {
  return {
    phase: 'serving',
    era: 0,
    selfState: state,
    nodeState: state,
    queue: [],
    inflight: null,
    members: names(4).map((id) => aMember(id, state)),
    receipts: {},
    ...change,
  };
}

// ── a whole world ────────────────────────────────────────────────────────────────────────────────────────────

/** A world of the gossip database: four replicas, one client, 10 ms of latency unless `change` says otherwise. */
export function gossipWorld(change: Partial<Options> = {}, seed = 1, latencyMs = 10): GossipWorld {
  const weather = {
    latencyMs: [latencyMs, latencyMs],
    lossPercent: 0,
    duplicatePercent: 0,
  } as const;
  return new World({ ...gossip, weather }, { ...OPTIONS, ...change }, seed);
}

/** Types a line at `client-1`. */
export function say(world: GossipWorld, text: string): void {
  world.apply({ type: 'command', client: 'client-1', text });
}

export function balancerOf(world: GossipWorld): BalancerState {
  const [balancer] = world.nodes('balancer');
  if (balancer === undefined) throw new Error('there is no balancer');
  return balancer.state;
}

export function replicaOf(world: GossipWorld, id: string): ReplicaState {
  const found = world.nodes('replica').find((replica) => replica.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found.state;
}

/** Whether nothing waits, nothing is in flight, and every command has an outcome. */
export function isQuiet(world: GossipWorld): boolean {
  const { queue, inflight } = balancerOf(world);
  const isOpen = world.operations().some(({ outcome }) => outcome === 'pending');
  return queue.length === 0 && inflight === null && !isOpen;
}
