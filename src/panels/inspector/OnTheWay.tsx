import type { ReactNode } from 'react';
import { WholeNames } from '../controls/RichText.tsx';
import controls from '../controls/Controls.module.css';
import { PARKED } from './FlightCard.tsx';
import { formatSpan } from '../format.ts';
import styles from './Inspector.module.css';
import { openCard } from './open-card.ts';
import { usePlayground, useFace, useReading } from '../playground.ts';
import type { Face } from '../faces.ts';
import type { PendingReading } from '../readings.ts';

const MOST_SHOWN = 24;

const selectNow = (face: Face): number => face.now;

/** The messages from and to a node that are under way or stand still; each leads to its card. */
export function OnTheWay({ id }: { readonly id: string }): ReactNode {
  const flights = useReading((read) => read.pending(id)).filter(
    (item) => item.kind === 'message' && (item.node === id || item.from === id),
  );
  if (flights.length === 0) return null;
  return (
    <section aria-label="On their way">
      <h3>On their way</h3>
      <ul className={styles.timers}>
        {flights.slice(0, MOST_SHOWN).map((item) => (
          <Flight key={item.id} item={item} id={id} />
        ))}
      </ul>
      {flights.length > MOST_SHOWN && (
        <p className={styles.quiet}>and {flights.length - MOST_SHOWN} more</p>
      )}
    </section>
  );
}

interface FlightProps {
  readonly item: PendingReading;
  readonly id: string;
}

function Flight({ item, id }: FlightProps): ReactNode {
  const playground = usePlayground();
  const now = useFace(selectNow);
  const { parked = null } = item;
  const way = item.node === id ? `from ${item.from}` : `to ${item.node}`;
  return (
    <li>
      <span>
        <WholeNames text={item.title} />{' '}
        <small>
          <WholeNames text={way} />
        </small>
      </span>
      <code>
        {parked === null ? `in ${formatSpan(Math.max(0, item.due - now))}` : PARKED[parked]}
      </code>
      <button
        type="button"
        className={controls.button}
        aria-label={`Open the card of ${item.title} ${way}`}
        onClick={() => openCard(playground, item.id)}
      >
        Open
      </button>
    </li>
  );
}
