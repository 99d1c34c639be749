import type { ReactNode } from 'react';
import styles from './Caption.module.css';
import { useReading } from './playground.ts';
import type { Readings } from './playground.ts';
import { RichText } from './RichText.tsx';

const readCaption = (read: Readings): string => read.caption();

/** The step of the scenario in a sentence, or what to try next. */
export function Caption(): ReactNode {
  const text = useReading(readCaption);
  return (
    <output className={styles.caption} data-empty={text === ''}>
      <span>
        <RichText text={text} />
      </span>
    </output>
  );
}
