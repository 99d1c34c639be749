import type { ReactNode } from 'react';
import styles from './Console.module.css';
import controls from '../controls/Controls.module.css';
import { CommandLine } from './CommandLine.tsx';
import { outcomeText } from './outcome.ts';
import { useFace, useReading } from '../playground.ts';
import type { Face } from '../faces.ts';
import type { OperationFace } from '../readings.ts';
import { useEnd } from './use-end.ts';

const MOST_LINES = 200;

const selectNow = (face: Face): number => face.now;

/** What was typed at one client and what came of it, oldest first. */
export function ConsoleLines({ client }: { readonly client: string }): ReactNode {
  const operations = useReading((read) => read.operations(client)).slice(-MOST_LINES);
  const now = useFace(selectNow);
  const { list, onScroll, scrolls } = useEnd<HTMLOListElement>(endOf(operations.at(-1)));
  return (
    <>
      <ol
        ref={list}
        className={styles.lines}
        aria-label={`Commands of ${client}`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={scrolls ? 0 : undefined}
        onScroll={onScroll}
      >
        {operations.map((operation) => (
          <CommandLine key={operation.id} operation={operation} now={now} />
        ))}
      </ol>
      <LastAnswer operations={operations} now={now} />
    </>
  );
}

/** Changes with everything that makes the last line longer. */
function endOf(last: OperationFace | undefined): string {
  if (last === undefined) return '';
  const { id, outcome, result, begun } = last;
  return `${id} ${outcome} ${result} ${begun === null ? '' : begun.count > 0}`;
}

interface LastAnswerProps {
  readonly operations: readonly OperationFace[];
  readonly now: number;
}

/** What was answered last, for those who listen to the page. */
export function LastAnswer({ operations, now }: LastAnswerProps): ReactNode {
  const ended = operations.findLast((operation) => operation.outcome !== 'pending');
  return (
    <output className={controls.unseen}>
      {ended === undefined ? '' : `${ended.text}: ${outcomeText(ended, now)}`}
    </output>
  );
}
