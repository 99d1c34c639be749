import type { ReactNode } from 'react';
import { ChartView } from './ChartView.tsx';
import styles from './Ledger.module.css';
import { MatrixLedger } from './MatrixLedger.tsx';
import { useReading } from './playground.ts';
import type { Readings } from './playground.ts';
import { TableLedger } from './TableLedger.tsx';

const readLedger = (read: Readings): ReturnType<Readings['ledger']> => read.ledger();
const readCharts = (read: Readings): ReturnType<Readings['charts']> => read.charts();

/** What all replicas hold, side by side, under the curves that the protocol finds worth watching. */
export function LedgerPanel(): ReactNode {
  const blocks = useReading(readLedger);
  const charts = useReading(readCharts);
  return (
    <div className={styles.panel}>
      {charts.map((chart) => (
        <ChartView key={chart.title} chart={chart} />
      ))}
      {blocks.map((ledger) => (
        <section key={ledger.title} className={styles.ledger} aria-label={ledger.title}>
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
      ))}
    </div>
  );
}
