/** Scripts that show one thing each. A step that waits does so for a condition on the world. */
import type { Scenario } from '../protocol.ts';
import { figureScripts } from './scenario-figures.ts';
import { membershipScripts } from './scenario-membership.ts';
import { faultScripts } from './scenario-faults.ts';
import { electionScripts } from './scenario-elections.ts';
import type { RaftVocabulary } from './messages.ts';
import type { Condition, Move, Script } from './scenario-kit.ts';
import { type ScenarioText, texts } from './scenario-texts.ts';

const scripts: Record<keyof typeof texts, Script> = {
  ...electionScripts,
  ...faultScripts,
  ...figureScripts,
  ...membershipScripts,
};

/** The scenarios with their texts, in the order of the texts. */
export const scenarios: readonly Scenario<RaftVocabulary>[] = Object.entries(texts).map(
  ([id, text]: [string, ScenarioText]) => {
    const script = Object.entries(scripts).find(([key]) => key === id)?.[1];
    if (script === undefined) throw new Error(`scenario ${id} has no script`);
    const { seed, options, untilMs, moves } = script;
    return {
      id,
      title: text.title,
      summary: text.summary,
      seed,
      options,
      untilMs,
      ended: (view) => script.ended(view),
      steps: moves.map(([when, ...deeds], index) => {
        const [notBeforeMs, condition] = moment(when, index * (script.paceMs ?? 0));
        return {
          notBeforeMs,
          isDue: (view) => condition === null || condition(view),
          caption: text.captions[index] ?? '',
          deeds: (view) =>
            deeds.flatMap((deed) => (typeof deed === 'function' ? deed(view) : [deed])),
        };
      }),
    };
  },
);

/** Not before when, and on what condition beyond that. */
function moment(
  when: Move[0],
  paceMs: number,
): readonly [notBeforeMs: number, condition: Condition | null] {
  if (typeof when === 'number') return [Math.max(when, paceMs), null];
  return typeof when === 'function' ? [paceMs, when] : when;
}
