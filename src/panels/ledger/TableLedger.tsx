import { EqualNot, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TableLedger as Table } from '../../protocols/views.ts';
import styles from './Ledger.module.css';
import { epochStyle } from '../look.ts';
import { Sideways } from './Sideways.tsx';
import { Sign } from '../controls/Sign.tsx';
import { useLingering } from './use-lingering.ts';

const MOST_ROWS = 100;

/** Tables beside one another, one column a group of replicas that agree. */
export function TableLedger({ ledger }: { readonly ledger: Table }): ReactNode {
  const rows = ledger.rows.slice(0, MOST_ROWS);
  // Locks come and go many times a second; the room for them stays, so that the values keep their places.
  const locks = useLingering(rows.some(({ lock }) => lock !== undefined) ? 1 : 0) > 0;
  if (ledger.columns.length === 0) return <p className={styles.empty}>Nobody holds anything.</p>;
  return (
    <Sideways label={ledger.title}>
      <table className={styles.table} data-locks={locks}>
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
            <Row key={row.key} row={row} columns={ledger.columns} />
          ))}
        </tbody>
      </table>
      {ledger.rows.length === 0 && <p className={styles.empty}>All tables are empty.</p>}
      {ledger.rows.length > MOST_ROWS && (
        <p className={styles.empty}>and {ledger.rows.length - MOST_ROWS} more rows</p>
      )}
    </Sideways>
  );
}

interface RowProps {
  readonly row: Table['rows'][number];
  readonly columns: Table['columns'];
}

function Row({ row, columns }: RowProps): ReactNode {
  const { key, cells, differs, lock } = row;
  return (
    <tr data-differs={differs} data-locked={lock !== undefined}>
      <th scope="row">
        <span className={styles.key}>
          <span className={styles.name} title={key}>
            {key}
          </span>
          {differs && <Sign icon={EqualNot} size={12} text="differs" />}
          {lock !== undefined && (
            <span className={styles.lock} title={`locked: ${lock}`}>
              <Lock size={11} aria-hidden />
              <span className={styles.hidden}>locked: </span>
              <span className={styles.name}>{lock}</span>
            </span>
          )}
        </span>
      </th>
      {cells.map((cell, place) => (
        <td key={place} style={epochStyle(columns[place]?.epoch ?? null)} title={cell ?? undefined}>
          {cell ?? <span className={styles.none}>none</span>}
        </td>
      ))}
    </tr>
  );
}
