/**
 * Checkpoints of a run, evenly thinned: when there are too many, every second goes and the distance doubles, so
 * that a run of any length keeps bounded memory, reaches back to its beginning, and a seek replays a bounded share of it.
 */
import type { Verdicts } from '../checks/judge.ts';
import type { Place } from './course.ts';

/** Everything that a run needs to go on from a moment. */
export interface Checkpoint extends Place {
  readonly verdicts: Verdicts;
}

/** Events between two checkpoints at first. */
const SPACING = 100;
/** A checkpoint copies a reference for each node and pending thing: at most so many for each event between two. */
const SHARE = 2;
/** Nodes and pending things that all checkpoints together may hold. */
const WEIGHT_MAX = 1_500_000;
const COUNT_MAX = 1000;
const COUNT_MIN = 40;

export class Checkpoints {
  #list: Checkpoint[];
  #spacing: number;

  constructor(list: Checkpoint[] = [], spacing = SPACING) {
    this.#list = list;
    this.#spacing = spacing;
  }

  /** How many there are. */
  get count(): number {
    return this.#list.length;
  }

  /** Whether the moment after `events` events, in a world of `size` nodes and pending things, deserves a checkpoint. */
  isDue(events: number, size: number): boolean {
    const last = this.#list.at(-1)?.snapshot.events;
    return last === undefined || events - last >= Math.max(this.#spacing, size / SHARE);
  }

  add(checkpoint: Checkpoint): void {
    this.#list.push(checkpoint);
    const { nodes, queue } = checkpoint.snapshot;
    const most = Math.floor(WEIGHT_MAX / (nodes.length + queue.size + 1));
    if (this.#list.length <= Math.min(COUNT_MAX, Math.max(COUNT_MIN, most))) return;
    this.#list = this.#list.filter((_, index) => index % 2 === 0);
    this.#spacing = this.#meanDistance() * 2;
  }

  /** The last one at or before the moment after `events` events. */
  atEvent(events: number): Checkpoint | undefined {
    return this.#lastWhere(({ snapshot }) => snapshot.events <= events);
  }

  /** The last one whose time is before `time`, so that everything of that millisecond is replayed; else the first. */
  beforeTime(time: number): Checkpoint | undefined {
    return this.#lastWhere(({ snapshot }) => snapshot.now < time) ?? this.#list[0];
  }

  /** A copy of those up to `events`, for a branch that begins there. */
  upTo(events: number): Checkpoints {
    const shared = this.#list.filter(({ snapshot }) => snapshot.events <= events);
    return new Checkpoints(shared, this.#spacing);
  }

  #meanDistance(): number {
    const last = this.#list.at(-1)?.snapshot.events ?? 0;
    return Math.max(SPACING, Math.ceil(last / Math.max(1, this.#list.length) / 2));
  }

  #lastWhere(isBefore: (checkpoint: Checkpoint) => boolean): Checkpoint | undefined {
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const checkpoint = this.#list[middle];
      if (checkpoint !== undefined && isBefore(checkpoint)) low = middle + 1;
      else high = middle;
    }
    return this.#list[low - 1];
  }
}
