import { Hourglass, Mail, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import controls from './Controls.module.css';
import { formatMoment } from './format.ts';
import styles from './PendingList.module.css';
import { usePlayground, useFace, useReading } from './playground.ts';
import type { Face, PendingReading, Readings } from './playground.ts';

const MOST_SHOWN = 60;
const ICONS: Record<PendingReading['kind'], LucideIcon> = {
  message: Mail,
  timer: Hourglass,
  signal: TriangleAlert,
};
const VERBS: Record<PendingReading['kind'], string> = {
  message: 'Deliver',
  timer: 'Fire',
  signal: 'Deliver',
};

const selectDrive = (face: Face): Face['drive'] => face.drive;
const readPending = (read: Readings): readonly PendingReading[] => read.pending();

/** What could happen next, stacked at the door of the node to which it would happen; only while you choose. */
export function PendingList(): ReactNode {
  return useFace(selectDrive) === 'choose' ? <Stacks /> : null;
}

function Stacks(): ReactNode {
  const pending = useReading(readPending).slice(0, MOST_SHOWN);
  const doors = [...new Set(pending.map((item) => item.node))];
  return (
    <section className={styles.pending} aria-label="What could happen next">
      <header>
        <h2>You choose what happens next</h2>
        <span>{pending.length} pending</span>
      </header>
      {pending.length === 0 && <p>Nothing is pending: type a command, or let time flow.</p>}
      {doors.map((node) => (
        <div key={node} className={styles.door}>
          <h3>{node}</h3>
          <ul>
            {pending
              .filter((item) => item.node === node)
              .map((item) => (
                <Slab key={item.id} item={item} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Slab({ item }: { readonly item: PendingReading }): ReactNode {
  const { act } = usePlayground();
  const Icon = ICONS[item.kind];
  const { reason } = item;
  return (
    <li className={styles.slab} data-kind={item.kind} data-off={reason !== null}>
      <Icon size={14} aria-hidden />
      <div>
        <p>{item.title}</p>
        <small>
          {reason ??
            `${item.from === null ? '' : `from ${item.from} · `}due ${formatMoment(item.due)}`}
        </small>
      </div>
      <button
        type="button"
        className={controls.button}
        aria-label={`${VERBS[item.kind]} ${item.title} at ${item.node}`}
        aria-disabled={reason !== null}
        onClick={() =>
          reason === null
            ? act.do({ type: 'fire', pending: item.id })
            : act.set({ notice: { text: reason, bad: false } })
        }
      >
        {VERBS[item.kind]}
      </button>
    </li>
  );
}
