/** The judge of a cluster: what it remembers of a run, and the properties that it reads off that. */
import type { Judgement } from '../protocol.ts';
import { eventually, sometimes } from './liveness.ts';
import { NOTHING_YET } from './memory.ts';
import type { ClusterVocabulary } from './messages.ts';
import { observe } from './observe.ts';
import { always } from './safety.ts';

export const judgement: Judgement<ClusterVocabulary> = {
  start: NOTHING_YET,
  observe,
  properties: [...always, ...sometimes, ...eventually],
};
