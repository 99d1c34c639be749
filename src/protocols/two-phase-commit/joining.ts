/** How a worker comes into the pool, or back: it resolves its doubts, asks, and takes the table of a member over (gap g). */
import type { Node, NodeId } from '../../kernel/process.ts';
import type { CommitVocabulary, Snapshot, WorkerState } from './messages.ts';

const JOIN_RETRY_MS = 2000;

type Outside = Node<CommitVocabulary>;

/** Says "w": here I am. Again and again until it is in. */
export function askToJoin(
  state: WorkerState,
  why: 'start' | 'rejoin' | 'again',
  node: Outside,
): WorkerState {
  const inDoubt = state.inDoubt.length;
  const { isBlank } = state;
  node.report({ type: 'Asks', inDoubt, why });
  for (const coordinator of node.peers('coordinator')) {
    node.send(coordinator, { type: 'join', life: node.incarnation, inDoubt, isBlank });
  }
  node.setTimer('join', JOIN_RETRY_MS);
  return { ...state, phase: inDoubt > 0 ? 'recovering' : 'joining' };
}

/** After a decision: one that has resolved its last doubt need not ask any more, and may ask to be let in. */
export function resolved(state: WorkerState, node: Outside): WorkerState {
  if (state.inDoubt.length > 0) return state;
  node.cancelTimer('doubt');
  const calm = state.isAsking ? { ...state, isAsking: false } : state;
  return state.phase === 'recovering' ? askToJoin(calm, 'again', node) : calm;
}

/** Takes a snapshot over, unless a newer one, or a welcome, has come before. */
export function onSnapshot(
  state: WorkerState,
  { attempt, table, applied }: Snapshot,
  from: NodeId,
  node: Outside,
): WorkerState {
  if (attempt <= state.installed) {
    node.report({ type: 'OldSnapshot', attempt, installed: state.installed });
    return state;
  }
  node.report({ type: 'Installed', rows: table.length, applied });
  node.send(from, { type: 'installed', attempt });
  node.cancelTimer('join');
  return { ...state, table, applied, phase: 'member', isBlank: false, installed: attempt };
}

export function onWelcome(state: WorkerState, attempt: number, node: Outside): WorkerState {
  if (state.phase === 'member') return state;
  node.report({ type: 'Welcomed' });
  node.cancelTimer('join');
  const installed = Math.max(attempt, state.installed);
  return { ...state, phase: 'member', isBlank: false, installed };
}

/** It was given up without knowing it: a partition, or a slow link. */
export function onRejoin(state: WorkerState, node: Outside): WorkerState {
  return state.phase === 'member' ? askToJoin(state, 'rejoin', node) : state;
}
