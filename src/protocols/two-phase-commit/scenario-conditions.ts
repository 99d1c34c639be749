/** Questions that the scenarios ask of a world. */
import type { NodeId } from '../../kernel/process.ts';
import type { WorldView } from '../../kernel/trace.ts';
import { lastRecord } from './log.ts';
import type {
  CommitVocabulary,
  CoordinatorState,
  Transaction,
  Txid,
  WorkerState,
} from './messages.ts';
import { isSameTable, valueOf } from './table.ts';
import { isActive } from './transactions.ts';

type View = WorldView<CommitVocabulary>;

/** State of the coordinator, if it is up. */
export function coordinator(view: View): CoordinatorState | undefined {
  return view.nodes('coordinator').find(({ status }) => status === 'up')?.state;
}

export function transaction(view: View, txid: Txid): Transaction | undefined {
  return coordinator(view)?.transactions.find((one) => one.txid === txid);
}

/** State of a worker, if it is up. */
export function worker(view: View, id: NodeId): WorkerState | undefined {
  return view.nodes('worker').find((node) => node.id === id && node.status === 'up')?.state;
}

export function workersUp(view: View): readonly WorkerState[] {
  return view
    .nodes('worker')
    .filter(({ status }) => status === 'up')
    .map(({ state }) => state);
}

/** Whether a worker has voted yes on a transaction and knows no decision. */
export function hasPrepared(view: View, id: NodeId, txid: Txid): boolean {
  return worker(view, id)?.inDoubt.some((one) => one.txid === txid) === true;
}

/** How many live workers have this record last about a transaction. */
export function standing(
  view: View,
  txid: Txid,
  type: 'prepared' | 'committed' | 'aborted',
): number {
  return workersUp(view).filter(({ log }) => lastRecord(log, txid)?.type === type).length;
}

/** Whether the coordinator has logged the commit of a transaction. */
export function isDecided(view: View, txid: Txid): boolean {
  const state = coordinator(view);
  const type = state === undefined ? undefined : lastRecord(state.log, txid)?.type;
  return type === 'commit' || type === 'end';
}

/** Whether `count` operations have ended, and nothing is under way. */
export function settled(view: View, count: number): boolean {
  const ended = view.operations().filter(({ outcome }) => outcome !== 'pending').length;
  return ended >= count && isQuiet(view);
}

export function isQuiet(view: View): boolean {
  return coordinator(view)?.transactions.some((one) => isActive(one)) === false;
}

/** Whether exactly these workers are in the pool and take part. */
export function isPool(view: View, count: number): boolean {
  const members = coordinator(view)?.pool ?? [];
  return (
    members.length === count && members.every(({ id }) => worker(view, id)?.phase === 'member')
  );
}

export function isDropped(view: View, id: NodeId): boolean {
  return coordinator(view)?.pool.some((member) => member.id === id) === false;
}

/** How many live workers have waited so long for a decision that they ask. */
export function blocked(view: View): number {
  return workersUp(view).filter(({ inDoubt, isAsking }) => inDoubt.length > 0 && isAsking).length;
}

/** Whether nobody has promised anything that is undecided. */
export function isFree(view: View): boolean {
  return workersUp(view).every(({ inDoubt }) => inDoubt.length === 0);
}

export function outcome(view: View, operation: number): string {
  return view.operations()[operation - 1]?.outcome ?? 'not asked';
}

export function result(view: View, operation: number): string {
  return view.operations()[operation - 1]?.result ?? '';
}

/** How many of the operations that a batch began have succeeded. */
export function succeeded(view: View, verb: string): number {
  return view.operations().filter((one) => one.text.startsWith(verb) && one.outcome === 'ok')
    .length;
}

/** How the outcomes differ from these, in the order in which they were asked; `null` if they do not. */
export function differsFrom(view: View, ...outcomes: readonly string[]): string | null {
  const found = outcomes.map((_, index) => outcome(view, index + 1));
  const isSame = found.every((one, index) => one === outcomes[index]);
  return isSame ? null : `the outcomes are ${found.join(', ')}`;
}

/** Which live worker does not hold these rows or is not like the others; `null` if none. */
export function disagreement(
  view: View,
  rows: Readonly<Record<string, string | null>>,
): string | null {
  const states = workersUp(view);
  const [first] = states;
  if (first === undefined) return 'no worker is up';
  if (states.some(({ table }) => !isSameTable(table, first.table))) return 'tables differ';
  for (const [key, value] of Object.entries(rows)) {
    const found = valueOf(first.table, key);
    if (found !== value) return `${key} is ${found ?? 'missing'} instead of ${value ?? 'missing'}`;
  }
  return isFree(view) ? null : 'somebody is in doubt';
}
