/** What the judges of Raft remember of a run. */
import type { NodeId, OperationId } from '../../kernel/process.ts';
import { append, at, EMPTY_SEQUENCE, replace, type Sequence } from '../../kernel/sequence.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import { entryAt, lastIndex, termAt } from './log.ts';
import type { AppendEntries, LogCommand, RaftVocabulary, ServerState } from './messages.ts';
import type { Fact } from './facts.ts';

type Event = TraceEvent<RaftVocabulary>;

export interface Memory {
  /** Every entry that ever stood in a log, by index; one for each term in which there was one. */
  readonly entries: Sequence<readonly SeenEntry[]>;
  /** What was committed, by index. */
  readonly committed: Sequence<CommittedEntry>;
  /** Term → who was elected in it. */
  readonly leaders: Readonly<Record<string, NodeId>>;
  /** Each server's newest vote. */
  readonly votes: Readonly<Record<NodeId, { readonly term: number; readonly candidate: NodeId }>>;
  /** The newest command of each client that was executed, and where. */
  readonly executed: Readonly<Record<NodeId, Execution>>;
  /** The newest version of each key that some client was told of. */
  readonly told: Readonly<Record<string, number>>;
  /** What each client has open, and the version of its key that was known when it began. */
  readonly asked: Readonly<Record<NodeId, Asked>>;
  /** Whether some clock ever ran at another rate than the rest. */
  readonly clocksDiffer: boolean;
  readonly write: TrackedWrite | null;
  readonly election: TrackedElection | null;
  /** Who elected the newest leader. */
  readonly electors: { readonly term: number; readonly servers: readonly NodeId[] } | null;
  /** Who had the newest committed entry when it was committed. */
  readonly committers: {
    readonly index: number;
    readonly term: number;
    readonly servers: readonly NodeId[];
  } | null;
}

export interface SeenEntry {
  readonly term: number;
  readonly prevTerm: number;
  readonly command: LogCommand;
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

/** One entry under the eyes of the figures: from its proposal to its commit, with the messages that carried it and their answers. */
export interface TrackedWrite {
  readonly index: number;
  readonly term: number;
  readonly leader: NodeId;
  readonly peers: number;
  readonly proposedAt: number;
  readonly committedAt: number | null;
  readonly messages: number;
  /** Rounds that were heart-beats, which repeat what has no answer yet and are not counted. */
  readonly beats: readonly number[];
}

export interface TrackedElection {
  readonly term: number;
  readonly startedAt: number;
  readonly electedAt: number | null;
}

export const NOTHING: Memory = {
  entries: EMPTY_SEQUENCE,
  committed: EMPTY_SEQUENCE,
  leaders: {},
  votes: {},
  executed: {},
  told: {},
  asked: {},
  clocksDiffer: false,
  write: null,
  election: null,
  electors: null,
  committers: null,
};

/** The state of the server that an event ran at; `null` if it ran at none. */
export function serverIn(state: Event['after']): ServerState | null {
  return state !== null && 'currentTerm' in state ? state : null;
}

/** The entries that an event put into a server's log, the last first. */
export function newEntries(
  before: ServerState | null,
  after: ServerState,
): readonly (SeenEntry & { readonly index: number })[] {
  if (before?.log === after.log) return [];
  const found: (SeenEntry & { readonly index: number })[] = [];
  for (let index = lastIndex(after); index > after.snapshot.index; index -= 1) {
    const entry = entryAt(after, index);
    if (entry === undefined || (before !== null && entryAt(before, index) === entry)) break;
    const { term, command } = entry;
    found.push({ index, term, command, prevTerm: termAt(after, index - 1) ?? 0 });
  }
  return found;
}

/** The memory after one more event. */
export function remember(memory: Memory, event: Event): Memory {
  let next = rememberState(memory, event);
  for (const fact of event.facts) next = rememberFact(next, fact, event);
  if (event.intent?.type === 'clock' && event.intent.ratePermille !== 1000) {
    next = { ...next, clocksDiffer: true };
  }
  return next.write === null ? next : countMessages(next, next.write, event);
}

function rememberState(memory: Memory, event: Event): Memory {
  const before = serverIn(event.before);
  const after = serverIn(event.after);
  if (after === null || before === after || event.node === null) return memory;
  let { entries, votes } = memory;
  for (const entry of newEntries(before, after).toReversed()) entries = withSeen(entries, entry);
  const { votedFor: candidate, currentTerm: term } = after;
  const known = votes[event.node];
  if (candidate !== null && (known?.term !== term || known.candidate !== candidate)) {
    votes = { ...votes, [event.node]: { term, candidate } };
  }
  const isSame = entries === memory.entries && votes === memory.votes;
  return isSame ? memory : { ...memory, entries, votes };
}

function withSeen(
  entries: Memory['entries'],
  { index, term, prevTerm, command }: SeenEntry & { readonly index: number },
): Memory['entries'] {
  const seen = at(entries, index - 1);
  if (seen === undefined) {
    return index === entries.length + 1 ? append(entries, [{ term, prevTerm, command }]) : entries;
  }
  if (seen.some((one) => one.term === term)) return entries;
  return replace(entries, index - 1, [...seen, { term, prevTerm, command }]);
}

function rememberFact(memory: Memory, fact: Fact, event: Event): Memory {
  const { node, time, after } = event;
  if (node === null) return memory;
  if (fact.type === 'Applied') {
    return rememberApplied(memory, fact, serverIn(after)?.currentTerm ?? 0);
  }
  if (fact.type === 'Elected' || fact.type === 'ElectionStarted') {
    return rememberElection(memory, fact, node, time);
  }
  if (fact.type === 'Proposed') return rememberProposal(memory, fact, node, event);
  if (fact.type === 'Committed') return rememberCommit(memory, fact, node, time);
  if (fact.type === 'Asks') {
    const floor = fact.key === null ? 0 : versionOf(memory.told, fact.key);
    return { ...memory, asked: { ...memory.asked, [node]: { sequence: fact.sequence, floor } } };
  }
  if (fact.type === 'Answered') {
    const { key, version } = fact;
    if (key === null || versionOf(memory.told, key) >= version) return memory;
    return { ...memory, told: { ...memory.told, [key]: version } };
  }
  return memory;
}

/** A new entry comes under the eyes of the figures, unless one is under way. */
function rememberProposal(
  memory: Memory,
  { index, term }: Extract<Fact, { type: 'Proposed' }>,
  leader: NodeId,
  { time, after }: Event,
): Memory {
  const { write } = memory;
  if (write !== null && write.committedAt === null && write.leader === leader) return memory;
  const peers = serverIn(after)?.leadership?.followers.length ?? 0;
  const begun = { index, term, leader, peers, proposedAt: time };
  return { ...memory, write: { ...begun, committedAt: null, messages: 0, beats: [] } };
}

function rememberCommit(
  memory: Memory,
  { index, term, by }: Extract<Fact, { type: 'Committed' }>,
  leader: NodeId,
  time: number,
): Memory {
  const { write } = memory;
  const committers = { index, term, servers: by };
  const isDone = write !== null && write.leader === leader && write.index <= index;
  return isDone && write.committedAt === null
    ? { ...memory, committers, write: { ...write, committedAt: time } }
    : { ...memory, committers };
}

function rememberElection(
  memory: Memory,
  fact: Extract<Fact, { type: 'Elected' | 'ElectionStarted' }>,
  node: NodeId,
  time: number,
): Memory {
  const { term } = fact;
  if (fact.type === 'ElectionStarted') {
    return { ...memory, election: { term, startedAt: time, electedAt: null } };
  }
  const { election } = memory;
  const isTracked = election !== null && election.term === term;
  return {
    ...memory,
    leaders: { ...memory.leaders, [term]: node },
    electors: { term, servers: fact.voters },
    election: isTracked ? { ...election, electedAt: time } : election,
  };
}

function rememberApplied(
  memory: Memory,
  { index, term, what, origin, executed }: Extract<Fact, { type: 'Applied' }>,
  committedIn: number,
): Memory {
  let next = memory;
  if (index === memory.committed.length + 1) {
    next = { ...next, committed: append(next.committed, { term, what, committedIn }) };
  }
  if (origin === null || !executed) return next;
  const { client, sequence } = origin;
  const known = next.executed[client];
  if (known !== undefined && known.sequence >= sequence) return next;
  return { ...next, executed: { ...next.executed, [client]: { sequence, index } } };
}

/** The newest version of a key that some client was told of; 0 if none was. */
export function versionOf(told: Memory['told'], key: string): number {
  return Object.hasOwn(told, key) ? (told[key] ?? 0) : 0;
}

function countMessages(memory: Memory, write: TrackedWrite, event: Event): Memory {
  const delivered = event.pending?.kind === 'deliver' ? event.pending.message : null;
  const isAnswered = delivered?.type === 'AppendEntries' && carries(delivered, write);
  let { messages, beats } = write;
  for (const sent of event.sent) {
    if (sent.kind !== 'deliver') continue;
    const { message } = sent;
    if (message.type === 'AppendEntriesReply') messages += isAnswered ? 1 : 0;
    if (message.type !== 'AppendEntries' || !carries(message, write)) continue;
    if (event.kind !== 'timer') messages += 1;
    else if (beats.at(-1) !== message.round) beats = [...beats, message.round];
  }
  if (messages === write.messages && beats === write.beats) return memory;
  return { ...memory, write: { ...write, messages, beats } };
}

/** Whether a message brings the entry, and not as the repetition of a heart-beat. */
function carries(
  { prevLogIndex, entries, round }: AppendEntries,
  { index, beats }: TrackedWrite,
): boolean {
  const isThere = prevLogIndex < index && index <= prevLogIndex + entries.length;
  return isThere && !beats.includes(round);
}
