/** How a leader brings its log to the others: AppendEntries, InstallSnapshot, and what it knows of each follower. */
import { assert, type NodeId } from '../../kernel/process.ts';
import { isMember, membersOf } from './configuration.ts';
import { entriesFrom, lastIndex, lastOfTerm, termAt } from './log.ts';
import type { AppendEntriesReply, Leadership, Progress, Round, ServerState } from './messages.ts';
import type { Outside } from './roles.ts';

/** The leadership of a server that leads; throws if it does not. */
export function leading(state: ServerState, node: Outside): Leadership {
  assert(state.leadership !== null, `${node.id} leads term ${state.currentTerm}`);
  return state.leadership;
}

export function withLeadership(state: ServerState, change: Partial<Leadership>): ServerState {
  return state.leadership === null
    ? state
    : { ...state, leadership: { ...state.leadership, ...change } };
}

function withProgress(state: ServerState, peer: NodeId, change: Partial<Progress>): ServerState {
  const known = state.leadership?.followers[peer];
  if (state.leadership === null || known === undefined) return state;
  const followers = { ...state.leadership.followers, [peer]: { ...known, ...change } };
  return { ...state, leadership: { ...state.leadership, followers } };
}

/** Figure 2: nextIndex begins behind the leader's last entry, matchIndex at 0. */
export function freshProgress(next: number, now: number): Progress {
  return { next, match: 0, sent: next - 1, ackedRound: 0, ackedAt: now };
}

/** Follows everybody of the configuration in use and those who are being brought up to date, and nobody else. */
export function withFollowers(state: ServerState, node: Outside): ServerState {
  const { followers, catchUp } = leading(state, node);
  const isWanted = (peer: NodeId): boolean =>
    isMember(state.configuration, peer) || catchUp?.servers.includes(peer) === true;
  const wanted = [...membersOf(state.configuration), ...(catchUp?.servers ?? [])];
  const added = wanted.filter((peer) => peer !== node.id && followers[peer] === undefined);
  const kept = Object.entries(followers).filter(
    // One that was left out is told until the change is committed: else it would never know.
    ([peer]) => isWanted(peer) || state.configuration.index > state.commitIndex,
  );
  if (added.length === 0 && kept.length === Object.keys(followers).length) return state;
  const fresh = freshProgress(lastIndex(state) + 1, node.now);
  const all = [...kept, ...added.map((peer): [NodeId, Progress] => [peer, fresh])];
  return withLeadership(state, { followers: Object.fromEntries(all) });
}

/** Heart-beat and repair in one: to each follower what it lacks (Figure 2, leaders). Begins a new round. */
export function broadcast(before: ServerState, node: Outside): ServerState {
  const { round, followers } = leading(before, node);
  let state = withLeadership(before, { round: round + 1 });
  for (const peer of Object.keys(followers)) state = sendAppend(state, peer, node);
  return state;
}

/** A new entry goes out: how, is what the option `replication` chooses (dissertation 10.2). */
export function sendNewEntry(before: ServerState, node: Outside): ServerState {
  const { round, followers } = leading(before, node);
  let state = withLeadership(before, { round: round + 1 });
  const isBatched = node.options.replication === 'batched';
  for (const [peer, { match, sent, next }] of Object.entries(followers)) {
    // Batched: what comes while an answer is out goes together in the next message.
    const isWaiting = isBatched && match < sent;
    // Whoever needs the snapshot gets it with the heart-beats; once for each new entry would be a flood.
    const needsSnapshot = next <= state.snapshot.index;
    if (!isWaiting && !needsSnapshot) state = sendAppend(state, peer, node);
  }
  return state;
}

/** Sends one follower the entries from nextIndex on, or the snapshot if they are no longer in the log (section 7). */
export function sendAppend(state: ServerState, peer: NodeId, node: Outside): ServerState {
  const { followers, round: number } = leading(state, node);
  const progress = followers[peer];
  if (progress === undefined) return state;
  const round: Round = { round: number, sentAt: node.now };
  const prevLogIndex = progress.next - 1;
  const prevLogTerm = termAt(state, prevLogIndex);
  if (prevLogTerm === undefined) return sendSnapshot(state, peer, round, node);
  const entries = entriesFrom(state, progress.next, node.options.entriesPerMessage);
  node.send(peer, {
    type: 'AppendEntries',
    term: state.currentTerm,
    prevLogIndex,
    prevLogTerm,
    entries,
    leaderCommit: state.commitIndex,
    ...round,
  });
  if (entries.length === 0) return state;
  const sent = Math.max(progress.sent, prevLogIndex + entries.length);
  // Pipelined: the next message goes on from here without waiting for the answer.
  const next = node.options.replication === 'pipelined' ? sent + 1 : progress.next;
  return withProgress(state, peer, { sent, next });
}

function sendSnapshot(state: ServerState, peer: NodeId, round: Round, node: Outside): ServerState {
  const { snapshot, currentTerm: term } = state;
  node.report({ type: 'SnapshotSent', peer, index: snapshot.index });
  node.send(peer, { type: 'InstallSnapshot', term, snapshot, ...round });
  return state;
}

/** A follower has everything up to `matchIndex`: "update nextIndex and matchIndex" (Figure 2). */
export function onMatch(
  state: ServerState,
  peer: NodeId,
  matchIndex: number,
  node: Outside,
): ServerState {
  const progress = leading(state, node).followers[peer];
  if (progress === undefined) return state;
  const match = Math.max(progress.match, matchIndex); // answers overtake each other
  const next = Math.max(progress.next, match + 1);
  const sent = Math.max(progress.sent, match);
  const known = withProgress(state, peer, { match, next, sent });
  return sent < lastIndex(state) ? sendAppend(known, peer, node) : known;
}

/** A follower's log does not reach or does not agree: nextIndex goes back, a whole term at a time (end of section 5.3). */
export function onMismatch(
  state: ServerState,
  peer: NodeId,
  { conflictIndex, conflictTerm }: AppendEntriesReply,
  node: Outside,
): ServerState {
  const progress = leading(state, node).followers[peer];
  if (progress === undefined) return state;
  const { match, next: from } = progress;
  const shared = conflictTerm === null ? null : lastOfTerm(state, conflictTerm, from - 1);
  const hint = shared === null ? conflictIndex : shared + 1;
  const next = Math.max(match + 1, Math.min(hint, from));
  if (next === from) return state; // the answer to an older message: nextIndex has gone back already
  node.report({ type: 'BacksUp', peer, from, to: next, term: state.currentTerm });
  return sendAppend(withProgress(state, peer, { next, sent: next - 1 }), peer, node);
}

/** Notes that a follower has answered a round: it took this server for its leader when the round was sent. */
export function onAnswer(
  state: ServerState,
  peer: NodeId,
  { round, sentAt }: Round,
  node: Outside,
): ServerState {
  const progress = leading(state, node).followers[peer];
  if (progress === undefined || progress.ackedRound >= round) return state;
  return withProgress(state, peer, {
    ackedRound: round,
    ackedAt: Math.max(progress.ackedAt, sentAt),
  });
}
