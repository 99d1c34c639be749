import { ActionButtons } from '../controls/ActionButtons.tsx';
import { X } from 'lucide-react';
import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import styles from './FlightCard.module.css';
import { formatSpan } from '../format.ts';
import { custom } from '../look.ts';
import { usePlayground, useFace, useInterface, useReading } from '../playground.ts';
import type { Face, Interface } from '../faces.ts';
import type { FlightReading } from '../readings.ts';

const selectFlight = (state: Interface): Interface['flight'] => state.flight;
const selectNow = (face: Face): number => face.now;

/** What a message that stands still waits for. */
export const PARKED: Record<NonNullable<FlightReading['parked']>, string> = {
  held: 'held by you',
  frozen: 'waits at a frozen node',
  cut: 'waits at the cut',
  behind: 'waits behind an earlier message',
};

/** What a message carries and what can be done with it, beside its place on the stage. */
export function FlightCard(): ReactNode {
  const open = useInterface(selectFlight);
  const flight = useReading((read) => (open === null ? null : read.flight(open.id)));
  if (open === null) return null;
  return <Card key={open.id} x={open.x} y={open.y} flight={flight} />;
}

interface CardProps {
  readonly x: number;
  readonly y: number;
  readonly flight: FlightReading | null;
}

function Card({ x, y, flight }: CardProps): ReactNode {
  const { act } = usePlayground();
  const card = useRef<HTMLElement>(null);
  useFocusInside(card);
  return (
    // The style sheet keeps the card inside the stage: the room above it gives way first.
    <div className={styles.place} style={custom({ '--x': `${x}px`, '--y': `${y}px` })}>
      <div className={styles.above} />
      <section
        ref={card}
        className={styles.card}
        tabIndex={-1}
        aria-label={
          flight === null ? 'Message' : `${flight.title} from ${flight.from} to ${flight.to}`
        }
      >
        <button
          type="button"
          className={styles.close}
          aria-label="Close"
          onClick={() => act.set({ flight: null })}
        >
          <X size={14} aria-hidden />
        </button>
        {flight === null ? <p>It has arrived, or it was lost.</p> : <Contents flight={flight} />}
      </section>
    </div>
  );
}

/** A card takes the focus when it opens, and gives it back when it closes. */
function useFocusInside(card: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const box = card.current;
    const before = document.activeElement;
    box?.focus({ preventScroll: true });
    return () => {
      if (box?.contains(document.activeElement) !== true) return;
      if (before instanceof HTMLElement || before instanceof SVGElement)
        before.focus({ preventScroll: true });
    };
  }, [card]);
}

function Contents({ flight }: { readonly flight: FlightReading }): ReactNode {
  return (
    <>
      <h2>
        <b>{flight.title}</b>
        <span>
          {flight.from} → {flight.to}
        </span>
      </h2>
      <dl>
        {flight.fields.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <Arrival flight={flight} />
      </dl>
      <ActionButtons
        label="Actions on this message"
        actions={flight.actions}
        className={styles.actions}
      />
    </>
  );
}

function Arrival({ flight }: { readonly flight: FlightReading }): ReactNode {
  const now = useFace(selectNow);
  if (flight.parked !== null) {
    return (
      <div>
        <dt>state</dt>
        <dd>{PARKED[flight.parked]}</dd>
      </div>
    );
  }
  return (
    <div data-lost={flight.willBeLost}>
      <dt>{flight.willBeLost ? 'will be lost in' : 'arrives in'}</dt>
      <dd>{formatSpan(Math.max(0, flight.due - now))}</dd>
    </div>
  );
}
