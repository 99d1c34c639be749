/** Small words that every protocol's prose needs. */
import type { FactDescription } from './protocol.ts';

/** `1 row`, `2 rows`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Orders texts by their code units, the same everywhere; for `toSorted`. */
export function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Names in a row, as in `node-1, node-2 and node-3`. */
export function list(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? 'nobody';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

type Draft = { readonly [K in Exclude<keyof FactDescription, 'sentence'>]?: FactDescription[K] };

/** The description of a fact, a sentence without its subject: plain, but for what `draft` says. */
export function say(sentence: string, draft: Draft = {}): FactDescription {
  return { reason: null, source: null, epoch: null, tone: 'note', band: null, ...draft, sentence };
}
