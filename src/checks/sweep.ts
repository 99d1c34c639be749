/**
 * A sweep runs a protocol under many seeds: random commands in foul weather, judged at every event; then the
 * faults stop and everything that must eventually hold is demanded.
 */
import type { Intent, Recipe, StampedIntent } from '../kernel/intent.ts';
import type { OptionValue } from '../kernel/process.ts';
import { RandomStream, streamKey } from '../kernel/random.ts';
import { World } from '../kernel/world.ts';
import type { JudgedVocabulary, Protocol } from '../protocols/protocol.ts';
import { drawDeed, drawWipe, type FaultLevel, healing } from './faults.ts';
import { judge, missing, openVerdicts, type Verdicts } from './judge.ts';

type V = JudgedVocabulary;

export interface SweepSettings {
  readonly faults: FaultLevel;
  readonly options: Readonly<Record<string, OptionValue>>;
  /** Flaws that are on from the start. */
  readonly flaws: readonly string[];
  /** Virtual ms of foul weather. */
  readonly stormMs: number;
  /** Virtual ms after it in which everything must come right. */
  readonly patienceMs: number;
}

export const SWEEP_DEFAULTS = { stormMs: 60_000, patienceMs: 900_000 } as const;

export interface SweepResult {
  readonly seed: number;
  /** `null` if nothing was wrong. */
  readonly failure: SweepFailure | null;
  /** Ids of all `eventually` properties that did not come to hold in time; `failure` names the first. */
  readonly missing: readonly string[];
  /** Ids of the `sometimes` properties that were reached. */
  readonly reached: readonly string[];
  readonly events: number;
  /** Virtual ms from the end of the faults until everything held. */
  readonly settledMs: number;
  /** Restores the run. */
  readonly recipe: Recipe;
}

export interface SweepFailure {
  readonly property: string;
  readonly detail: string;
  readonly event: number;
  readonly time: number;
}

/** Deeds come every so many ms. */
const PAUSE_MS_MAX = 900;
/** Looks whether everything holds every so often. */
const LOOK_MS = 1000;

/** Runs one seed to its end or to the first thing that is wrong. */
export function sweepSeed(protocol: Protocol, seed: number, settings: SweepSettings): SweepResult {
  return new Sweep(protocol, seed, settings).run();
}

class Sweep {
  readonly #protocol: Protocol;
  readonly #settings: SweepSettings;
  readonly #seed: number;
  readonly #world: World<V>;
  readonly #random: RandomStream;
  readonly #wiping: RandomStream;
  readonly #intents: StampedIntent[] = [];
  #verdicts: Verdicts;
  #missing: readonly string[] = [];

  constructor(protocol: Protocol, seed: number, settings: SweepSettings) {
    this.#protocol = protocol;
    this.#settings = settings;
    this.#seed = seed;
    this.#world = new World<V>(protocol, settings.options, seed);
    this.#random = new RandomStream(streamKey(seed, 'workload'));
    this.#wiping = new RandomStream(streamKey(seed, 'lost disks'));
    this.#verdicts = judge(
      protocol,
      openVerdicts(protocol, this.#world.options),
      this.#world.genesis,
      this.#world,
    );
  }

  run(): SweepResult {
    let settledMs = 0;
    try {
      for (const name of this.#settings.flaws) this.#do({ type: 'flaw', name, on: true });
      this.#storm();
      settledMs = this.#calm();
    } catch (error) {
      if (!(error instanceof Broken)) {
        const detail = error instanceof Error ? error.message : String(error);
        return this.#result({ property: 'no-exception', detail, ...this.#now() }, settledMs);
      }
      return this.#result(error.failure, settledMs);
    }
    return this.#result(null, settledMs);
  }

  #storm(): void {
    const { faults, stormMs } = this.#settings;
    while (this.#world.now < stormMs) {
      this.#advance(this.#world.now + this.#random.between(1, PAUSE_MS_MAX));
      this.#doIfAny(drawDeed(faults, this.#protocol, this.#world, this.#random));
      this.#doIfAny(drawWipe(faults, this.#protocol, this.#world, this.#wiping));
    }
  }

  /** Ends the faults and waits until everything holds; returns how long that took. */
  #calm(): number {
    for (const deed of healing(this.#world, this.#protocol, this.#random)) this.#do(deed);
    const start = this.#world.now;
    while (this.#world.now < start + this.#settings.patienceMs) {
      const absent = missing(this.#protocol, this.#verdicts, this.#world);
      if (Object.keys(absent).length === 0) return this.#world.now - start;
      this.#advance(this.#world.now + LOOK_MS);
    }
    const absent = Object.entries(missing(this.#protocol, this.#verdicts, this.#world));
    this.#missing = absent.map(([property]) => property);
    for (const [property, detail] of absent) {
      throw new Broken({ property, detail, ...this.#now() });
    }
    return this.#settings.patienceMs;
  }

  #advance(time: number): void {
    for (let event = this.#world.step(time); event !== null; event = this.#world.step(time)) {
      this.#look(event);
    }
    this.#world.idle(time);
  }

  #doIfAny(deed: Intent | null): void {
    if (deed !== null) this.#do(deed);
  }

  #do(intent: Intent): void {
    const stamped = { after: this.#world.events, time: this.#world.now, intent };
    const event = this.#world.apply(intent);
    this.#intents.push(stamped);
    this.#look(event);
  }

  #look(event: Parameters<typeof judge>[2]): void {
    this.#verdicts = judge(this.#protocol, this.#verdicts, event, this.#world);
    for (const [property, { detail }] of Object.entries(this.#verdicts.broken)) {
      throw new Broken({ property, detail, ...this.#now() });
    }
  }

  #now(): { event: number; time: number } {
    return { event: this.#world.events, time: this.#world.now };
  }

  #result(failure: SweepFailure | null, settledMs: number): SweepResult {
    const { options } = this.#settings;
    const recipe = {
      protocol: this.#protocol.id,
      options,
      seed: this.#seed,
      intents: this.#intents,
    };
    const reached = Object.keys(this.#verdicts.reached);
    const events = this.#world.events;
    return {
      seed: this.#seed,
      failure,
      missing: this.#missing,
      reached,
      events,
      settledMs,
      recipe,
    };
  }
}

class Broken extends Error {
  readonly failure: SweepFailure;
  constructor(failure: SweepFailure) {
    super(failure.property);
    this.failure = failure;
  }
}
