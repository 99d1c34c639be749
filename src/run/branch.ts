import type { StampedIntent } from '../kernel/intent.ts';
import type { Moment } from '../kernel/trace.ts';
import { type Checkpoint, Checkpoints } from './checkpoints.ts';
import { History } from './history.ts';

/** What a branch is made of, without what was remembered of it. */
export interface BranchPlan {
  readonly id: number;
  name: string;
  /** The branch it left, and where; `null` for the first. */
  readonly parent: number | null;
  readonly fork: Moment;
  intents: readonly StampedIntent[];
  /** The furthest moment that was reached. */
  head: Moment;
}

/** One line of history: everything a person did in it from the beginning of the run. */
export interface Branch extends BranchPlan {
  readonly checkpoints: Checkpoints;
  readonly history: History;
}

const START: Moment = { event: 0, time: 0 };

/** The first branch of a run. */
export function rootBranch(intents: readonly StampedIntent[]): Branch {
  const checkpoints = new Checkpoints();
  const history = new History();
  const place = { parent: null, fork: START, head: START };
  return { id: 1, name: 'first run', ...place, intents, checkpoints, history };
}

/** A branch of which only its plan and the beginning of the run are known: who goes to it plays it anew. */
export function plannedBranch(plan: BranchPlan, beginning: Checkpoint): Branch {
  return { ...plan, checkpoints: new Checkpoints([beginning]), history: new History() };
}

/** A branch that shares everything up to `fork` with `parent` and goes on with its own `intents`. */
export function forkBranch(
  parent: Branch,
  fork: Moment,
  intents: readonly StampedIntent[],
  id: number,
): Branch {
  return {
    id,
    name: `branch ${id}`,
    parent: parent.id,
    fork,
    intents,
    head: fork,
    checkpoints: parent.checkpoints.upTo(fork.event),
    history: parent.history.upTo(fork.event),
  };
}
