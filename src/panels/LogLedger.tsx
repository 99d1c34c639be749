import { Crown, X } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { Ledger, LogCell } from '../protocols/protocol.ts';
import styles from './Ledger.module.css';
import { epochStyle } from './look.ts';
import { usePlayground, useReading } from './playground.ts';
import type { NodeFace, Readings } from './playground.ts';
import { Sign } from './Sign.tsx';

type Log = Extract<Ledger, { kind: 'log' }>;

/** More columns than this are shown only on demand. */
const MOST_COLUMNS = 40;
/** A log this close to its end keeps to the end, CSS pixels. */
const AT_END = 24;

const readNodes = (read: Readings): readonly NodeFace[] => read.nodes();

/** Logs under one another, one column an index. */
export function LogLedger({ ledger }: { readonly ledger: Log }): ReactNode {
  const [all, setAll] = useState(false);
  const nodes = useReading(readNodes);
  const length = ledger.rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  const hidden = all ? 0 : Math.max(0, length - MOST_COLUMNS);
  const indices = Array.from({ length: length - hidden }, (_, place) => place + hidden);
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
              {indices.map((place) => (
                <th key={place} scope="col">
                  {ledger.first + place}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ledger.rows.map((row) => (
              <tr key={row.node}>
                <RowHead id={row.node} face={nodes.find((node) => node.id === row.node)} />
                {indices.map((place) => (
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

function Cell({ cell }: { readonly cell: LogCell | null }): ReactNode {
  if (cell === null) {
    return (
      <td aria-label="empty">
        <span className={styles.gap} />
      </td>
    );
  }
  const state = cell.applied ? 'applied' : cell.committed ? 'committed' : 'not committed';
  return (
    <td>
      <span
        className={styles.cell}
        style={epochStyle(cell.epoch)}
        data-committed={cell.committed}
        data-struck={cell.struck}
        title={`${cell.text}, ${cell.struck ? 'will be removed' : state}`}
      >
        {cell.text}
        <span className={styles.hidden}>, {cell.struck ? 'will be removed' : state}</span>
      </span>
    </td>
  );
}
