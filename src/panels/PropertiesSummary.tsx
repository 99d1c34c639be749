import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Pickers.module.css';
import { usePlayground, useReading } from './playground.ts';
import type { CheckReading, Readings } from './playground.ts';

const readChecks = (read: Readings): readonly CheckReading[] => read.checks();

/** What is yet to happen, or to settle, is not counted: it cannot be broken. */
const TITLE = 'Properties that must always hold, and how many were broken: open the checks';

/** How the properties stand, in a few words; a click leads to them. */
export function PropertiesSummary(): ReactNode {
  const { act } = usePlayground();
  const checks = useReading(readChecks);
  const breakable = checks.filter((check) => check.kind === 'always');
  const broken = breakable.filter((check) => check.brokenAt !== null).length;
  const all = breakable.length;
  const Icon = broken > 0 ? X : Check;
  return (
    <button
      type="button"
      className={styles.summary}
      data-broken={broken > 0}
      title={TITLE}
      onClick={() => act.set({ tab: 'checks' })}
    >
      <Icon size={14} strokeWidth={2.2} aria-hidden />
      <span className={styles.long}>
        {broken === 0 ? 'none' : broken} of {all} broken
      </span>
      <span className={styles.short} aria-hidden>
        {broken === 0 ? 'none' : `${broken} / ${all}`}
      </span>
    </button>
  );
}
