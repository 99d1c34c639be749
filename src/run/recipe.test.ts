import { describe, expect, it } from 'vitest';
import { completeOptions, freshRecipe, SEED_MAX } from './recipe.ts';
import { aProtocol } from './testing.ts';

const protocol = aProtocol();

describe('a fresh recipe', () => {
  it('takes the first values of all options, and seed 1', () => {
    expect(freshRecipe(protocol, {})).toEqual({
      protocol: 'gossip',
      options: completeOptions(protocol, {}),
      seed: 1,
      intents: [],
    });
  });

  it('takes seed and options of its scenario, and what is asked for before those', () => {
    const { seed, options, scenario } = freshRecipe(protocol, { scenario: 'slow-seed' });
    expect([seed, options['replicas'], scenario]).toEqual([3, 3, 'slow-seed']);
    const asked = freshRecipe(protocol, {
      scenario: 'slow-seed',
      seed: 9,
      options: { replicas: 5 },
    });
    expect([asked.seed, asked.options['replicas'], asked.options['seeds']]).toEqual([9, 5, 3]);
  });

  it.each([-1, 0.5, Number.NaN, Infinity, SEED_MAX + 1])('refuses seed %d', (seed) => {
    expect(() => freshRecipe(protocol, { seed })).toThrow(
      `a seed is a whole number from 0 to ${SEED_MAX}, not ${seed}`,
    );
  });

  it.each(['nothing', '__proto__', 'constructor', ''])(
    'refuses scenario "%s" and lists those that exist',
    (scenario) => {
      expect(() => freshRecipe(protocol, { scenario })).toThrow(
        `gossip has no scenario "${scenario}"; there are opening, walk-through`,
      );
    },
  );
});

describe('the options', () => {
  it.each([
    ['replicas', 1],
    ['replicas', 1000],
    ['eagerPush', true],
    ['crashTimeoutMs', 0],
  ])('%s may be %j', (name, value) => {
    expect(completeOptions(protocol, { [name]: value })[name]).toBe(value);
  });

  it.each([
    ['replicas', 0, 'replicas is a whole number from 1 to 1000, not 0'],
    ['replicas', 1001, 'replicas is a whole number from 1 to 1000, not 1001'],
    ['replicas', 2.5, 'replicas is a whole number from 1 to 1000, not 2.5'],
    ['replicas', '3', 'replicas is a whole number from 1 to 1000, not "3"'],
    ['replicas', null, 'replicas is a whole number from 1 to 1000, not null'],
    ['replicas', Number.NaN, 'replicas is a whole number from 1 to 1000, not null'],
    ['replicas', 1e300, 'replicas is a whole number from 1 to 1000, not 1e+300'],
    ['eagerPush', 1, 'eagerPush is true or false, not 1'],
    ['eagerPush', 'true', 'eagerPush is true or false, not "true"'],
    ['speed', 1, 'gossip has no option "speed"; there are replicas, clients,'],
    ['constructor', 1, 'gossip has no option "constructor"'],
  ])('%s may not be %j', (name, value, why) => {
    expect(() => completeOptions(protocol, { [name]: value })).toThrow(why);
  });

  it('has no option __proto__', () => {
    const given = JSON.parse('{"__proto__": 1}') as Record<string, unknown>;
    expect(() => completeOptions(protocol, given)).toThrow('gossip has no option "__proto__"');
    expect(() => freshRecipe(protocol, { options: given })).toThrow(
      'gossip has no option "__proto__"',
    );
  });
});
