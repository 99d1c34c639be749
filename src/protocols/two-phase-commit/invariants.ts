/** What must be so, what must happen at times, and what must come about in the end. */
import type { Judgement } from '../protocol.ts';
import { NO_MEMORY, observe } from './memory.ts';
import type { CommitVocabulary } from './messages.ts';
import { activity, progress } from './progress.ts';
import { safety } from './safety.ts';

export const judgement: Judgement<CommitVocabulary> = {
  start: NO_MEMORY,
  observe,
  properties: [...safety, ...activity, ...progress],
};
