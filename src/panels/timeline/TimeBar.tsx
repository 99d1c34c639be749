import type { ReactNode } from 'react';
import { Clock } from './Clock.tsx';
import { Notice } from './Notice.tsx';
import styles from './TimeBar.module.css';
import { Timeline } from './Timeline.tsx';
import { Driving, Transport } from './Transport.tsx';

/** Everything about time in one strip: it stands at the bottom and never scrolls away. */
export function TimeBar(): ReactNode {
  return (
    <section className={styles.bar} aria-label="Time">
      <Transport />
      <Timeline />
      <Driving />
      <Clock />
      <Notice />
    </section>
  );
}
