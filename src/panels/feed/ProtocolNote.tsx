import type { ReactNode } from 'react';
import styles from './Feed.module.css';
import { useFace } from '../playground.ts';
import type { Face, ProtocolFace } from '../faces.ts';

const selectProtocol = (face: Face): ProtocolFace => face.protocol;

/** What is on the stage, in two lines, where the feed leaves room for it. */
export function ProtocolNote(): ReactNode {
  const { title, summary, source } = useFace(selectProtocol);
  return (
    <footer className={styles.note}>
      <p>
        <b>{title}</b> {summary}
      </p>
      <cite>{source}</cite>
    </footer>
  );
}
