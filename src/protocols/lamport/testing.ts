/** Help for the tests of the replicated state machine: one handler at a time, or a whole world. */
import { TRUE_CLOCK } from '../../kernel/node.ts';
import { Outside } from '../../kernel/outside.ts';
import { streamKey } from '../../kernel/random.ts';
import { EMPTY_SEQUENCE, toArray } from '../../kernel/sequence.ts';
import { World } from '../../kernel/world.ts';
import { NEW_CLIENT } from './enrolment.ts';
import { idText, type Uid } from './identity.ts';
import { lamport } from './index.ts';
import type {
  Broadcast,
  ClientRecord,
  ClientState,
  FlawName,
  LamportVocabulary,
  ReplicaState,
} from './messages.ts';
import { type Action, FIRST_SITES } from './sites.ts';

export { factsIn, flow, flowUntil } from '../testing-worlds.ts';

export type LamportWorld = World<LamportVocabulary>;
type Options = LamportVocabulary['Options'];

const OPTIONS: Options = { replicas: 3, clients: 2, dummyIntervalMs: 100 };

export const HARVARD = 'Harvard University';
export const EDIT: Action = { type: 'edit', site: HARVARD, availability: '10' };

// ── one handler ──────────────────────────────────────────────────────────────────────────────────────────────

/** The outside world of one call among three replicas and two clients; what the handler asks for is in its `requests`. */
export function outside(
  id: string,
  change: { readonly flaws?: readonly FlawName[]; readonly founding?: boolean } = {},
): Outside<LamportVocabulary> {
  const node = new Outside<LamportVocabulary>({
    id,
    incarnation: 1,
    founding: change.founding ?? false,
    clock: TRUE_CLOCK,
    now: 0,
    randomKey: streamKey(1, id),
    draws: 0,
    operations: 0,
    flaws: change.flaws ?? [],
    roster: { replica: ['replica-1', 'replica-2', 'replica-3'], client: ['client-1', 'client-2'] },
    options: OPTIONS,
  });
  node.random.aim(streamKey(1, id), 0);
  return node;
}

export function dummy(client: Uid, clock: number, turn: number): Broadcast {
  return { type: 'dummy', clock, client, turn };
}

export function request(
  client: Uid,
  clock: number,
  turn: number,
  action: Action = EDIT,
): Broadcast {
  return { type: 'request', clock, client, turn, action };
}

/** A client as a replica knows it, with these broadcasts in its queue. */
export function aRecord(
  queue: readonly Broadcast[],
  change: Partial<ClientRecord> = {},
): ClientRecord {
  return { ...NEW_CLIENT, queue, last: queue.at(-1) ?? null, ...change };
}

/** A live replica of three, `replica-2` unless `change` says otherwise. */
export function aReplica(change: Partial<ReplicaState> = {}): ReplicaState {
  return {
    uid: 'replica-2.1',
    clock: 20,
    joining: null,
    members: ['replica-1.1', 'replica-2.1', 'replica-3.1'],
    clients: {},
    closed: [],
    rounds: {},
    reserved: null,
    sites: FIRST_SITES,
    executedId: null,
    logFrom: 0,
    log: EMPTY_SEQUENCE,
    ...change,
  };
}

/** A connected client of three replicas that is between two broadcasts. */
export function aClient(change: Partial<ClientState> = {}): ClientState {
  return {
    uid: 'client-1.1',
    clock: 20,
    phase: 'connected',
    attempt: 1,
    replicas: ['replica-1', 'replica-2', 'replica-3'],
    awaited: [],
    newcomers: [],
    turn: 4,
    open: null,
    waiting: [],
    dialogue: null,
    leftAt: null,
    ...change,
  };
}

/** Receivers and types of what a handler sent. */
export function sends({ requests }: Outside<LamportVocabulary>): readonly string[] {
  return requests.sends.map(({ to, message }) => `${message.type} > ${to}`);
}

/** Ids of what a replica has executed in this life. */
export function logOf({ log }: ReplicaState): readonly string[] {
  return toArray(log).map(({ id }) => idText(id));
}

// ── a whole world ────────────────────────────────────────────────────────────────────────────────────────────

/** Three replicas, two clients, 10 ms of latency unless `change` says otherwise; everybody is connected. */
export function lamportWorld(change: Partial<Options> = {}, seed = 1): LamportWorld {
  const weather = { latencyMs: [10, 10], lossPercent: 0, duplicatePercent: 0 } as const;
  const world = new World<LamportVocabulary>(
    { ...lamport, weather },
    { ...OPTIONS, ...change },
    seed,
  );
  world.advanceTo(500);
  return world;
}

/** Types a line at a client. */
export function say(world: LamportWorld, client: number, text: string): void {
  world.apply({ type: 'command', client: `client-${client}`, text });
}

/** The outcome and the answer of the newest operation of a client. */
export function answerOf(world: LamportWorld, client: number): readonly [string, string] {
  const newest = world.operations().findLast((one) => one.client === `client-${client}`);
  return [newest?.outcome ?? 'none', newest?.result ?? ''];
}

export function replicaOf(world: LamportWorld, number: number): ReplicaState {
  const found = world.nodes('replica').find(({ id }) => id === `replica-${number}`);
  if (found === undefined) throw new Error(`there is no replica-${number}`);
  return found.state;
}

export function clientOf(world: LamportWorld, number: number): ClientState {
  const found = world.nodes('client').find(({ id }) => id === `client-${number}`);
  if (found === undefined) throw new Error(`there is no client-${number}`);
  return found.state;
}

/** Whether every operation has an outcome. */
export function isAnswered(world: LamportWorld): boolean {
  return world.operations().every(({ outcome }) => outcome !== 'pending');
}
