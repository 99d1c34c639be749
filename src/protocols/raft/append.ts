/** Figure 2, AppendEntries RPC: the follower's side, and what the leader does with the answer. */
import type { NodeId } from '../../kernel/process.ts';
import { changed } from './changed.ts';
import { advanceCommitIndex, applyCommitted } from './commit.ts';
import { refreshConfiguration, waitAccordingly } from './compaction.ts';
import { firstOfTerm, lastIndex, termAt, upTo, withEntries } from './log.ts';
import { followUpCatchUp } from './membership.ts';
import type {
  AppendEntries,
  AppendEntriesReply,
  Entry,
  Progress,
  Round,
  ServerState,
} from './messages.ts';
import { answerReads } from './reads.ts';
import {
  answered,
  leading,
  matched,
  onMismatch,
  progressOf,
  sendAppend,
  withProgress,
} from './replication.ts';
import type { Outside } from './roles.ts';
import { followUpTransfer } from './transfer.ts';

/** Receiver implementation, rules 2 to 5; rule 1 was checked before, and the sender is the leader of this term. */
export function onAppendEntries(
  state: ServerState,
  message: AppendEntries,
  from: NodeId,
  node: Outside,
): ServerState {
  const { prevLogIndex, entries } = sinceSnapshot(state, message);
  const found = termAt(state, prevLogIndex);
  const prevLogTerm = prevLogIndex === message.prevLogIndex ? message.prevLogTerm : found;
  // Rule 2: reply false if the log has no entry at prevLogIndex whose term is prevLogTerm.
  if (found === undefined || found !== prevLogTerm) {
    reportRefusal(state, message, from, node);
    answer(state, message, from, null, conflictAt(state, prevLogIndex), node);
    return state;
  }
  const stored = storeEntries(state, prevLogIndex, entries, from, node);
  const matchIndex = prevLogIndex + entries.length;
  answer(state, message, from, matchIndex, NO_CONFLICT, node);
  return learnCommit(stored, Math.min(message.leaderCommit, matchIndex), node);
}

type Conflict = Pick<AppendEntriesReply, 'conflictIndex' | 'conflictTerm'>;
const NO_CONFLICT: Conflict = { conflictIndex: 0, conflictTerm: null };

/** Answers the leader; `matchIndex` is `null` for a refusal. Field by field: every event of replication goes through here. */
function answer(
  state: ServerState,
  message: AppendEntries,
  leader: NodeId,
  matchIndex: number | null,
  { conflictIndex, conflictTerm }: Conflict,
  node: Outside,
): void {
  node.send(leader, {
    type: 'AppendEntriesReply',
    term: state.currentTerm,
    success: matchIndex !== null,
    entries: message.entries.length,
    matchIndex: matchIndex ?? 0,
    conflictIndex,
    conflictTerm,
    round: message.round,
    sentAt: message.sentAt,
  });
}

/** The message without what this server's snapshot covers: that is committed, hence the same. */
function sinceSnapshot(
  { snapshot }: ServerState,
  message: AppendEntries,
): { readonly prevLogIndex: number; readonly entries: readonly Entry[] } {
  const { prevLogIndex, entries } = message;
  const covered = snapshot.index - prevLogIndex;
  if (covered <= 0) return message;
  return { prevLogIndex: snapshot.index, entries: entries.slice(covered) };
}

/** Where the leader should try next: a whole term at a time (end of section 5.3). */
function conflictAt(state: ServerState, prevLogIndex: number): Conflict {
  const conflictTerm = termAt(state, prevLogIndex);
  return conflictTerm === undefined
    ? { conflictIndex: lastIndex(state) + 1, conflictTerm: null }
    : { conflictIndex: firstOfTerm(state, prevLogIndex), conflictTerm };
}

function reportRefusal(
  state: ServerState,
  { prevLogIndex, prevLogTerm }: AppendEntries,
  leader: NodeId,
  node: Outside,
): void {
  const found = termAt(state, prevLogIndex) ?? null;
  const term = state.currentTerm;
  node.report({ type: 'Refused', leader, prevLogIndex, prevLogTerm, found, term });
}

/** Rules 3 and 4: an entry that conflicts goes with all that follow it; what is new is appended. */
function storeEntries(
  state: ServerState,
  prevLogIndex: number,
  entries: readonly Entry[],
  from: NodeId,
  node: Outside,
): ServerState {
  const isOther = ({ term }: Entry, place: number): boolean =>
    termAt(state, prevLogIndex + 1 + place) !== term;
  // An older message that comes late brings only what is there already: to cut behind it would lose entries that this server
  // has confirmed since, and on which the leader counts.
  const known = node.flaw('truncate-always') ? 0 : entries.findIndex(isOther);
  const isCut = node.flaw('truncate-always') && prevLogIndex < lastIndex(state);
  if ((known < 0 || entries.length === 0) && !isCut) return state;
  const first = prevLogIndex + 1 + Math.max(0, known);
  const fresh = entries.slice(Math.max(0, known));
  if (first <= lastIndex(state)) reportCut(state, first, fresh[0]?.term ?? 0, from, node);
  const log = withEntries(upTo(state, first - 1), fresh);
  const stored = changed(state, { log });
  const last = lastIndex(stored);
  if (fresh.length > 0) {
    node.report({ type: 'Appended', from, first, last, term: state.currentTerm });
  }
  const touchesConfiguration =
    state.configuration.index >= first ||
    fresh.some(({ command }) => command.type === 'configuration');
  return touchesConfiguration ? refreshConfiguration(stored, node) : stored;
}

function reportCut(
  state: ServerState,
  first: number,
  newTerm: number,
  leader: NodeId,
  node: Outside,
): void {
  const oldTerm = termAt(state, first) ?? 0;
  node.report({ type: 'Cut', leader, first, last: lastIndex(state), oldTerm, newTerm });
}

/** Rule 5: commitIndex = min(leaderCommit, index of last new entry). */
function learnCommit(state: ServerState, commitIndex: number, node: Outside): ServerState {
  if (commitIndex <= state.commitIndex) return state;
  node.report({ type: 'CommitLearned', index: commitIndex, term: state.currentTerm });
  const committed = applyCommitted(state, commitIndex, node);
  return waitAccordingly(state, committed, node);
}

/** Figure 2, leaders: on success nextIndex and matchIndex go up and with them perhaps the commit index; on refusal nextIndex goes back. */
export function onAppendEntriesReply(
  state: ServerState,
  message: AppendEntriesReply,
  from: NodeId,
  node: Outside,
): ServerState {
  const progress = progressOf(state.leadership, from);
  if (progress === undefined) return state;
  if (message.success) return onSuccess(state, progress, message, node);
  return answerReads(onMismatch(state, answered(progress, message), message, node), node);
}

/** The leader has been told that a follower took the snapshot. */
export function onInstallSnapshotReply(
  state: ServerState,
  message: Round & { readonly matchIndex: number },
  from: NodeId,
  node: Outside,
): ServerState {
  const progress = progressOf(state.leadership, from);
  return progress === undefined ? state : onSuccess(state, progress, message, node);
}

function onSuccess(
  state: ServerState,
  progress: Progress,
  message: Round & { readonly matchIndex: number },
  node: Outside,
): ServerState {
  const { round } = leading(state, node);
  const known = matched(answered(progress, message), message.matchIndex);
  const lacksEntries = known.sent < lastIndex(state);
  const sent = lacksEntries ? sendAppend(state, known, round, node) : known;
  let next = withProgress(state, sent);
  if (known.match > state.commitIndex) next = advanceCommitIndex(next, node);
  if (known.match > progress.match) next = followUpCatchUp(next, node);
  return followUpTransfer(answerReads(next, node), progress.peer, node);
}
