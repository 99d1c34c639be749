import type { Playground } from '../playground.ts';

/** As long as a menu takes to close and to give the focus back, ms. */
export const CLOSING_MS = 60;

/**
 * Opens the card of a message that was chosen from a list: in the middle of the stage. A menu that closes first gives
 * the focus back to its button, so the card waits for that.
 */
export function openCard({ act }: Playground, id: number): void {
  const stage = document.querySelector('[data-stage]')?.getBoundingClientRect();
  const x = (stage?.width ?? 0) / 2;
  const y = (stage?.height ?? 0) / 3;
  act.pause();
  setTimeout(() => act.set({ flight: { id, x, y } }), CLOSING_MS);
}
