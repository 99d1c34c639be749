import { Crown, X } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import type { MatrixCell, MatrixLedger as Matrix } from '../../protocols/views.ts';
import ledgerStyles from './Ledger.module.css';
import styles from './Matrix.module.css';
import { foldedColumns } from './matrix-fold.ts';
import { MatrixCellView } from './MatrixCellView.tsx';
import { usePlayground, useReading } from '../playground.ts';
import type { Readings } from '../playground.ts';
import type { NodeFace } from '../readings.ts';
import { Sideways } from './Sideways.tsx';
import { Sign } from '../controls/Sign.tsx';
import { useWidth } from '../controls/use-size.ts';

/** More columns than this are shown only on demand. */
const MOST_COLUMNS = 40;

const readNodes = (read: Readings): readonly NodeFace[] => read.nodes();

/** Rows of nodes under one another, one column a log place, round, transaction or peer. */
export function MatrixLedger({ ledger }: { readonly ledger: Matrix }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const folded = foldedColumns(ledger, useWidth(box, 0));
  return (
    <div ref={box}>
      {ledger.columns.length === 0 ? (
        <p className={ledgerStyles.empty}>Nothing yet.</p>
      ) : (
        <Cells ledger={ledger} folded={folded} />
      )}
    </div>
  );
}

interface CellsProps {
  readonly ledger: Matrix;
  /** So many columns are folded. */
  readonly folded: number;
}

function Cells({ ledger, folded }: CellsProps): ReactNode {
  const [all, setAll] = useState(false);
  const nodes = useReading(readNodes);
  const { columns, rows } = ledger;
  const hidden = all ? 0 : Math.max(0, columns.length - MOST_COLUMNS);
  const places = columns.map((_, place) => place).slice(hidden);
  const isTall = rows.some(({ cells }) => cells.some((cell) => (cell?.detail ?? null) !== null));
  return (
    <>
      {hidden > 0 && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          Show {hidden} earlier columns
        </button>
      )}
      <Sideways
        label={ledger.title}
        {...(ledger.peers !== true && { end: `${columns.length} ${columns.at(-1) ?? ''}` })}
      >
        <table className={styles.matrix} data-tall={isTall}>
          <thead>
            <tr>
              <th scope="col">
                <span className={ledgerStyles.hidden}>Node</span>
              </th>
              {places.map((place) => (
                // Headings need not differ; a column is known by its place.
                <th key={place} scope="col" title={columns[place]} data-folded={place < folded}>
                  {columns[place]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.node}>
                <RowHead id={row.node} face={nodes.find((node) => node.id === row.node)} />
                {pieces(row.cells, hidden).map(({ cell, place, span }) => (
                  <MatrixCellView key={place} cell={cell} span={span} folded={place < folded} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </>
  );
}

interface Piece {
  readonly cell: MatrixCell | null;
  /** Its last column. */
  readonly place: number;
  readonly span: number;
}

/** The cells of a row from column `from` on, each with the columns that it takes. */
function pieces(cells: readonly (MatrixCell | null)[], from: number): readonly Piece[] {
  const found: Piece[] = [];
  for (let place = cells.length - 1; place >= from;) {
    const cell = cells[place] ?? null;
    const span = Math.min(cell?.block ?? 1, place - from + 1);
    found.push({ cell, place, span });
    place -= span;
  }
  return found.toReversed();
}

interface RowHeadProps {
  readonly id: string;
  readonly face: NodeFace | undefined;
}

function RowHead({ id, face }: RowHeadProps): ReactNode {
  const { act } = usePlayground();
  const down = face !== undefined && face.status !== 'up';
  return (
    <th scope="row">
      <button
        type="button"
        data-down={down}
        onClick={() => act.set({ selected: id, tab: 'inspector' })}
      >
        {id}
        {down ? (
          <Sign icon={X} text={face.status} />
        ) : (
          face?.glyph === 'leader' && <Sign icon={Crown} text="leader" />
        )}
      </button>
    </th>
  );
}
