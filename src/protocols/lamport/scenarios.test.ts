/** The scripts as a whole; what each comes to is checked with those of all other protocols. */
import { describe, expect, it } from 'vitest';
import { texts } from './scenario-texts.ts';
import { scenarios } from './scenarios.ts';
import { lamportWorld } from './testing.ts';

describe('a scenario', () => {
  it.each(Object.entries(texts))('%s has one caption for each step', (id, { captions }) => {
    const scenario = scenarios.find((known) => known.id === id);
    expect(captions).toHaveLength(scenario?.steps.length ?? 0);
  });

  it.each(scenarios.filter(({ id }) => id !== 'walk-through').map((one) => [one.id, one] as const))(
    '%s is not at its end before it has begun',
    (_id, scenario) => {
      expect(scenario.ended(lamportWorld())).not.toBeNull();
    },
  );
});
