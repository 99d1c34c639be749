/** Help for the tests of Raft: one handler at a time, or a whole world. */
import { TRUE_CLOCK } from '../../kernel/node.ts';
import { Outside } from '../../kernel/outside.ts';
import { streamKey } from '../../kernel/random.ts';
import { append, EMPTY_SEQUENCE } from '../../kernel/sequence.ts';
import type { Operation, TraceEvent } from '../../kernel/trace.ts';
import { World } from '../../kernel/world.ts';
import { initialOptions } from '../protocol.ts';
import { raft } from './index.ts';
import { configurationOf, lastIndex, termAt, withEntries } from './log.ts';
import { EMPTY_MACHINE } from './machine.ts';
import type {
  Configuration,
  Entry,
  FlawName,
  Leadership,
  RaftVocabulary,
  ServerMessage,
  ServerState,
  Snapshot,
} from './messages.ts';
import { freshProgress } from './replication.ts';
import { flowUntil } from '../testing-worlds.ts';

export { factsIn, flow, flowUntil } from '../testing-worlds.ts';

export type RaftWorld = World<RaftVocabulary>;
type Event = TraceEvent<RaftVocabulary>;
type Options = RaftVocabulary['Options'];
type SentOf<T extends string> = Extract<ServerMessage, { type: T }>;

const OPTIONS: Options = {
  servers: 5,
  clients: 2,
  electionTimeoutMs: 150,
  electionSpreadPercent: 100,
  heartbeatMs: 50,
  preVote: false,
  checkQuorum: false,
  reads: 'log',
  membership: 'joint consensus',
  learners: true,
  sessions: true,
  replication: 'at once',
  entriesPerMessage: 64,
  snapshotEvery: 0,
  giveUpMs: 5000,
};

// ── one handler ──────────────────────────────────────────────────────────────────────────────────────────────

/** The outside world of one call; what the handler asks for is in its `requests`. */
export function outside(
  change: {
    readonly id?: string;
    readonly now?: number;
    readonly flaws?: readonly FlawName[];
    readonly options?: Partial<Options>;
    readonly founding?: boolean;
    readonly seed?: number;
  } = {},
): Outside<RaftVocabulary> {
  const { id = 'server-1', now = 0, flaws = [], founding = false, seed = 1 } = change;
  const node = new Outside<RaftVocabulary>({
    id,
    incarnation: 1,
    founding,
    clock: TRUE_CLOCK,
    now,
    randomKey: streamKey(seed, id),
    draws: 0,
    operations: 0,
    flaws,
    roster: { server: names(6), client: ['client-1', 'client-2'] },
    options: { ...OPTIONS, ...change.options },
  });
  node.random.aim(streamKey(seed, id), 0);
  return node;
}

/** `server-1` to `server-COUNT`. */
export function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, place) => `server-${place + 1}`);
}

/** Entries of these terms; each sets `x` to its place. */
export function entriesOf(...terms: readonly number[]): readonly Entry[] {
  return terms.map((term, place): Entry => {
    const value = String(place + 1);
    const origin = { client: 'client-1', sequence: place + 1 };
    return { term, command: { type: 'key', command: { type: 'set', key: 'x', value }, origin } };
  });
}

/** The snapshot that the founders of a cluster of `count` begin with. */
export function beginning(count = 5): Snapshot {
  const configuration = { old: null, voters: names(count) };
  return { index: 0, term: 0, configuration, machine: EMPTY_MACHINE };
}

/** A follower of five in the term of its last entry, with entries of these terms. */
export function aServer(terms: readonly number[], change: Partial<ServerState> = {}): ServerState {
  const snapshot = change.snapshot ?? beginning();
  const log = withEntries(EMPTY_SEQUENCE, entriesOf(...terms));
  return {
    currentTerm: terms.at(-1) ?? 0,
    votedFor: null,
    snapshot,
    log,
    commitIndex: 0,
    lastApplied: 0,
    machine: EMPTY_MACHINE,
    role: 'follower',
    leader: null,
    heardAt: null,
    configuration: configurationOf({ snapshot, log }),
    votes: {},
    leadership: null,
    ...change,
  };
}

/** `server-1` as the leader of `term` with entries of these terms; of the others nothing is known. */
export function aLeader(
  term: number,
  terms: readonly number[],
  change: Partial<Leadership> = {},
): ServerState {
  const next = terms.length + 1;
  const peers = names(5).slice(1);
  return aServer(terms, {
    currentTerm: term,
    role: 'leader',
    leader: 'server-1',
    leadership: {
      firstIndex: next,
      round: 0,
      settled: 0,
      followers: peers.map((peer) => freshProgress(peer, next, 0)),
      reads: [],
      leaseGivenUp: false,
      transfer: null,
      catchUp: null,
      ...change,
    },
  });
}

/** Who asks for a change in `withChange`. */
export const ORIGIN = { client: 'client-1', sequence: 9 };

/** The state with an entry for `configuration` at the end of its log, in use. */
export function withChange(state: ServerState, configuration: Configuration): ServerState {
  const term = state.currentTerm;
  const command = { type: 'configuration', configuration, origin: ORIGIN } as const;
  const log = append(state.log, { term, command });
  return { ...state, log, configuration: configurationOf({ snapshot: state.snapshot, log }) };
}

/** What was sent of one type, with its receiver. */
export function sentBy<T extends ServerMessage['type']>(
  node: Outside<RaftVocabulary>,
  type: T,
): readonly (SentOf<T> & { readonly to: string })[] {
  return node.requests.sends.flatMap(({ to, message }) =>
    isOf(message, type) ? [{ ...message, to }] : [],
  );
}

function isOf<T extends string>(message: { readonly type: string }, type: T): message is SentOf<T> {
  return message.type === type;
}

/** An AppendEntries with its rarely changing parts filled in. */
export function appendEntries(
  change: Partial<SentOf<'AppendEntries'>> & { readonly term: number },
): SentOf<'AppendEntries'> {
  const plain = { prevLogIndex: 0, prevLogTerm: 0, entries: [], leaderCommit: 0 };
  return { type: 'AppendEntries', ...plain, round: 1, sentAt: 0, ...change };
}

/** The answer of a follower that has everything up to `matchIndex`. */
export function accepted(
  term: number,
  matchIndex: number,
  round = 1,
  sentAt = 0,
): SentOf<'AppendEntriesReply'> {
  const rest = { entries: 1, conflictIndex: 0, conflictTerm: null, round, sentAt };
  return { type: 'AppendEntriesReply', term, success: true, matchIndex, ...rest };
}

/** The terms of a log, as in `1 1 4`. */
export function termsOf(state: ServerState): string {
  return Array.from({ length: lastIndex(state) }, (_, place) => termAt(state, place + 1)).join(' ');
}

// ── a whole world ────────────────────────────────────────────────────────────────────────────────────────────

/** A world of five servers and two clients with the paper's times: 150 to 300 ms, and 5 ms from one to another. */
export function raftWorld(
  change: Partial<Options> = {},
  seed = 1,
  latencyMs: readonly [number, number] = [5, 5],
): RaftWorld {
  const weather = { latencyMs, lossPercent: 0, duplicatePercent: 0 } as const;
  return new World({ ...raft, weather }, { ...OPTIONS, ...change }, seed);
}

/** A world with the options that the page begins with. */
export function slowWorld(change: Partial<Options> = {}, seed = 1): RaftWorld {
  return new World(raft, { ...OPTIONS, ...initialOptions(raft), ...change }, seed);
}

/** Types a line at a client and returns the number of the operation. */
export function say(world: RaftWorld, text: string, client = 'client-1'): number {
  const id = world.operations().length + 1;
  world.apply({ type: 'command', client, text });
  return id;
}

export function operation(world: RaftWorld, id: number): Operation<RaftVocabulary['Command']> {
  const found = world.operations()[id - 1];
  if (found === undefined) throw new Error(`there is no operation ${id}`);
  return found;
}

/** Types a line and lets time flow until it has an outcome. */
export function ask(world: RaftWorld, text: string, client = 'client-1'): string {
  const id = say(world, text, client);
  flowUntil(world, () => operation(world, id).outcome !== 'pending');
  const { outcome, result } = operation(world, id);
  return `${outcome}: ${result}`;
}

/** Parts a server and client-1 from all others. */
export function partOff(world: RaftWorld, id: string): void {
  const rest = world.nodes('server').flatMap((server) => (server.id === id ? [] : [server.id]));
  world.apply({
    type: 'partition',
    groups: [
      [id, 'client-1'],
      [...rest, 'client-2'],
    ],
  });
}

export function serverOf(world: RaftWorld, id: string): ServerState {
  const found = world.nodes('server').find((server) => server.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found.state;
}

/** Whether all of these go by one list of members, themselves, and know it to be committed. */
export function isSettled(world: RaftWorld, members: readonly string[]): boolean {
  return members.every((id) => {
    const { configuration, commitIndex } = serverOf(world, id);
    const isSame = configuration.voters.toSorted().join() === members.toSorted().join();
    return isSame && configuration.old === null && configuration.index <= commitIndex;
  });
}

/** The server that leads, once there is one. */
export function elected(world: RaftWorld): string {
  const found = (): string | undefined =>
    world.nodes('server').find(({ status, state }) => status === 'up' && state.role === 'leader')
      ?.id;
  flowUntil(world, () => found() !== undefined);
  return found() ?? '';
}

/** How many messages of a type the events sent. */
export function countSent(events: readonly Event[], ...types: readonly string[]): number {
  return events
    .flatMap(({ sent }) => sent)
    .filter((pending) => pending.kind === 'deliver' && types.includes(pending.message.type)).length;
}
