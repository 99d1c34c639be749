/** Clicks, taps, keys and long presses on nodes, flights and the empty stage. */
import type { NodeId } from '../../kernel/process.ts';
import type { Point } from '../geometry.ts';
import { createLongPress, type LongPress } from './long-press.ts';
import { nodeIdAt } from '../nodes/nodes.ts';

export interface PressCallbacks {
  onNode(id: NodeId): void;
  /** `at` in window pixels. */
  onNodeMenu(id: NodeId, at: Point): void;
  /** A press beside all nodes, in window pixels. */
  onGround(at: Point): void;
  onPoint(id: NodeId | null): void;
  onHover(at: Point): void;
  onFocus(id: NodeId): void;
  /** Arrow up or down on a focused node. */
  onStep(id: NodeId, step: number): void;
}

/** Puts the behaviour on the stage's SVG; `focusKeeper` takes the focus of clicks, so that keys keep their usual meaning. */
export function createPress(
  svg: SVGSVGElement,
  focusKeeper: HTMLElement,
  callbacks: PressCallbacks,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const long = createLongPress((from, id) => {
    if (id === null) callbacks.onGround(from);
    else callbacks.onNodeMenu(id, from);
  });
  listenToPointer(svg, focusKeeper, long, callbacks, signal);
  listenToPresses(svg, long, callbacks, signal);
  svg.addEventListener('focusin', (event) => pointAtFocus(event, callbacks), { signal });
  svg.addEventListener('focusout', () => callbacks.onPoint(null), { signal });
  return () => {
    long.stop();
    listening.abort();
  };
}

function listenToPointer(
  svg: SVGSVGElement,
  focusKeeper: HTMLElement,
  long: LongPress,
  callbacks: PressCallbacks,
  signal: AbortSignal,
): void {
  svg.addEventListener(
    'pointerdown',
    (event) => {
      long.start(event, nodeIdAt(event.target));
      focusKeeper.focus({ preventScroll: true });
    },
    { signal },
  );
  // A node would take the focus of a click, and the space bar would then press it again instead of playing.
  // In the capture phase, since pan and drag keep the event to themselves.
  svg.addEventListener('mousedown', (event) => event.preventDefault(), { signal, capture: true });
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
}

function listenToPresses(
  svg: SVGSVGElement,
  long: LongPress,
  callbacks: PressCallbacks,
  signal: AbortSignal,
): void {
  // The menu key brings a context menu event of its own.
  let keyedMenu = false;
  svg.addEventListener('pointerdown', () => (keyedMenu = false), { signal, capture: true });
  svg.addEventListener('keydown', (event) => (keyedMenu = handleKey(event, callbacks)), { signal });
  svg.addEventListener(
    'click',
    (event) => {
      if (long.swallowsClick()) return;
      const id = nodeIdAt(event.target);
      if (id === null) callbacks.onGround({ x: event.clientX, y: event.clientY });
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
      if (id === null) callbacks.onGround(at);
      else callbacks.onNodeMenu(id, at);
    },
    { signal },
  );
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
