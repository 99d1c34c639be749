/**
 * The pool: who takes part in transactions and serves reads. A worker leaves it by silence or by a restart and comes back by asking:
 * it resolves what it is in doubt about, then takes over the table of a member between two transactions (gap g).
 *
 * `current` outlives the pool. When the last member is gone, its table is the only one with every write; one that was dropped
 * earlier and comes back first must not take its place. Trace: two workers; worker-1 is dropped; `set a 2` commits on worker-2
 * alone; worker-2 dies; worker-1 returns. Let in with what it has, it would answer `get a` with the old value.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { resend, without } from './phase-two.ts';
import { isActive } from './transactions.ts';
import type {
  CommitVocabulary,
  CoordinatorState,
  Member,
  Snapshot,
  ToCoordinator,
} from './messages.ts';
import { readElsewhere } from './reads.ts';
import { nowOwes, owes, silence, waitedMs, watched } from './watch.ts';

/** How long the coordinator waits before it says COMMIT again, and dials again. */
const RESEND_MS = 2000;

type Outside = Node<CommitVocabulary>;
type Of<T extends ToCoordinator['type']> = Extract<ToCoordinator, { type: T }>;

/** Drops whoever has been silent too long, and looks again when the next one may be. */
export function onWatch(state: CoordinatorState, node: Outside): CoordinatorState {
  const { timeoutMs } = node.options;
  let next = state;
  for (const worker of watched(state)) {
    if (!owes(next, worker) || waitedMs(next, worker, node) < timeoutMs) continue;
    const silentMs = silence(next, worker, node);
    node.report({ type: 'Dropped', worker, silentMs, timeoutMs });
    next = drop(next, worker, node);
  }
  const still = watched(next).filter((worker) => owes(next, worker));
  if (still.length === 0) return { ...next, isWatching: false };
  const longest = Math.max(...still.map((worker) => waitedMs(next, worker, node)));
  node.setTimer('watch', Math.max(1, timeoutMs - longest));
  return { ...next, isWatching: true };
}

/** Takes a worker out of the pool and off everything that waits for it. */
function drop(state: CoordinatorState, worker: NodeId, node: Outside): CoordinatorState {
  const { transfer } = state;
  const isOff = transfer?.donor === worker || transfer?.joiner.id === worker;
  if (isOff) node.report({ type: 'CopyAbandoned', joiner: transfer.joiner.id });
  const reduced: CoordinatorState = {
    ...state,
    pool: state.pool.filter(({ id }) => id !== worker),
    joiners: state.joiners.filter(({ id }) => id !== worker),
    transfer: isOff ? null : transfer,
  };
  return startResending(readElsewhere(without(reduced, worker, node), worker, node), node);
}

/** Workers that are neither in the pool nor on their way into it: they may not know that they were dropped. */
function outsiders(
  { pool, joiners, transfer }: CoordinatorState,
  node: Outside,
): readonly NodeId[] {
  const known = new Set([...pool, ...joiners].map(({ id }) => id));
  return node.peers('worker').filter((id) => !known.has(id) && id !== transfer?.joiner.id);
}

/** Sets the timer for saying things again, if there is anything to say. */
export function startResending(state: CoordinatorState, node: Outside): CoordinatorState {
  if (state.isResending) return state;
  const isNeeded =
    state.transactions.some((one) => !isActive(one)) || outsiders(state, node).length > 0;
  if (isNeeded) node.setTimer('resend', RESEND_MS);
  return isNeeded ? { ...state, isResending: true } : state;
}

/** Says again what was not acknowledged, and dials those that were dropped. */
export function onResend(state: CoordinatorState, node: Outside): CoordinatorState {
  const next = resend(state, node);
  const workers = outsiders(next, node);
  if (workers.length > 0) node.report({ type: 'Redialled', workers });
  for (const worker of workers) node.send(worker, { type: 'rejoin' });
  return startResending({ ...next, isResending: false }, node);
}

/**
 * A worker is outside, and says so every two seconds until it is in. One that is in by the coordinator's books, in this very life, has
 * lost its welcome, or has followed a `rejoin` of long ago: it is told again. In a later life it has lost what it was asked.
 */
export function onJoin(
  state: CoordinatorState,
  { life, inDoubt, isBlank }: Of<'join'>,
  worker: NodeId,
  node: Outside,
): CoordinatorState {
  const member = state.pool.find(({ id }) => id === worker);
  if (member?.life === life) {
    node.send(worker, { type: 'welcome', attempt: state.attempts });
    return state;
  }
  const { transfer } = state;
  if (transfer?.joiner.id === worker && transfer.joiner.life === life) return state;
  if (member !== undefined) node.report({ type: 'LeftPool', worker });
  const isKnown = member !== undefined || transfer?.joiner.id === worker;
  const dropped = isKnown ? drop(state, worker, node) : state;
  // A disk that was wiped holds nothing, whatever the coordinator remembers of it.
  const current = isBlank ? dropped.current.filter((id) => id !== worker) : dropped.current;
  const next = { ...dropped, current };
  const others = next.joiners.filter(({ id }) => id !== worker);
  if (inDoubt > 0) {
    node.report({ type: 'MustResolve', worker, inDoubt });
    return { ...next, joiners: others };
  }
  const isWaiting = next.joiners.some((one) => one.id === worker && one.life === life);
  return isWaiting ? next : { ...next, joiners: [...others, { id: worker, life }] };
}

/** Lets the next newcomer in, if this is a moment between two transactions. */
export function admitNext(state: CoordinatorState, node: Outside): CoordinatorState {
  const { joiners, transfer, verification } = state;
  if (joiners.length === 0 || transfer !== null || verification !== null) return state;
  if (state.transactions.some((one) => isActive(one))) return state;
  const donor = node.random.pick(state.pool)?.id;
  if (donor === undefined) return admitCurrent(state, node);
  const [joiner, ...others] = joiners;
  if (joiner === undefined) return state;
  const attempt = state.attempts + 1;
  node.report({ type: 'Copies', joiner: joiner.id, donor });
  node.send(donor, { type: 'snapshot-req', attempt });
  return {
    ...nowOwes(state, [donor], node),
    attempts: attempt,
    joiners: others,
    transfer: { attempt, joiner, donor, phase: 'copying' },
  };
}

/** The pool is empty: only one that holds every committed write may be the first. If there is none left, the data is lost. */
function admitCurrent(state: CoordinatorState, node: Outside): CoordinatorState {
  const { joiners } = state;
  const known = node.peers('worker');
  const holders = state.current.filter((id) => known.includes(id));
  const first = joiners.find(({ id }) => holders.length === 0 || holders.includes(id));
  if (first === undefined) return state;
  if (holders.length === 0) node.report({ type: 'DataLost', worker: first.id });
  node.send(first.id, { type: 'welcome', attempt: state.attempts });
  node.report({ type: 'Admitted', worker: first.id, by: 'own-log' });
  const admitted: CoordinatorState = {
    ...state,
    pool: [first],
    current: holders.length === 0 ? [first.id] : holders,
    joiners: joiners.filter(({ id }) => id !== first.id),
  };
  return admitNext(admitted, node);
}

/** Passes a member's table on to the newcomer. */
export function onSnapshot(
  state: CoordinatorState,
  snapshot: Snapshot,
  from: NodeId,
  node: Outside,
): CoordinatorState {
  const { transfer } = state;
  const isAwaited = transfer?.attempt === snapshot.attempt && transfer.donor === from;
  if (!isAwaited || transfer.phase !== 'copying') return state;
  node.send(transfer.joiner.id, snapshot);
  const owing = nowOwes(state, [transfer.joiner.id], node);
  return { ...owing, transfer: { ...transfer, phase: 'installing' } };
}

/** The newcomer has the table: it is a member, since nothing was written meanwhile. */
export function onInstalled(
  state: CoordinatorState,
  attempt: number,
  from: NodeId,
  node: Outside,
): CoordinatorState {
  const { transfer } = state;
  if (transfer?.attempt !== attempt || transfer.joiner.id !== from) return state;
  node.report({ type: 'Admitted', worker: from, by: 'snapshot' });
  const pool: readonly Member[] = [...state.pool.filter(({ id }) => id !== from), transfer.joiner];
  const current = state.current.includes(from) ? state.current : [...state.current, from];
  return { ...state, pool, current, transfer: null };
}

/** Says why a newcomer must wait although the pool is empty. */
export function noteAwaited(state: CoordinatorState, worker: NodeId, node: Outside): void {
  const isWaiting = state.joiners.some(({ id }) => id === worker);
  if (!isWaiting || state.pool.length > 0 || state.current.includes(worker)) return;
  node.report({ type: 'AwaitsCurrent', worker, current: state.current });
}
