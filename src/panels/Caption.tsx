import type { ReactNode } from 'react';
import styles from './Caption.module.css';
import { useReading } from './playground.ts';
import type { Readings } from './playground.ts';
import { RichText } from './controls/RichText.tsx';
import { useSnugWidth } from './controls/use-snug-width.ts';

const readCaption = (read: Readings): string => read.caption();

/** The step of the scenario in a sentence, or what to try next. */
export function Caption(): ReactNode {
  const text = useReading(readCaption);
  const { box, text: inner } = useSnugWidth(text);
  return (
    <output ref={box} className={styles.caption} data-empty={text === ''}>
      <span ref={inner}>
        <RichText text={text} />
      </span>
    </output>
  );
}
