/** Small wordings that several files share. */
import type { NoReason } from './facts.ts';
import type { Table, Txid } from './messages.ts';
import { list } from '../words.ts';

/** Rows that an answer prints before it is cut off. */
const ROWS_MAX = 40;

/** `#3`, or the first few of many. */
export function numbers(txids: readonly Txid[]): string {
  const shown = txids.slice(0, 4).map((txid) => `#${txid}`);
  const more = txids.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : list(shown);
}

/** Why a worker votes no: follows the worker's name, or `it`. */
export const WHY_NO: Readonly<Record<NoReason, string>> = {
  'key-prepared': 'has promised the key to another transaction',
  'value-too-long': 'has no cell that fits so long a value',
  full: 'has no room for another row',
  'not-in-pool': 'is not in the pool and may lack earlier writes',
  'aborted-before': 'has aborted that transaction already',
};

/** A table as a console prints it. */
export function rowsText(table: Table): string {
  if (table.length === 0) return '{}';
  const shown = table.slice(0, ROWS_MAX).map(([key, value]) => `${key}: ${value}`);
  const more = table.length - shown.length;
  return `{${shown.join(', ')}${more > 0 ? `, … ${more} more` : ''}}`;
}
