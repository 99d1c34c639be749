/** The contract test, form: what every protocol of the playground must say of itself, before anything runs. */
import { describe, expect, it } from 'vitest';
import { openVerdicts } from '../checks/judge.ts';
import { RandomStream } from '../kernel/random.ts';
import { World } from '../kernel/world.ts';
import { freshRecipe } from '../run/recipe.ts';
import { initialOptions } from './protocol.ts';
import { protocols } from './registry.ts';
import { lostInJson } from './testing.ts';

describe.each(protocols.map((protocol) => [protocol.id, protocol] as const))(
  '%s',
  (_, protocol) => {
    const properties = protocol.judgement.properties.map(({ id }) => id);
    const scenarios = protocol.scenarios.map(({ id }) => id);

    it('has an id that can stand in a link, and no name twice', () => {
      expect(protocol.id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(protocols.filter(({ id }) => id === protocol.id)).toHaveLength(1);
      for (const names of [properties, scenarios, protocol.flaws.map(({ name }) => name)]) {
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
      }
    });

    it('says everything that it must say of itself', () => {
      const texts = [
        [protocol.title, protocol.summary, protocol.source, protocol.console.placeholder],
        ...Object.values(protocol.options).map(({ title, help }) => [title, help]),
        ...protocol.flaws.map(({ title, help, source }) => [title, help, source]),
        ...protocol.judgement.properties.map(({ title, source }) => [title, source]),
        ...protocol.scenarios.map(({ title, summary }) => [title, summary]),
        ...protocol.console.commands.map(({ verb, usage, help }) => [verb, usage, help]),
      ];
      for (const text of texts.flat()) expect(text.trim()).not.toBe('');
    });

    it('has a property of each kind, a scenario, and flaws that name a property and a scenario', () => {
      const kinds = protocol.judgement.properties.map(({ kind }) => kind);
      expect(new Set(kinds)).toEqual(new Set(['always', 'sometimes', 'eventually']));
      expect(scenarios).not.toEqual([]);
      for (const flaw of protocol.flaws) {
        expect(properties).toContain(flaw.caughtBy);
        expect(scenarios).toContain(flaw.scenario);
      }
    });

    it('has captions with no marks but bold and code', () => {
      const captions = protocol.scenarios.flatMap(({ steps }) => steps.map((step) => step.caption));
      const bare = captions.map((caption) =>
        caption.replaceAll(/`[^`]+`/g, '').replaceAll(/\*\*[^*]+\*\*/g, ''),
      );
      expect(bare.filter((caption) => /[*`_]/.test(caption))).toEqual([]);
    });

    it('has set-ups with keys of their own', () => {
      const keys = (protocol.setUps ?? []).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(key).toMatch(/^[a-z]$/);
      for (const taken of ['l', 'n']) expect(keys).not.toContain(taken);
    });

    it('has initial options inside their own bounds, and a cluster within the most of each role', () => {
      const { options } = freshRecipe(protocol, {});
      expect(options).toEqual(initialOptions(protocol));
      const cluster = protocol.cluster(options);
      for (const [role, { most }] of Object.entries(protocol.roles)) {
        expect(cluster.filter((one) => one === role).length).toBeLessThanOrEqual(most);
      }
      expect(Object.keys(protocol.processes).toSorted()).toEqual(
        Object.keys(protocol.roles).toSorted(),
      );
    });

    it('names only fields that a state has as durable', () => {
      const world = new World(protocol, initialOptions(protocol), 1);
      for (const { role, state } of world.records()) {
        for (const field of protocol.processes[role]?.durable ?? [])
          expect(state).toHaveProperty(field);
      }
    });

    it('has a console that answers help and an empty line, and takes any garbage without throwing', () => {
      const options = initialOptions(protocol);
      const parse = (text: string) => protocol.parse(text, options);
      expect(parse('help').kind).toBe('answer');
      expect(parse('').kind).toBe('refusal');
      expect(parse('   \t ').kind).toBe('refusal');
      const garbage = [
        '\u0000',
        '\ud800',
        '💥',
        '<script>alert(1)</script>',
        '__proto__',
        'constructor x y',
        'a'.repeat(100_000),
        '%s %n',
        '-1',
        'NaN',
      ];
      for (const text of garbage) {
        const parsed = parse(text);
        expect(parsed.kind === 'command' ? '' : parsed.text.slice(400)).toBe('');
      }
      for (const { verb } of protocol.console.commands) {
        for (const rest of [
          '',
          ' ',
          ' a',
          ' a b',
          ' a b c d e f',
          ` ${'x'.repeat(10_000)}`,
          ' __proto__ 1',
        ]) {
          expect(['command', 'answer', 'refusal']).toContain(parse(verb + rest).kind);
        }
      }
    });

    it('samples only console lines that it can read', () => {
      const random = new RandomStream(1);
      for (let draw = 0; draw < 500; draw += 1) {
        expect(protocol.parse(protocol.console.sample(random), initialOptions(protocol)).kind).toBe(
          'command',
        );
      }
    });

    it('starts its judges with nothing broken and nothing reached', () => {
      const verdicts = openVerdicts(protocol, initialOptions(protocol));
      expect([verdicts.broken, verdicts.reached]).toEqual([{}, {}]);
      expect(lostInJson(verdicts.memory)).toBeNull();
    });
  },
);
