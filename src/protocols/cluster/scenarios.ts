/** Scripts that show one thing each. A step that waits does so for a condition on the world. */
import { scenariosOf } from '../script.ts';
import { texts } from './scenario-texts.ts';
import type { Script } from './script.ts';
import { versionScripts } from './version-scripts.ts';
import { walkThroughs } from './walk-throughs.ts';

const scripts: Record<keyof typeof texts, Script> = { ...walkThroughs, ...versionScripts };

/** The scenarios with their texts, in the order of the menu. */
export const scenarios = scenariosOf(texts, scripts);
