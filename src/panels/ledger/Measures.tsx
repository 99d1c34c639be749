import { Check, CircleDashed, EqualNot, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Measure } from '../../protocols/views.ts';
import ledger from './Ledger.module.css';
import styles from './Measures.module.css';
import { useReading } from '../playground.ts';
import type { Readings } from '../playground.ts';

type Verdict = 'agrees' | 'differs' | 'open';
const VERDICTS: Record<Verdict, readonly [icon: LucideIcon, word: string]> = {
  agrees: [Check, 'agrees'],
  differs: [EqualNot, 'differs'],
  open: [CircleDashed, 'open'],
};

const readMeasures = (read: Readings): readonly Measure[] => read.measures();

/** What theory predicts, figure by figure, beside what this run has shown. */
export function Measures(): ReactNode {
  const measures = useReading(readMeasures);
  if (measures.length === 0) return null;
  return (
    <section className={ledger.block} aria-label="Predicted and observed">
      <header className={ledger.caption}>
        <h2>Predicted and observed</h2>
      </header>
      <ul className={styles.measures}>
        {measures.map((measure) => (
          <Item key={measure.title} measure={measure} />
        ))}
      </ul>
      <details className={styles.sources}>
        <summary>How these are counted</summary>
        <dl>
          {measures.map(({ title, source }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{source}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

function Item({ measure }: { readonly measure: Measure }): ReactNode {
  const { title, unit, predicted, observed, source } = measure;
  const verdict = verdictOf(measure);
  const [Icon, word] = VERDICTS[verdict];
  return (
    <li title={source}>
      <h3>{title}</h3>
      <p>
        predicted <Figure value={predicted} unit={unit} />
      </p>
      <p>observed {observed === null ? 'not yet' : <Figure value={observed} unit={unit} />}</p>
      <p data-verdict={verdict}>
        {observed !== null && (
          <>
            <Icon size={13} aria-hidden />
            {word}
          </>
        )}
      </p>
    </li>
  );
}

function verdictOf({ agrees }: Measure): Verdict {
  if (agrees === null) return 'open';
  return agrees ? 'agrees' : 'differs';
}

function Figure({ value, unit }: { readonly value: number; readonly unit: string }): ReactNode {
  return (
    <span className={styles.figure}>
      <code>{String(Number(value.toFixed(2)))}</code> {unit}
    </span>
  );
}
