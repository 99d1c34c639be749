/** The scenarios with their texts, in the order of the menu. */
import type { WorldView } from '../../kernel/trace.ts';
import type { Intent } from '../../kernel/intent.ts';
import type { Scenario } from '../protocol.ts';
import type { PaxosVocabulary } from './messages.ts';
import { type ScenarioText, texts } from './scenario-texts.ts';
import { faultScripts } from './scenarios-faults.ts';
import { originalScripts } from './scenarios-original.ts';
import { voteScripts } from './scenarios-votes.ts';

type View = WorldView<PaxosVocabulary>;

/** When, and what is done then. A number is an appointed time, which may come with a condition. */
export type Move = readonly [
  when: number | ((view: View) => boolean) | readonly [number, (view: View) => boolean],
  ...deeds: readonly (Intent | ((view: View) => readonly Intent[]))[],
];

export interface Script {
  readonly seed: number;
  readonly options: Partial<PaxosVocabulary['Options']>;
  readonly untilMs: number;
  readonly moves: readonly Move[];
  ended(view: View): string | null;
}

const scripts: Record<keyof typeof texts, Script> = {
  ...originalScripts,
  ...voteScripts,
  ...faultScripts,
};

export const scenarios: readonly Scenario<PaxosVocabulary>[] = Object.entries(texts).map(
  ([id, text]) => scenarioOf(id, text, Object.entries(scripts).find(([key]) => key === id)?.[1]),
);

function scenarioOf(
  id: string,
  { title, summary, captions }: ScenarioText,
  script: Script | undefined,
): Scenario<PaxosVocabulary> {
  if (script === undefined) throw new Error(`scenario ${id} has no script`);
  const { seed, options, untilMs, moves } = script;
  return {
    id,
    title,
    summary,
    seed,
    options,
    untilMs,
    ended: (view) => script.ended(view),
    steps: moves.map(([when, ...deeds], index) => {
      const [notBeforeMs, isDue] =
        typeof when === 'number'
          ? [when, () => true]
          : typeof when === 'function'
            ? [0, when]
            : when;
      return {
        notBeforeMs,
        isDue,
        caption: captions[index] ?? '',
        deeds: (view) =>
          deeds.flatMap((deed) => (typeof deed === 'function' ? deed(view) : [deed])),
      };
    }),
  };
}
