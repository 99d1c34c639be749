/**
 * A scenario's script acts like a person who watches: after every event it asks whether its next step is due. What
 * it does is a function of the run, so that nothing of it need be recorded.
 */
import type { Intent } from '../kernel/intent.ts';
import type { WorldView } from '../kernel/trace.ts';
import type { JudgedVocabulary, Scenario, ScenarioStep } from '../protocols/protocol.ts';

type View = WorldView<JudgedVocabulary>;

/** How far a script has come; immutable. */
export interface ScriptPosition {
  /** Number of steps that came due. */
  readonly done: number;
  /** Deeds of those steps that are still to be done. */
  readonly deeds: readonly Intent[];
}

export const SCRIPT_START: ScriptPosition = { done: 0, deeds: [] };

/** Virtual time at which the script must be asked although nothing happens; `null` if there is none after `now`. */
export function nextAppointment(
  scenario: Scenario | null,
  { done, deeds }: ScriptPosition,
  now: number,
): number | null {
  const step = scenario?.steps[done];
  return step === undefined || deeds.length > 0 || step.notBeforeMs <= now
    ? null
    : step.notBeforeMs;
}

/** The position after the script has looked at the world. A step that came due is not asked for again. */
export function consult(
  scenario: Scenario | null,
  position: ScriptPosition,
  view: View,
): ScriptPosition {
  const step: ScenarioStep | undefined = scenario?.steps[position.done];
  if (step === undefined || position.deeds.length > 0) return position;
  if (view.now < step.notBeforeMs || !step.isDue(view)) return position;
  const next = { done: position.done + 1, deeds: step.deeds(view) };
  return next.deeds.length > 0 ? next : consult(scenario, next, view);
}

/** The position after the first of the deeds that are still to be done was done, or left out. */
export function withoutFirst({ done, deeds }: ScriptPosition): ScriptPosition {
  return { done, deeds: deeds.slice(1) };
}

/** The caption of the step that came due last; `null` before the first and without a scenario. */
export function captionAt(scenario: Scenario | null, { done }: ScriptPosition): string | null {
  return scenario?.steps[done - 1]?.caption ?? null;
}
