/** The log: entries counted from 1, of which the first are inside the snapshot. */
import { append, at, EMPTY_SEQUENCE, type Sequence, take, toArray } from '../../kernel/sequence.ts';
import { membersOf } from './configuration.ts';
import type { Configuration, Entry, InUse, ServerState } from './messages.ts';

/** What of a server's state makes up its log. */
export type Held = Pick<ServerState, 'snapshot' | 'log'>;

export function lastIndex({ snapshot, log }: Held): number {
  return snapshot.index + log.length;
}

export function lastTerm(held: Held): number {
  return at(held.log, held.log.length - 1)?.term ?? held.snapshot.term;
}

/** The entry at `index`; `undefined` beyond the end and inside the snapshot. */
export function entryAt({ snapshot, log }: Held, index: number): Entry | undefined {
  return index <= snapshot.index ? undefined : at(log, index - snapshot.index - 1);
}

/** The term of the entry at `index`; `undefined` where that is not known. */
export function termAt(held: Held, index: number): number | undefined {
  return index === held.snapshot.index ? held.snapshot.term : entryAt(held, index)?.term;
}

/** At most `most` entries from `index` on. */
export function entriesFrom(held: Held, index: number, most: number): readonly Entry[] {
  const entries: Entry[] = [];
  for (let place = index; entries.length < most; place += 1) {
    const entry = entryAt(held, place);
    if (entry === undefined) break;
    entries.push(entry);
  }
  return entries;
}

export function withEntries(log: Sequence<Entry>, entries: readonly Entry[]): Sequence<Entry> {
  let longer = log;
  for (const entry of entries) longer = append(longer, entry);
  return longer;
}

/** The log up to `index`, that one included. */
export function upTo({ snapshot, log }: Held, index: number): Sequence<Entry> {
  return take(log, index - snapshot.index);
}

/** The entries after `index`. */
export function after(held: Held, index: number): Sequence<Entry> {
  if (index >= lastIndex(held)) return EMPTY_SEQUENCE;
  const kept = toArray(held.log).slice(Math.max(0, index - held.snapshot.index));
  return withEntries(EMPTY_SEQUENCE, kept);
}

/** First index of the run of entries with the same term that `index` belongs to, as far as the log reaches back. */
export function firstOfTerm(held: Held, index: number): number {
  const term = termAt(held, index);
  let first = index;
  while (first - 1 > held.snapshot.index && termAt(held, first - 1) === term) first -= 1;
  return first;
}

/** Last index before `end` whose entry is of `term`; `null` if there is none. */
export function lastOfTerm(held: Held, term: number, end: number): number | null {
  for (let index = Math.min(end, lastIndex(held)); index > held.snapshot.index; index -= 1) {
    const found = termAt(held, index) ?? 0;
    if (found === term) return index;
    if (found < term) return null; // terms never fall along a log
  }
  return null;
}

/** The configuration that the newest entry of its kind in the log sets (section 6: in use as soon as it is there). */
export function configurationOf(held: Held): InUse {
  const index = configurationIndex(held, lastIndex(held));
  const previous = index > held.snapshot.index ? configurationIndex(held, index - 1) : index;
  const before = previous < index ? membersOf(configurationAt(held, previous)) : [];
  return { ...configurationAt(held, index), index, before };
}

/** The configuration that was in use before the entry at `index`. */
export function configurationBefore(
  held: Held,
  index: number,
): Configuration & { readonly index: number } {
  const previous = configurationIndex(held, index - 1);
  return { ...configurationAt(held, previous), index: previous };
}

/** Index of the newest configuration up to `end`; that of the snapshot if there is none after it. */
function configurationIndex(held: Held, end: number): number {
  for (let index = end; index > held.snapshot.index; index -= 1) {
    if (entryAt(held, index)?.command.type === 'configuration') return index;
  }
  return held.snapshot.index;
}

function configurationAt(held: Held, index: number): Configuration {
  const command = entryAt(held, index)?.command;
  return command?.type === 'configuration' ? command.configuration : held.snapshot.configuration;
}

/** Section 5.4.1: whose last term is higher is more up to date; with equal terms, whose log is longer. */
export function isUpToDate(
  theirs: { readonly lastLogIndex: number; readonly lastLogTerm: number },
  mine: Held,
): boolean {
  const term = lastTerm(mine);
  if (theirs.lastLogTerm !== term) return theirs.lastLogTerm > term;
  return theirs.lastLogIndex >= lastIndex(mine);
}
