import { EqualNot } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TableLedger as Table } from '../protocols/views.ts';
import styles from './Ledger.module.css';
import { epochStyle } from './look.ts';
import { Sign } from './Sign.tsx';

const MOST_ROWS = 100;

/** Tables beside one another, one column a group of replicas that agree. */
export function TableLedger({ ledger }: { readonly ledger: Table }): ReactNode {
  if (ledger.columns.length === 0)
    return <p className={styles.empty}>No replica holds anything yet.</p>;
  const rows = ledger.rows.slice(0, MOST_ROWS);
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">key</th>
            {ledger.columns.map((column, place) => (
              // Columns have no name of their own: two groups may be called alike.
              <th key={place} scope="col" title={`${column.title}, ${column.detail}`}>
                <i style={epochStyle(column.epoch)} aria-hidden />
                {column.title}
                {column.detail !== '' && <small>{column.detail}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-differs={row.differs}>
              <th scope="row">
                {row.key}
                {row.differs && <Sign icon={EqualNot} size={12} text="differs" />}
              </th>
              {row.cells.map((cell, place) => (
                <td key={place} style={epochStyle(ledger.columns[place]?.epoch ?? null)}>
                  {cell ?? <span className={styles.none}>none</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {ledger.rows.length === 0 && <p className={styles.empty}>All tables are empty.</p>}
      {ledger.rows.length > MOST_ROWS && (
        <p className={styles.empty}>and {ledger.rows.length - MOST_ROWS} more rows</p>
      )}
    </div>
  );
}
