/**
 * What a worker in doubt does: it asks, and asks again.
 *
 * Cooperative termination (Bernstein, Hadzilacos and Goodman 1987, 7.4): it may ask the other participants too. One that has
 * committed or aborted says so. One that has not voted can decide for both: it aborts, and will never vote yes on that transaction.
 * If all that it reaches are in doubt themselves it stays blocked: any of those out of reach may have been told to commit.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { append } from '../../kernel/sequence.ts';
import { lastRecord } from './log.ts';
import type { Answer, CommitVocabulary, Txid, WorkerState } from './messages.ts';
import { abort, commit } from './participant.ts';

type Outside = Node<CommitVocabulary>;

/** Votes of others may take as long as the coordinator's time-out; half as much again is for the way. */
function patienceMs({ options }: Outside): number {
  return options.timeoutMs + Math.ceil(options.timeoutMs / 2);
}

/** Starts the clock when the first promise is given. */
export function watchDoubt(before: WorkerState, after: WorkerState, node: Outside): WorkerState {
  const isFirst = before.inDoubt.length === 0 && after.inDoubt.length > 0;
  if (isFirst) node.setTimer('doubt', patienceMs(node));
  return after;
}

export function onDoubt(state: WorkerState, node: Outside): WorkerState {
  if (state.inDoubt.length === 0) return state;
  const leftMs = patienceMs(node) - (node.now - state.heardAt);
  // While messages of the coordinator are queued the decision may be among them.
  if (state.isServing || (!state.isAsking && leftMs > 0)) {
    node.setTimer('doubt', state.isServing ? node.options.timeoutMs : leftMs);
    return state;
  }
  return node.flaw('commit-on-timeout') ? commitAlone(state, node) : ask(state, node);
}

/** Asks the coordinator, and the peers if they are to help; again after the time-out. */
export function ask(state: WorkerState, node: Outside): WorkerState {
  const txids = state.inDoubt.map(({ txid }) => txid);
  const peers = node.options.cooperative ? peersOf(state, node) : [];
  const asks = [...node.peers('coordinator'), ...peers];
  node.report({ type: 'InDoubt', txids, asks, isFirst: !state.isAsking });
  for (const coordinator of node.peers('coordinator')) {
    node.send(coordinator, { type: 'decision-req', txids });
  }
  for (const peer of peers) {
    const shared = state.inDoubt.filter(({ participants }) => participants.includes(peer));
    node.send(peer, { type: 'decision-req', txids: shared.map(({ txid }) => txid) });
  }
  node.setTimer('doubt', node.options.timeoutMs);
  return { ...state, isAsking: true };
}

function peersOf({ inDoubt }: WorkerState, node: Outside): readonly NodeId[] {
  const all = new Set(inDoubt.flatMap(({ participants }) => participants));
  return node.peers('worker').filter((id) => all.has(id) && id !== node.id);
}

/** The flaw: silence is taken for consent. */
function commitAlone(state: WorkerState, node: Outside): WorkerState {
  let next = state;
  for (const { txid } of state.inDoubt) {
    node.report({ type: 'ActsAlone', txid, decision: 'commit' });
    next = commit(next, txid, node.id, node);
  }
  return next;
}

/** A peer is in doubt: tells it what this worker knows, and settles what it can settle. */
export function onPeerAsks(
  state: WorkerState,
  txids: readonly Txid[],
  peer: NodeId,
  node: Outside,
): WorkerState {
  let next = state;
  const answers: Answer[] = [];
  for (const txid of txids) {
    const type = lastRecord(next.log, txid)?.type;
    // Trace: worker-3 votes yes, and commit is decided; its disk is wiped. It must not take itself for one that has not voted.
    const mayHaveVoted = type === undefined && state.hasLostLog;
    if (type === 'prepared' || mayHaveVoted) {
      node.report({ type: 'Uncertain', txid, peer, why: mayHaveVoted ? 'log-lost' : 'prepared' });
      answers.push({ txid, decision: 'uncertain' });
      continue;
    }
    if (type === undefined) {
      // Without the record a request for a vote that is still on its way would be answered yes, and the transaction committed.
      node.report({ type: 'RenouncesVote', txid, peer });
      next = { ...next, log: append(next.log, { type: 'aborted', txid }) };
    }
    const decision = type === 'committed' ? 'commit' : 'abort';
    node.report({ type: 'PeerTold', txid, peer, decision });
    answers.push({ txid, decision });
  }
  node.send(peer, { type: 'decision', answers });
  return next;
}

/** Takes a decision from whoever knows it. The coordinator is told of a commit, as it waits for that. */
export function onDecision(
  state: WorkerState,
  answers: readonly Answer[],
  from: NodeId,
  node: Outside,
): WorkerState {
  let next = state;
  for (const { txid, decision } of answers) {
    if (decision === 'uncertain' || !next.inDoubt.some((one) => one.txid === txid)) continue;
    if (decision === 'abort') next = abort(next, txid, from, node);
    else {
      next = commit(next, txid, from, node);
      for (const coordinator of node.peers('coordinator')) {
        node.send(coordinator, { type: 'ack', txid });
      }
    }
  }
  return next;
}
