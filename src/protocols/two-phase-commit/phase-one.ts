/** Phase one: the begin record, the requests for votes, and the votes. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { append } from '../../kernel/sequence.ts';
import type {
  CommitVocabulary,
  CoordinatorState,
  Origin,
  ToCoordinator,
  Transaction,
  Write,
} from './messages.ts';
import { abort, commit } from './phase-two.ts';
import { WHY_NO } from './texts.ts';
import { put } from './transactions.ts';
import { nowOwes } from './watch.ts';

type Outside = Node<CommitVocabulary>;
type VoteResponse = Extract<ToCoordinator, { type: 'vote-response' }>;

/** Logs the beginning and asks every worker in the pool for its vote. */
export function begin(
  state: CoordinatorState,
  { key, value }: Write,
  origin: Origin,
  node: Outside,
): CoordinatorState {
  const txid = state.lastTxid + 1;
  const participants = state.pool.map(({ id }) => id);
  node.report({ type: 'Begun', txid, key, value, participants });
  const owing = nowOwes(state, participants, node);
  for (const worker of participants) {
    node.send(worker, { type: 'vote-request', txid, key, value, participants });
  }
  const begun: Transaction = {
    txid,
    key,
    value,
    participants,
    phase: 'voting',
    yes: [],
    acks: [],
    origin,
    since: node.now,
  };
  return {
    ...owing,
    lastTxid: txid,
    log: append(state.log, { type: 'begin', txid, key, value, participants }),
    transactions: [...state.transactions, begun],
  };
}

/** One no decides, and so does the last yes. */
export function onVote(
  state: CoordinatorState,
  { txid, vote, reason }: VoteResponse,
  worker: NodeId,
  node: Outside,
): CoordinatorState {
  const transaction = state.transactions.find((one) => one.txid === txid);
  if (transaction?.phase !== 'voting' || !transaction.participants.includes(worker)) {
    node.report({ type: 'VoteTooLate', txid, worker });
    return state;
  }
  if (transaction.yes.includes(worker)) return state;
  const yes = vote === 'yes' ? [...transaction.yes, worker] : transaction.yes;
  const of = transaction.participants.length;
  node.report({ type: 'VoteCounted', txid, worker, vote, yes: yes.length, of });
  if (vote === 'no') {
    const why = reason === null ? '' : `: it ${WHY_NO[reason]}`;
    return abort(state, transaction, 'a-no', worker, `${worker} voted no${why}`, node);
  }
  const counted = put(state, { ...transaction, yes });
  return yes.length === of ? commit(counted, txid, node) : counted;
}
