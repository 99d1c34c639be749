/** Where the columns of a matrix do not all fit, the oldest are folded to their small print: the newest stay readable. */
import type { MatrixLedger } from '../../protocols/views.ts';

/** Widths as `Matrix.module.css` makes them, CSS pixels. */
const TEXT = 6.9;
const SMALL = 6.3;
const HEAD = 6.7;
const CELL_PADDING = 13;
const CELL_LEAST = 31;
const CELL_MOST = 172;
const FOLDED_PADDING = 5;
const GAP = 4;
/** The sign behind a node's name, and the gaps around it. */
const SIGN = 25;
/** Small print that is longer says something that a person wants to read. */
const SMALL_PRINT_MOST = 3;

/** How many columns, from the first on, are folded in so much room; never the newest, and with 0 for a room that is not known none. */
export function foldedColumns(ledger: MatrixLedger, room: number): number {
  const count = ledger.columns.length;
  if (room <= 0 || ledger.peers === true || !isFoldable(ledger)) return 0;
  const left = room - headWidth(ledger);
  const wide = ledger.columns.map((_, place) => wideWidth(ledger, place) + GAP);
  const narrow = ledger.columns.map((_, place) => narrowWidth(ledger, place) + GAP);
  let width = sum(wide);
  for (let folded = 0; folded < count; folded += 1) {
    if (width <= left) return folded;
    width += (narrow[folded] ?? 0) - (wide[folded] ?? 0);
  }
  return Math.max(0, count - 1);
}

/** Whether what is left of folded cells still tells something: each has small print, and only a little. */
function isFoldable({ rows }: MatrixLedger): boolean {
  const cells = rows.flatMap((row) => row.cells);
  return cells.every(
    (cell) =>
      cell === null ||
      cell.block !== undefined ||
      cell.standing === 'missing' ||
      (cell.detail !== null && cell.detail.length <= SMALL_PRINT_MOST),
  );
}

function wideWidth(ledger: MatrixLedger, place: number): number {
  const text = longest(ledger, place, ({ text: written }) => written) * TEXT;
  const small = longest(ledger, place, ({ detail }) => detail ?? '') * SMALL;
  const inside = Math.max(text, small) + CELL_PADDING;
  return Math.min(Math.max(inside, CELL_LEAST), CELL_MOST);
}

function narrowWidth(ledger: MatrixLedger, place: number): number {
  const small = longest(
    ledger,
    place,
    ({ block, detail }) => (block === undefined && detail) || '',
  );
  const block = longest(ledger, place, ({ block: columns, text }) => (columns === 1 ? text : ''));
  const heading = (ledger.columns[place] ?? '').length;
  return Math.max(small * SMALL + FOLDED_PADDING, block * TEXT + FOLDED_PADDING, heading * SMALL);
}

type Cell = NonNullable<MatrixLedger['rows'][number]['cells'][number]>;

function longest({ rows }: MatrixLedger, place: number, textOf: (cell: Cell) => string): number {
  const lengths = rows.map(({ cells }) => {
    const cell = cells[place] ?? null;
    // A block of many columns has the room of all of them.
    return cell === null || (cell.block ?? 1) > 1 ? 0 : textOf(cell).length;
  });
  return Math.max(0, ...lengths);
}

function headWidth({ rows }: MatrixLedger): number {
  return Math.max(0, ...rows.map(({ node }) => node.length)) * HEAD + SIGN;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
