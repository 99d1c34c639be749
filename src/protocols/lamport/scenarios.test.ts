/** The scripts as a whole; what each comes to is checked with those of all other protocols. */
import { describe, expect, it } from 'vitest';
import { scenarios } from './scenarios.ts';
import { lamportWorld } from './testing.ts';

describe('a scenario', () => {
  it.each(scenarios.filter(({ id }) => id !== 'walk-through').map((one) => [one.id, one] as const))(
    '%s is not at its end before it has begun',
    (_id, scenario) => {
      expect(scenario.ended(lamportWorld())).not.toBeNull();
    },
  );
});
