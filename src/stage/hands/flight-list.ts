/** Flights for those who press keys or listen: while time stands still, a list of buttons that nobody sees. */
import type { SceneFlight } from '../scene.ts';

const LISTED_MOST = 40;

export interface FlightListCallbacks {
  onFlight(id: number): void;
  /** A flight has the keyboard's focus, or none has. */
  onFocus(id: number | null): void;
}

export class FlightList {
  readonly #element: HTMLElement;
  readonly #callbacks: FlightListCallbacks;
  #shown: readonly SceneFlight[] | null = null;
  #now = -1;

  constructor(root: HTMLElement, callbacks: FlightListCallbacks) {
    const element = root.ownerDocument.createElement('div');
    element.className = 'flight-list';
    element.setAttribute('role', 'group');
    element.setAttribute('aria-label', 'Messages on their way');
    element.hidden = true;
    root.append(element);
    element.addEventListener('click', (event) => {
      const id = idAt(event.target);
      if (id !== null) callbacks.onFlight(id);
    });
    element.addEventListener('focusin', (event) => callbacks.onFocus(idAt(event.target)));
    element.addEventListener('focusout', () => callbacks.onFocus(null));
    this.#element = element;
    this.#callbacks = callbacks;
  }

  /** Shows the flights of a moment at which time stands still; `null` while it flows. */
  update(flights: readonly SceneFlight[] | null, now: number): void {
    if (flights === this.#shown && (flights === null || now === this.#now)) return;
    this.#shown = flights;
    this.#now = now;
    this.#element.hidden = flights === null || flights.length === 0;
    if (flights === null) {
      this.#callbacks.onFocus(null);
      return;
    }
    const listed = soonest(flights, LISTED_MOST);
    const buttons = [...this.#element.children];
    listed.forEach((flight, index) => {
      const button = buttons[index] ?? this.#add();
      button.setAttribute('data-flight', String(flight.id));
      button.setAttribute('aria-label', spokenFlight(flight, now));
    });
    for (const button of buttons.slice(listed.length)) button.remove();
    const focused = this.#element.ownerDocument.activeElement;
    const isHere = focused !== null && this.#element.contains(focused);
    this.#callbacks.onFocus(isHere ? idAt(focused) : null);
  }

  destroy(): void {
    this.#element.remove();
  }

  #add(): Element {
    const button = this.#element.ownerDocument.createElement('button');
    button.type = 'button';
    this.#element.append(button);
    return button;
  }
}

function idAt(target: EventTarget | null): number | null {
  const id = target instanceof HTMLElement ? target.dataset['flight'] : undefined;
  return id === undefined ? null : Number(id);
}

/** Those that arrive first. */
export function soonest(flights: readonly SceneFlight[], most: number): SceneFlight[] {
  return flights.toSorted((one, other) => one.due - other.due || one.id - other.id).slice(0, most);
}

/** A flight in words. */
export function spokenFlight(flight: SceneFlight, now: number): string {
  const { title, from, to, due, parked, fate } = flight;
  const left = Math.max(0, Math.round(due - now));
  const end = fate === 'arrive' ? `arrives in ${left} ms` : `will be lost within ${left} ms`;
  return `${title} from ${from} to ${to}, ${parked === null ? end : WAITS[parked]}`;
}

const WAITS: Readonly<Record<NonNullable<SceneFlight['parked']>, string>> = {
  held: 'held',
  frozen: 'waits for a frozen node',
  cut: 'waits at a cut',
  behind: 'waits behind another',
};
