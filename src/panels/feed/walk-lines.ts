import type { KeyboardEvent } from 'react';

/** Lets keys walk through the lines of a list: up and down, Home and End to the newest and the oldest. */
export function walkLines(event: KeyboardEvent<HTMLButtonElement>): void {
  const list = event.currentTarget.closest('ol');
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const to = placeAfter(event, buttons.indexOf(event.currentTarget), buttons.length);
  if (to === null) return;
  event.preventDefault();
  buttons[to]?.focus();
}

/** Where a key leads from a place in a list; `null` if it leads nowhere. */
function placeAfter(event: KeyboardEvent, at: number, count: number): number | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  switch (event.key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
