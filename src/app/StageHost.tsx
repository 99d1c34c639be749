import { type ReactNode, useEffect, useRef } from 'react';
import { createStage, type Stage } from '../stage/stage.ts';
import type { Interface } from '../panels/faces.ts';
import { PHONE } from '../panels/controls/use-media.ts';
import type { AppPlayground } from './create-playground.ts';
import styles from './StageHost.module.css';

/** On a desk the caption lies over the top of the stage and the status line over its foot. */
const DESK_INSETS = { top: 72, right: 0, bottom: 34, left: 0 };
/** The large caption lies over the top; the light around a node reaches further than the node. */
const BARE_INSETS = { top: 92, right: 4, bottom: 6, left: 4 };
const PHONE_INSETS = { top: 2, right: 0, bottom: 26, left: 0 };
/** Between the caption and the topmost light. */
const CAPTION_GAP = 6;
/** In front of a class, names must be read from the last row. */
const PRESENT_SCALE = 1.5;

interface StageHostProps {
  readonly playground: AppPlayground;
}

/** The element that D3 fills. It lives as long as the layout that it stands in. */
export function StageHost({ playground }: StageHostProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { act, interface: ui } = playground;
    if (root.current === null) return undefined;
    const view = createStage(root.current, {
      onNode: (id) => act.useTool(id),
      onNodeMenu: (node, { x, y }) => act.set({ menu: { node, x, y } }),
      onFlight: (id, { x, y }) => {
        playground.session.pause();
        act.set({ flight: { id, x, y } });
      },
      onPending: (id) => act.do({ type: 'fire', pending: id }),
      onEmpty: () => act.set({ flight: null, selected: null }),
      onPartition: (groups) => act.do({ type: 'partition', groups }),
      onCut: (from, to) => act.toggleCut(from, to),
    });
    const inset = insetter(root.current, view, () => insetsFor(ui.getState()));
    view.setScale(scaleFor(ui.getState()));
    view.setTool(ui.getState().tool);
    view.select(ui.getState().selected);
    const unsubscribe = ui.subscribe((state, before) => {
      if (state.tool !== before.tool) view.setTool(state.tool);
      if (state.selected !== before.selected) view.select(state.selected);
      if (state.flight?.id !== before.flight?.id) view.markFlight(state.flight?.id ?? null);
      if (state.present !== before.present || state.embed !== before.embed) {
        inset.update();
        view.setScale(scaleFor(state));
      }
      if (state.theme !== before.theme) view.refreshTheme();
    });
    playground.mountStage(view);
    return () => {
      unsubscribe();
      inset.stop();
      playground.unmountStage(view);
      view.destroy();
    };
  }, [playground]);
  return <div ref={root} className={styles.host} data-stage="" />;
}

/** Keeps nodes from under the caption. The room grows with the longest caption and never shrinks, so that nothing jumps. */
function insetter(
  host: HTMLElement,
  view: Stage,
  insets: () => typeof DESK_INSETS,
): { update(): void; stop(): void } {
  const caption = host.closest('section')?.querySelector('output') ?? null;
  let most = 0;
  const update = (): void => {
    const base = insets();
    const isBare = base === BARE_INSETS;
    if (isBare && caption !== null) {
      const over = caption.getBoundingClientRect().bottom - host.getBoundingClientRect().top;
      most = Math.max(most, Math.min(over + CAPTION_GAP, host.clientHeight / 3));
    }
    view.setInsets(isBare ? { ...base, top: Math.max(base.top, most) } : base);
  };
  const observer = new ResizeObserver(update);
  if (caption !== null) observer.observe(caption);
  update();
  return { update, stop: () => observer.disconnect() };
}

function insetsFor({ present, embed }: Interface): typeof DESK_INSETS {
  if (present || embed) return BARE_INSETS;
  return window.matchMedia(PHONE).matches ? PHONE_INSETS : DESK_INSETS;
}

function scaleFor({ present, embed }: Interface): number {
  return present || embed ? PRESENT_SCALE : 1;
}
