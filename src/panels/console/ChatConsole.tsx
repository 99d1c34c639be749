import type { ReactNode } from 'react';
import type { ChatLine } from '../../protocols/views.ts';
import { Chat } from './Chat.tsx';
import { Answer } from './CommandLine.tsx';
import styles from './Console.module.css';
import { LastAnswer } from './ConsoleLines.tsx';
import { useFace, useReading } from '../playground.ts';
import type { Face } from '../faces.ts';

interface ChatConsoleProps {
  readonly client: string;
  readonly lines: readonly ChatLine[];
}

const selectNow = (face: Face): number => face.now;

/** A client's window that is a chat, with the last command and what came of it under it. */
export function ChatConsole({ client, lines }: ChatConsoleProps): ReactNode {
  const operations = useReading((read) => read.operations(client));
  const now = useFace(selectNow);
  const last = operations.at(-1);
  return (
    <>
      <Chat client={client} lines={lines} />
      {last !== undefined && (
        <div className={styles.last}>
          <span className={styles.typed}>{last.text}</span>
          <Answer operation={last} now={now} />
        </div>
      )}
      <LastAnswer operations={operations} now={now} />
    </>
  );
}
