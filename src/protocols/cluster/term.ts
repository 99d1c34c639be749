/** Terms and names: which of two comes first. */
import type { NodeId } from '../../kernel/process.ts';
import type { Term } from './messages.ts';

/** Before the first election. */
export const NO_TERM: Term = { generation: 0, name: '' };

/** Negative if `one` is before `other`, 0 if they are the same term. */
export function compareTerms(one: Term, other: Term): number {
  return one.generation - other.generation || compareNames(one.name, other.name);
}

export function isSameTerm(one: Term, other: Term): boolean {
  return one.generation === other.generation && one.name === other.name;
}

/** The bully's order: by the number in the name, so that node-10 is above node-9. */
export function compareNames(one: NodeId, other: NodeId): number {
  return one === other ? 0 : numberOf(one) - numberOf(other);
}

/** The number in a name; 0 if there is none. */
export function numberOf(name: NodeId): number {
  return Number(/\d+$/.exec(name)?.[0] ?? 0);
}

/** `3·2`: the third generation, won by node-2. */
export function termText({ generation, name }: Term): string {
  return generation === 0 ? '0' : `${generation}·${numberOf(name)}`;
}
