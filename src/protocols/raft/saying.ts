/** Help for those who put facts into words. */
import type { NodeId } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';

type Draft = { readonly [K in Exclude<keyof FactDescription, 'sentence'>]?: FactDescription[K] };

/** A sentence without its subject; what `draft` leaves out is plain. */
export function say(sentence: string, draft: Draft = {}): FactDescription {
  return {
    reason: null,
    source: null,
    epoch: null,
    tone: 'note',
    band: null,
    ...draft,
    sentence,
  };
}

/** Names in a row, as in `server-1, server-2 and server-3`. */
export function list(ids: readonly NodeId[]): string {
  return ids.length < 2 ? (ids[0] ?? 'nobody') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
}
