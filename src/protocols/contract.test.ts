/**
 * The contract test, behaviour: what every protocol of the playground must keep when it runs. It runs by itself for each one in the registry.
 * A failure names the seed; `npm run sweep -- PROTOCOL --seeds SEED..SEED` replays it.
 */
import { describe, expect, it } from 'vitest';
import { missing } from '../checks/judge.ts';
import {
  sweepSeed,
  SWEEP_DEFAULTS,
  type SweepResult,
  type SweepSettings,
} from '../checks/sweep.ts';
import { fingerprint } from '../kernel/hash.ts';
import { RandomStream } from '../kernel/random.ts';
import { stateFingerprint } from '../run/fingerprints.ts';
import { freshRecipe } from '../run/recipe.ts';
import { Run } from '../run/run.ts';
import { initialOptions, type Protocol } from './protocol.ts';
import { protocols } from './registry.ts';
import { lostInJson, watched } from './testing.ts';

const SEEDS = 40;
const FLAW_SEEDS = 200;
/** Milliseconds for long runs on a busy machine. */
const PATIENCE_MS = 60_000;

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

/** The first seed under which a flaw breaks the property that is said to catch it, with the options of its scenario; else `null`. */
function catchingSeed(
  protocol: Protocol,
  { name, caughtBy, scenario }: Protocol['flaws'][number],
): number | null {
  const { options } = freshRecipe(protocol, { scenario });
  const settings = storm(protocol, { options, flaws: [name] });
  for (let seed = 0; seed < FLAW_SEEDS; seed += 1) {
    const { failure, missing: absent } = sweepSeed(protocol, seed, settings);
    if (failure?.property === caughtBy || absent.includes(caughtBy)) return seed;
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
    const scenarios = protocol.scenarios.map(({ id }) => id);

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
      const unmarked = new Set<string>();
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
          const fact = { ...value, type: String(value.type) };
          const { sentence, band } = protocol.describe.fact(fact, 'node-1');
          if (sentence.trim() === '') mute.add(fact.type);
          if (band !== null && protocol.describe.weight(fact) !== 'mark') unmarked.add(fact.type);
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

      it('begins a band of the time line only with a fact that is a mark', () => {
        expect([...unmarked]).toEqual([]);
      });

      it('has words for every node, every timer and what to try next', () => {
        const run = playScenario(protocol, scenarios[0] ?? '');
        const { world } = run;
        for (const { id, state, timers } of world.records()) {
          const { sentence, label } = protocol.describe.node(world, id, state);
          expect(sentence).toContain(id);
          expect(label.length).toBeLessThanOrEqual(4);
          for (const { name } of timers) expect(protocol.describe.timer(name).title).not.toBe('');
        }
        expect(protocol.hint(world, new Set())).not.toBe('');
        const { views } = protocol;
        const { memory } = run.verdicts;
        expect(views.ledger(world, memory).map(({ title }) => title)).not.toContain('');
        for (const name of ['ledger', 'waits', 'outlines', 'measures', 'charts'] as const) {
          expect(lostInJson(views[name](world, memory))).toBeNull();
        }
      });
    });

    it.each(protocol.flaws.map((flaw) => [flaw.name, flaw] as const))(
      'flaw %s is caught by its property within 200 seeds',
      (_name, flaw) => {
        expect(catchingSeed(protocol, flaw)).not.toBeNull();
      },
      PATIENCE_MS,
    );

    it.each(protocol.flaws.map((flaw) => [flaw.name, flaw] as const))(
      'flaw %s is seen in its scenario, which keeps the property without it',
      (_name, { name, caughtBy, scenario }) => {
        expect(wrongs(playScenario(protocol, scenario))).not.toContain(caughtBy);
        expect(wrongs(playScenario(protocol, scenario, [name]))).toContain(caughtBy);
      },
      PATIENCE_MS,
    );

    it.each(protocol.scenarios.map((scenario) => [scenario.id, scenario] as const))(
      'scenario %s is not at its end before it has begun',
      (id, scenario) => {
        const run = new Run(protocol, freshRecipe(protocol, { scenario: id }));
        expect(scenario.ended(run.world)).not.toBeNull();
      },
    );

    it('has only laws that find nothing at the events that they are not shown', () => {
      for (const { name, scenario } of protocol.flaws) {
        const run = new Run(protocol, freshRecipe(protocol, { scenario }));
        run.do({ type: 'flaw', name, on: true });
        for (;;) {
          const { memory } = run.verdicts;
          const event = run.next(run.scenario?.untilMs);
          if (event === null) break;
          expect([name, foundUnseen(protocol, memory, event, run)]).toEqual([name, []]);
        }
      }
    });

    it.each(protocol.scenarios.map((scenario) => [scenario.id, scenario] as const))(
      'scenario %s comes to its stated end with every step done and nothing wrong',
      (id, scenario) => {
        const run = playScenario(protocol, id);
        expect(scenario.ended(run.world)).toBeNull();
        expect(run.isScriptDone).toBe(true);
        expect(run.verdicts.broken).toEqual({});
        for (const { caption } of scenario.steps) expect(typeof caption).toBe('string');
        expect(stateFingerprint(run.world)).toBe(
          stateFingerprint(playScenario(protocol, id).world),
        );
      },
    );
  },
);

/** Ids of the `always` properties that find something at an event that reports none of the facts they are shown. */
function foundUnseen(
  { judgement }: Protocol,
  memory: object,
  event: NonNullable<ReturnType<Run['next']>>,
  { world }: Run,
): readonly string[] {
  const reported = new Set(event.facts.map(({ type }) => type));
  return judgement.properties
    .filter((property) => {
      if (property.kind !== 'always' || property.facts === undefined) return false;
      if (property.facts.some((type) => reported.has(type))) return false;
      return property.check(memory, event, world) !== null;
    })
    .map(({ id }) => id);
}

function isSaid(protocol: Protocol, message: { readonly type: string }): boolean {
  const { title, fields } = protocol.describe.message(message);
  return title.trim() !== '' && fields.every(([label]) => label.trim() !== '');
}
