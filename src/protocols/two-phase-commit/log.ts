/** Reading the two logs. Both are append-only; what stands last about a transaction counts. */
import { at, type Sequence, toArray } from '../../kernel/sequence.ts';
import type { CoordinatorRecord, Prepared, Txid, WorkerRecord } from './messages.ts';

type BeginRecord = Extract<CoordinatorRecord, { type: 'begin' }>;

/** The last record of a transaction; `undefined` if there is none. */
export function lastRecord<R extends { readonly txid: Txid }>(
  log: Sequence<R>,
  txid: Txid,
): R | undefined {
  for (let index = log.length - 1; index >= 0; index -= 1) {
    const record = at(log, index);
    if (record?.txid === txid) return record;
  }
  return undefined;
}

/** The begin record of a transaction; `undefined` if there is none. */
export function openingOf(log: Sequence<CoordinatorRecord>, txid: Txid): BeginRecord | undefined {
  for (let index = log.length - 1; index >= 0; index -= 1) {
    const record = at(log, index);
    if (record?.type === 'begin' && record.txid === txid) return record;
  }
  return undefined;
}

/** Whether a worker has voted no on a transaction: it is aborted and was never prepared. */
export function hasRefused(log: Sequence<WorkerRecord>, txid: Txid): boolean {
  let isAborted = false;
  for (let index = log.length - 1; index >= 0; index -= 1) {
    const record = at(log, index);
    if (record?.txid !== txid) continue;
    if (record.type === 'prepared') return false;
    isAborted = record.type === 'aborted';
  }
  return isAborted;
}

/** The begin records of transactions that have not ended, each with the last record about it, in their order. */
export function openTransactions(
  log: Sequence<CoordinatorRecord>,
): readonly { readonly begin: BeginRecord; readonly last: CoordinatorRecord['type'] }[] {
  const open = new Map<Txid, { begin: BeginRecord; last: CoordinatorRecord['type'] }>();
  for (const record of toArray(log)) {
    if (record.type === 'begin') open.set(record.txid, { begin: record, last: 'begin' });
    const known = open.get(record.txid);
    if (known !== undefined) known.last = record.type;
    // Presumed abort: nobody waits for word that an abort has arrived (Mohan, Lindsay and Obermarck).
    if (record.type === 'end' || record.type === 'abort') open.delete(record.txid);
  }
  return [...open.values()];
}

/** The transactions that a worker has prepared and knows no decision of. */
export function undecided(log: Sequence<WorkerRecord>): readonly Prepared[] {
  const open = new Map<Txid, Prepared>();
  for (const record of toArray(log)) {
    if (record.type === 'prepared') {
      const { txid, key, value, participants } = record;
      open.set(txid, { txid, key, value, participants });
    } else {
      open.delete(record.txid);
    }
  }
  return [...open.values()];
}
