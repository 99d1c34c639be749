/** What the judges share. */
import type { NodeStatus, TraceEvent, WorldView } from '../../kernel/trace.ts';
import type { Fact } from './facts.ts';
import type { CommitVocabulary, CoordinatorState } from './messages.ts';

export type Event = TraceEvent<CommitVocabulary>;
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

export const BOOK = 'Bernstein, Hadzilacos and Goodman 1987, 7.3';
export const README = 'README of the distributed database with two-phase commit';

/** The facts of one type that an event has reported. */
export function factsOf<T extends Fact['type']>({ facts }: Event, type: T): readonly FactOf<T>[] {
  return facts.length === 0 ? [] : facts.filter((fact): fact is FactOf<T> => fact.type === type);
}

export function isRunning(status: NodeStatus): boolean {
  return status === 'up' || status === 'frozen';
}

/** The coordinator's state, whether it is up or not: its log is on disk. */
export function coordinatorOf(view: WorldView<CommitVocabulary>): CoordinatorState | null {
  return view.nodes('coordinator')[0]?.state ?? null;
}
