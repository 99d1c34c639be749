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

interface MatrixCellProps {
  readonly cell: MatrixCell | null;
  /** Columns that it takes. */
  readonly span: number;
  /** Only its small print has room. */
  readonly folded: boolean;
}

/** One cell of a matrix: its text, the smaller line under it, and its standing, drawn and in words. */
export function MatrixCellView({ cell, span, folded }: MatrixCellProps): ReactNode {
  if (cell === null) {
    return (
      <td aria-label="empty" data-folded={folded}>
        <span className={styles.gap} />
      </td>
    );
  }
  const { text, detail, epoch, standing, struck, lit, block, next = false } = cell;
  return (
    <td colSpan={span} data-folded={folded}>
      <span
        className={styles.cell}
        data-block={block !== undefined}
        data-next={next}
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

function standingOf({ standing, struck, lit, next }: MatrixCell): string {
  return [
    struck ? 'will be removed' : STANDINGS[standing],
    lit && 'the one to look at',
    next && 'sent next',
  ]
    .filter(Boolean)
    .join(', ');
}
