/**
 * Version 3.0.0: the replication log, with what the original lacked.
 *
 * The leader appends a write to its log and sends it to every other node at once (gap h). An append names the entry before it; a
 * follower that has another one there refuses, and the leader walks back until the logs agree and sends all that follows (gap e).
 * What conflicts with the leader's log is cut off. An entry of the leader's own term that a majority of the admitted nodes hold is
 * committed, and all before it; then it is applied, then the client is answered (gap j), then the others are told. Heart-beats carry the
 * commit index too, so that word which was lost is repeated.
 *
 * Source: README, "version 3.0.0"; Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm" (2014), section 5.3.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { advanceCommit } from './committing.ts';
import { agrees, cutOff, indexOfOrigin, membersIn, merged, termAt } from './log.ts';
import type {
  Change,
  ClusterVocabulary,
  Entry,
  FromLeader,
  Log,
  NodeState,
  Origin,
  ToLeader,
} from './messages.ts';
import { applyUpTo } from './applying.ts';
import { audience, isMember } from './members.ts';
import { heardFrom, isLeader, type Leader, progressOf, withProgress } from './progress.ts';
import { deadAfterMs } from './standing.ts';
import { isSameTerm, NO_TERM } from './term.ts';

type Outside = Node<ClusterVocabulary>;
type Append = Extract<FromLeader, { type: 'append' }>;
type Answer<T extends ToLeader['type']> = Extract<ToLeader, { type: T }>;

// ── at the leader ────────────────────────────────────────────────────────────────────────────────────────────

/** Appends a change to the leader's log and sends it out. A command that is in the log already is not appended again. */
export function propose(
  state: Leader,
  change: Change,
  origin: Origin | null,
  node: Outside,
): Leader {
  const known = origin === null ? 0 : indexOfOrigin(state.log, origin);
  if (origin !== null && known > 0) {
    node.report({ type: 'Repeated', client: origin.client, index: known });
    return advanceCommit(awaitCommit(state, origin, known, node), node);
  }
  const entry: Entry = { term: state.promised, change, origin };
  const log = [...state.log, entry];
  node.report({ type: 'Appended', index: log.length, term: entry.term, change });
  const appended = { ...state, log, members: membersIn(log) };
  const awaited = origin === null ? appended : awaitCommit(appended, origin, log.length, node);
  return advanceCommit(spread(awaited, node), node);
}

function awaitCommit(state: Leader, origin: Origin, index: number, node: Outside): Leader {
  const deadline = node.now + node.options.phaseMs;
  const requests = [...state.standing.requests, { ...origin, index, deadline }];
  return { ...state, standing: { ...state.standing, requests } };
}

/** Sends to everybody who waits for nothing what is not yet on its way to them. */
function spread(state: Leader, node: Outside): Leader {
  let next = state;
  for (const peer of audience(state, node)) {
    if (progressOf(next, peer, node).sentAt === null) next = sendAppend(next, peer, node);
  }
  return next;
}

function sendAppend(state: Leader, peer: NodeId, node: Outside): Leader {
  const { log, promised: term, commitIndex } = state;
  const progress = progressOf(state, peer, node);
  const previousIndex = progress.next - 1;
  const previousTerm = termAt(log, previousIndex) ?? NO_TERM;
  const entries = log.slice(previousIndex);
  node.send(peer, { type: 'append', term, previousIndex, previousTerm, entries, commitIndex });
  return withProgress(state, peer, { ...progress, next: log.length + 1, sentAt: node.now });
}

/** A follower has stored an append, or has refused it for want of the entry before. */
export function onAppended(
  state: NodeState,
  { term, identity, ok, index }: Answer<'appended'>,
  from: NodeId,
  node: Outside,
): NodeState {
  if (!isLeader(state) || !isSameTerm(term, state.promised)) return state;
  const heard = heardFrom(state, from, identity, node);
  const progress = progressOf(heard, from, node);
  if (!ok)
    return walkBack(withProgress(heard, from, { ...progress, sentAt: null }), from, index, node);
  const match = Math.max(progress.match, index);
  const next = Math.max(progress.next, match + 1);
  const known = withProgress(heard, from, { ...progress, match, next, sentAt: null });
  const sent = next <= known.log.length ? sendAppend(known, from, node) : known;
  return advanceCommit(sent, node);
}

/** The answer to a heart-beat says how far the follower has come: whoever is behind is sent what it lacks. */
export function onHeard(
  state: NodeState,
  { term, identity, matched }: Answer<'heard'>,
  from: NodeId,
  node: Outside,
): NodeState {
  if (!isLeader(state) || !isSameTerm(term, state.promised)) return state;
  const heard = heardFrom(state, from, identity, node);
  const progress = progressOf(heard, from, node);
  const match = Math.max(progress.match, matched);
  const known = match > progress.match ? withProgress(heard, from, { ...progress, match }) : heard;
  const isUnderWay = progress.sentAt !== null && node.now - progress.sentAt < deadAfterMs(node);
  const next = matched >= known.log.length || isUnderWay ? known : repair(known, from, node);
  return match > progress.match ? advanceCommit(next, node) : next;
}

/** An append that got lost, or a follower that has restarted and does not know how far its log is the leader's. */
function repair(state: Leader, peer: NodeId, node: Outside): Leader {
  const progress = progressOf(state, peer, node);
  if (isUnrepaired(state, peer, node)) return state;
  const next = progress.match > 0 ? progress.match + 1 : progress.next;
  return sendAppend(withProgress(state, peer, { ...progress, next }), peer, node);
}

/** Section 5.3: the leader tries one entry earlier, or at once at the end of the follower's log if that is earlier still. */
function walkBack(state: Leader, peer: NodeId, index: number, node: Outside): Leader {
  if (isUnrepaired(state, peer, node)) return state;
  const progress = progressOf(state, peer, node);
  const next = Math.max(Math.min(index, state.log.length) + 1, progress.match + 1);
  node.report({ type: 'WalksBack', peer, next });
  return sendAppend(withProgress(state, peer, { ...progress, next }), peer, node);
}

/** Flaw, gap e: what an admitted follower has missed it is never sent again; only newcomers are given the log. */
function isUnrepaired(state: Leader, peer: NodeId, node: Outside): boolean {
  const { identity, match } = progressOf(state, peer, node);
  const admitted = identity !== null && isMember(state.members, { id: peer, identity });
  if (!admitted || !node.flaw('missed-append-never-repaired')) return false;
  node.report({ type: 'NotRepaired', peer, match });
  return true;
}

/** Gap d: a write that has found no majority in time is answered 500; it stays in the log, and may be committed yet. */
export function expireRequests(state: Leader, node: Outside): Leader {
  const { requests } = state.standing;
  const late = requests.filter(({ deadline }) => deadline <= node.now);
  if (late.length === 0) return state;
  for (const { client, operation, index } of late) {
    node.send(client, { type: 'uncertain', operation, reason: 'no-quorum' });
    node.report({ type: 'Unsettled', client, index, reason: 'no-quorum' });
  }
  const open = requests.filter((request) => !late.includes(request));
  return { ...state, standing: { ...state.standing, requests: open } };
}

// ── at a follower ────────────────────────────────────────────────────────────────────────────────────────────

/** Section 5.3: refuse unless the entry before is the same here; cut off what conflicts; keep the rest. */
export function onAppend(
  state: NodeState,
  message: Append,
  from: NodeId,
  node: Outside,
): NodeState {
  const { term, previousIndex, previousTerm, entries, commitIndex } = message;
  const { identity } = state;
  if (!agrees(state.log, previousIndex, previousTerm)) {
    const lastIndex = state.log.length;
    node.report({ type: 'Mismatched', from, previousIndex, previousTerm, lastIndex });
    const index = Math.min(lastIndex, previousIndex - 1);
    node.send(from, { type: 'appended', term, identity, ok: false, index });
    return state;
  }
  const log = merged(state.log, previousIndex, entries);
  const index = previousIndex + entries.length;
  if (log !== state.log) {
    reportCut(state.log, log, term, from, node);
    node.report({ type: 'Stored', from, first: previousIndex + 1, last: index, term });
  }
  node.send(from, { type: 'appended', term, identity, ok: true, index });
  const matched = Math.max(state.matched, index);
  const stored = {
    ...state,
    log,
    members: log === state.log ? state.members : membersIn(log),
    matched,
  };
  return learnCommit(stored, commitIndex, node);
}

/** What is committed is applied as far as the log is known to be the leader's: behind that may stand a tail that is to be cut off. */
export function learnCommit(state: NodeState, commitIndex: number, node: Outside): NodeState {
  return applyUpTo(state, Math.min(commitIndex, state.matched), node);
}

/** Says so if entries at the end of the old log are not in the new one. */
export function reportCut(
  before: Log,
  after: Log,
  term: NodeState['promised'],
  from: NodeId,
  node: Outside,
): void {
  const cut = cutOff(before, after);
  if (cut === 0) return;
  node.report({ type: 'TailCut', from, first: before.length - cut + 1, count: cut, term });
}
