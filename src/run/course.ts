/**
 * The course of a world. There is one way forward, `next`: the next recorded intent, the next deed of the script, or the next thing that is
 * due. Nothing is judged or kept here: that is the run's.
 */
import type { Intent, Recipe, StampedIntent } from '../kernel/intent.ts';
import type { TraceEvent } from '../kernel/trace.ts';
import { type Snapshot, World } from '../kernel/world.ts';
import type { JudgedVocabulary, Protocol, Scenario } from '../protocols/protocol.ts';
import {
  captionAt,
  consult,
  nextAppointment,
  SCRIPT_START,
  type ScriptPosition,
  withoutFirst,
} from './script.ts';

type V = JudgedVocabulary;
export type Event = TraceEvent<V>;

/** Everything that a course needs to go on from a moment. */
export interface Place {
  readonly snapshot: Snapshot<V>;
  readonly script: ScriptPosition;
  /** How many of the recorded intents were done. */
  readonly cursor: number;
}

export class Course {
  readonly world: World<V>;
  readonly scenario: Scenario | null;
  /** Everything a person did, and, where this course has not come that far, does. */
  intents: readonly StampedIntent[];
  #script: ScriptPosition = SCRIPT_START;
  #cursor = 0;

  /** Opens a recipe at its beginning. */
  constructor(protocol: Protocol, { options, seed, scenario, intents }: Recipe) {
    this.world = new World<V>(protocol, options, seed);
    this.scenario = protocol.scenarios.find(({ id }) => id === scenario) ?? null;
    this.intents = intents;
  }

  /** The caption of the scenario's step; `null` without a scenario. */
  get caption(): string | null {
    return captionAt(this.scenario, this.#script);
  }

  /** Whether the script has nothing left to do. */
  get isScriptDone(): boolean {
    const { done, deeds } = this.#script;
    return deeds.length === 0 && done >= (this.scenario?.steps.length ?? 0);
  }

  /** Whether every recorded intent was done. */
  get isPastIntents(): boolean {
    return this.#cursor >= this.intents.length;
  }

  /** Lets the next event happen if it does by `limit` (virtual ms); otherwise returns `null`. */
  next(limit: number): Event | null {
    const { world } = this;
    for (;;) {
      const recorded = this.intents[this.#cursor];
      const isHere = recorded !== undefined && recorded.after === world.events;
      const deed = isHere ? undefined : this.#script.deeds[0];
      if (deed !== undefined) {
        this.#script = withoutFirst(this.#script);
        return this.#consulted(world.apply(deed));
      }
      const due = isHere ? recorded.time : (world.next()?.due ?? Infinity);
      const appointment = nextAppointment(this.scenario, this.#script, world.now);
      // A person acts in a world that has seen all of its time; an event comes before an appointment of the same time.
      const isKept = appointment !== null && (appointment < due || (isHere && appointment === due));
      if (isKept && appointment <= limit) {
        world.idle(appointment);
        this.#consult();
        continue;
      }
      if (isHere && recorded.time <= limit) {
        checkStamp(world, recorded);
        this.#cursor += 1;
        if (recorded.time > world.now) world.idle(recorded.time);
        return this.#consulted(world.apply(recorded.intent));
      }
      const event = isHere ? null : world.step(limit);
      return event === null ? null : this.#consulted(event);
    }
  }

  /** Does a deed now; what was recorded for later is left out. Throws if it cannot be done, and then has changed nothing. */
  do(intent: Intent): Event {
    const { now: time, events: after } = this.world;
    const event = this.#consulted(this.world.apply(intent));
    this.intents = [...this.intents.slice(0, this.#cursor), { after, time, intent }];
    this.#cursor = this.intents.length;
    return event;
  }

  /** Why a deed cannot be done now; `null` if it can. The world is left as it is. */
  whyNot(intent: Intent): string | null {
    const snapshot = this.world.snapshot();
    try {
      this.world.apply(intent);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      this.world.restore(snapshot);
    }
  }

  /** Lets time pass up to `time`, in which nothing happens; the script keeps its appointments. */
  rest(time: number): void {
    const { world } = this;
    for (;;) {
      const appointment = nextAppointment(this.scenario, this.#script, world.now);
      if (appointment === null || appointment > time) break;
      world.idle(appointment);
      this.#consult();
    }
    if (this.#script.deeds.length === 0 && time > world.now) world.idle(time);
  }

  /** Where this course has come to. */
  place(): Place {
    return { snapshot: this.world.snapshot(), script: this.#script, cursor: this.#cursor };
  }

  /** Goes to a place of a course with the same recipe, as far as that place knows it. */
  goTo({ snapshot, script, cursor }: Place): void {
    this.world.restore(snapshot);
    this.#script = script;
    this.#cursor = cursor;
  }

  #consulted(event: Event): Event {
    this.#consult();
    return event;
  }

  /** Lets the script look at the world. A deed that a person has made impossible is left out, at once, so that a replay does the same. */
  #consult(): void {
    for (;;) {
      this.#script = consult(this.scenario, this.#script, this.world);
      const [deed] = this.#script.deeds;
      if (deed === undefined || this.whyNot(deed) === null) return;
      this.#script = withoutFirst(this.#script);
    }
  }
}

/** Throws unless an intent was stamped with a time that the world has after as many events. */
function checkStamp(world: World<V>, { after, time, intent }: StampedIntent): void {
  const due = world.next()?.due ?? Infinity;
  if (time === world.now || (time > world.now && time <= due)) return;
  throw new Error(
    `the ${intent.type} after event ${after} cannot have been at ${time} ms: it was ${world.now} ms then${due < time ? `, and the next event came at ${due} ms` : ''}`,
  );
}
