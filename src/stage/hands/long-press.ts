/** Tells a long press from a click and from a drag. */
import type { NodeId } from '../../kernel/process.ts';
import type { Point } from '../geometry.ts';

const LONG_PRESS_MS = 500;
/** A press that moves further than this, pixels, is a drag. */
const SLOP = 8;

export interface LongPress {
  /** A press began on a node, or beside all of them. */
  start(event: PointerEvent, id: NodeId | null): void;
  move(event: PointerEvent): void;
  stop(): void;
  hasFired(): boolean;
  /** True once after a long press: the click that ends it means nothing. */
  swallowsClick(): boolean;
}

/** Calls `onLongPress` with where the press began, in window pixels. */
export function createLongPress(onLongPress: (from: Point, id: NodeId | null) => void): LongPress {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: Point = { x: 0, y: 0 };
  let fired = false;
  const stop = (): void => clearTimeout(timer);
  return {
    start(event, id) {
      stop();
      fired = false;
      if (event.button !== 0 || !event.isPrimary) return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        fired = true;
        onLongPress(from, id);
      }, LONG_PRESS_MS);
    },
    move(event) {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLOP) stop();
    },
    stop,
    hasFired: () => fired,
    swallowsClick() {
      const swallows = fired;
      fired = false;
      return swallows;
    },
  };
}
