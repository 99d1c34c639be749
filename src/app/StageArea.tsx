import type { ReactNode } from 'react';
import { Caption } from '../panels/Caption.tsx';
import { FlightCard } from '../panels/inspector/FlightCard.tsx';
import styles from './Shell.module.css';

interface StageAreaProps {
  readonly stage: ReactNode;
  /** What else lies over the stage. */
  readonly children?: ReactNode;
}

/**
 * The stage with what lies over it. The caption lies over the top of the stage; on a phone it has a row of its own. A flight's card takes its place from the same corner as the stage does.
 */
export function StageArea({ stage, children }: StageAreaProps): ReactNode {
  return (
    <section className={styles.stage} aria-label="Stage">
      <Caption />
      <div className={styles.floor}>
        {stage}
        {children}
        <FlightCard />
      </div>
    </section>
  );
}
