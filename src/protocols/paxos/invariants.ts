/** What must be so, what must happen at times, and what must come about in the end. */
import type { Judgement } from '../protocol.ts';
import { NO_MEMORY, remember } from './memory.ts';
import type { PaxosVocabulary } from './messages.ts';
import { eventually, sometimes } from './progress.ts';
import { safety } from './safety.ts';

export const judgement: Judgement<PaxosVocabulary> = {
  start: NO_MEMORY,
  properties: [...safety, ...sometimes, ...eventually],
  observe: (memory, event, view) => remember(memory, event, view.options.servers),
};
