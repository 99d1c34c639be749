/**
 * A yardstick for the cost of the kernel, the judges and the run: a program in the shape of Raft whose handlers cost about what
 * careful handlers cost. It is no Raft: the leader is appointed, nobody votes, nothing is repaired.
 *
 * A client sends its next write as soon as the last is answered. The leader appends it, sends it to its followers and answers once a
 * majority has it; heart-beats fill the pauses. A write makes ten deliveries, an election timer set anew at every append, a dozen facts.
 */
import type { Node, NodeId, OperationId, Process } from '../src/kernel/process.ts';
import { unreachable } from '../src/kernel/process.ts';
import { append, at, EMPTY_SEQUENCE, type Sequence } from '../src/kernel/sequence.ts';
import type { JudgedVocabulary, Protocol } from '../src/protocols/protocol.ts';
import { judgement } from './yardstick-judges.ts';

const HEARTBEAT_MS = 50;
const ELECTION_MS = [150, 300] as const;
/** Names that the client writes in turn, so that the tables stop growing. */
const NAMES = 16;
const LEADER = 'server-1';

export interface Entry {
  readonly term: number;
  readonly client: NodeId;
  readonly operation: OperationId;
  readonly name: string;
  readonly value: number;
}

export interface ServerState {
  readonly role: 'leader' | 'follower';
  readonly term: number;
  readonly log: Sequence<Entry>;
  readonly commitIndex: number;
  readonly lastApplied: number;
  readonly table: Readonly<Record<string, number>>;
  /** The leader's: follower → how far its log is known to agree. */
  readonly matchIndex: Readonly<Record<NodeId, number>>;
}

interface ClientState {
  /** The operation that was typed: it asked for all the others. */
  readonly typed: OperationId;
  readonly written: number;
}

type Append = {
  readonly type: 'append';
  readonly term: number;
  readonly previousIndex: number;
  readonly previousTerm: number;
  readonly entries: readonly Entry[];
  readonly commitIndex: number;
};
type Appended = {
  readonly type: 'appended';
  readonly term: number;
  readonly success: boolean;
  readonly matchIndex: number;
};
type Write = {
  readonly type: 'write';
  readonly operation: OperationId;
  readonly name: string;
  readonly value: number;
};
type Written = {
  readonly type: 'written';
  readonly operation: OperationId;
  readonly index: number;
};

export interface YardstickVocabulary extends JudgedVocabulary {
  States: { server: ServerState; client: ClientState };
  Inbox: { server: Append | Appended | Write; client: Written };
  Command: { readonly name: string; readonly value: number };
  Fact:
    | { readonly type: 'Appended'; readonly index: number; readonly term: number }
    | { readonly type: 'Committed'; readonly index: number; readonly holders: number }
    | { readonly type: 'Applied'; readonly index: number; readonly name: string };
  Timer: 'heartbeat' | 'election';
  Flaw: never;
  Options: { servers: number };
  Memory: { readonly committed: number; readonly latencyMs: number };
}

type Outside = Node<YardstickVocabulary>;

const server: Process<YardstickVocabulary, 'server'> = {
  durable: ['term', 'log'],

  boot(node, { term = 1, log = EMPTY_SEQUENCE }) {
    const role = node.id === LEADER ? 'leader' : 'follower';
    if (role === 'leader') node.setTimer('heartbeat', HEARTBEAT_MS);
    else awaitLeader(node);
    const matchIndex = Object.fromEntries(followers(node).map((id) => [id, 0]));
    return { role, term, log, commitIndex: 0, lastApplied: 0, table: {}, matchIndex };
  },

  onMessage(state, message, from, node) {
    switch (message.type) {
      case 'write':
        return onWrite(state, message, from, node);
      case 'append':
        return onAppend(state, message, from, node);
      case 'appended':
        return onAppended(state, message, from, node);
      default:
        return unreachable(message);
    }
  },

  onTimer(state, timer, node) {
    if (timer === 'election') awaitLeader(node);
    else replicate(state, [], node);
    return state;
  },
};

const client: Process<YardstickVocabulary, 'client'> = {
  durable: [],
  boot: () => ({ typed: 0, written: 0 }),
  onCommand: (state, { name, value }, operation, node) => {
    node.send(LEADER, { type: 'write', operation, name, value });
    return { typed: operation, written: state.written + 1 };
  },
  onMessage(state, { operation, index }, _from, node) {
    node.respond(operation, 'ok', `at #${index}`);
    const value = state.written;
    const name = `name${value % NAMES}`;
    const next = node.invoke(state.typed, `put ${name} ${value}`, { name, value });
    node.send(LEADER, { type: 'write', operation: next, name, value });
    return { ...state, written: value + 1 };
  },
  onTimer: (state) => state,
};

function onWrite(
  state: ServerState,
  { operation, name, value }: Write,
  from: NodeId,
  node: Outside,
): ServerState {
  const entry = { term: state.term, client: from, operation, name, value };
  const log = append(state.log, entry);
  node.report({ type: 'Appended', index: log.length, term: state.term });
  replicate(state, [entry], node);
  return { ...state, log };
}

/** Sends what comes behind the log as it stood; nothing is a heart-beat. */
function replicate(state: ServerState, entries: readonly Entry[], node: Outside): void {
  const { term, log, commitIndex } = state;
  const previousIndex = log.length;
  const previousTerm = at(log, previousIndex - 1)?.term ?? 0;
  for (const follower of followers(node)) {
    node.send(follower, {
      type: 'append',
      term,
      previousIndex,
      previousTerm,
      entries,
      commitIndex,
    });
  }
  node.setTimer('heartbeat', HEARTBEAT_MS);
}

function onAppend(
  state: ServerState,
  { term, previousIndex, previousTerm, entries, commitIndex }: Append,
  from: NodeId,
  node: Outside,
): ServerState {
  awaitLeader(node);
  const agrees =
    term === state.term &&
    previousIndex <= state.log.length &&
    (at(state.log, previousIndex - 1)?.term ?? 0) === previousTerm;
  let { log } = state;
  if (agrees && previousIndex === log.length) {
    for (const entry of entries) {
      log = append(log, entry);
      node.report({ type: 'Appended', index: log.length, term });
    }
  }
  const matchIndex = agrees ? previousIndex + entries.length : 0;
  node.send(from, { type: 'appended', term: state.term, success: agrees, matchIndex });
  return applied({ ...state, log }, Math.min(commitIndex, matchIndex), node);
}

function onAppended(
  state: ServerState,
  { success, matchIndex: match }: Appended,
  from: NodeId,
  node: Outside,
): ServerState {
  if (!success || match <= (state.matchIndex[from] ?? 0)) return state;
  const matchIndex = { ...state.matchIndex, [from]: match };
  let holders = 1;
  for (const follower in matchIndex) if ((matchIndex[follower] ?? 0) >= match) holders += 1;
  if (match <= state.commitIndex || holders * 2 <= node.peers('server').length) {
    return { ...state, matchIndex };
  }
  node.report({ type: 'Committed', index: match, holders });
  for (let index = state.commitIndex + 1; index <= match; index += 1) {
    const entry = at(state.log, index - 1);
    if (entry !== undefined)
      node.send(entry.client, { type: 'written', operation: entry.operation, index });
  }
  return applied({ ...state, matchIndex }, match, node);
}

/** The state with everything up to `commitIndex` applied. */
function applied(state: ServerState, commitIndex: number, node: Outside): ServerState {
  if (commitIndex <= state.lastApplied) return state;
  let { table } = state;
  for (let index = state.lastApplied + 1; index <= commitIndex; index += 1) {
    const entry = at(state.log, index - 1);
    if (entry === undefined) continue;
    table = { ...table, [entry.name]: entry.value };
    node.report({ type: 'Applied', index, name: entry.name });
  }
  return { ...state, commitIndex, lastApplied: commitIndex, table };
}

function awaitLeader(node: Outside): void {
  node.setTimer('election', node.random.between(ELECTION_MS[0], ELECTION_MS[1]));
}

function followers(node: Outside): readonly NodeId[] {
  return node.peers('server').filter((id) => id !== node.id);
}

export const yardstick: Protocol<YardstickVocabulary> = {
  id: 'yardstick',
  title: 'Yardstick',
  summary: 'Appends without elections: what the kernel costs',
  source: 'bench/yardstick.ts',
  transport: { kind: 'stream', fifo: true, failStop: false },
  weather: { latencyMs: [5, 15], lossPercent: 0, duplicatePercent: 0 },
  roles: {
    client: { title: 'client', family: 'client', most: 1 },
    server: { title: 'server', family: 'replica', most: 5 },
  },
  processes: { client, server },
  options: {
    servers: {
      kind: 'integer',
      title: 'Servers',
      help: 'How many',
      initial: 5,
      least: 3,
      most: 5,
      unit: '',
    },
  },
  console: { sample: () => 'put', placeholder: '', commands: [] },
  messageTypes: ['append', 'appended', 'write', 'written'],
  flaws: [],
  scenarios: [],
  judgement,
  describe: {
    node: (_view, id, state) => ({
      epoch: 'term' in state ? state.term : null,
      label: id,
      glyph: null,
      badge: '',
      sentence: id,
      dots: [],
    }),
    message: ({ type }) => ({
      title: type,
      family: 'data',
      reply: false,
      sign: null,
      epoch: null,
      fields: [],
    }),
    fact: (fact) => ({
      sentence: `${fact.type} #${fact.index}`,
      reason: null,
      source: null,
      epoch: null,
      weight: 'quiet',
      tone: 'note',
      band: null,
    }),
    timer: (name) => ({ title: name, ring: true }),
  },
  views: {
    ledger: () => [],
    waits: () => [],
    outlines: () => [],
    measures: () => [],
    charts: () => [],
  },
  hint: () => '',
  cluster: ({ servers }) => ['client', ...Array.from({ length: servers }, () => 'server' as const)],
  parse: () => ({ kind: 'command', command: { name: 'name0', value: 0 } }),
};
