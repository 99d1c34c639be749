/** Phase two: the decision, COMMIT or ABORT, the acknowledgements, and the end record. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { append } from '../../kernel/sequence.ts';
import type { Ground } from './facts.ts';
import type {
  CommitVocabulary,
  CoordinatorState,
  Decision,
  Origin,
  Transaction,
  Txid,
} from './messages.ts';
import { isActive, put } from './transactions.ts';
import { isInPool, nowOwes } from './watch.ts';

type Outside = Node<CommitVocabulary>;

/** The commit record is the moment from which the transaction *is* committed; only then does anybody hear of it. */
export function commit(state: CoordinatorState, txid: Txid, node: Outside): CoordinatorState {
  const transaction = state.transactions.find((one) => one.txid === txid);
  if (transaction === undefined) return state;
  const { participants } = transaction;
  report(transaction, 'commit', 'all-yes', participants, node);
  const logged: CoordinatorState = {
    ...state,
    log: append(state.log, { type: 'commit', txid }),
    current: state.current.filter((id) => participants.includes(id)),
  };
  return announce(logged, transaction, node);
}

/** Sends COMMIT to every participant; those in the pool have from now on to acknowledge it. */
export function announce(
  state: CoordinatorState,
  transaction: Transaction,
  node: Outside,
): CoordinatorState {
  const { txid, participants } = transaction;
  const owing = nowOwes(
    state,
    participants.filter((id) => isInPool(state, id)),
    node,
  );
  for (const worker of participants) node.send(worker, { type: 'commit', txid });
  const committing = put(owing, { ...transaction, phase: 'committing', since: node.now });
  return finish(committing, txid, node);
}

/** Logs the abort and tells all but the one who has said no: it has aborted already. */
export function abort(
  state: CoordinatorState,
  transaction: Transaction,
  ground: Ground,
  who: NodeId,
  note: string,
  node: Outside,
): CoordinatorState {
  const { txid, participants, origin } = transaction;
  report(transaction, 'abort', ground, [who], node);
  const told = ground === 'a-no' ? participants.filter((id) => id !== who) : participants;
  for (const worker of told) node.send(worker, { type: 'abort', txid });
  answer(origin, txid, false, note, node);
  return {
    ...state,
    log: append(state.log, { type: 'abort', txid }),
    transactions: state.transactions.filter((one) => one.txid !== txid),
  };
}

/** Counts an acknowledgement; one that comes again, or after the end, changes nothing. */
export function onAck(
  state: CoordinatorState,
  txid: Txid,
  worker: NodeId,
  node: Outside,
): CoordinatorState {
  const transaction = state.transactions.find((one) => one.txid === txid);
  if (transaction === undefined || transaction.phase === 'voting') return state;
  if (transaction.acks.includes(worker)) return state;
  const acks = [...transaction.acks, worker];
  const of = transaction.participants.length;
  node.report({ type: 'AckCounted', txid, worker, acks: acks.length, of });
  return finish(put(state, { ...transaction, acks }), txid, node);
}

/**
 * Answers the client when every participant in the pool has acknowledged, and logs the end when all have. A participant that was
 * dropped holds nobody up (gap a): it has promised to commit, and takes a snapshot before it serves again.
 */
function finish(state: CoordinatorState, txid: Txid, node: Outside): CoordinatorState {
  const transaction = state.transactions.find((one) => one.txid === txid);
  if (transaction === undefined || transaction.phase === 'voting') return state;
  const { participants, acks, origin } = transaction;
  const missing = participants.filter((id) => !acks.includes(id));
  if (missing.some((id) => isInPool(state, id) || node.flaw('hang-after-worker-timeout'))) {
    return state;
  }
  if (isActive(transaction)) {
    node.report({ type: 'Answered', txid, missing });
    const note = acks.length === 0 ? 'committed, no worker reachable' : '';
    answer(origin, txid, true, note, node);
  }
  if (missing.length > 0) return put(state, { ...transaction, phase: 'ending' });
  node.report({ type: 'Ended', txid });
  return {
    ...state,
    log: append(state.log, { type: 'end', txid }),
    transactions: state.transactions.filter((one) => one.txid !== txid),
  };
}

/**
 * What a worker's leaving the pool means for the transactions that wait for it: without its vote, abort; without its
 * acknowledgement, the decision stands (gap a; the original forgot them all and so kept their keys for ever).
 */
export function without(state: CoordinatorState, worker: NodeId, node: Outside): CoordinatorState {
  if (node.flaw('hang-after-worker-timeout')) return state;
  let next = state;
  for (const transaction of state.transactions) {
    const { txid, phase, participants, yes } = transaction;
    if (!participants.includes(worker)) continue;
    if (phase === 'committing') next = finish(next, txid, node);
    else if (phase === 'voting' && !yes.includes(worker)) {
      next = node.flaw('decide-on-healthy-only')
        ? decideWithout(next, transaction, worker, node)
        : abortWithout(next, transaction, worker, node);
    }
  }
  return next;
}

function abortWithout(
  state: CoordinatorState,
  transaction: Transaction,
  worker: NodeId,
  node: Outside,
): CoordinatorState {
  return abort(
    state,
    transaction,
    'timeout',
    worker,
    `${worker} left the pool without a vote`,
    node,
  );
}

/** The flaw: the votes of those that are well are taken for all votes. */
function decideWithout(
  state: CoordinatorState,
  transaction: Transaction,
  worker: NodeId,
  node: Outside,
): CoordinatorState {
  const participants = transaction.participants.filter((id) => id !== worker);
  if (participants.length === 0) return abortWithout(state, transaction, worker, node);
  const next = put(state, { ...transaction, participants });
  return transaction.yes.length === participants.length
    ? commit(next, transaction.txid, node)
    : next;
}

/** Sends COMMIT again to whoever has not acknowledged it; one that was removed for good counts as having done so. */
export function resend(state: CoordinatorState, node: Outside): CoordinatorState {
  const known = node.peers('worker');
  let next = state;
  for (const transaction of state.transactions) {
    if (transaction.phase !== 'ending') continue;
    const { txid, participants } = transaction;
    const gone = participants.filter((id) => !known.includes(id));
    const acks = [...new Set([...transaction.acks, ...gone])];
    const missing = participants.filter((id) => !acks.includes(id));
    if (missing.length > 0) node.report({ type: 'Resent', txid, workers: missing });
    for (const worker of missing) node.send(worker, { type: 'commit', txid });
    if (gone.length > 0) next = finish(put(next, { ...transaction, acks }), txid, node);
  }
  return next;
}

function report(
  { txid, key, value }: Transaction,
  decision: Decision,
  ground: Ground,
  who: readonly NodeId[],
  node: Outside,
): void {
  node.report({ type: 'Decided', txid, decision, key, value, ground, who });
}

function answer(
  origin: Origin | null,
  txid: Txid,
  success: boolean,
  note: string,
  node: Outside,
): void {
  if (origin === null) return;
  const { client, operation } = origin;
  node.send(client, { type: 'set-response', operation, success, txid, note });
}
