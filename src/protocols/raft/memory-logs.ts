/** What the judges remember of logs and votes: what stood on a disk, whoever holds it now. */
import type { NodeId } from '../../kernel/process.ts';
import { append, at, EMPTY_SEQUENCE, replace, type Sequence } from '../../kernel/sequence.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import { entryAt, lastIndex, termAt } from './log.ts';
import type { LogCommand, RaftVocabulary, ServerState } from './messages.ts';

type Event = TraceEvent<RaftVocabulary>;

export interface LogMemory {
  /** Every entry that ever stood in a log, by index; one for each term in which there was one. */
  readonly entries: Sequence<readonly SeenEntry[]>;
  /** Each server's newest vote. */
  readonly votes: Readonly<Record<NodeId, { readonly term: number; readonly candidate: NodeId }>>;
}

export interface SeenEntry {
  readonly term: number;
  readonly prevTerm: number;
  readonly command: LogCommand;
}

type Placed = SeenEntry & { readonly index: number };

export const NO_LOGS: LogMemory = { entries: EMPTY_SEQUENCE, votes: {} };

/** The state of the server that an event ran at; `null` if it ran at none. */
export function serverIn(state: Event['after']): ServerState | null {
  return state !== null && 'currentTerm' in state ? state : null;
}

/** The entries that an event put into a server's log, the last first. */
export function newEntries(before: ServerState | null, after: ServerState): readonly Placed[] {
  if (before?.log === after.log) return NONE;
  const found: Placed[] = [];
  for (let index = lastIndex(after); index > after.snapshot.index; index -= 1) {
    const entry = entryAt(after, index);
    if (entry === undefined || (before !== null && entryAt(before, index) === entry)) break;
    const { term, command } = entry;
    found.push({ index, term, command, prevTerm: termAt(after, index - 1) ?? 0 });
  }
  return found;
}

const NONE: readonly never[] = [];

/** The memory after one more event. */
export function rememberLogs(memory: LogMemory, { node, before, after }: Event): LogMemory {
  const state = serverIn(after);
  if (state === null || before === after || node === null) return memory;
  const entries = newEntries(serverIn(before), state).reduceRight(withSeen, memory.entries);
  const votes = withVote(memory.votes, node, state);
  return entries === memory.entries && votes === memory.votes ? memory : { entries, votes };
}

function withVote(
  votes: LogMemory['votes'],
  server: NodeId,
  { votedFor: candidate, currentTerm: term }: ServerState,
): LogMemory['votes'] {
  if (candidate === null) return votes;
  const known = votes[server];
  const isKnown = known !== undefined && known.term === term && known.candidate === candidate;
  return isKnown ? votes : { ...votes, [server]: { term, candidate } };
}

function withSeen(
  entries: LogMemory['entries'],
  { index, term, prevTerm, command }: Placed,
): LogMemory['entries'] {
  const seen = at(entries, index - 1);
  if (seen === undefined) {
    return index === entries.length + 1 ? append(entries, [{ term, prevTerm, command }]) : entries;
  }
  if (seen.some((one) => one.term === term)) return entries;
  return replace(entries, index - 1, [...seen, { term, prevTerm, command }]);
}
