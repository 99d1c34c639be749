import type { ReactNode } from 'react';
import { LEDGER_MARKS, STAGE_MARKS, type Mark } from './legend-marks.tsx';
import styles from './Legend.module.css';

/** What the marks on the stage and in the ledger mean. */
export function Legend(): ReactNode {
  return (
    <>
      <Marks title="Marks on the stage" marks={STAGE_MARKS} />
      <Marks title="Marks in the ledger" marks={LEDGER_MARKS} />
    </>
  );
}

interface MarksProps {
  readonly title: string;
  readonly marks: readonly Mark[];
}

function Marks({ title, marks }: MarksProps): ReactNode {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl className={styles.marks}>
        {marks.map(([mark, what]) => (
          <div key={what}>
            <dt>
              <svg width="32" height="22" viewBox="0 0 32 22" aria-hidden>
                {mark}
              </svg>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
