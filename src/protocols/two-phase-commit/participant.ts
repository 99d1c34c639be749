/** The worker's part in a transaction: its vote, and what it does with the decision. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { append } from '../../kernel/sequence.ts';
import type { NoReason } from './facts.ts';
import { lastRecord } from './log.ts';
import type { CommitVocabulary, ToWorker, Txid, WorkerState } from './messages.ts';
import { valueOf, written } from './table.ts';

/** The longest value that fits a cell of a worker's table. */
export const CELL_LENGTH = 24;

type Outside = Node<CommitVocabulary>;
type VoteRequest = Extract<ToWorker, { type: 'vote-request' }>;

/** Votes. A yes is on disk before it is sent, and so is a no: a late repetition of the request must not change it. */
export function vote(
  state: WorkerState,
  { txid, key, value, participants }: VoteRequest,
  from: NodeId,
  node: Outside,
): WorkerState {
  const known = lastRecord(state.log, txid);
  if (known?.type === 'prepared') {
    node.send(from, { type: 'vote-response', txid, vote: 'yes', reason: null });
    return state;
  }
  const reason = known === undefined ? whyNot(state, { key, value }, node) : 'aborted-before';
  if (reason !== null) {
    node.report({ type: 'VotedNo', txid, key, reason });
    node.send(from, { type: 'vote-response', txid, vote: 'no', reason });
    if (known !== undefined) return state;
    return { ...state, log: append(state.log, { type: 'aborted', txid }) };
  }
  node.report({ type: 'Prepared', txid, key, value });
  node.send(from, { type: 'vote-response', txid, vote: 'yes', reason: null });
  const prepared = { txid, key, value, participants };
  return {
    ...state,
    log: append(state.log, { type: 'prepared', ...prepared }),
    inDoubt: [...state.inDoubt, prepared],
  };
}

/** Why this worker cannot promise to write; `null` if it can. */
function whyNot(
  { phase, inDoubt, table }: WorkerState,
  { key, value }: { readonly key: string; readonly value: string },
  node: Outside,
): NoReason | null {
  if (phase !== 'member') return 'not-in-pool';
  const isLocked = inDoubt.some((one) => one.key === key);
  if (isLocked && !node.flaw('no-key-exclusion')) return 'key-prepared';
  if (value.length > CELL_LENGTH) return 'value-too-long';
  const room = node.id === node.peers('worker')[0] ? node.options.rowsAtFirst : 0;
  // Rows that are promised take room like rows that are there.
  const rows = table.length + inDoubt.filter((one) => valueOf(table, one.key) === null).length;
  return room > 0 && rows >= room && valueOf(table, key) === null ? 'full' : null;
}

/** Carries a commit out. What was committed before, or was never promised here, changes nothing. */
export function commit(state: WorkerState, txid: Txid, from: NodeId, node: Outside): WorkerState {
  const prepared = state.inDoubt.find((one) => one.txid === txid);
  if (prepared === undefined) {
    const type = lastRecord(state.log, txid)?.type;
    const standing = type === 'committed' || type === 'aborted' ? type : 'unknown';
    node.report({ type: 'NothingToCommit', txid, standing });
    return state;
  }
  const { key, value } = prepared;
  node.report({ type: 'Committed', txid, key, value, wasAsking: state.isAsking, from });
  return {
    ...state,
    log: append(state.log, { type: 'committed', txid }),
    table: written(state.table, prepared),
    applied: Math.max(state.applied, txid),
    inDoubt: state.inDoubt.filter((one) => one !== prepared),
  };
}

/** Carries an abort out; of a transaction never heard of too, so that a late request for a vote finds the answer. */
export function abort(state: WorkerState, txid: Txid, from: NodeId, node: Outside): WorkerState {
  const wasPrepared = state.inDoubt.some((one) => one.txid === txid);
  if (!wasPrepared && lastRecord(state.log, txid) !== undefined) return state;
  node.report({
    type: 'Aborted',
    txid,
    wasPrepared,
    wasAsking: state.isAsking && wasPrepared,
    from,
  });
  return {
    ...state,
    log: append(state.log, { type: 'aborted', txid }),
    inDoubt: state.inDoubt.filter((one) => one.txid !== txid),
  };
}

/** The flaw: the yes was in memory only, and one that finds no yes in its log takes itself to be free to abort. */
export function disown(state: WorkerState, node: Outside): WorkerState {
  let next = state;
  for (const { txid } of state.inDoubt) {
    node.report({ type: 'ActsAlone', txid, decision: 'abort' });
    next = abort(next, txid, node.id, node);
  }
  return next;
}
