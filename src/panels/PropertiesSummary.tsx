import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Pickers.module.css';
import { usePlayground, useReading } from './playground.ts';
import type { CheckReading, Readings } from './playground.ts';

const readChecks = (read: Readings): readonly CheckReading[] => read.checks();

/** How the properties stand, in a few words; a click leads to them. */
export function PropertiesSummary(): ReactNode {
  const { act } = usePlayground();
  const checks = useReading(readChecks);
  const broken = checks.filter((check) => check.brokenAt !== null).length;
  const holding = checks.filter((check) => check.holds).length;
  const text = summary(checks.length, holding, broken);
  const Icon = broken > 0 ? X : Check;
  return (
    <button
      type="button"
      className={styles.summary}
      data-broken={broken > 0}
      onClick={() => act.set({ tab: 'checks' })}
    >
      <Icon size={14} strokeWidth={2.2} aria-hidden />
      <span className={styles.long}>{text}</span>
      <span className={styles.short} aria-hidden>
        {broken > 0 ? broken : `${holding} / ${checks.length}`}
      </span>
    </button>
  );
}

/** What has not happened yet is not broken, and does not hold either. */
function summary(all: number, holding: number, broken: number): string {
  if (broken > 0) return `${broken} broken`;
  if (holding === all) return `all ${all} properties hold`;
  return `${holding} of ${all} properties hold, none broken`;
}
