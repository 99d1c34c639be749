/**
 * Multi-Paxos (The Part-Time Parliament, section 3.1; Paxos Made Simple, section 3): whoever last got a majority to promise a
 * ballot for all rounds leads. The others forward their texts to it and stay out of its way; phase 1 is for the day it falls silent.
 *
 * A leader that cannot be reached, or does not let a text be chosen within the phase timeout, is deposed by a higher ballot.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { compareBallots, serverNumber } from './ballot.ts';
import { watchLeader } from './learner.ts';
import type { PaxosVocabulary } from './messages.ts';
import { isMember } from './peers.ts';
import { prepare, proposeAsLeader } from './proposer.ts';
import type { ServerState } from './states.ts';
import type { Text } from './values.ts';

type Outside = Node<PaxosVocabulary>;

/** The server that this one takes for the leader; `null` if it knows none or is it itself. */
export function leaderOf(state: ServerState, node: Outside): NodeId | null {
  if (!node.options.multiPaxos || state.lead !== null || state.standing === null) return null;
  const id = `server-${state.standing.server}`;
  return id === node.id || !isMember(id, node) ? null : id;
}

/** Proposes the next text: as leader without phase 1, else with it; a follower leaves it to the leader. */
export function proposeNext(state: ServerState, node: Outside): ServerState {
  if (state.lead !== null) return proposeAsLeader(state, node);
  return leaderOf(state, node) === null ? prepare(state, 'text', node) : state;
}

/** Hands a text to the leader, if that is somebody else. */
export function forward(state: ServerState, text: Text, node: Outside): ServerState {
  const leader = leaderOf(state, node);
  if (leader === null) return state;
  node.report({ type: 'Forwards', text, to: leader });
  node.send(leader, { type: 'forward', text });
  return state;
}

/** The leader has changed: what is queued here goes to the new one, and nobody leads here any more. */
export function followNewLeader(
  before: ServerState,
  after: ServerState,
  node: Outside,
): ServerState {
  if (before.standing === after.standing || after.standing === null) return after;
  if (after.standing.server === serverNumber(node.id)) return after;
  const { lead } = after;
  const isDeposed = lead !== null && compareBallots(lead.ballot, after.standing) < 0;
  if (isDeposed) node.report({ type: 'Deposed', ballot: lead.ballot, by: after.standing });
  const state = isDeposed ? { ...after, lead: null } : after;
  for (const { text } of state.queue) forward(state, text, node);
  if (state.queue.length > 0) watchLeader(state, node);
  return state;
}

/** The leader is gone: this server proposes itself. */
export function takeOver(
  state: ServerState,
  from: NodeId,
  why: 'unreachable' | 'silent',
  node: Outside,
): ServerState {
  if (state.queue.length === 0 || leaderOf(state, node) !== from) return state;
  if (state.proposal !== null || state.resting || state.recovery !== null) {
    // Busy now: it will look again. Without this its texts would wait for a leader that is dead.
    watchLeader(state, node);
    return state;
  }
  node.report({ type: 'TakesOver', from, why });
  return prepare(state, 'text', node);
}
