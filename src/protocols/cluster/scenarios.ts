/** Scripts that show one thing each. A step that waits does so for a condition on the world. */
import type { Scenario } from '../protocol.ts';
import type { ClusterVocabulary } from './messages.ts';
import { type ScenarioText, texts } from './scenario-texts.ts';
import type { Script } from './script.ts';
import { versionScripts } from './version-scripts.ts';
import { walkThroughs } from './walk-throughs.ts';

const scripts: Record<keyof typeof texts, Script> = { ...walkThroughs, ...versionScripts };

/** The scenarios with their texts, in the order of the menu. */
export const scenarios: readonly Scenario<ClusterVocabulary>[] = Object.entries(texts).map(
  ([id, text]: [string, ScenarioText]) => {
    const script = scriptCalled(id);
    const { seed, options, untilMs, moves } = script;
    return {
      id,
      title: text.title,
      summary: text.summary,
      seed,
      options,
      untilMs,
      ended: (view) => script.ended(view),
      steps: moves.map(([when, ...deeds], index) => ({
        notBeforeMs: typeof when === 'number' ? when : when.notBeforeMs,
        isDue: (view) => typeof when === 'number' || when.isDue(view),
        caption: text.captions[index] ?? '',
        deeds: () => deeds,
      })),
    };
  },
);

function scriptCalled(id: string): Script {
  const found = Object.entries(scripts).find(([key]) => key === id)?.[1];
  if (found === undefined) throw new Error(`scenario ${id} has no script`);
  return found;
}
