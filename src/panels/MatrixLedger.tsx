import { Crown, X } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { MatrixCell, MatrixLedger as Matrix } from '../protocols/views.ts';
import styles from './Ledger.module.css';
import { epochStyle } from './look.ts';
import { usePlayground, useReading } from './playground.ts';
import type { NodeFace, Readings } from './playground.ts';
import { Sign } from './Sign.tsx';

/** More columns than this are shown only on demand. */
const MOST_COLUMNS = 40;
/** A log this close to its end keeps to the end, CSS pixels. */
const AT_END = 24;

const readNodes = (read: Readings): readonly NodeFace[] => read.nodes();

/** Rows of nodes under one another, one column a log place, round, transaction or peer. */
export function MatrixLedger({ ledger }: { readonly ledger: Matrix }): ReactNode {
  const [all, setAll] = useState(false);
  const nodes = useReading(readNodes);
  const { length } = ledger.columns;
  const hidden = all ? 0 : Math.max(0, length - MOST_COLUMNS);
  const places = Array.from({ length: length - hidden }, (_, place) => place + hidden);
  return (
    <>
      {hidden > 0 && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          Show {hidden} earlier entries
        </button>
      )}
      <Scroller length={length}>
        <table className={styles.log}>
          <thead>
            <tr>
              <th scope="col">
                <span className={styles.hidden}>Node</span>
              </th>
              {places.map((place) => (
                <th key={place} scope="col">
                  {ledger.columns[place]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ledger.rows.map((row) => (
              <tr key={row.node}>
                <RowHead id={row.node} face={nodes.find((node) => node.id === row.node)} />
                {places.map((place) => (
                  <Cell key={place} cell={row.cells[place] ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </>
  );
}

function Scroller({ length, children }: { readonly length: number; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    if (box.current !== null && follows.current) box.current.scrollLeft = box.current.scrollWidth;
  }, [length]);
  return (
    <div
      ref={box}
      className={styles.scroll}
      onScroll={({ currentTarget: { scrollLeft, clientWidth, scrollWidth } }) => {
        follows.current = scrollLeft + clientWidth > scrollWidth - AT_END;
      }}
    >
      {children}
    </div>
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

const STANDINGS: Record<MatrixCell['standing'], string> = {
  missing: 'waited for',
  tentative: 'not committed',
  committed: 'committed',
  applied: 'applied',
};

function Cell({ cell }: { readonly cell: MatrixCell | null }): ReactNode {
  if (cell === null) {
    return (
      <td aria-label="empty">
        <span className={styles.gap} />
      </td>
    );
  }
  const state = cell.struck ? 'will be removed' : STANDINGS[cell.standing];
  return (
    <td>
      <span
        className={styles.cell}
        style={epochStyle(cell.epoch)}
        data-standing={cell.standing}
        data-struck={cell.struck}
        data-lit={cell.lit}
        title={`${cell.text}, ${state}`}
      >
        {cell.text}
        {cell.detail !== null && <small>{cell.detail}</small>}
        <span className={styles.hidden}>, {state}</span>
      </span>
    </td>
  );
}
