/** How a protocol writes its scenarios: scripts of moves, and their texts apart from them. */
import type { Intent } from '../kernel/intent.ts';
import type { WorldView } from '../kernel/trace.ts';
import type { JudgedVocabulary, Scenario, ScenarioStep } from './protocol.ts';

export interface ScenarioText {
  readonly title: string;
  readonly summary: string;
  /** One for each move; an empty one leaves the line to what to try next. */
  readonly captions: readonly string[];
}

export type Condition<V extends JudgedVocabulary> = (view: WorldView<V>) => boolean;

/** When, and what is done then: at a time (virtual ms), once something is so, or once it is so but not before a time. */
export type Move<V extends JudgedVocabulary> = readonly [
  when: number | Condition<V> | readonly [notBeforeMs: number, Condition<V>],
  ...deeds: readonly (Intent | ((view: WorldView<V>) => readonly Intent[]))[],
];

export interface Script<V extends JudgedVocabulary> {
  readonly seed: number;
  readonly options?: Partial<V['Options']>;
  readonly untilMs: number;
  /** Least time from one move to the next, unless a move has a time of its own beside a condition; 0 if absent. */
  readonly paceMs?: number;
  readonly moves: readonly Move<V>[];
  /** What is wrong with how it ended; `null` if nothing is. */
  ended(view: WorldView<V>): string | null;
}

/** The scenarios in the order of `texts`. Throws if one has no script, or not one caption for each move. */
export function scenariosOf<V extends JudgedVocabulary>(
  texts: Readonly<Record<string, ScenarioText>>,
  scripts: Readonly<Record<string, Script<V>>>,
): readonly Scenario<V>[] {
  return Object.entries(texts).map(([id, text]) => {
    const script = scripts[id];
    if (script === undefined) throw new Error(`scenario ${id} has no script`);
    const { title, summary, captions } = text;
    const { seed, options, untilMs, moves, paceMs = 0 } = script;
    if (captions.length !== moves.length) {
      throw new Error(`scenario ${id} has ${moves.length} moves and ${captions.length} captions`);
    }
    return {
      id,
      title,
      summary,
      seed,
      ...(options !== undefined && { options }),
      untilMs,
      ended: (view) => script.ended(view),
      steps: moves.map((move, at) => stepOf(move, at * paceMs, captions[at] ?? '')),
    };
  });
}

function stepOf<V extends JudgedVocabulary>(
  [when, ...deeds]: Move<V>,
  paceMs: number,
  caption: string,
): ScenarioStep<V> {
  const [notBeforeMs, isDue] =
    typeof when === 'number'
      ? [Math.max(when, paceMs), () => true]
      : typeof when === 'function'
        ? [paceMs, when]
        : when;
  return {
    notBeforeMs,
    isDue,
    caption,
    deeds: (view) => deeds.flatMap((deed) => (typeof deed === 'function' ? deed(view) : [deed])),
  };
}
