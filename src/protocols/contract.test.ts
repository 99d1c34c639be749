/**
 * The contract test: what every protocol of the playground must keep. It runs by itself for each one in the registry.
 * A failure names the seed; `npm run sweep -- PROTOCOL --seeds SEED..SEED` replays it.
 */
import { describe, expect, it } from 'vitest';
import { missing, openVerdicts } from '../checks/judge.ts';
import {
  sweepSeed,
  SWEEP_DEFAULTS,
  type SweepResult,
  type SweepSettings,
} from '../checks/sweep.ts';
import { fingerprint } from '../kernel/hash.ts';
import { RandomStream } from '../kernel/random.ts';
import { World } from '../kernel/world.ts';
import { freshRecipe } from '../run/recipe.ts';
import { Run } from '../run/run.ts';
import { initialOptions, type Protocol } from './protocol.ts';
import { protocols } from './registry.ts';
import { lostInJson, watched } from './testing.ts';

const SEEDS = 40;
const FLAW_SEEDS = 200;

function storm(protocol: Protocol, change: Partial<SweepSettings> = {}): SweepSettings {
  return {
    ...SWEEP_DEFAULTS,
    faults: 'heavy',
    options: initialOptions(protocol),
    flaws: [],
    ...change,
  };
}

function sweep(protocol: Protocol, seeds: number): readonly SweepResult[] {
  return Array.from({ length: seeds }, (_, seed) => sweepSeed(protocol, seed, storm(protocol)));
}

/** The first seed under which a flaw breaks the property that is said to catch it, else `null`. */
function catchingSeed(protocol: Protocol, flaw: string, property: string): number | null {
  for (let seed = 0; seed < FLAW_SEEDS; seed += 1) {
    const { failure, missing: absent } = sweepSeed(
      protocol,
      seed,
      storm(protocol, { flaws: [flaw] }),
    );
    if (failure?.property === property || absent.includes(property)) return seed;
  }
  return null;
}

/** A scenario played to its end, with flaws on from the start. */
function playScenario(protocol: Protocol, scenario: string, flaws: readonly string[] = []): Run {
  const run = new Run(protocol, freshRecipe(protocol, { scenario }));
  for (const name of flaws) run.do({ type: 'flaw', name, on: true });
  run.advanceTo(run.scenario?.untilMs ?? 0);
  return run;
}

/** Ids of the properties that a run has broken or has not brought about. */
function wrongs({ protocol, verdicts, world }: Run): readonly string[] {
  return [...Object.keys(verdicts.broken), ...Object.keys(missing(protocol, verdicts, world))];
}

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

    it('gives the same trace for the same recipe', () => {
      const play = (): string => {
        const run = new Run(protocol, freshRecipe(protocol, { seed: 5 }));
        const random = new RandomStream(5);
        const client = run.world
          .records()
          .find(({ role }) => protocol.roles[role]?.family === 'client');
        for (let turn = 0; turn < 10; turn += 1) {
          run.advanceTo(run.world.now + 1000);
          run.do({
            type: 'command',
            client: client?.id ?? '',
            text: protocol.console.sample(random),
          });
        }
        run.advanceTo(30_000);
        return fingerprint(run.trace);
      };
      expect(play()).toBe(play());
    });

    describe(`in a storm of ${SEEDS} seeds`, () => {
      const states = new Set<object>();
      const lost = new Set<string>();
      const mute = new Set<string>();
      const underWatch = watched(protocol, (what, value) => {
        const place = lostInJson(value);
        if (place !== null) lost.add(`${what} ${JSON.stringify(value).slice(0, 80)}${place}`);
        if (what === 'state' && states.size < 20_000) states.add(value);
        if (
          what === 'message' &&
          'type' in value &&
          !isSaid(protocol, { ...value, type: String(value.type) })
        ) {
          mute.add(String(value.type));
        }
        if (what === 'fact' && 'type' in value) {
          const { sentence } = protocol.describe.fact(
            { ...value, type: String(value.type) },
            'node-1',
          );
          if (sentence.trim() === '') mute.add(String(value.type));
        }
      });
      const results = sweep(underWatch, SEEDS);

      it('breaks no property, throws nowhere, changes no input, and comes right when the faults stop', () => {
        const failures = results.flatMap(({ seed, failure }) =>
          failure === null ? [] : [{ seed, ...failure }],
        );
        expect(failures).toEqual([]);
      });

      it('has only states, messages and facts that survive JSON', () => {
        expect(states.size).toBeGreaterThan(1000);
        expect([...lost]).toEqual([]);
      });

      it('reaches everything that must happen at times', () => {
        const reached = new Set(results.flatMap((result) => result.reached));
        const sometimes = protocol.judgement.properties.filter(({ kind }) => kind === 'sometimes');
        expect(sometimes.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
      });

      it('has words for every message and fact', () => {
        expect([...mute]).toEqual([]);
      });

      it('has words for every node, every timer and what to try next', () => {
        const run = playScenario(protocol, scenarios[0] ?? '');
        const { world } = run;
        for (const { id, state, timers } of world.records()) {
          const { sentence, label } = protocol.describe.node(world, id, state);
          expect(sentence).toContain(id);
          expect([...label].length).toBeLessThanOrEqual(4);
          for (const { name } of timers) expect(protocol.describe.timer(name).title).not.toBe('');
        }
        expect(protocol.hint(world, new Set())).not.toBe('');
        expect(protocol.ledger(world).title).not.toBe('');
        expect(protocol.charts(run.verdicts.memory, world)).toBeInstanceOf(Array);
      });
    });

    it.each(protocol.flaws.map((flaw) => [flaw.name, flaw] as const))(
      'flaw %s is caught by its property within 200 seeds',
      (_name, { name, caughtBy }) => {
        expect(catchingSeed(protocol, name, caughtBy)).not.toBeNull();
      },
    );

    it.each(protocol.flaws.map((flaw) => [flaw.name, flaw] as const))(
      'flaw %s is seen in its scenario, which keeps the property without it',
      (_name, { name, caughtBy, scenario }) => {
        expect(wrongs(playScenario(protocol, scenario))).not.toContain(caughtBy);
        expect(wrongs(playScenario(protocol, scenario, [name]))).toContain(caughtBy);
      },
    );

    it.each(protocol.scenarios.map((scenario) => [scenario.id, scenario] as const))(
      'scenario %s comes to its stated end with every step done and nothing wrong',
      (id, scenario) => {
        const run = playScenario(protocol, id);
        expect(scenario.ended(run.world)).toBeNull();
        expect(run.isScriptDone).toBe(true);
        expect(run.verdicts.broken).toEqual({});
        for (const { caption } of scenario.steps) expect(typeof caption).toBe('string');
        expect(fingerprint(run.trace)).toBe(fingerprint(playScenario(protocol, id).trace));
      },
    );

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
        if (parsed.kind !== 'command') expect(parsed.text.length).toBeLessThan(400);
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
      const verdicts = openVerdicts(protocol);
      expect([verdicts.broken, verdicts.reached]).toEqual([{}, {}]);
      expect(lostInJson(verdicts.memory)).toBeNull();
    });
  },
);

function isSaid(protocol: Protocol, message: { readonly type: string }): boolean {
  const { title, fields } = protocol.describe.message(message);
  return title.trim() !== '' && fields.every(([label]) => label.trim() !== '');
}
