/** Figure 2, AppendEntries RPC: the follower's side, and what the leader does with the answer. */
import type { NodeId } from '../../kernel/process.ts';
import { advanceCommitIndex, applyCommitted } from './commit.ts';
import { refreshConfiguration, waitAccordingly } from './compaction.ts';
import { firstOfTerm, lastIndex, termAt, upTo, withEntries } from './log.ts';
import { followUpCatchUp } from './membership.ts';
import type { AppendEntries, AppendEntriesReply, Entry, Round, ServerState } from './messages.ts';
import { answerReads } from './reads.ts';
import { onAnswer, onMatch, onMismatch } from './replication.ts';
import type { Outside } from './roles.ts';
import { followUpTransfer } from './transfer.ts';

/** Receiver implementation, rules 2 to 5; rule 1 was checked before, and the sender is the leader of this term. */
export function onAppendEntries(
  state: ServerState,
  message: AppendEntries,
  from: NodeId,
  node: Outside,
): ServerState {
  const { round, sentAt } = message;
  const { prevLogIndex, entries } = sinceSnapshot(state, message);
  const found = termAt(state, prevLogIndex);
  const prevLogTerm = prevLogIndex === message.prevLogIndex ? message.prevLogTerm : found;
  const answer = {
    type: 'AppendEntriesReply',
    term: state.currentTerm,
    entries: message.entries.length,
    round,
    sentAt,
  } as const;
  // Rule 2: reply false if the log has no entry at prevLogIndex whose term is prevLogTerm.
  if (found === undefined || found !== prevLogTerm) {
    reportRefusal(state, message, from, node);
    const conflict = conflictAt(state, prevLogIndex);
    node.send(from, { ...answer, success: false, matchIndex: 0, ...conflict });
    return state;
  }
  const stored = storeEntries(state, prevLogIndex, entries, from, node);
  const matchIndex = prevLogIndex + entries.length;
  node.send(from, { ...answer, success: true, matchIndex, conflictIndex: 0, conflictTerm: null });
  return learnCommit(stored, Math.min(message.leaderCommit, matchIndex), node);
}

/** The message without what this server's snapshot covers: that is committed, hence the same. */
function sinceSnapshot(
  { snapshot }: ServerState,
  { prevLogIndex, entries }: AppendEntries,
): { readonly prevLogIndex: number; readonly entries: readonly Entry[] } {
  const covered = snapshot.index - prevLogIndex;
  if (covered <= 0) return { prevLogIndex, entries };
  const rest = entries.slice(covered);
  return rest.length === 0 && entries.length < covered
    ? { prevLogIndex: snapshot.index, entries: [] }
    : { prevLogIndex: snapshot.index, entries: rest };
}

/** Where the leader should try next: a whole term at a time (end of section 5.3). */
function conflictAt(
  state: ServerState,
  prevLogIndex: number,
): Pick<AppendEntriesReply, 'conflictIndex' | 'conflictTerm'> {
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
  const stored = { ...state, log };
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
  const committed = applyCommitted({ ...state, commitIndex }, node);
  return waitAccordingly(state, committed, node);
}

/** Figure 2, leaders: on success nextIndex and matchIndex go up and with them perhaps the commit index; on refusal nextIndex goes back. */
export function onAppendEntriesReply(
  state: ServerState,
  message: AppendEntriesReply,
  from: NodeId,
  node: Outside,
): ServerState {
  const answered = onAnswer(state, from, message, node);
  if (!message.success) return answerReads(onMismatch(answered, from, message, node), node);
  return onProgress(answered, from, message.matchIndex, node);
}

/** The leader has been told that a follower took the snapshot. */
export function onInstallSnapshotReply(
  state: ServerState,
  message: Round & { readonly matchIndex: number },
  from: NodeId,
  node: Outside,
): ServerState {
  return onProgress(onAnswer(state, from, message, node), from, message.matchIndex, node);
}

function onProgress(
  state: ServerState,
  from: NodeId,
  matchIndex: number,
  node: Outside,
): ServerState {
  const before = state.leadership?.followers[from]?.match ?? 0;
  const matched = onMatch(state, from, matchIndex, node);
  const after = matched.leadership?.followers[from]?.match ?? 0;
  const advanced = after > before ? advanceCommitIndex(matched, node) : matched;
  const caughtUp = after > before ? followUpCatchUp(advanced, node) : advanced;
  return followUpTransfer(answerReads(caughtUp, node), from, node);
}
