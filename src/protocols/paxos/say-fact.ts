import type { FactDescription } from '../protocol.ts';

type Draft = { readonly [K in Exclude<keyof FactDescription, 'sentence'>]?: FactDescription[K] };

/** The description of a fact: a line of no particular weight, but for what `draft` says. */
export function say(sentence: string, draft: Draft): FactDescription {
  return {
    reason: null,
    source: null,
    epoch: null,
    weight: 'line',
    tone: 'note',
    band: null,
    ...draft,
    sentence,
  };
}
