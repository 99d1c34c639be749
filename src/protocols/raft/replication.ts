/** How a leader brings its log to the others: AppendEntries, InstallSnapshot, and what it knows of each follower. */
import { assert, type NodeId } from '../../kernel/process.ts';
import { withLeadership } from './changed.ts';
import { membersOf } from './configuration.ts';
import { entriesFrom, lastIndex, lastOfTerm, termAt } from './log.ts';
import type { AppendEntriesReply, Leadership, Progress, Round, ServerState } from './messages.ts';
import type { Outside } from './roles.ts';

/** The leadership of a server that leads; throws if it does not. */
export function leading(state: ServerState, node: Outside): Leadership {
  assert(state.leadership !== null, `${node.id} leads term ${state.currentTerm}`);
  return state.leadership;
}

/** What this leader knows of a follower; `undefined` of a server that it does not follow. */
export function progressOf(leadership: Leadership | null, peer: NodeId): Progress | undefined {
  return leadership?.followers.find((one) => one.peer === peer);
}

/** The state with what is now known of one follower. */
export function withProgress(state: ServerState, progress: Progress): ServerState {
  const { leadership } = state;
  if (leadership === null) return state;
  const place = leadership.followers.findIndex(({ peer }) => peer === progress.peer);
  if (place < 0 || leadership.followers[place] === progress) return state;
  return withLeadership(state, { followers: leadership.followers.with(place, progress) });
}

/** Figure 2: nextIndex begins behind the leader's last entry, matchIndex at 0. */
export function freshProgress(peer: NodeId, next: number, now: number): Progress {
  return { peer, next, match: 0, sent: next - 1, ackedRound: 0, ackedAt: now };
}

/** Follows everybody of the configuration in use and those who are being brought up to date, and nobody else. */
export function withFollowers(state: ServerState, node: Outside): ServerState {
  const leadership = leading(state, node);
  const { followers, catchUp } = leadership;
  const wanted = [...membersOf(state.configuration), ...(catchUp?.servers ?? [])];
  // One that was left out is told until the change is committed: else it would never know.
  const isPending = state.configuration.index > state.commitIndex;
  const kept = isPending ? followers : followers.filter(({ peer }) => wanted.includes(peer));
  const added = wanted.filter(
    (peer) => peer !== node.id && progressOf(leadership, peer) === undefined,
  );
  if (added.length === 0 && kept.length === followers.length) return state;
  const next = lastIndex(state) + 1;
  const fresh = [...new Set(added)].map((peer) => freshProgress(peer, next, node.now));
  return withLeadership(state, { followers: [...kept, ...fresh] });
}

/** Heart-beat and repair in one: to each follower what it lacks (Figure 2, leaders). Begins a new round. */
export function broadcast(state: ServerState, node: Outside): ServerState {
  const leadership = leading(state, node);
  const round = leadership.round + 1;
  const followers = leadership.followers.map((one) => sendAppend(state, one, round, node));
  return withLeadership(state, { round, followers });
}

/** A new entry goes out: how, is what the option `replication` chooses (dissertation 10.2). */
export function sendNewEntry(state: ServerState, node: Outside): ServerState {
  const leadership = leading(state, node);
  const round = leadership.round + 1;
  const isBatched = node.options.replication === 'batched';
  const followers = leadership.followers.map((one) => {
    // Batched: what comes while an answer is out goes together in the next message.
    const isWaiting = isBatched && one.sent >= one.next;
    // Whoever needs the snapshot gets it with the heart-beats; once for each new entry would be a flood.
    const needsSnapshot = one.next <= state.snapshot.index;
    return isWaiting || needsSnapshot ? one : sendAppend(state, one, round, node);
  });
  return withLeadership(state, { round, followers });
}

/** Sends one follower what it lacks, in the round that is under way. */
export function sendTo(state: ServerState, peer: NodeId, node: Outside): ServerState {
  const { leadership } = state;
  const progress = progressOf(leadership, peer);
  if (leadership === null || progress === undefined) return state;
  return withProgress(state, sendAppend(state, progress, leadership.round, node));
}

/** Sends a follower the entries from nextIndex on, or the snapshot if they are no longer in the log (section 7). */
export function sendAppend(
  state: ServerState,
  progress: Progress,
  round: number,
  node: Outside,
): Progress {
  const { peer, next } = progress;
  const { currentTerm: term, commitIndex: leaderCommit, snapshot } = state;
  const sentAt = node.now;
  const prevLogIndex = next - 1;
  const prevLogTerm = termAt(state, prevLogIndex);
  if (prevLogTerm === undefined) {
    node.report({ type: 'SnapshotSent', peer, index: snapshot.index });
    node.send(peer, { type: 'InstallSnapshot', term, snapshot, round, sentAt });
    return progress;
  }
  const entries = entriesFrom(state, next, node.options.entriesPerMessage);
  node.send(peer, {
    type: 'AppendEntries',
    term,
    prevLogIndex,
    prevLogTerm,
    entries,
    leaderCommit,
    round,
    sentAt,
  });
  if (entries.length === 0) return progress;
  const sent = Math.max(progress.sent, prevLogIndex + entries.length);
  // Pipelined: the next message goes on from here without waiting for the answer.
  return node.options.replication === 'pipelined'
    ? { ...progress, sent, next: sent + 1 }
    : sent === progress.sent
      ? progress
      : { ...progress, sent };
}

/** A follower has everything up to `matchIndex`: "update nextIndex and matchIndex" (Figure 2). Answers overtake each other. */
export function matched(progress: Progress, matchIndex: number): Progress {
  if (matchIndex <= progress.match) return progress;
  const { peer, ackedRound, ackedAt } = progress;
  const next = Math.max(progress.next, matchIndex + 1);
  const sent = Math.max(progress.sent, matchIndex);
  return { peer, next, match: matchIndex, sent, ackedRound, ackedAt };
}

/** A follower's log does not reach or does not agree: nextIndex goes back, a whole term at a time (end of section 5.3). */
export function onMismatch(
  state: ServerState,
  progress: Progress,
  { conflictIndex, conflictTerm }: AppendEntriesReply,
  node: Outside,
): ServerState {
  const { peer, match, next: from } = progress;
  const shared = conflictTerm === null ? null : lastOfTerm(state, conflictTerm, from - 1);
  const hint = shared === null ? conflictIndex : shared + 1;
  const next = Math.max(match + 1, Math.min(hint, from));
  const known = withProgress(state, progress);
  if (next === from) return known; // the answer to an older message: nextIndex has gone back already
  node.report({ type: 'BacksUp', peer, from, to: next, term: state.currentTerm });
  return sendTo(withProgress(known, { ...progress, next, sent: next - 1 }), peer, node);
}

/** Notes that a follower has answered a round: it took this server for its leader when the round was sent. */
export function answered(progress: Progress, { round, sentAt }: Round): Progress {
  if (progress.ackedRound >= round) return progress;
  const { peer, next, match, sent } = progress;
  return {
    peer,
    next,
    match,
    sent,
    ackedRound: round,
    ackedAt: Math.max(progress.ackedAt, sentAt),
  };
}
