import { describe, expect, test } from 'vitest';
import type { MatrixCell, MatrixLedger } from '../../protocols/views.ts';
import { foldedColumns } from './matrix-fold.ts';

function cell(text: string, detail: string | null = 't1'): MatrixCell {
  return { text, detail, epoch: 1, standing: 'applied', struck: false, lit: false };
}

function matrix(...cells: readonly (MatrixCell | null)[]): MatrixLedger {
  const columns = cells.map((_, place) => String(place + 1));
  return { kind: 'matrix', title: '', caption: '', columns, rows: [{ node: 'server-1', cells }] };
}

const twelve = matrix(...Array.from({ length: 12 }, () => cell('no-op')));

describe('columns of a matrix', () => {
  test('are not folded while all of them fit', () => {
    expect(foldedColumns(matrix(cell('no-op'), cell('x=1')), 358)).toBe(0);
    expect(foldedColumns(twelve, 1000)).toBe(0);
  });

  test('are folded from the oldest on, no more than it takes', () => {
    const folded = [900, 600, 500, 358].map((room) => foldedColumns(twelve, room));
    expect(folded).toEqual(folded.toSorted((one, other) => one - other));
    expect(folded[0]).toBe(0);
    expect(folded.at(-1)).toBe(11);
  });

  test('leave the newest readable where they cannot all be shown', () => {
    expect(foldedColumns(twelve, 200)).toBe(11);
  });

  test('are not folded as long as the room is not known', () => {
    expect(foldedColumns(twelve, 0)).toBe(0);
  });

  test('are not folded where that would take the text away for nothing', () => {
    const words = matrix(...Array.from({ length: 12 }, () => cell('voted yes', 'in doubt')));
    const bare = matrix(...Array.from({ length: 12 }, () => cell('voted yes', null)));
    const peers: MatrixLedger = { ...twelve, peers: true };
    for (const ledger of [words, bare, peers]) expect(foldedColumns(ledger, 358)).toBe(0);
  });

  test('take no room for what a block over many of them says', () => {
    const block = { ...cell('≤10', 'snapshot'), block: 10 };
    const swallowed = Array.from({ length: 9 }, () => null);
    expect(foldedColumns(matrix(...swallowed, block, cell('x=1')), 500)).toBe(0);
  });
});
