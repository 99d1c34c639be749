/** Clicks, taps, keys and long presses on nodes, flights and the empty stage. */
import type { NodeId } from '../kernel/process.ts';
import type { Point } from './geometry.ts';
import { nodeIdAt } from './nodes.ts';

export interface PressCallbacks {
  onNode(id: NodeId): void;
  /** `at` in window pixels. */
  onNodeMenu(id: NodeId, at: Point): void;
  /** A click beside all nodes, in window pixels; `menu` if it asked for one. */
  onGround(at: Point, menu: boolean): void;
  onPoint(id: NodeId | null): void;
  onHover(at: Point): void;
  onFocus(id: NodeId): void;
  /** Arrow up or down on a focused node. */
  onStep(id: NodeId, step: number): void;
}

const LONG_PRESS_MS = 500;
const SLOP = 8;

/** Puts the behaviour on the stage's SVG; `focusKeeper` takes the focus of clicks, so that keys keep their usual meaning. */
export function createPress(
  svg: SVGSVGElement,
  focusKeeper: HTMLElement,
  callbacks: PressCallbacks,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const long = createLongPress(callbacks);
  let keyedMenu = false;

  svg.addEventListener(
    'pointerdown',
    (event) => {
      long.start(event);
      focusKeeper.focus({ preventScroll: true });
    },
    { signal },
  );
  // A node would take the focus of a click, and the space bar would then press it again instead of playing.
  svg.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
  for (const name of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
    svg.addEventListener(name, () => long.stop(), { signal });
  }
  svg.addEventListener(
    'pointermove',
    (event) => {
      long.move(event);
      const id = nodeIdAt(event.target);
      callbacks.onPoint(id);
      if (id === null && event.pointerType === 'mouse' && event.buttons === 0) {
        callbacks.onHover({ x: event.clientX, y: event.clientY });
      }
    },
    { signal },
  );
  svg.addEventListener('pointerleave', () => callbacks.onPoint(null), { signal });
  svg.addEventListener(
    'click',
    (event) => {
      if (long.swallowsClick()) return;
      const id = nodeIdAt(event.target);
      if (id === null) callbacks.onGround({ x: event.clientX, y: event.clientY }, false);
      else callbacks.onNode(id);
    },
    { signal },
  );
  svg.addEventListener(
    'contextmenu',
    (event) => {
      event.preventDefault();
      long.stop();
      if (keyedMenu || long.hasFired()) return;
      const id = nodeIdAt(event.target);
      const at = { x: event.clientX, y: event.clientY };
      if (id === null) callbacks.onGround(at, true);
      else callbacks.onNodeMenu(id, at);
    },
    { signal },
  );
  svg.addEventListener('focusin', (event) => pointAtFocus(event, callbacks), { signal });
  svg.addEventListener('focusout', () => callbacks.onPoint(null), { signal });
  svg.addEventListener(
    'keydown',
    (event) => {
      keyedMenu = handleKey(event, callbacks);
    },
    { signal },
  );
  // The menu key brings its own context menu event, before or after it is let go.
  svg.addEventListener('pointerdown', () => (keyedMenu = false), { signal, capture: true });
  return () => {
    long.stop();
    listening.abort();
  };
}

function pointAtFocus(event: FocusEvent, callbacks: PressCallbacks): void {
  const id = nodeIdAt(event.target);
  if (id === null) return;
  callbacks.onPoint(id);
  callbacks.onFocus(id);
}

/** Handles a key on a focused node; true if it asked for the menu. */
function handleKey(event: KeyboardEvent, callbacks: PressCallbacks): boolean {
  const id = nodeIdAt(event.target);
  if (id === null || event.ctrlKey || event.metaKey || event.altKey) return false;
  const isMenu = event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10');
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const isPress = event.key === 'Enter' || event.key === ' ';
  if (!isMenu && step === 0 && !isPress) return false;
  event.preventDefault();
  event.stopPropagation();
  if (isPress && !event.repeat) callbacks.onNode(id);
  if (step !== 0) callbacks.onStep(id, step);
  if (isMenu && event.target instanceof Element) {
    const body = event.target.querySelector('.body') ?? event.target;
    const { left, top, width, height } = body.getBoundingClientRect();
    callbacks.onNodeMenu(id, { x: left + width / 2, y: top + height / 2 });
  }
  return isMenu;
}

interface LongPress {
  start(event: PointerEvent): void;
  move(event: PointerEvent): void;
  stop(): void;
  hasFired(): boolean;
  /** True once after a long press: the click that ends it means nothing. */
  swallowsClick(): boolean;
}

function createLongPress(callbacks: PressCallbacks): LongPress {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: Point = { x: 0, y: 0 };
  let fired = false;
  const stop = (): void => clearTimeout(timer);
  return {
    start(event) {
      stop();
      fired = false;
      if (event.button !== 0 || !event.isPrimary) return;
      const id = nodeIdAt(event.target);
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        fired = true;
        if (id === null) callbacks.onGround(from, true);
        else callbacks.onNodeMenu(id, from);
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
