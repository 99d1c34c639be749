/** What tests of every protocol do with a world: let time flow, and read what happened. */
import type { Tagged, Vocabulary } from '../kernel/process.ts';
import type { TraceEvent } from '../kernel/trace.ts';
import type { World } from '../kernel/world.ts';

/** Virtual ms after which something that was waited for will not come about. */
const PATIENCE_MS = 600_000;

/** Lets time flow and returns what happened. */
export function flow<V extends Vocabulary>(world: World<V>, ms: number): readonly TraceEvent<V>[] {
  const events: TraceEvent<V>[] = [];
  world.advanceTo(world.now + ms, (event) => events.push(event));
  return events;
}

/** Lets time flow until `isSo`, for ten minutes at most; then throws. Returns what happened. */
export function flowUntil<V extends Vocabulary>(
  world: World<V>,
  isSo: () => boolean,
): readonly TraceEvent<V>[] {
  const events: TraceEvent<V>[] = [];
  const limit = world.now + PATIENCE_MS;
  while (!isSo()) {
    const event = world.step(limit);
    if (event === null)
      throw new Error(`it does not come about in ten minutes: ${isSo.toString()}`);
    events.push(event);
  }
  return events;
}

interface Reporting<F> {
  readonly facts: readonly F[];
  readonly node: string | null;
  readonly time: number;
}

/** The facts of one type, with the node and the time of each. */
export function factsIn<F extends Tagged, T extends F['type']>(
  events: readonly Reporting<F>[],
  type: T,
): readonly (Extract<F, { type: T }> & { readonly node: string | null; readonly time: number })[] {
  return events.flatMap(({ facts, node, time }) =>
    facts
      .filter((fact): fact is Extract<F, { type: T }> => fact.type === type)
      .map((fact) => ({ ...fact, node, time })),
  );
}
