/** GET, GET-DB and VERIFY: what workers answer without a transaction. */
import type { Node, NodeId } from '../../kernel/process.ts';
import type {
  CommitVocabulary,
  CoordinatorState,
  Origin,
  Read,
  Table,
  ToCoordinator,
  Verification,
} from './messages.ts';
import { isSameTable } from './table.ts';
import { nowOwes } from './watch.ts';

type Outside = Node<CommitVocabulary>;
type Of<T extends ToCoordinator['type']> = Extract<ToCoordinator, { type: T }>;

export const NO_WORKERS = 'no worker in the pool';

/** Forwards a read to a random worker of the pool; with none left the client hears so at once (gap e). */
export function read(
  state: CoordinatorState,
  { client, operation }: Origin,
  ask: Read['ask'],
  node: Outside,
): CoordinatorState {
  const worker = node.random.pick(state.pool)?.id;
  if (worker === undefined) return refuse(state, { client, operation }, ask.type, node);
  node.send(worker, ask);
  const owing = nowOwes(state, [worker], node);
  return { ...owing, reads: [...state.reads, { client, operation, ask, worker }] };
}

/** Answers that there is nobody to ask. */
export function refuse(
  state: CoordinatorState,
  { client, operation }: Origin,
  what: string,
  node: Outside,
): CoordinatorState {
  node.report({ type: 'NoWorkers', what });
  node.send(client, { type: 'error', operation, text: NO_WORKERS });
  return state;
}

/** A worker has left the pool: its reads go to another, a verification goes on without it. */
export function readElsewhere(
  state: CoordinatorState,
  worker: NodeId,
  node: Outside,
): CoordinatorState {
  const lost = state.reads.filter((one) => one.worker === worker);
  const kept = state.reads.filter((one) => one.worker !== worker);
  let next = lost.length === 0 ? state : { ...state, reads: kept };
  for (const { client, operation, ask } of lost) {
    node.report({ type: 'ReadElsewhere', what: ask.type, worker });
    next = read(next, { client, operation }, ask, node);
  }
  const { verification } = next;
  if (verification?.missing.includes(worker) !== true) return next;
  const missing = verification.missing.filter((id) => id !== worker);
  return conclude({ ...next, verification: { ...verification, missing } }, node);
}

export function onSend(
  state: CoordinatorState,
  { operation, key, value }: Of<'send'>,
  worker: NodeId,
  node: Outside,
): CoordinatorState {
  const asked = readOf(state, operation, worker);
  if (asked === undefined) return state;
  node.send(asked.client, { type: 'get-response', operation, key, value });
  return { ...state, reads: state.reads.filter((one) => one !== asked) };
}

export function onSendDb(
  state: CoordinatorState,
  { operation, table }: Of<'send-db'>,
  worker: NodeId,
  node: Outside,
): CoordinatorState {
  const asked = readOf(state, operation, worker);
  if (asked !== undefined) {
    node.send(asked.client, { type: 'db-response', operation, table });
    return { ...state, reads: state.reads.filter((one) => one !== asked) };
  }
  const { verification } = state;
  const isAwaited = verification?.operation === operation && verification.missing.includes(worker);
  if (!isAwaited) return state;
  const missing = verification.missing.filter((id) => id !== worker);
  const tables: readonly Table[] = [...verification.tables, table];
  return conclude({ ...state, verification: { ...verification, missing, tables } }, node);
}

/** An answer counts only from the worker that was asked last: one that was dropped may hold an old table. */
function readOf(state: CoordinatorState, operation: number, worker: NodeId): Read | undefined {
  return state.reads.find((one) => one.operation === operation && one.worker === worker);
}

/** Asks every worker of the pool for its whole table. */
export function verify(state: CoordinatorState, origin: Origin, node: Outside): CoordinatorState {
  const { operation } = origin;
  const missing = state.pool.map(({ id }) => id);
  if (missing.length === 0) return refuse(state, origin, 'verify', node);
  const owing = nowOwes(state, missing, node);
  for (const worker of missing) node.send(worker, { type: 'verify', operation });
  const { client } = origin;
  return { ...owing, verification: { client, operation, missing, tables: [] } };
}

/** Answers when nobody is missing, whatever the result: a failed VERIFY blocks nothing (gap c). */
function conclude(state: CoordinatorState, node: Outside): CoordinatorState {
  const verification: Verification | null = state.verification;
  if (verification === null || verification.missing.length > 0) return state;
  const { client, operation, tables } = verification;
  const done = { ...state, verification: null };
  const [first] = tables;
  if (first === undefined) return refuse(done, { client, operation }, 'verify', node);
  const success = tables.every((table) => isSameTable(first, table));
  const workers = tables.length;
  node.report({ type: 'Verified', isEqual: success, workers });
  node.send(client, { type: 'verify-response', operation, success, workers });
  return done;
}
