/** A reload finds the very moment again: while a run is played the address bar tells of one a little before. */
import type { Session } from './session.ts';

const KEY = 'replicarium moment';

/** Keeps the moment whenever the page is left, with the address that stood for it. */
export function keepMoment(session: Session): void {
  window.addEventListener('pagehide', () => {
    try {
      const kept = JSON.stringify([window.location.hash, `#${session.link()}`]);
      sessionStorage.setItem(KEY, kept);
    } catch {
      // Storage is closed or full: the address is nearly right.
    }
  });
}

/** The address of the page, brought up to the moment at which this tab left it. */
export function latestAddress({ hash, search }: Location): Pick<Location, 'hash' | 'search'> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    if (Array.isArray(kept) && hash !== '' && kept[0] === hash && typeof kept[1] === 'string') {
      return { hash: kept[1], search };
    }
  } catch {
    // Storage is closed or holds something else: the address stands by itself.
  }
  return { hash, search };
}
