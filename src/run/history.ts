/** What the time line shows of a branch: bands and marks, gathered once as the branch grows. */
import type { TraceEvent } from '../kernel/trace.ts';
import type { JudgedVocabulary, Protocol } from '../protocols/protocol.ts';
import { deedTitle, isFault, pendingTitle } from './deed-texts.ts';

export interface Mark {
  readonly event: number;
  readonly time: number;
  readonly kind: 'good' | 'deed' | 'fault' | 'violation' | 'note';
  readonly title: string;
}

export interface Band {
  readonly from: number;
  readonly event: number;
  readonly epoch: number;
  readonly label: string;
}

/** More marks than this are thinned: every second of the older half goes. */
const MARKS_MAX = 4000;

/** A list that grows in place and is read as one that does not change. */
class Growing<T> {
  #items: T[];
  #read: readonly T[] | null = null;

  constructor(items: readonly T[]) {
    this.#items = items.slice();
  }

  add(item: T): void {
    this.#items.push(item);
    if (this.#items.length > MARKS_MAX) this.#items = thinned(this.#items);
    this.#read = null;
  }

  /** The same list as long as nothing is added. */
  all(): readonly T[] {
    this.#read ??= this.#items.slice();
    return this.#read;
  }
}

export class History {
  readonly #marks: Growing<Mark>;
  readonly #bands: Growing<Band>;
  /** The last event that was looked at. */
  until: number;

  constructor(marks: readonly Mark[] = [], bands: readonly Band[] = [], until = -1) {
    this.#marks = new Growing(marks);
    this.#bands = new Growing(bands);
    this.until = until;
  }

  get marks(): readonly Mark[] {
    return this.#marks.all();
  }

  get bands(): readonly Band[] {
    return this.#bands.all();
  }

  /** Looks at an event; those seen before are passed over. */
  add(
    protocol: Protocol,
    event: TraceEvent<JudgedVocabulary>,
    violations: readonly string[],
  ): void {
    const { number, time, node, intent } = event;
    if (number <= this.until) return;
    this.until = number;
    if (intent !== null && intent.type !== 'command') {
      const title = deedTitle(intent, node, pendingTitle(protocol, event.pending));
      this.#mark(event, isFault(intent) ? 'fault' : 'deed', title);
    }
    for (const fact of event.facts) {
      const isMark = protocol.describe.weight(fact) === 'mark';
      if (!isMark) continue;
      const { sentence, tone, band } = protocol.describe.fact(fact, node ?? '');
      this.#mark(event, tone, `${node ?? ''} ${sentence}`);
      if (band !== null) this.#bands.add({ from: time, event: number, ...band });
    }
    for (const title of violations) this.#mark(event, 'violation', title);
  }

  /** A copy up to an event, for a branch that begins there. */
  upTo(event: number): History {
    const marks = this.marks.filter((mark) => mark.event <= event);
    const bands = this.bands.filter((band) => band.event <= event);
    return new History(marks, bands, Math.min(this.until, event));
  }

  #mark(
    { number: event, time }: TraceEvent<JudgedVocabulary>,
    kind: Mark['kind'],
    title: string,
  ): void {
    this.#marks.add({ event, time, kind, title });
  }
}

function thinned<T>(items: readonly T[]): T[] {
  const half = items.length / 2;
  return items.filter((_, index) => index >= half || index % 2 === 0);
}
