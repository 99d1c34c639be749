import { EllipsisVertical, Hourglass, Mail, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react';
import controls from '../controls/Controls.module.css';
import { formatMoment } from '../format.ts';
import { PARKED } from './FlightCard.tsx';
import { FlightItems } from './FlightItems.tsx';
import { Menu } from '../controls/Menu.tsx';
import { CLOSING_MS } from './open-card.ts';
import styles from './PendingList.module.css';
import { usePlayground, useFace, useReading } from '../playground.ts';
import type { Face } from '../faces.ts';
import type { Readings } from '../playground.ts';
import type { PendingReading } from '../readings.ts';

const MOST_SHOWN = 80;
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
  const box = useRef<HTMLElement>(null);
  useFocusKept(box, pending.map(({ id }) => id).join());
  return (
    <section ref={box} className={styles.pending} aria-label="What could happen next">
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

/** What was picked goes, and the focus with it: its neighbour in the list takes the focus over. */
function useFocusKept(box: RefObject<HTMLElement | null>, contents: string): void {
  const place = useRef(-1);
  useEffect(() => {
    const list = box.current;
    const onFocus = ({ target }: FocusEvent): void => {
      const row = target instanceof Element ? target.closest('li') : null;
      const found = picksIn(list).findIndex((button) => row?.contains(button) === true);
      if (found >= 0) place.current = found;
    };
    list?.addEventListener('focusin', onFocus);
    return () => list?.removeEventListener('focusin', onFocus);
  }, [box]);
  useEffect(() => {
    const restore = (): void => {
      if (place.current === -1 || document.activeElement !== document.body) return;
      const picks = picksIn(box.current);
      picks[Math.min(place.current, picks.length - 1)]?.focus();
    };
    restore();
    const later = setTimeout(restore, CLOSING_MS);
    return () => clearTimeout(later);
  }, [box, contents]);
}

function picksIn(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('button[data-pick]') ?? [])];
}

function Slab({ item }: { readonly item: PendingReading }): ReactNode {
  const { act } = usePlayground();
  const titleId = useId();
  const Icon = ICONS[item.kind];
  const { reason, parked = null } = item;
  const arrival = parked === null ? `due ${formatMoment(item.due)}` : PARKED[parked];
  const from = item.from === null ? '' : `from ${item.from} · `;
  return (
    <li className={styles.slab} data-kind={item.kind} data-off={reason !== null}>
      <Icon size={14} aria-hidden />
      <div>
        <p id={titleId}>{item.title}</p>
        <small>{parked === null ? (reason ?? `${from}${arrival}`) : `${from}${arrival}`}</small>
      </div>
      <button
        type="button"
        className={controls.button}
        data-pick=""
        aria-label={`${VERBS[item.kind]} ${item.title} at ${item.node}`}
        aria-disabled={reason !== null}
        title={reason ?? undefined}
        onClick={() =>
          reason === null
            ? act.do({ type: 'fire', pending: item.id })
            : act.set({ notice: { text: reason, bad: false } })
        }
      >
        {VERBS[item.kind]}
      </button>
      {item.kind === 'message' && <More id={item.id} titleId={titleId} />}
    </li>
  );
}

interface MoreProps {
  readonly id: number;
  readonly titleId: string;
}

function More({ id, titleId }: MoreProps): ReactNode {
  return (
    <Menu
      label={`Message ${id}`}
      align="end"
      trigger={
        <button
          type="button"
          className={styles.more}
          aria-label={`More to do with message ${id}`}
          aria-describedby={titleId}
        >
          <EllipsisVertical size={16} aria-hidden />
        </button>
      }
    >
      <FlightItems id={id} />
    </Menu>
  );
}
