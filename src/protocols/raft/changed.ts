/**
 * Values with other values in some of their fields. Each is copied field by field first: to many engines what a spread makes has a shape of
 * its own, so that a chain of spreads makes everything slow that reads its end, and most of Raft's work is to change a state a little.
 */
import type { Leadership, ServerState } from './messages.ts';

/** The state with other values in some fields. */
export function changed(state: ServerState, fields: Partial<ServerState>): ServerState {
  const copy: ServerState = {
    currentTerm: state.currentTerm,
    votedFor: state.votedFor,
    snapshot: state.snapshot,
    log: state.log,
    commitIndex: state.commitIndex,
    lastApplied: state.lastApplied,
    machine: state.machine,
    role: state.role,
    leader: state.leader,
    heardAt: state.heardAt,
    configuration: state.configuration,
    votes: state.votes,
    leadership: state.leadership,
  };
  return Object.assign(copy, fields);
}

/** The leader's state with other values in some fields of its leadership; the same state of a server that does not lead. */
export function withLeadership(state: ServerState, fields: Partial<Leadership>): ServerState {
  const { leadership } = state;
  if (leadership === null) return state;
  const copy: Leadership = {
    firstIndex: leadership.firstIndex,
    round: leadership.round,
    settled: leadership.settled,
    followers: leadership.followers,
    reads: leadership.reads,
    leaseGivenUp: leadership.leaseGivenUp,
    transfer: leadership.transfer,
    catchUp: leadership.catchUp,
  };
  return changed(state, { leadership: Object.assign(copy, fields) });
}
