/** The scenarios with their texts, in the order of the menu. */
import { scenariosOf, type Script as ScriptOf } from '../script.ts';
import type { PaxosVocabulary } from './messages.ts';
import { texts } from './scenario-texts.ts';
import { faultScripts } from './scenarios-faults.ts';
import { originalScripts } from './scenarios-original.ts';
import { voteScripts } from './scenarios-votes.ts';

export type Script = ScriptOf<PaxosVocabulary>;

const scripts: Record<keyof typeof texts, Script> = {
  ...originalScripts,
  ...voteScripts,
  ...faultScripts,
};

export const scenarios = scenariosOf(texts, scripts);
