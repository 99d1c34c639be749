import type { ReactNode } from 'react';
import { usePlayground } from '../playground.ts';
import type { PlacedBranch } from './timeline-layout.ts';
import styles from './Timeline.module.css';

const FIRST_LANE = 54;
const MOST_LANES = 1;

/** Futures that were kept: dashed lines under the time line; the menu of branches has those for which there is no room. */
export function TimelineBranches({
  branches,
}: {
  readonly branches: readonly PlacedBranch[];
}): ReactNode {
  const { act } = usePlayground();
  return branches
    .filter(({ lane }) => lane < MOST_LANES)
    .map(({ branch, from, to, nameLeft }) => (
      <button
        key={branch.id}
        type="button"
        className={styles.branch}
        data-name-left={nameLeft}
        aria-label={`Go to branch ${branch.name}`}
        style={{
          left: from,
          top: FIRST_LANE - 8,
          width: nameLeft ? to - from : undefined,
        }}
        onClick={() => act.goToBranch(branch.id)}
      >
        <span className={styles.dashes} style={{ width: to - from }} />
        <span className={styles.name}>{branch.name}</span>
      </button>
    ));
}
