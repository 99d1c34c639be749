import type { Table, Write } from './messages.ts';

/** What the original's workers hold at the start. */
export const PRELOADED: Table = [
  ['a', 'one'],
  ['b', 'two'],
  ['c', 'three'],
  ['d', 'four'],
  ['e', 'five'],
];

export function valueOf(table: Table, key: string): string | null {
  return table.find(([one]) => one === key)?.[1] ?? null;
}

/** The table with `key` set to `value`, in its place if it has one. */
export function written(table: Table, { key, value }: Write): Table {
  const index = table.findIndex(([one]) => one === key);
  return index === -1 ? [...table, [key, value]] : table.with(index, [key, value]);
}

/** Whether two tables hold the same rows, in whatever order. */
export function isSameTable(one: Table, other: Table): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  const rows = new Map(other);
  return one.every(([key, value]) => rows.get(key) === value);
}
