/** The open transactions in the coordinator's memory. */
import type { CoordinatorState, Transaction } from './messages.ts';

/** The transaction that is writing `key` now; `undefined` if there is none. */
export function writing({ transactions }: CoordinatorState, key: string): Transaction | undefined {
  return transactions.find((one) => one.key === key && isActive(one));
}

/** Whether it still keeps its key: not once the client has its answer. */
export function isActive({ phase }: Transaction): boolean {
  return phase !== 'ending';
}

/** The state with a transaction in its place, or added. */
export function put(state: CoordinatorState, transaction: Transaction): CoordinatorState {
  const index = state.transactions.findIndex(({ txid }) => txid === transaction.txid);
  return index === -1
    ? { ...state, transactions: [...state.transactions, transaction] }
    : { ...state, transactions: state.transactions.with(index, transaction) };
}
