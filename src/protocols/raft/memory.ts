/** What the judges of Raft remember of a run. */
import type { NodeId, OperationId } from '../../kernel/process.ts';
import { append, EMPTY_SEQUENCE, type Sequence } from '../../kernel/sequence.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import type { Fact } from './facts.ts';
import {
  countMessages,
  type Figures,
  NO_FIGURES,
  trackCommit,
  trackElection,
  trackProposal,
} from './memory-figures.ts';
import { type LogMemory, NO_LOGS, rememberLogs, serverIn } from './memory-logs.ts';
import type { RaftVocabulary } from './messages.ts';

type Event = TraceEvent<RaftVocabulary>;
type Of<T extends Fact['type']> = Extract<Fact, { type: T }>;

export interface Memory {
  readonly logs: LogMemory;
  readonly machines: MachineMemory;
  readonly clients: ClientMemory;
  /** Term → who was elected in it. */
  readonly leaders: Readonly<Record<string, NodeId>>;
  readonly figures: Figures;
  /** The slowest and the fastest that any clock ever ran, in thousandths of true speed. */
  readonly clocks: ClockRates;
}

interface ClockRates {
  readonly slowest: number;
  readonly fastest: number;
}

interface MachineMemory {
  /** What was committed, by index. */
  readonly committed: Sequence<CommittedEntry>;
  /** The newest command of each client that was executed, and where. */
  readonly executed: Readonly<Record<NodeId, Execution>>;
}

interface ClientMemory {
  /** The newest version of each key that some client was told of. */
  readonly told: Readonly<Record<string, number>>;
  /** What each client has open, and the version of its key that was known when it began. */
  readonly asked: Readonly<Record<NodeId, Asked>>;
}

export interface CommittedEntry {
  readonly term: number;
  readonly what: string;
  /** The term in which it was committed. */
  readonly committedIn: number;
}

interface Execution {
  readonly sequence: OperationId;
  readonly index: number;
}

interface Asked {
  readonly sequence: OperationId;
  readonly floor: number;
}

export const NOTHING: Memory = {
  logs: NO_LOGS,
  machines: { committed: EMPTY_SEQUENCE, executed: {} },
  clients: { told: {}, asked: {} },
  leaders: {},
  figures: NO_FIGURES,
  clocks: { slowest: 1000, fastest: 1000 },
};

/** The memory after one more event; the same object if there was nothing to remember. */
export function remember(memory: Memory, event: Event): Memory {
  const logs = rememberLogs(memory.logs, event);
  let { machines, clients, leaders, figures } = memory;
  for (const fact of event.facts) {
    machines = rememberMachines(machines, fact, event);
    clients = rememberClients(clients, fact, event);
    figures = rememberFigures(figures, fact, event);
    if (fact.type === 'Elected') leaders = { ...leaders, [fact.term]: event.node ?? '' };
  }
  figures = countMessages(figures, event);
  const clocks = rememberClocks(memory.clocks, event);
  const isSame =
    logs === memory.logs &&
    machines === memory.machines &&
    clients === memory.clients &&
    leaders === memory.leaders &&
    figures === memory.figures &&
    clocks === memory.clocks;
  return isSame ? memory : { logs, machines, clients, leaders, figures, clocks };
}

function rememberClocks(clocks: ClockRates, { intent }: Event): ClockRates {
  if (intent?.type !== 'clock') return clocks;
  const { ratePermille } = intent;
  const { slowest, fastest } = clocks;
  return { slowest: Math.min(slowest, ratePermille), fastest: Math.max(fastest, ratePermille) };
}

function rememberMachines(machines: MachineMemory, fact: Fact, { after }: Event): MachineMemory {
  if (fact.type !== 'Applied') return machines;
  const { index, term, what } = fact;
  const committedIn = serverIn(after)?.currentTerm ?? 0;
  const isNew = index === machines.committed.length + 1;
  const committed = isNew
    ? append(machines.committed, { term, what, committedIn })
    : machines.committed;
  const executed = withExecution(machines.executed, fact);
  const isSame = !isNew && executed === machines.executed;
  return isSame ? machines : { committed, executed };
}

function withExecution(
  executed: MachineMemory['executed'],
  { index, origin, executed: isExecuted }: Of<'Applied'>,
): MachineMemory['executed'] {
  if (origin === null || !isExecuted) return executed;
  const { client, sequence } = origin;
  const known = executed[client];
  if (known !== undefined && known.sequence >= sequence) return executed;
  return { ...executed, [client]: { sequence, index } };
}

function rememberClients(clients: ClientMemory, fact: Fact, { node }: Event): ClientMemory {
  const { told, asked } = clients;
  if (fact.type === 'Asks' && node !== null) {
    const floor = fact.key === null ? 0 : versionOf(told, fact.key);
    return { told, asked: { ...asked, [node]: { sequence: fact.sequence, floor } } };
  }
  if (fact.type === 'Answered' && fact.key !== null && versionOf(told, fact.key) < fact.version) {
    return { told: { ...told, [fact.key]: fact.version }, asked };
  }
  return clients;
}

/** The newest version of a key that some client was told of; 0 if none was. */
function versionOf(told: ClientMemory['told'], key: string): number {
  return Object.hasOwn(told, key) ? (told[key] ?? 0) : 0;
}

function rememberFigures(figures: Figures, fact: Fact, event: Event): Figures {
  const { node, time } = event;
  if (node === null) return figures;
  if (fact.type === 'Proposed') return trackProposal(figures, fact, node, event);
  if (fact.type === 'Committed') return trackCommit(figures, fact, node, time);
  const isElection = fact.type === 'Elected' || fact.type === 'ElectionStarted';
  return isElection ? trackElection(figures, fact, time) : figures;
}
