import type { ReactNode } from 'react';
import type { Ledger } from '../../protocols/views.ts';
import { ChartView } from './ChartView.tsx';
import styles from './Ledger.module.css';
import { MatrixLedger } from './MatrixLedger.tsx';
import { Measures } from './Measures.tsx';
import { useReading } from '../playground.ts';
import type { Readings } from '../playground.ts';
import { TableLedger } from './TableLedger.tsx';
import { Waits } from './Waits.tsx';

const readLedger = (read: Readings): ReturnType<Readings['ledger']> => read.ledger();
const readCharts = (read: Readings): ReturnType<Readings['charts']> => read.charts();

/** Who waits, curves beside their prediction, what all nodes hold, block under block, and the sum in figures. */
export function LedgerPanel(): ReactNode {
  const blocks = useReading(readLedger);
  const charts = useReading(readCharts);
  return (
    <div className={styles.panel}>
      <Waits />
      {charts.map((chart) => (
        <ChartView key={chart.title} chart={chart} />
      ))}
      {blocks.map((ledger) => (
        <Block key={ledger.title} ledger={ledger} />
      ))}
      <Measures />
    </div>
  );
}

function Block({ ledger }: { readonly ledger: Ledger }): ReactNode {
  return (
    <section className={styles.block} aria-label={ledger.title}>
      <header className={styles.caption}>
        <h2>{ledger.title}</h2>
        <span>{ledger.caption}</span>
      </header>
      {ledger.kind === 'matrix' ? (
        <MatrixLedger ledger={ledger} />
      ) : (
        <TableLedger ledger={ledger} />
      )}
    </section>
  );
}
