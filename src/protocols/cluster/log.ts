/** The replication log as a value: what it holds, and how two logs compare (Ongaro and Ousterhout 2014, sections 5.3 and 5.4). */
import type { Change, Entry, Log, Member, Origin, Term } from './messages.ts';
import { compareTerms, isSameTerm, NO_TERM } from './term.ts';

/** The end of a log, by which logs are compared. */
export interface End {
  readonly lastTerm: Term;
  readonly lastIndex: number;
}

/** The entry at `index`, counted from 1. */
export function entryAt(log: Log, index: number): Entry | undefined {
  return log[index - 1];
}

/** The term of the entry at `index`; of index 0, which every log agrees on, the zeroth. `null` beyond the end. */
export function termAt(log: Log, index: number): Term | null {
  return index === 0 ? NO_TERM : (log[index - 1]?.term ?? null);
}

export function endOf(log: Log): End {
  return { lastTerm: log.at(-1)?.term ?? NO_TERM, lastIndex: log.length };
}

/** Section 5.4.1: the later last term is further on; of equal ones, the longer log. */
export function compareEnds(one: End, other: End): number {
  return compareTerms(one.lastTerm, other.lastTerm) || one.lastIndex - other.lastIndex;
}

/** Section 5.3: if two logs have the same term at an index, they are the same up to there. */
export function agrees(log: Log, index: number, term: Term): boolean {
  const mine = termAt(log, index);
  return mine !== null && isSameTerm(mine, term);
}

/**
 * The log with `entries` behind `previous`. An entry that is there already is left alone: an append that was overtaken by a later one
 * must not cut off what came with that. The first that conflicts goes, with all that follows it.
 */
export function merged(log: Log, previous: number, entries: Log): Log {
  const conflict = entries.findIndex(({ term }, at) => !agrees(log, previous + at + 1, term));
  if (conflict < 0) return log;
  return [...log.slice(0, previous + conflict), ...entries.slice(conflict)];
}

/** How many entries at the end of `before` are not in `after`. */
export function cutOff(before: Log, after: Log): number {
  let common = Math.min(before.length, after.length);
  while (common > 0 && before[common - 1] !== after[common - 1]) {
    const [one, other] = [before[common - 1], after[common - 1]];
    if (one !== undefined && other !== undefined && isSameTerm(one.term, other.term)) break;
    common -= 1;
  }
  return before.length - common;
}

/** The index of the newest `members` entry; 0 if there is none. */
export function membersIndex(log: Log): number {
  return log.findLastIndex(({ change }) => change.type === 'members') + 1;
}

/** Whose answers count, by the newest `members` entry, whether it is committed or not. */
export function membersIn(log: Log): readonly Member[] {
  const change = entryAt(log, membersIndex(log))?.change;
  return change?.type === 'members' ? change.members : [];
}

/** Where the command of `origin` stands already; 0 if nowhere. */
export function indexOfOrigin(log: Log, { client, operation }: Origin): number {
  return (
    log.findLastIndex(({ origin }) => origin?.operation === operation && origin.client === client) +
    1
  );
}

/** A change in words. */
export function changeText(change: Change): string {
  switch (change.type) {
    case 'put':
      return `${change.key} = ${change.value}`;
    case 'members':
      return `members ${change.members.map(({ id }) => id).join(', ')}`;
    case 'opening':
      return 'opening of the term';
    default:
      return change;
  }
}
