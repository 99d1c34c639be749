import { Check, CircleQuestionMark, Hourglass, X, type LucideIcon } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './Console.module.css';
import controls from './Controls.module.css';
import { formatSpan } from './format.ts';
import { useFace, useReading } from './playground.ts';
import type { Face, OperationFace } from './playground.ts';

const MOST_LINES = 200;
/** A list this close to its end keeps to the end, CSS pixels. */
const AT_END = 24;
const ICONS: Record<OperationFace['outcome'], LucideIcon> = {
  pending: Hourglass,
  ok: Check,
  refused: X,
  unknown: CircleQuestionMark,
};

const selectNow = (face: Face): number => face.now;

/** What was typed at one client and what came of it, oldest first. */
export function ConsoleLines({ client }: { readonly client: string }): ReactNode {
  const operations = useReading((read) => read.operations(client)).slice(-MOST_LINES);
  const now = useFace(selectNow);
  const list = useRef<HTMLOListElement>(null);
  const follows = useRef(true);
  const last = operations.at(-1);
  useLayoutEffect(() => {
    if (list.current !== null && follows.current)
      list.current.scrollTop = list.current.scrollHeight;
  }, [last?.id, last?.outcome, last?.result]);
  const ended = operations.findLast((operation) => operation.outcome !== 'pending');
  return (
    <>
      <ol
        ref={list}
        className={styles.lines}
        aria-label={`Commands of ${client}`}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          follows.current = scrollTop + clientHeight > scrollHeight - AT_END;
        }}
      >
        {operations.map((operation) => (
          <Line key={operation.id} operation={operation} now={now} />
        ))}
      </ol>
      <output className={controls.unseen}>
        {ended === undefined ? '' : `${ended.text}: ${outcomeText(ended, now)}`}
      </output>
    </>
  );
}

interface LineProps {
  readonly operation: OperationFace;
  readonly now: number;
}

function Line({ operation, now }: LineProps): ReactNode {
  const { outcome, result } = operation;
  const Icon = ICONS[outcome];
  const long = result.includes('\n') || result.length > 90;
  return (
    <li className={styles.line}>
      <span className={styles.mark} aria-hidden>
        ›
      </span>
      <span className={styles.typed}>{operation.text}</span>
      <span className={styles.outcome} data-outcome={outcome}>
        <Icon size={13} aria-hidden />
        {long ? shortOutcome(operation, now) : outcomeText(operation, now)}
      </span>
      {long && <pre className={styles.answer}>{result}</pre>}
    </li>
  );
}

/** An outcome in a line: what it is, the answer, and the virtual time it took. */
export function outcomeText(operation: OperationFace, now: number): string {
  const { outcome, result, started, ended } = operation;
  const span = formatSpan(Math.max(0, (ended ?? now) - started));
  if (outcome === 'pending') return [result === '' ? 'pending' : result, span].join(' · ');
  if (outcome === 'ok') return [result === '' ? 'ok' : result, span].join(' · ');
  return result === '' ? `${outcome} · ${span}` : `${outcome} · ${result}`;
}

function shortOutcome(operation: OperationFace, now: number): string {
  return outcomeText({ ...operation, result: '' }, now);
}
