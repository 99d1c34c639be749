import { Check, Minus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from '../pickers/Pickers.module.css';
import { formatCount } from '../format.ts';
import { usePlayground, useReading } from '../playground.ts';
import type { Readings } from '../playground.ts';
import type { CheckReading } from '../readings.ts';

const readChecks = (read: Readings): readonly CheckReading[] => read.checks();
const readFlaws = (read: Readings): number => read.network().flaws.length;

/** What is yet to happen, or to settle, is not counted: it cannot be broken. Nor is what this run does not promise. */
const TITLE = 'Properties that must always hold, and how many were broken: open the checks';

const ICONS = { broken: X, holds: Check, unpromised: Minus } as const;

/** How the properties stand, in a few words; a click leads to them. */
export function PropertiesSummary(): ReactNode {
  const { act } = usePlayground();
  const checks = useReading(readChecks);
  const flaws = useReading(readFlaws);
  const breakable = checks.filter(
    ({ kind, unpromised }) => kind === 'always' && unpromised === null,
  );
  const broken = breakable.filter((check) => check.brokenAt !== null).length;
  const all = breakable.length;
  const state = broken > 0 ? 'broken' : all > 0 ? 'holds' : 'unpromised';
  const Icon = ICONS[state];
  return (
    <button
      type="button"
      className={styles.summary}
      data-state={state}
      title={TITLE}
      onClick={() => act.set({ tab: 'checks' })}
    >
      <Icon size={14} strokeWidth={2.2} aria-hidden />
      <span className={styles.long}>
        {all === 0 ? 'nothing promised' : `${broken === 0 ? 'none' : broken} of ${all} broken`}
      </span>
      <span className={styles.short} aria-hidden>
        {all === 0 ? '–' : broken === 0 ? 'none broken' : `${broken} / ${all} broken`}
      </span>
      {flaws > 0 && <b>· {formatCount(flaws, 'flaw')} on</b>}
    </button>
  );
}
