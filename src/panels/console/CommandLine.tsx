import { Check, CircleQuestionMark, Hourglass, X, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Console.module.css';
import { formatCount } from '../format.ts';
import { begunText, isLong, isQuestion, outcomeText, shortOutcome } from './outcome.ts';
import type { BegunReading, OperationFace } from '../readings.ts';

const ICONS: Record<OperationFace['outcome'], LucideIcon> = {
  pending: Hourglass,
  ok: Check,
  refused: X,
  unknown: CircleQuestionMark,
};

/** Blanks that keep columns under one another. */
const COLUMNS = /\S {2,}\S/;

interface CommandLineProps {
  readonly operation: OperationFace;
  readonly now: number;
}

/** One command, what came of it, and what its client began for it. */
export function CommandLine({ operation, now }: CommandLineProps): ReactNode {
  const { begun } = operation;
  return (
    <li className={styles.line}>
      <span className={styles.mark} aria-hidden>
        ›
      </span>
      <span className={styles.typed}>{operation.text}</span>
      <Answer operation={operation} now={now} />
      {begun !== null && <Begun begun={begun} now={now} />}
    </li>
  );
}

/** What came of a command: in its line if that is short, else in lines of its own, as they were written. */
export function Answer({ operation, now }: CommandLineProps): ReactNode {
  const { result } = operation;
  if (isQuestion(operation)) return <p className={styles.question}>{result}</p>;
  if (!isLong(operation))
    return <OutcomeOf operation={operation} text={outcomeText(operation, now)} />;
  return (
    <>
      <OutcomeOf operation={operation} text={shortOutcome(operation, now)} />
      <pre className={styles.answer} data-columns={COLUMNS.test(result)}>
        {result}
      </pre>
    </>
  );
}

interface OutcomeProps {
  readonly operation: OperationFace;
  readonly text: string;
}

function OutcomeOf({ operation: { outcome }, text }: OutcomeProps): ReactNode {
  const Icon = ICONS[outcome];
  return (
    <span className={styles.outcome} data-outcome={outcome}>
      <Icon size={13} aria-hidden />
      <span>{text}</span>
    </span>
  );
}

interface BegunProps {
  readonly begun: BegunReading;
  readonly now: number;
}

/** A summary of what a command began; the latest can be looked at one by one. */
function Begun({ begun, now }: BegunProps): ReactNode {
  const { count, latest } = begun;
  return (
    <details className={styles.begun}>
      <summary>
        {formatCount(count, 'operation')} begun: {begunText(begun)}
      </summary>
      {count > latest.length && <p>the latest {latest.length}:</p>}
      <ol>
        {latest.map((operation) => (
          <li key={operation.id} className={styles.line}>
            <span className={styles.typed}>{operation.text}</span>
            <OutcomeOf operation={operation} text={outcomeText(operation, now)} />
          </li>
        ))}
      </ol>
    </details>
  );
}
