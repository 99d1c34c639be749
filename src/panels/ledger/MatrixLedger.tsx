import { Crown, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { MatrixLedger as Matrix } from '../../protocols/views.ts';
import ledgerStyles from './Ledger.module.css';
import styles from './Matrix.module.css';
import { MatrixCellView } from './MatrixCellView.tsx';
import { usePlayground, useReading } from '../playground.ts';
import type { NodeFace, Readings } from '../playground.ts';
import { Sideways } from './Sideways.tsx';
import { Sign } from '../controls/Sign.tsx';

/** More columns than this are shown only on demand. */
const MOST_COLUMNS = 40;

const readNodes = (read: Readings): readonly NodeFace[] => read.nodes();

/** Rows of nodes under one another, one column a log place, round, transaction or peer. */
export function MatrixLedger({ ledger }: { readonly ledger: Matrix }): ReactNode {
  const [all, setAll] = useState(false);
  const nodes = useReading(readNodes);
  const { columns, rows } = ledger;
  const hidden = all ? 0 : Math.max(0, columns.length - MOST_COLUMNS);
  const places = columns.map((_, place) => place).slice(hidden);
  const isTall = rows.some(({ cells }) => cells.some((cell) => (cell?.detail ?? null) !== null));
  if (columns.length === 0) return <p className={ledgerStyles.empty}>Nothing yet.</p>;
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
                <th key={place} scope="col" title={columns[place]}>
                  {columns[place]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.node}>
                <RowHead id={row.node} face={nodes.find((node) => node.id === row.node)} />
                {places.map((place) => (
                  <MatrixCellView key={place} cell={row.cells[place] ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </>
  );
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
