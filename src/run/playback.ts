/** Turns real time into virtual time. It keeps no clock of its own: whoever calls `tick` says how much real time has passed. */
import type { Run } from './run.ts';

export const SPEED_MIN = 0.001;
export const SPEED_MAX = 100;
/** Real ms of simulating that one frame may cost. */
const BUDGET_MS = 9;
/** Events between two looks at the budget. */
const STRIDE = 16;

/** Real ms that a person needs for a character of a caption, and the most that one caption is given. */
const READ_MS = 45;
const READ_MS_MAX = 4000;
/** The most that the first caption is given: a page that has just been opened must show soon that it lives. */
const FIRST_READ_MS_MAX = 1200;
/** Part of its speed that virtual time keeps while a new caption is read. */
const READING_PACE = 0.08;
/** Whoever plays faster than this does not mean to read. */
const READING_SPEED_MAX = 2;

/** Where playing is to stop by itself: asked after every event. */
export type Until = (run: Run) => boolean;

export class Playback {
  playing = false;
  /** Virtual ms per real ms. */
  speed = 1;
  /** Whether the last tick ran out of budget: virtual time then passes more slowly than the dial says. */
  lagging = false;
  /** Virtual time to draw, which has fractions; never ahead of what has been simulated by more than one ms. */
  shown = 0;
  until: Until | null = null;
  #caption: string | null = null;
  #unreadMs = 0;

  /** Whether time passes more slowly now, so that the caption that has just come can be read before the next one takes its place. */
  get reading(): boolean {
    return this.#unreadMs > 0 && this.speed <= READING_SPEED_MAX;
  }

  /** Follows the run to where it was put by other means. */
  settle(run: Run): void {
    this.shown = run.world.now;
    this.lagging = false;
    this.#caption = run.caption;
    this.#unreadMs = 0;
  }

  /** Lets `elapsedMs` of real time pass; `spentMs` says how much real time this call has taken so far. */
  tick(run: Run, elapsedMs: number, spentMs: () => number): void {
    if (!this.playing) return;
    this.#read(run, elapsedMs);
    const pace = this.reading ? READING_PACE : 1;
    const target = this.shown + elapsedMs * this.speed * pace;
    let events = 0;
    let isStopped = false;
    let isOut = false;
    const before = run.world.events;
    run.advanceTo(Math.floor(target), () => {
      events += 1;
      isStopped = this.until !== null && run.world.events > before && this.until(run);
      isOut = events % STRIDE === 0 && spentMs() > BUDGET_MS;
      return !isStopped && !isOut;
    });
    this.lagging = isOut;
    this.shown = isOut || isStopped ? run.world.now : target;
    if (isStopped) {
      this.playing = false;
      this.until = null;
    }
  }

  /** A caption that stands at the very beginning is not waited for: nothing can come between. */
  #read({ caption, world }: Run, elapsedMs: number): void {
    this.#unreadMs = Math.max(0, this.#unreadMs - elapsedMs);
    if (caption === this.#caption) return;
    const most = this.#caption === null ? FIRST_READ_MS_MAX : READ_MS_MAX;
    this.#caption = caption;
    this.#unreadMs = world.now === 0 ? 0 : Math.min(most, READ_MS * (caption ?? '').length);
  }
}
