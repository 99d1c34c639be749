/** Scripts that show one thing each. A step that waits does so for a condition on the world. */
import { scenariosOf } from '../script.ts';
import { electionScripts } from './scenario-elections.ts';
import { faultScripts } from './scenario-faults.ts';
import { figureScripts } from './scenario-figures.ts';
import type { Script } from './scenario-kit.ts';
import { membershipScripts } from './scenario-membership.ts';
import { texts } from './scenario-texts.ts';

const scripts: Record<keyof typeof texts, Script> = {
  ...electionScripts,
  ...faultScripts,
  ...figureScripts,
  ...membershipScripts,
};

/** The scenarios with their texts, in the order of the menu. */
export const scenarios = scenariosOf(texts, scripts);
