/**
 * A recorded run. The recipe decides it; everything else here is memory that saves replaying it from the start.
 *
 * There is one way forward, `next`: the next recorded intent, the next deed of the script, or the next thing that is due. Seeking is a
 * checkpoint plus `next`; acting in the past keeps the old future as a branch.
 */
import { judge, openVerdicts, type Verdicts } from '../checks/judge.ts';
import type { Intent, Recipe, StampedIntent } from '../kernel/intent.ts';
import { assert, type OptionValue } from '../kernel/process.ts';
import type { Moment, TraceEvent } from '../kernel/trace.ts';
import { World } from '../kernel/world.ts';
import type { JudgedVocabulary, Protocol, Scenario } from '../protocols/protocol.ts';
import { type Branch, forkBranch, rootBranch } from './branch.ts';
import type { Checkpoint } from './checkpoints.ts';
import {
  captionAt,
  consult,
  nextAppointment,
  SCRIPT_START,
  type ScriptPosition,
  withoutFirst,
} from './script.ts';

type V = JudgedVocabulary;
type Event = TraceEvent<V>;

/** How many events before now a reader of the trace finds, unless it begins later. */
const TRACE_MIN = 1000;
/** Events kept as long as somebody reads along. */
const KEPT_MAX = 2000;
/** Events kept when so many have passed unread: what outlives its moment costs most, and can be replayed if it is asked for. */
const UNREAD_MAX = 250;

/** Asked before each event of a long way; `false` stops it there. */
export type MayGoOn = () => boolean;

const always: MayGoOn = () => true;

export class Run {
  readonly protocol: Protocol;
  readonly scenario: Scenario | null;
  readonly seed: number;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly world: World<V>;
  verdicts: Verdicts;
  branch: Branch;
  readonly branches: Branch[];
  #kept: Event[] = [];
  /** Number of the event at which the trace was read last. */
  #readAt = 0;
  #script: ScriptPosition = SCRIPT_START;
  #cursor = 0;

  /** Opens the run of a recipe at its beginning. Options must be complete and valid (see `recipe.ts`). */
  constructor(protocol: Protocol, recipe: Recipe) {
    this.protocol = protocol;
    this.scenario = protocol.scenarios.find(({ id }) => id === recipe.scenario) ?? null;
    this.seed = recipe.seed;
    this.options = recipe.options;
    this.world = new World<V>(protocol, recipe.options, recipe.seed);
    this.branch = rootBranch(recipe.intents);
    this.branches = [this.branch];
    this.verdicts = openVerdicts(protocol, recipe.options);
    this.#witness(this.world.genesis);
    this.#keep();
  }

  get now(): Moment {
    return { event: this.world.events, time: this.world.now };
  }

  /** Whether now is the furthest moment of the branch. */
  get isLive(): boolean {
    const { event, time } = this.branch.head;
    return this.world.events >= event && this.world.now >= time;
  }

  /** Everything that decides this run, as far as the current branch goes. */
  get recipe(): Recipe {
    const { protocol, options, seed, scenario, branch } = this;
    const script = scenario === null ? {} : { scenario: scenario.id };
    return { protocol: protocol.id, options, seed, ...script, intents: branch.intents };
  }

  /** The newest events up to now: a thousand at least, or all. */
  get trace(): readonly Event[] {
    this.#recall(this.world.events + 1 - TRACE_MIN);
    this.#readAt = this.world.events;
    return this.#kept;
  }

  /** The events from number `from` up to now. */
  traceFrom(from: number): readonly Event[] {
    this.#recall(from);
    return this.#kept.filter(({ number }) => number >= from);
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

  // ── forward ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Lets the next event happen if it does by `limit` (virtual ms); otherwise returns `null`. */
  next(limit = Infinity): Event | null {
    const event = this.#nextEvent(limit);
    if (event !== null) {
      this.#witness(event);
      this.#keep();
      if (event.number > this.branch.head.event) this.branch.head = this.now;
    }
    return event;
  }

  /** Lets time flow up to `time`; `mayGoOn` is asked between events and can stop it early. */
  advanceTo(time: number, mayGoOn: MayGoOn = always): void {
    while (mayGoOn()) {
      if (this.next(time) !== null) continue;
      if (time > this.world.now) this.world.idle(time);
      if (time > this.branch.head.time) this.branch.head = this.now;
      return;
    }
  }

  /** Does a deed now. In the past, it begins a branch and the old future is kept. Throws if it cannot be done. */
  do(intent: Intent): Event {
    const time = this.world.now;
    const after = this.world.events;
    const event = this.#consulted(this.world.apply(intent));
    if (!this.#isAtEnd(after)) this.#fork({ event: after, time });
    this.branch.intents = [...this.branch.intents, { after, time, intent }];
    this.#cursor = this.branch.intents.length;
    this.#witness(event);
    this.#keep();
    this.branch.head = this.now;
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

  // ── anywhere ─────────────────────────────────────────────────────────────────────────────────────────────

  /** Goes to the moment right after event number `event` (0: the beginning), simulating on if that lies ahead. */
  seekEvent(event: number, mayGoOn: MayGoOn = always): void {
    const target = Math.max(0, event);
    this.#approach(target, target < this.world.events);
    while (this.world.events < target && mayGoOn() && this.next() !== null);
  }

  /** Goes to virtual time `time`, simulating on if it lies ahead. */
  seekTime(time: number, mayGoOn: MayGoOn = always): void {
    const target = Math.max(0, Math.floor(time));
    const near = this.branch.checkpoints.beforeTime(target);
    this.#approach(near?.snapshot.events ?? 0, target < this.world.now);
    this.advanceTo(target, mayGoOn);
  }

  /** Goes to an exact moment, which may lie between two events. */
  seek({ event, time }: Moment, mayGoOn: MayGoOn = always): void {
    this.seekEvent(event, mayGoOn);
    if (this.world.events < event) return;
    const next = this.world.next();
    if (time > this.world.now && (next === undefined || next.due >= time)) this.#rest(time);
    if (this.world.now > this.branch.head.time) this.branch.head = this.now;
  }

  /** Goes to another branch, at its furthest moment. Throws if there is none of this number. */
  goTo(id: number): void {
    const branch = this.branches.find((other) => other.id === id);
    if (branch === undefined) throw new Error(`there is no branch ${id}`);
    this.branch = branch;
    this.#restore(branch.checkpoints.atEvent(branch.head.event));
    this.seek(branch.head);
  }

  // ── behind the scenes ────────────────────────────────────────────────────────────────────────────────────

  #nextEvent(limit: number): Event | null {
    const { world } = this;
    for (;;) {
      const recorded = this.branch.intents[this.#cursor];
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

  /** Lets time pass up to `time`, in which nothing happens; the script keeps its appointments. */
  #rest(time: number): void {
    const { world } = this;
    for (;;) {
      const appointment = nextAppointment(this.scenario, this.#script, world.now);
      if (appointment === null || appointment > time) break;
      world.idle(appointment);
      this.#consult();
    }
    if (this.#script.deeds.length === 0 && time > world.now) world.idle(time);
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

  /** Hands an event to the judges, the trace and the time line. */
  #witness(event: Event): void {
    const before = this.verdicts;
    this.verdicts = judge(this.protocol, before, event, this.world);
    const isBroken = this.verdicts.broken !== before.broken;
    const violations = isBroken
      ? Object.keys(this.verdicts.broken).filter((id) => !(id in before.broken))
      : [];
    this.#kept.push(event);
    const most = event.number - this.#readAt > UNREAD_MAX ? UNREAD_MAX : KEPT_MAX;
    if (this.#kept.length > most * 2) this.#kept = this.#kept.slice(-most);
    this.branch.history.add(this.protocol, event, violations);
  }

  #keep(): void {
    const { world, branch } = this;
    if (branch.checkpoints.isDue(world.events, world.size))
      branch.checkpoints.add(this.#checkpoint());
  }

  /** Plays the events from number `from` on anew, as far as they are not kept. */
  #recall(from: number): void {
    const { world } = this;
    const until = this.#kept[0]?.number ?? world.events + 1;
    const first = Math.max(0, from);
    if (first >= until) return;
    const here = this.#checkpoint();
    const recalled: Event[] = first === 0 ? [world.genesis] : [];
    this.#put(this.branch.checkpoints.atEvent(Math.max(0, first - 1)));
    while (world.events < until - 1) {
      const event = this.#nextEvent(Infinity);
      if (event === null) break;
      if (event.number >= first) recalled.push(event);
    }
    this.#put(here);
    this.#kept = [...recalled, ...this.#kept];
  }

  /** Goes to the checkpoint before event `event`: if that lies `behind`, or if it saves simulating. */
  #approach(event: number, behind: boolean): void {
    const checkpoint = this.branch.checkpoints.atEvent(event);
    const isAhead = checkpoint !== undefined && checkpoint.snapshot.events > this.world.events;
    if (behind || isAhead) this.#restore(checkpoint);
  }

  #restore(checkpoint: Checkpoint | undefined): void {
    this.#put(checkpoint);
    this.#kept = [];
    this.#readAt = this.world.events;
  }

  #checkpoint(): Checkpoint {
    const { world, verdicts } = this;
    return { snapshot: world.snapshot(), verdicts, script: this.#script, cursor: this.#cursor };
  }

  #put(checkpoint: Checkpoint | undefined): void {
    assert(checkpoint !== undefined, 'a branch has a first checkpoint');
    this.world.restore(checkpoint.snapshot);
    this.verdicts = checkpoint.verdicts;
    this.#script = checkpoint.script;
    this.#cursor = checkpoint.cursor;
  }

  #isAtEnd(event: number): boolean {
    const { head, intents } = this.branch;
    return event >= head.event && this.#cursor >= intents.length;
  }

  #fork(place: Moment): void {
    const id = this.branches.length + 1;
    this.branch = forkBranch(this.branch, place, this.#cursor, id);
    this.branches.push(this.branch);
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
