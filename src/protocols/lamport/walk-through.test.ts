/** The original's fifteen checks. */
import { describe, expect, it } from 'vitest';
import { freshRecipe } from '../../run/recipe.ts';
import { Run } from '../../run/run.ts';
import { protocolCalled } from '../registry.ts';
import { lamportWorld } from './testing.ts';
import { failedCheck, steps } from './walk-through.ts';

describe('the walk-through', () => {
  it('has fourteen answers to check, and the logs', () => {
    const numbers = steps.flatMap(([, , , check]) => (check === undefined ? [] : [check]));
    expect(numbers).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  });

  it.each([1, 2, 3])('passes all fifteen with seed %i', (seed) => {
    const protocol = protocolCalled('lamport');
    const run = new Run(protocol, freshRecipe(protocol, { scenario: 'walk-through', seed }));
    run.advanceTo(run.scenario?.untilMs ?? 0);
    expect(run.scenario?.ended(run.world)).toBeNull();
    expect(run.isScriptDone).toBe(true);
  });

  it('does not pass where nothing was typed', () => {
    expect(failedCheck(lamportWorld())).toBe('l was never typed');
  });
});
