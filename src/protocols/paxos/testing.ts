/** Help for the tests of the Paxos chat: one handler at a time, or a whole world. */
import { TRUE_CLOCK } from '../../kernel/node.ts';
import { Outside } from '../../kernel/outside.ts';
import type { NodeId } from '../../kernel/process.ts';
import { streamKey } from '../../kernel/random.ts';
import { World } from '../../kernel/world.ts';
import { type Ballot, indexOf, serverIds } from './ballot.ts';
import { paxos } from './index.ts';
import type { FlawName, PaxosVocabulary } from './messages.ts';
import type { BalancerState, ClientState, ServerState } from './states.ts';
import type { Acceptor, Decision, Text, Value, Vote } from './values.ts';

export { factsIn, flow, flowUntil } from '../testing-worlds.ts';

export type PaxosWorld = World<PaxosVocabulary>;
type Options = PaxosVocabulary['Options'];

const OPTIONS: Options = {
  servers: 3,
  clients: 2,
  multiPaxos: false,
  phaseTimeoutMs: 2000,
  backOffMs: 1000,
  jitterMs: 500,
};

// ── one handler ──────────────────────────────────────────────────────────────────────────────────────────────

/** The outside world of one call; what the handler asks for is in its `requests`. */
export function outside(
  id: NodeId,
  change: {
    readonly now?: number;
    readonly incarnation?: number;
    readonly founding?: boolean;
    readonly flaws?: readonly FlawName[];
    readonly options?: Partial<Options>;
    readonly operations?: number;
  } = {},
): Outside<PaxosVocabulary> {
  const { now = 0, incarnation = 1, founding = false, flaws = [], operations = 0 } = change;
  const options = { ...OPTIONS, ...change.options };
  return new Outside<PaxosVocabulary>({
    id,
    incarnation,
    founding,
    clock: TRUE_CLOCK,
    now,
    randomKey: streamKey(1, id),
    draws: 0,
    operations,
    flaws,
    roster: {
      balancer: ['balancer-1'],
      server: serverIds(options.servers),
      client: ['client-1', 'client-2'],
    },
    options,
  });
}

export function ballot(counter: number, server: number): Ballot {
  return { counter, server };
}

export function text(line: string, sequence = 1, client = 'client-1'): Text {
  return { kind: 'text', client, sequence, author: 'Aaron', text: line };
}

export function vote(round: number, by: Ballot, value: Value): Vote {
  return { round, ballot: by, value };
}

/** A registered server with an empty log. */
export function aServer(change: Partial<ServerState> = {}): ServerState {
  return {
    acceptors: [],
    standing: null,
    log: [],
    registered: true,
    recovery: null,
    goal: 0,
    queue: [],
    proposal: null,
    watchesHole: false,
    resting: false,
    refusedFor: null,
    lead: null,
    latest: null,
    ...change,
  };
}

/** Acceptors' words with the one of `round` set. */
export function words(round: number, word: Acceptor): readonly Acceptor[] {
  const blank: Acceptor = { promised: null, accepted: null };
  return Array.from({ length: indexOf(round) + 1 }, () => blank).with(indexOf(round), word);
}

/** A log of texts, from round 10 on; `null` is a hole. */
export function logOf(...values: readonly (Value | null)[]): readonly (Decision | null)[] {
  return values.map((value, index) =>
    value === null ? null : { round: (index + 1) * 10, ballot: ballot(1, 1), value },
  );
}

/** A balancer that serves with all three servers registered. */
export function aBalancer(change: Partial<BalancerState> = {}): BalancerState {
  return {
    phase: 'serving',
    required: 3,
    servers: serverIds(3).map((id) => ({ id, life: 1, load: 0, failed: false })),
    answered: {},
    waiting: [],
    ...change,
  };
}

/** A client at server-1. */
export function aClient(change: Partial<ClientState> = {}): ClientState {
  return {
    name: 'Aaron',
    seat: { server: 'server-1', life: 1 },
    request: { number: 1_000_001, failed: null, askedAt: 0, stopped: false },
    pending: [],
    lines: [],
    upTo: 0,
    polledAt: null,
    ...change,
  };
}

// ── a whole world ────────────────────────────────────────────────────────────────────────────────────────────

/** A world of three servers and two clients, 10 ms of latency unless `change` says otherwise. */
export function paxosWorld(change: Partial<Options> = {}, seed = 1, latencyMs = 10): PaxosWorld {
  const weather = {
    latencyMs: [latencyMs, latencyMs],
    lossPercent: 0,
    duplicatePercent: 0,
  } as const;
  return new World({ ...paxos, weather }, { ...OPTIONS, ...change }, seed);
}

/** Types a line in the window of a client. */
export function say(world: PaxosWorld, line: string, client = 'client-1'): void {
  world.apply({ type: 'command', client, text: line });
}

export function serverOf(world: PaxosWorld, id: NodeId): ServerState {
  const found = world.nodes('server').find((server) => server.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found.state;
}

export function clientOf(world: PaxosWorld, id: NodeId): ClientState {
  const found = world.nodes('client').find((client) => client.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found.state;
}

export function balancerOf(world: PaxosWorld): BalancerState {
  const [balancer] = world.nodes('balancer');
  if (balancer === undefined) throw new Error('there is no balancer');
  return balancer.state;
}

/** Loads of the servers, in their order. */
export function loadsOf({ servers }: BalancerState): readonly number[] {
  return servers.map(({ load }) => load);
}

/** Whether every client has a server. */
export function isSeated(world: PaxosWorld): boolean {
  return world.nodes('client').every(({ state }) => state.seat !== null);
}

/** The texts in a server's log, round by round; `NOP` and `hole` where there are none. */
export function linesOf({ log }: ServerState): readonly string[] {
  return log.map((decision) => {
    if (decision === null) return 'hole';
    return decision.value.kind === 'nop' ? 'NOP' : decision.value.text;
  });
}
