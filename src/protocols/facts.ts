/** Reading the facts of an event. */
import type { Tagged } from '../kernel/process.ts';

/** The facts of one type among those that an event reported, in their order. */
export function factsOf<F extends Tagged, T extends F['type']>(
  { facts }: { readonly facts: readonly F[] },
  type: T,
): readonly Extract<F, { type: T }>[] {
  const isOfType = (fact: F): fact is Extract<F, { type: T }> => fact.type === type;
  // Asked by every property after every event: most report nothing, or one fact.
  return facts.every(isOfType) ? facts : facts.filter(isOfType);
}
