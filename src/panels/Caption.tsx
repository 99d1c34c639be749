import type { ReactNode } from 'react';
import styles from './Caption.module.css';
import { useReading } from './playground.ts';
import type { Readings } from './playground.ts';
import { RichText } from './controls/RichText.tsx';
import { useSnugWidth } from './controls/use-snug-width.ts';

const readCaption = (read: Readings): string => read.caption();
const readNote = (read: Readings): string => read.captionNote();

/** The step of the scenario in a sentence, or what to try next; under it, small, what it does not reckon with. */
export function Caption(): ReactNode {
  const text = useReading(readCaption);
  const note = useReading(readNote);
  const { box, text: inner } = useSnugWidth(`${text}${note}`);
  return (
    <output ref={box} className={styles.caption} data-empty={text === ''}>
      <span ref={inner}>
        <RichText text={text} />
        {note !== '' && <small>{note}</small>}
      </span>
    </output>
  );
}
