/** What a server is in its term: timers, stepping down, and whether it hears a leader. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { changed } from './changed.ts';
import { isMember, isQuorum } from './configuration.ts';
import type { Fact } from './facts.ts';
import type { RaftVocabulary, ServerState } from './messages.ts';

export type Outside = Node<RaftVocabulary>;
type Why = Extract<Fact, { type: 'SteppedDown' }>['why'];

/** A lease runs for nine tenths of the least election timeout: clocks may drift apart by a tenth (dissertation 6.4.1). */
const LEASE_TENTHS = 9;

/** Section 5.2: each wait for a leader is drawn anew, from the least time-out on. */
export function resetElectionTimer(node: Outside): void {
  const { electionTimeoutMs: least, electionSpreadPercent } = node.options;
  const most = Math.floor((least * (100 + electionSpreadPercent)) / 100);
  node.setTimer('election', node.random.between(least, most));
}

/** Goes on in `term` as a follower, of nobody yet. */
export function stepDown(
  state: ServerState,
  term: number,
  why: Why,
  peer: NodeId | null,
  node: Outside,
): ServerState {
  const { role, leadership } = state;
  if (role !== 'follower') node.report({ type: 'SteppedDown', from: role, term, why, peer });
  if (role === 'leader') {
    for (const timer of ['heartbeat', 'quorum', 'transfer', 'catch-up'] as const) {
      node.cancelTimer(timer);
    }
    resetElectionTimer(node);
  }
  if (leadership?.transfer) {
    const { client, sequence, target } = leadership.transfer;
    node.send(client, { type: 'Redirect', sequence, leader: target });
  }
  return changed(state, {
    currentTerm: term,
    votedFor: term > state.currentTerm ? null : state.votedFor,
    role: 'follower',
    leader: null,
    votes: {},
    leadership: null,
  });
}

/** Accepts `leader` for the current term. */
export function follow(state: ServerState, leader: NodeId, node: Outside): ServerState {
  const term = state.currentTerm;
  if (isRetired(state, node.id)) node.cancelTimer('election');
  else resetElectionTimer(node);
  if (state.role === 'follower' && state.leader === leader) {
    return state.heardAt === node.now ? state : changed(state, { heardAt: node.now });
  }
  const follower =
    state.role === 'follower' ? state : stepDown(state, term, 'leader', leader, node);
  node.report({ type: 'Follows', term, leader });
  return changed(follower, { leader, heardAt: node.now });
}

/**
 * Whether this server waits for no leader: it was never let in, or the configuration without it is committed and nobody needs it
 * any more. Until then it still stands for election, as it may be the one that can bring the change to its end (dissertation 4.2.2,
 * Figure 4.6).
 */
export function isRetired({ configuration, commitIndex }: ServerState, id: NodeId): boolean {
  if (isMember(configuration, id)) return false;
  return configuration.index <= commitIndex || !configuration.before.includes(id);
}

/** Whether a candidate is disregarded because a leader is alive (section 6, third issue; dissertation 4.2.3). */
export function isSticky({ options }: Outside): boolean {
  return options.checkQuorum || options.reads === 'lease';
}

/** Whether a leader was heard within the least election timeout; of a leader, whether a majority heard it. */
export function hearsLeader(state: ServerState, node: Outside): boolean {
  if (state.role === 'leader') return isHeardByQuorum(state, node.options.electionTimeoutMs, node);
  return state.heardAt !== null && node.now - state.heardAt < node.options.electionTimeoutMs;
}

/** Whether the lease that the last answers gave this leader still runs. */
export function hasLease(state: ServerState, node: Outside): boolean {
  const leaseMs = Math.floor((node.options.electionTimeoutMs * LEASE_TENTHS) / 10);
  return isHeardByQuorum(state, leaseMs, node, 1);
}

/** Whether a majority has answered what this leader sent less than `ms` ago; before its first answer a follower counts as heard at the election. */
export function isHeardByQuorum(
  { leadership, configuration }: ServerState,
  ms: number,
  node: Outside,
  leastRound = 0,
): boolean {
  const isHeard = (server: NodeId): boolean => {
    const progress = leadership?.followers.find(({ peer }) => peer === server);
    if (progress === undefined || progress.ackedRound < leastRound) return server === node.id;
    return node.now - progress.ackedAt < ms;
  };
  return isQuorum(configuration, isHeard, node);
}
