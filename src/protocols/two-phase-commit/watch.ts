/**
 * Whom the coordinator waits for, and how long.
 *
 * A worker is dropped when it owes something (a vote, an acknowledgement, an answer to a read, a snapshot) and has given no sign of
 * life for the time-out. A worker serves one message after another, so any answer is a sign that it is getting on: a hundred
 * commits at 72 ms each take seven seconds and no worker is silent for one of them. The original timed each action as a whole
 * from its creation and so lost healthy workers at about fifteen commits in a row: that is why its bulk commands stop at ten.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import type { CommitVocabulary, CoordinatorState, Transaction } from './messages.ts';

type Outside = Node<CommitVocabulary>;

export function isInPool({ pool }: CoordinatorState, worker: NodeId): boolean {
  return pool.some(({ id }) => id === worker);
}

/** Whether the coordinator waits for `worker`. */
export function owes(state: CoordinatorState, worker: NodeId): boolean {
  const { transactions, reads, verification, transfer } = state;
  return (
    transactions.some((one) => owesOf(one, worker)) ||
    reads.some((read) => read.worker === worker) ||
    verification?.missing.includes(worker) === true ||
    (transfer !== null &&
      worker === (transfer.phase === 'copying' ? transfer.donor : transfer.joiner.id))
  );
}

function owesOf({ phase, participants, yes, acks }: Transaction, worker: NodeId): boolean {
  if (phase === 'ending' || !participants.includes(worker)) return false;
  return !(phase === 'voting' ? yes : acks).includes(worker);
}

/** Notes that these workers begin to owe something; the time of those that owed before runs on. */
export function nowOwes(
  state: CoordinatorState,
  workers: readonly NodeId[],
  node: Outside,
): CoordinatorState {
  const fresh = workers.filter((worker) => !owes(state, worker));
  if (workers.length > 0 && !state.isWatching) node.setTimer('watch', node.options.timeoutMs);
  const signs = { ...state.signs };
  for (const worker of fresh) signs[worker] = node.now;
  return { ...state, signs, isWatching: state.isWatching || workers.length > 0 };
}

/** Notes a sign of life. */
export function heard(state: CoordinatorState, worker: NodeId, node: Outside): CoordinatorState {
  return { ...state, signs: { ...state.signs, [worker]: node.now } };
}

/** How long a worker has given no sign of life. */
export function silence({ signs }: CoordinatorState, worker: NodeId, node: Outside): number {
  return node.now - (signs[worker] ?? node.now);
}

/** Whom the coordinator watches: the pool, and whoever is taking a snapshot over. */
export function watched({ pool, transfer }: CoordinatorState): readonly NodeId[] {
  const ids = pool.map(({ id }) => id);
  return transfer?.phase === 'installing' ? [...ids, transfer.joiner.id] : ids;
}

/** How long `worker` has been waited for, by the rule in force. */
export function waitedMs(state: CoordinatorState, worker: NodeId, node: Outside): number {
  if (!node.flaw('whole-action-timeout')) return silence(state, worker, node);
  const oldest = state.transactions.find((one) => owesOf(one, worker));
  return oldest === undefined ? silence(state, worker, node) : node.now - oldest.since;
}
