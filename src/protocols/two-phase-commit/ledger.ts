/** All workers' tables side by side with the locks on their keys, and the durable logs lined up by transaction. */
import { toArray } from '../../kernel/sequence.ts';
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type { MatrixCell, MatrixLedger, TableLedger, Views } from '../views.ts';
import { measures } from './measures.ts';
import type { CommitVocabulary, Table, Txid } from './messages.ts';
import { isActive } from './transactions.ts';
import { waits } from './waits.ts';

type View = WorldView<CommitVocabulary>;
type Worker = NodeView<CommitVocabulary, 'worker'>;
type Coordinator = NodeView<CommitVocabulary, 'coordinator'>;

/** Transactions that the logs show, the newest. */
const TRANSACTIONS_MAX = 10;
/** Rows of a table that are shown; what differs or is locked comes before the rest. */
const ROWS_MAX = 60;

interface Group {
  readonly table: Table;
  readonly isInPool: boolean;
  readonly workers: Worker[];
}

/** One column for all workers that hold the same and stand alike, in the order of their first. */
function tables(view: View): TableLedger {
  const groups = groupByContent(view);
  const contents = groups.map(({ table }) => new Map(table));
  const locks = locksOf(view);
  const keys = [
    ...new Set([...groups.flatMap(({ table }) => table.map(([key]) => key)), ...locks.keys()]),
  ];
  const rows = keys.map((key) => {
    const cells = contents.map((table) => table.get(key) ?? null);
    const lock = locks.get(key);
    const differs = cells.some((cell) => cell !== cells[0]);
    return { key, cells, differs, ...(lock === undefined ? {} : { lock }) };
  });
  const differing = rows.filter(({ differs }) => differs).length;
  const notable = rows.filter(({ differs, key }) => differs || locks.has(key));
  const rest = rows.filter(({ differs, key }) => !differs && !locks.has(key));
  const shown = rows.length <= ROWS_MAX ? rows : [...notable, ...rest].slice(0, ROWS_MAX);
  const cut = rows.length > shown.length ? `, ${shown.length} of ${rows.length} rows shown` : '';
  return {
    kind: 'table',
    title: 'Tables side by side',
    caption: `${differing > 0 ? 'differences marked' : 'all equal'}${cut}`,
    columns: groups.map(({ workers, isInPool }) => ({
      title: titleOf(workers, view.nodes('worker').length),
      detail: `#${appliedBy(workers)}${isInPool ? '' : ', not in pool'}`,
      epoch: appliedBy(workers),
    })),
    rows: shown,
  };
}

function groupByContent(view: View): readonly Group[] {
  const pool = new Set(view.nodes('coordinator')[0]?.state.pool.map(({ id }) => id));
  const groups = new Map<string, Group>();
  for (const worker of view.nodes('worker')) {
    const { table, applied } = worker.state;
    const isInPool = pool.has(worker.id);
    const key = JSON.stringify([worker.status === 'crashed', isInPool, applied, table]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { table, isInPool, workers: [worker] });
    else group.workers.push(worker);
  }
  return [...groups.values()];
}

/** `worker-2`, `workers 1, 3`, or how many if they are all. */
function titleOf(workers: readonly Worker[], count: number): string {
  const [first, ...others] = workers;
  const down = first?.status === 'crashed' ? ' ✕' : '';
  if (others.length === 0) return `${first?.id ?? ''}${down}`;
  if (workers.length === count || workers.length > 4) return `${workers.length} workers${down}`;
  return `workers ${workers.map(({ id }) => numberOf(id)).join(', ')}${down}`;
}

function numberOf(id: string): string {
  return id.slice(id.lastIndexOf('-') + 1);
}

/** The highest transaction that their table contains. */
function appliedBy(workers: readonly Worker[]): Txid {
  return workers[0]?.state.applied ?? 0;
}

/** Who keeps which key locked: workers that have voted yes on a write to it, and the coordinator until the client has its answer. */
function locksOf(view: View): ReadonlyMap<string, string> {
  const holders = new Map<string, { txid: Txid; workers: string[] }>();
  for (const { id, state } of view.nodes('worker')) {
    for (const { key, txid } of state.inDoubt) {
      const holder = holders.get(key) ?? { txid, workers: [] };
      holder.workers.push(id);
      holders.set(key, holder);
    }
  }
  const locks = new Map<string, string>();
  const count = view.nodes('worker').length;
  for (const [key, { txid, workers }] of holders) locks.set(key, lockText(txid, workers, count));
  for (const { status, state } of view.nodes('coordinator')) {
    if (status !== 'up') continue;
    for (const one of state.transactions) {
      if (isActive(one) && !locks.has(one.key)) locks.set(one.key, `#${one.txid}`);
    }
  }
  return locks;
}

/** Short, since it stands beside the key: the transaction, and at how many it is promised if that is not everywhere. */
function lockText(txid: Txid, workers: readonly string[], count: number): string {
  return workers.length === count ? `#${txid}` : `#${txid} · ${workers.length} of ${count}`;
}

/** The logs on disk: what each process would know after a crash. */
function logs(view: View): MatrixLedger {
  const coordinators = view.nodes('coordinator');
  const workers = view.nodes('worker');
  const newest = Math.max(0, ...coordinators.map(({ state }) => state.lastTxid));
  const oldest = Math.max(1, newest - TRANSACTIONS_MAX + 1);
  const txids = Array.from({ length: newest - oldest + 1 }, (_, index) => oldest + index);
  return {
    kind: 'matrix',
    title: 'Logs on disk',
    caption: newest === 0 ? 'nothing begun yet' : 'one column per transaction; lit: in doubt',
    columns: txids.map((txid) => `#${txid}`),
    rows: [
      ...coordinators.map((one) => ({ node: one.id, cells: coordinatorCells(one, txids) })),
      ...workers.map((one) => ({ node: one.id, cells: workerCells(one, txids) })),
    ],
  };
}

function coordinatorCells(
  { state, status }: Coordinator,
  txids: readonly Txid[],
): readonly (MatrixCell | null)[] {
  const words = new Map<Txid, string>();
  const details = new Map<Txid, string>();
  for (const record of toArray(state.log)) {
    if (record.txid < (txids[0] ?? 0)) continue;
    if (record.type === 'begin') details.set(record.txid, `${record.key} ${record.value}`);
    // An end stands behind its commit, which remains the decision.
    words.set(record.txid, record.type === 'end' ? 'commit, end' : record.type);
  }
  return txids.map((txid) => {
    const text = words.get(txid);
    if (text === undefined) return null;
    return cell(text, details.get(txid) ?? null, txid, status === 'crashed' && text === 'begin');
  });
}

function workerCells({ state }: Worker, txids: readonly Txid[]): readonly (MatrixCell | null)[] {
  const words = new Map<Txid, string>();
  for (const record of toArray(state.log)) {
    if (record.txid >= (txids[0] ?? 0)) words.set(record.txid, record.type);
  }
  return txids.map((txid) => {
    const text = words.get(txid);
    if (text === undefined) return null;
    const isInDoubt = text === 'prepared' && state.inDoubt.some((one) => one.txid === txid);
    const isStuck = isInDoubt && (state.isAsking || state.phase === 'recovering');
    return cell(text, null, txid, isStuck);
  });
}

const STANDING: Readonly<Record<string, MatrixCell['standing']>> = {
  begin: 'tentative',
  prepared: 'tentative',
  commit: 'committed',
  'commit, end': 'applied',
  committed: 'applied',
  abort: 'committed',
  aborted: 'committed',
};

function cell(text: string, detail: string | null, txid: Txid, lit: boolean): MatrixCell {
  return {
    text,
    detail,
    epoch: text.startsWith('abort') ? null : txid,
    standing: STANDING[text] ?? 'tentative',
    struck: text.startsWith('abort'),
    lit,
  };
}

export const views: Views<CommitVocabulary> = {
  ledger: (view) => [tables(view), logs(view)],
  waits,
  outlines: (view) =>
    view.nodes('coordinator').flatMap(({ state }) =>
      state.pool.length === 0 || state.pool.length === view.nodes('worker').length
        ? []
        : [
            {
              id: 'pool',
              title: 'the pool',
              members: state.pool.map(({ id }) => id),
              epoch: null,
            },
          ],
    ),
  measures,
  charts: () => [],
};
