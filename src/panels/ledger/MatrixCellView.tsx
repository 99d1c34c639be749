import type { ReactNode } from 'react';
import type { MatrixCell } from '../../protocols/views.ts';
import ledgerStyles from './Ledger.module.css';
import { epochStyle } from '../look.ts';
import styles from './Matrix.module.css';

const STANDINGS: Record<MatrixCell['standing'], string> = {
  missing: 'waited for',
  tentative: 'not committed',
  committed: 'committed',
  applied: 'applied',
};

/** One cell of a matrix: its text, the smaller line under it, and its standing, drawn and in words. */
export function MatrixCellView({ cell }: { readonly cell: MatrixCell | null }): ReactNode {
  if (cell === null) {
    return (
      <td aria-label="empty">
        <span className={styles.gap} />
      </td>
    );
  }
  const { text, detail, epoch, standing, struck, lit } = cell;
  return (
    <td>
      <span
        className={styles.cell}
        style={epochStyle(epoch)}
        data-standing={standing}
        data-struck={struck}
        data-lit={lit}
        title={wordsOf(cell)}
      >
        <span className={styles.text}>{text}</span>
        {detail !== null && <small>{detail}</small>}
        <span className={ledgerStyles.hidden}>, {standingOf(cell)}</span>
      </span>
    </td>
  );
}

function wordsOf(cell: MatrixCell): string {
  const { text, detail } = cell;
  return [text, detail, standingOf(cell)].filter((word) => word !== null && word !== '').join(', ');
}

function standingOf({ standing, struck, lit }: MatrixCell): string {
  const words = struck ? 'will be removed' : STANDINGS[standing];
  return lit ? `${words}, the one to look at` : words;
}
