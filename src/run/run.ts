/**
 * A recorded run. The recipe decides it; everything else here is memory that saves replaying it from the start: verdicts, checkpoints, the
 * newest events, marks. Seeking is a checkpoint plus `next`; acting in the past keeps the old future as a branch.
 */
import { judge, openVerdicts, type Verdicts } from '../checks/judge.ts';
import type { Intent, Recipe } from '../kernel/intent.ts';
import { assert, type OptionValue } from '../kernel/process.ts';
import type { Moment } from '../kernel/trace.ts';
import type { World } from '../kernel/world.ts';
import type { JudgedVocabulary, Protocol, Scenario } from '../protocols/protocol.ts';
import { type Branch, type BranchPlan, forkBranch, plannedBranch, rootBranch } from './branch.ts';
import type { Checkpoint } from './checkpoints.ts';
import { Course, type Event } from './course.ts';

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
  readonly seed: number;
  readonly options: Readonly<Record<string, OptionValue>>;
  verdicts: Verdicts;
  branch: Branch;
  readonly branches: Branch[];
  readonly #course: Course;
  #kept: Event[] = [];
  /** Number of the event at which the trace was read last. */
  #readAt = 0;

  /** Opens the run of a recipe at its beginning. Options must be complete and valid (see `recipe.ts`). */
  constructor(protocol: Protocol, recipe: Recipe) {
    this.protocol = protocol;
    this.seed = recipe.seed;
    this.options = recipe.options;
    this.#course = new Course(protocol, recipe);
    this.branch = rootBranch(recipe.intents);
    this.branches = [this.branch];
    this.verdicts = openVerdicts(protocol, recipe.options);
    this.#witness(this.world.genesis);
  }

  get world(): World<JudgedVocabulary> {
    return this.#course.world;
  }

  get scenario(): Scenario | null {
    return this.#course.scenario;
  }

  /** The caption of the scenario's step; `null` without a scenario. */
  get caption(): string | null {
    return this.#course.caption;
  }

  /** Whether the script has nothing left to do. */
  get isScriptDone(): boolean {
    return this.#course.isScriptDone;
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
    const forgotten = this.#replayed(this.world.events + 1 - TRACE_MIN);
    if (forgotten.length > 0) this.#kept = [...forgotten, ...this.#kept];
    this.#readAt = this.world.events;
    return this.#kept;
  }

  /** The events from number `from` up to now. */
  traceFrom(from: number): readonly Event[] {
    return [...this.#replayed(from), ...this.#kept.filter(({ number }) => number >= from)];
  }

  // ── forward ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Lets the next event happen if it does by `limit` (virtual ms); otherwise returns `null`. */
  next(limit = Infinity): Event | null {
    const event = this.#course.next(limit);
    if (event !== null) {
      this.#witness(event);
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
    const place = this.now;
    const isPast = place.event < this.branch.head.event || !this.#course.isPastIntents;
    const event = this.#course.do(intent);
    const { intents } = this.#course;
    if (isPast) {
      this.branch = forkBranch(this.branch, place, intents, this.branches.length + 1);
      this.branches.push(this.branch);
    }
    this.branch.intents = intents;
    this.#witness(event);
    this.branch.head = this.now;
    return event;
  }

  /** Why a deed cannot be done now; `null` if it can. The world is left as it is. */
  whyNot(intent: Intent): string | null {
    return this.#course.whyNot(intent);
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
    if (time > this.world.now && (next === undefined || next.due >= time)) this.#course.rest(time);
    if (this.world.now > this.branch.head.time) this.branch.head = this.now;
  }

  /** Goes to another branch, at its furthest moment. Throws if there is none of this number. */
  goTo(id: number): void {
    const branch = this.branches.find((other) => other.id === id);
    if (branch === undefined) throw new Error(`there is no branch ${id}`);
    this.branch = branch;
    this.#course.intents = branch.intents;
    this.#restore(branch.checkpoints.atEvent(branch.head.event));
    this.seek(branch.head);
  }

  /**
   * Takes up the branches of the same run from an earlier visit, of which this one is number `current`; it stays where it is, the others are
   * played when they are gone to. Throws an `Error` if it is not among them.
   */
  adopt(plans: readonly BranchPlan[], current: number): void {
    const own = plans.find(({ id }) => id === current);
    if (own === undefined || JSON.stringify(own.intents) !== JSON.stringify(this.branch.intents)) {
      throw new Error('this branch is not among them');
    }
    const beginning = found(this.branch.checkpoints.atEvent(0));
    const { checkpoints, history, intents, head } = this.branch;
    const isFurther = head.event >= own.head.event && head.time >= own.head.time;
    const furthest = isFurther ? head : own.head;
    this.branch = { ...own, intents, head: furthest, checkpoints, history };
    const branches = plans.map((plan) =>
      plan === own ? this.branch : plannedBranch(plan, beginning),
    );
    this.branches.splice(0, this.branches.length, ...branches);
  }

  // ── behind the scenes ────────────────────────────────────────────────────────────────────────────────────

  /** Hands an event to the judges, the trace and the time line, and keeps a checkpoint if one is due. */
  #witness(event: Event): void {
    const { protocol, world, branch } = this;
    const { broken } = this.verdicts;
    this.verdicts = judge(protocol, this.verdicts, event, world);
    const isBroken = this.verdicts.broken !== broken;
    const violations = isBroken
      ? Object.keys(this.verdicts.broken).filter((id) => !(id in broken))
      : [];
    branch.history.add(protocol, event, violations);
    this.#kept.push(event);
    const most = event.number - this.#readAt > UNREAD_MAX ? UNREAD_MAX : KEPT_MAX;
    if (this.#kept.length > most * 2) this.#kept = this.#kept.slice(-most);
    if (branch.checkpoints.isDue(world.events, world.size)) {
      branch.checkpoints.add({ ...this.#course.place(), verdicts: this.verdicts });
    }
  }

  /** The events from number `from` on that are not kept any more, played anew. */
  #replayed(from: number): readonly Event[] {
    const { world } = this;
    const until = this.#kept[0]?.number ?? world.events + 1;
    const first = Math.max(0, from);
    if (first >= until) return [];
    const here = this.#course.place();
    const events: Event[] = first === 0 ? [world.genesis] : [];
    this.#course.goTo(found(this.branch.checkpoints.atEvent(Math.max(0, first - 1))));
    while (world.events < until - 1) {
      const event = this.#course.next(Infinity);
      if (event === null) break;
      if (event.number >= first) events.push(event);
    }
    this.#course.goTo(here);
    return events;
  }

  /** Goes to the checkpoint before event `event`: if that lies `behind`, or if it saves simulating. */
  #approach(event: number, behind: boolean): void {
    const checkpoint = this.branch.checkpoints.atEvent(event);
    const isAhead = checkpoint !== undefined && checkpoint.snapshot.events > this.world.events;
    if (behind || isAhead) this.#restore(checkpoint);
  }

  #restore(checkpoint: Checkpoint | undefined): void {
    const place = found(checkpoint);
    this.#course.goTo(place);
    this.verdicts = place.verdicts;
    this.#kept = [];
    this.#readAt = this.world.events;
  }
}

function found(checkpoint: Checkpoint | undefined): Checkpoint {
  assert(checkpoint !== undefined, 'a branch has a first checkpoint');
  return checkpoint;
}
