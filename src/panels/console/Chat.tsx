import { Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChatLine } from '../../protocols/views.ts';
import styles from './Chat.module.css';
import { useEnd } from './use-end.ts';

const MOST_LINES = 300;

interface ChatProps {
  readonly client: string;
  readonly lines: readonly ChatLine[];
}

/** What was said, in the order of the log. New lines keep the end in sight unless the person reads further up. */
export function Chat({ client, lines }: ChatProps): ReactNode {
  const shown = lines.slice(-MOST_LINES);
  const last = shown.at(-1);
  const { list, onScroll, scrolls } = useEnd<HTMLDivElement>(
    `${shown.length} ${last?.key ?? ''} ${last?.pending ?? false}`,
  );
  return (
    <div
      ref={list}
      className={styles.chat}
      role="log"
      aria-label={`Chat of ${client}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={scrolls ? 0 : undefined}
      onScroll={onScroll}
    >
      {shown.length === 0 && <p className={styles.silence}>Nobody has said anything yet.</p>}
      <ol>
        {shown.map((line, place) => (
          <Line key={line.key} line={line} again={shown[place - 1]?.author === line.author} />
        ))}
      </ol>
    </div>
  );
}

interface LineProps {
  readonly line: ChatLine;
  /** The line before is by the same author. */
  readonly again: boolean;
}

function Line({ line, again }: LineProps): ReactNode {
  const { author, text, own, detail, pending } = line;
  return (
    <li className={styles.line} data-own={own} data-pending={pending} data-again={again}>
      <b title={author}>{author}</b>
      <span className={styles.said}>{text}</span>
      <small>
        {pending && (
          <>
            <Hourglass size={11} aria-hidden /> not in the log yet
          </>
        )}
        {pending && detail !== '' && ' · '}
        {detail}
      </small>
    </li>
  );
}
