/** Small change of prose, for facts and for nodes. */
import type { NodeId } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';

export type Draft = {
  readonly [K in Exclude<keyof FactDescription, 'sentence'>]?: FactDescription[K];
};

export const README = 'README of the distributed database project';
export const RAFT = 'Ongaro and Ousterhout 2014';

export function say(sentence: string, draft: Draft = {}): FactDescription {
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

/** `node-1, node-2 and node-3`. */
export function list(ids: readonly NodeId[]): string {
  return ids.length < 2 ? (ids[0] ?? 'nobody') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
}

/** `0.5 s`. */
export function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
