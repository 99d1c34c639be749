/** Reading the facts of an event. */
import type { Tagged } from '../kernel/process.ts';

/** The facts of one type among those that an event reported, in their order. */
export function factsOf<F extends Tagged, T extends F['type']>(
  { facts }: { readonly facts: readonly F[] },
  type: T,
): readonly Extract<F, { type: T }>[] {
  // Every property asks after every event, and most find nothing.
  if (!facts.some((fact) => fact.type === type)) return NONE;
  return facts.filter((fact): fact is Extract<F, { type: T }> => fact.type === type);
}

const NONE: readonly never[] = [];
