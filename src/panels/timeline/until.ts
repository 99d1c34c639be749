import type { Actions } from '../playground.ts';

type Until = Parameters<Actions['playUntil']>[0];

/** Where "play until" can stop. */
export const UNTIL: readonly (readonly [what: Until, title: string, detail: string])[] = [
  ['mark', 'Until the next mark', 'an election, a commit, a fault: whatever the time line marks'],
  ['operation', 'Until a command is answered', 'acknowledged, refused or unknown'],
  ['quiet', 'Until all is quiet', 'nothing is left to do'],
  ['violation', 'Until a property breaks', 'or for as long as it takes'],
];
