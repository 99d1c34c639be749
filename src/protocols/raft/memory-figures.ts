/** What the judges remember for figures and outlines: the newest write and the newest election, and who decided them. */
import type { NodeId } from '../../kernel/process.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import type { Fact } from './facts.ts';
import { serverIn } from './memory-logs.ts';
import type { AppendEntries, RaftVocabulary } from './messages.ts';

type Event = TraceEvent<RaftVocabulary>;
type Of<T extends Fact['type']> = Extract<Fact, { type: T }>;

export interface Figures {
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

export const NO_FIGURES: Figures = {
  write: null,
  election: null,
  electors: null,
  committers: null,
};

/** A new entry comes under the eyes of the figures, unless one is under way. */
export function trackProposal(
  figures: Figures,
  { index, term }: Of<'Proposed'>,
  leader: NodeId,
  { time, after }: Event,
): Figures {
  const { write, election, electors, committers } = figures;
  if (write !== null && write.committedAt === null && write.leader === leader) return figures;
  const peers = serverIn(after)?.leadership?.followers.length ?? 0;
  const begun = { index, term, leader, peers, proposedAt: time };
  const tracked = { ...begun, committedAt: null, messages: 0, beats: [] };
  return { write: tracked, election, electors, committers };
}

export function trackCommit(
  { write, election, electors }: Figures,
  { index, term, by }: Of<'Committed'>,
  leader: NodeId,
  time: number,
): Figures {
  const committers = { index, term, servers: by };
  const isDone = write !== null && write.leader === leader && write.index <= index;
  const ended = isDone && write.committedAt === null ? { ...write, committedAt: time } : write;
  return { write: ended, election, electors, committers };
}

export function trackElection(
  { write, election, electors, committers }: Figures,
  fact: Of<'Elected' | 'ElectionStarted'>,
  time: number,
): Figures {
  const { term } = fact;
  if (fact.type === 'ElectionStarted') {
    const begun = { term, startedAt: time, electedAt: null };
    return { write, election: begun, electors, committers };
  }
  const ended = election?.term === term ? { ...election, electedAt: time } : election;
  return { write, election: ended, electors: { term, servers: fact.voters }, committers };
}

/** Counts what an event delivered and sent for the write under the eyes of the figures. */
export function countMessages(figures: Figures, event: Event): Figures {
  const { write, election, electors, committers } = figures;
  if (write === null) return figures;
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
  if (messages === write.messages && beats === write.beats) return figures;
  return { write: { ...write, messages, beats }, election, electors, committers };
}

/** Whether a message brings the entry, and not as the repetition of a heart-beat. */
function carries(
  { prevLogIndex, entries, round }: AppendEntries,
  { index, beats }: TrackedWrite,
): boolean {
  const isThere = prevLogIndex < index && index <= prevLogIndex + entries.length;
  return isThere && !beats.includes(round);
}
