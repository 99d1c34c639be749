/** What the judges share. */
import type { NodeStatus, TraceEvent, WorldView } from '../../kernel/trace.ts';
import type { CommitVocabulary, CoordinatorState } from './messages.ts';

export type Event = TraceEvent<CommitVocabulary>;

export const BOOK = 'Bernstein, Hadzilacos and Goodman 1987, 7.3';
export const README = 'README of the distributed database with two-phase commit';

export function isRunning(status: NodeStatus): boolean {
  return status === 'up' || status === 'frozen';
}

/** The coordinator's state, whether it is up or not: its log is on disk. */
export function coordinatorOf(view: WorldView<CommitVocabulary>): CoordinatorState | null {
  return view.nodes('coordinator')[0]?.state ?? null;
}
