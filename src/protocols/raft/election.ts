/** Elections (sections 5.2 and 5.4.1), and the trial run before them (dissertation 9.6). */
import type { NodeId } from '../../kernel/process.ts';
import { propose } from './commit.ts';
import { isMember, isQuorum, membersOf } from './configuration.ts';
import type { Fact } from './facts.ts';
import { isUpToDate, lastIndex, lastTerm } from './log.ts';
import type { PreVote, RequestVote, ServerState } from './messages.ts';
import { freshProgress } from './replication.ts';
import { hearsLeader, isRetired, isSticky, type Outside, resetElectionTimer } from './roles.ts';

type Why = Extract<Fact, { type: 'ElectionStarted' }>['why'];

/** Figure 2, followers and candidates: an election timeout has passed. */
export function onElectionTimeout(state: ServerState, node: Outside): ServerState {
  if (state.role === 'leader' || isRetired(state, node.id)) return state;
  return stand(state, state.role === 'candidate' ? 'split-vote' : 'silence', node);
}

/** Stands for election, or asks first whether that would do any good. */
export function stand(state: ServerState, why: Why, node: Outside): ServerState {
  if (isBound(state, node)) return stayBound(state, node);
  return node.options.preVote ? startPreVote(state, node) : startElection(state, why, node);
}

/**
 * Dissertation 6.4.1: a lease rests on nobody being elected within an election timeout of the last heart-beat. Whoever heard that gives
 * nobody its vote, itself included. Else: A's lease rests on B; B is made to stand before its time, and is elected by C, which has not
 * heard A for long; B and C write x, and A still answers what x was before.
 */
export function isBound(state: ServerState, node: Outside): boolean {
  return node.options.reads === 'lease' && hearsLeader(state, node);
}

/** A timer that ran out too early, wound by hand or by a clock that was set right, begins anew. */
function stayBound(state: ServerState, node: Outside): ServerState {
  const leader = state.leader ?? node.id;
  node.report({ type: 'Disregarded', candidate: node.id, term: state.currentTerm + 1, leader });
  resetElectionTimer(node);
  return state;
}

/** Figure 2, candidates: increment currentTerm, vote for self, reset the election timer, send RequestVote to all others. */
export function startElection(before: ServerState, why: Why, node: Outside): ServerState {
  const term = before.currentTerm + 1;
  node.report({ type: 'ElectionStarted', term, why });
  const state: ServerState = {
    ...before,
    currentTerm: term,
    votedFor: node.id,
    role: 'candidate',
    leader: null,
    votes: {},
  };
  resetElectionTimer(node);
  for (const peer of membersOf(state.configuration)) {
    if (peer === node.id) continue;
    const isTransfer = why === 'transfer';
    node.send(peer, { type: 'RequestVote', term, ...logEnd(state), isTransfer });
  }
  return countVotes(state, node);
}

/** Asks whether an election could be won before it raises the term. A server that was cut off learns so that it could not, and disturbs nobody. */
function startPreVote(before: ServerState, node: Outside): ServerState {
  const nextTerm = before.currentTerm + 1;
  node.report({ type: 'PreVoteStarted', term: nextTerm });
  const state: ServerState = { ...before, role: 'pre-candidate', leader: null, votes: {} };
  resetElectionTimer(node);
  for (const peer of membersOf(state.configuration)) {
    if (peer !== node.id) node.send(peer, { type: 'PreVote', nextTerm, ...logEnd(state) });
  }
  return countPreVotes(state, node);
}

function logEnd(state: ServerState): Pick<RequestVote, 'lastLogIndex' | 'lastLogTerm'> {
  return { lastLogIndex: lastIndex(state), lastLogTerm: lastTerm(state) };
}

/** Figure 2, RequestVote RPC, receiver, rule 2; rule 1 was checked before. */
export function onRequestVote(
  state: ServerState,
  message: RequestVote,
  candidate: NodeId,
  node: Outside,
): ServerState {
  const { currentTerm: term, votedFor } = state;
  const isFree = votedFor === null || votedFor === candidate;
  // Section 5.4.1: whoever lacks something of this log must not lead; a committed entry stands in one log of every majority.
  const isBehind = !isUpToDate(message, state) && !node.flaw('no-up-to-date-check');
  const granted = isFree && !isBehind;
  node.send(candidate, { type: 'RequestVoteReply', term, granted });
  if (!granted) {
    reportRefusal(state, message, candidate, node);
    return state;
  }
  node.report({ type: 'VoteGranted', term, candidate });
  if (!isRetired(state, node.id)) resetElectionTimer(node);
  return votedFor === candidate ? state : { ...state, votedFor: candidate };
}

function reportRefusal(
  state: ServerState,
  { lastLogIndex, lastLogTerm }: RequestVote,
  candidate: NodeId,
  node: Outside,
): void {
  const { currentTerm: term, votedFor } = state;
  const mine = { index: lastIndex(state), term: lastTerm(state) };
  const theirs = { index: lastLogIndex, term: lastLogTerm };
  const isTaken = votedFor !== null && votedFor !== candidate;
  const reason = isTaken
    ? ({ type: 'voted', votedFor } as const)
    : ({ type: 'log-behind', mine, theirs } as const);
  node.report({ type: 'VoteRefused', term, candidate, reason });
}

/**
 * Dissertation 9.6: yes if the log would do and no leader was heard within the least election timeout. Changes nothing here. A yes comes
 * in the term of the one that asks, which may be later than that of this server: the answer would else count as one of an earlier term.
 */
export function onPreVote(
  state: ServerState,
  message: PreVote,
  candidate: NodeId,
  node: Outside,
): ServerState {
  const { nextTerm } = message;
  const { currentTerm: term } = state;
  const reason =
    nextTerm <= term
      ? 'old-term'
      : state.role === 'leader' || hearsLeader(state, node)
        ? 'leader-alive'
        : isUpToDate(message, state)
          ? null
          : 'log-behind';
  const granted = reason === null;
  const replyTerm = granted ? nextTerm - 1 : term;
  node.send(candidate, { type: 'PreVoteReply', term: replyTerm, nextTerm, granted });
  if (granted) node.report({ type: 'PreVoteGranted', term: nextTerm, candidate });
  else node.report({ type: 'PreVoteRefused', term: nextTerm, candidate, reason });
  return state;
}

/** Figure 2, candidates: votes received from a majority make a leader. */
export function onVote(
  state: ServerState,
  from: NodeId,
  granted: boolean,
  node: Outside,
): ServerState {
  if (state.role !== 'candidate' || state.votes[from] === true) return state;
  return countVotes({ ...state, votes: { ...state.votes, [from]: granted } }, node);
}

export function onPreVoteReply(
  state: ServerState,
  from: NodeId,
  { nextTerm, granted }: { readonly nextTerm: number; readonly granted: boolean },
  node: Outside,
): ServerState {
  if (state.role !== 'pre-candidate' || nextTerm !== state.currentTerm + 1) return state;
  return countPreVotes({ ...state, votes: { ...state.votes, [from]: granted } }, node);
}

function hasMajority({ configuration, votes }: ServerState, node: Outside): boolean {
  const hasVote = (server: NodeId): boolean => server === node.id || votes[server] === true;
  return isQuorum(configuration, hasVote, node);
}

function countVotes(state: ServerState, node: Outside): ServerState {
  return hasMajority(state, node) ? becomeLeader(state, node) : state;
}

function countPreVotes(state: ServerState, node: Outside): ServerState {
  return hasMajority(state, node) ? startElection(state, 'pre-vote', node) : state;
}

/** Figure 2, leaders: nextIndex and matchIndex begin anew; a no-op opens the term, so that what came before it can be committed (section 8). */
function becomeLeader(before: ServerState, node: Outside): ServerState {
  const { configuration, commitIndex, currentTerm: term, votes } = before;
  const granted = Object.keys(votes).filter((server) => votes[server] === true);
  node.report({ type: 'Elected', term, voters: [node.id, ...granted] });
  node.cancelTimer('election');
  node.setTimer('heartbeat', node.options.heartbeatMs);
  if (node.options.checkQuorum) node.setTimer('quorum', node.options.electionTimeoutMs);
  const next = lastIndex(before) + 1;
  const peers = membersOf(configuration).filter((peer) => peer !== node.id);
  const isSettled = configuration.old === null && configuration.index <= commitIndex;
  const state: ServerState = {
    ...before,
    role: 'leader',
    leader: node.id,
    votes: {},
    leadership: {
      firstIndex: next,
      round: 0,
      settled: isSettled ? configuration.index : 0,
      followers: peers.map((peer) => freshProgress(peer, next, node.now)),
      reads: [],
      leaseGivenUp: false,
      transfer: null,
      catchUp: null,
    },
  };
  return propose(state, { type: 'no-op' }, node);
}

/**
 * Section 6, third issue: while a leader is alive a candidate is not even listened to, unless the leader sent it. By the quorum check or
 * leases that goes for everybody, else for those who are no members here: a server that was left out and does not know it stands for ever.
 */
export function isDisregarded(
  state: ServerState,
  message: RequestVote,
  candidate: NodeId,
  node: Outside,
): boolean {
  const isHeard = !isSticky(node) && isMember(state.configuration, candidate);
  return !isHeard && !message.isTransfer && hearsLeader(state, node);
}
