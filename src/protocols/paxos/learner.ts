/**
 * The learner: writes down what was chosen. It hears of it by Commit, by the answer "old instance" to a proposal for a round
 * that is over, or because it has counted the votes itself.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { wipeSlot } from './acceptor.ts';
import { indexOf } from './ballot.ts';
import { isKnown, raiseGoal } from './log.ts';
import type { PaxosVocabulary, ToServer } from './messages.ts';
import { isMember, otherServers } from './peers.ts';
import type { Queued, ServerState } from './states.ts';
import { type Decision, isSameValue } from './values.ts';

type Outside = Node<PaxosVocabulary>;
type Of<T extends ToServer['type']> = Extract<ToServer, { type: T }>;

/** Tells every other server what was chosen; nobody answers. */
export function spread({ round, ballot, value }: Decision, node: Outside): void {
  for (const id of otherServers(node)) node.send(id, { type: 'commit', round, ballot, value });
}

export function onCommit(
  state: ServerState,
  { round, ballot, value }: Of<'commit'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const wiped = wipeSlot(state, node);
  if (isKnown(wiped, round)) return wiped;
  const decision = { round, ballot, value };
  node.report({ type: 'Learned', ...decision, how: 'commit', from, fills: false });
  return learn(wiped, decision, node);
}

export function onOldInstance(
  before: ServerState,
  { round, ballot, value, highest }: Of<'old-instance'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const state = raiseGoal(before, highest);
  if (isKnown(state, round)) return state;
  const fills = state.proposal?.round === round && state.proposal.purpose === 'learn';
  const decision = { round, ballot, value };
  node.report({ type: 'Learned', ...decision, how: 'old-instance', from, fills });
  return learn(state, decision, node);
}

/** Writes a decision into the log, tells the clients whose text it is, and ends the proposal for its round. */
export function learn(before: ServerState, decision: Decision, node: Outside): ServerState {
  const { round } = decision;
  const missing = Math.max(0, indexOf(round) + 1 - before.log.length);
  const log = [...before.log, ...Array.from({ length: missing }, () => null)].with(
    indexOf(round),
    decision,
  );
  // Ballots of single rounds begin anew with each; those of a leader hold beyond.
  const refusedFor = node.options.multiPaxos ? before.refusedFor : null;
  const state = raiseGoal({ ...before, log, refusedFor }, round);
  const settled = endProposal(settle(state, decision, node), before.queue[0], decision, node);
  // A decision is a sign of life of whoever leads.
  if (settled.queue.length === 0) node.cancelTimer('leader');
  else watchLeader(settled, node);
  return settled;
}

/** Takes the chosen text out of the queue. */
function settle(state: ServerState, { round, value }: Decision, node: Outside): ServerState {
  const done = state.queue.find(({ text }) => isSameValue(text, value));
  if (done === undefined) return state;
  answer(done, round, node);
  return { ...state, queue: state.queue.filter((queued) => queued !== done) };
}

/** Tells the client in which round its text stands. A server that had forwarded it learns that by itself. */
export function answer({ text, from }: Queued, round: number, node: Outside): void {
  if (isMember(from, node)) return;
  node.send(from, { type: 'said', sequence: text.sequence, round });
}

/** `own` is the text that the server wanted to get into the round. */
function endProposal(
  state: ServerState,
  own: Queued | undefined,
  { round, value }: Decision,
  node: Outside,
): ServerState {
  const { proposal } = state;
  if (proposal?.round !== round) return state;
  node.cancelTimer('phase');
  const ended = { ...state, proposal: null };
  const isOther = own !== undefined && !isSameValue(own.text, value);
  if (proposal.purpose !== 'text' || !isOther) return ended;
  node.report({ type: 'GoesOn', round, text: own.text, value });
  // Gap f: the original took the round for its own and returned; the text was never proposed again.
  if (!node.flaw('lost-when-behind')) return ended;
  answer(own, round, node);
  return { ...ended, queue: state.queue.filter((queued) => queued !== own) };
}

/** Multi-Paxos: the leader has this long to let the next of this server's texts be chosen. */
export function watchLeader({ lead }: ServerState, node: Outside): void {
  if (!node.options.multiPaxos || lead !== null) return;
  const { phaseTimeoutMs, jitterMs } = node.options;
  node.setTimer('leader', phaseTimeoutMs + node.random.between(0, jitterMs));
}
