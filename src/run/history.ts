/** What the time line shows of a branch: bands and marks, gathered once as the branch grows. */
import type { TraceEvent } from '../kernel/trace.ts';
import type { JudgedVocabulary, Protocol } from '../protocols/protocol.ts';
import { deedTitle, isFault } from './deed-texts.ts';

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

export class History {
  marks: readonly Mark[];
  bands: readonly Band[];
  /** The last event that was looked at. */
  until: number;

  constructor(marks: readonly Mark[] = [], bands: readonly Band[] = [], until = -1) {
    this.marks = marks;
    this.bands = bands;
    this.until = until;
  }

  /** Looks at an event; those seen before are passed over. */
  add(
    protocol: Protocol,
    event: TraceEvent<JudgedVocabulary>,
    violations: readonly string[],
  ): void {
    if (event.number <= this.until) return;
    this.until = event.number;
    if (event.intent === null && event.facts.length === 0 && violations.length === 0) return;
    const marks = deedMark(event);
    for (const fact of event.facts) {
      const { weight, sentence, tone, band } = protocol.describe.fact(fact, event.node ?? '');
      if (weight === 'mark') marks.push(markAt(event, tone, `${event.node ?? ''} ${sentence}`));
      if (band !== null)
        this.bands = thinned([...this.bands, { from: event.time, event: event.number, ...band }]);
    }
    for (const title of violations) marks.push(markAt(event, 'violation', title));
    if (marks.length > 0) this.marks = thinned([...this.marks, ...marks]);
  }

  /** A copy up to an event, for a branch that begins there. */
  upTo(event: number): History {
    const marks = this.marks.filter((mark) => mark.event <= event);
    const bands = this.bands.filter((band) => band.event <= event);
    return new History(marks, bands, Math.min(this.until, event));
  }
}

function deedMark(event: TraceEvent<JudgedVocabulary>): Mark[] {
  const { intent } = event;
  if (intent === null || intent.type === 'command') return [];
  return [markAt(event, isFault(intent) ? 'fault' : 'deed', deedTitle(intent, event.node))];
}

function markAt(
  { number, time }: TraceEvent<JudgedVocabulary>,
  kind: Mark['kind'],
  title: string,
): Mark {
  return { event: number, time, kind, title };
}

function thinned<T>(items: readonly T[]): readonly T[] {
  if (items.length <= MARKS_MAX) return items;
  const half = items.length / 2;
  return items.filter((_, index) => index >= half || index % 2 === 0);
}
