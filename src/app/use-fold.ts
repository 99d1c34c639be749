import { useEffect, useState, type RefObject } from 'react';
import { usePanelRef, type PanelImperativeHandle } from 'react-resizable-panels';
import type { Interface } from '../panels/faces.ts';
import { usePlayground } from '../panels/playground.ts';

export interface Fold {
  readonly panel: RefObject<PanelImperativeHandle | null>;
  readonly folded: boolean;
  readonly onResize: (size: { readonly inPixels: number }) => void;
  readonly toggle: () => void;
}

/** A panel that folds away. */
export function useFold(): Fold {
  const panel = usePanelRef();
  const [folded, setFolded] = useState(false);
  return {
    panel,
    folded,
    onResize: (size) => setFolded(size.inPixels === 0),
    toggle: () =>
      panel.current?.isCollapsed() ? panel.current.expand() : panel.current?.collapse(),
  };
}

/** Asking for a tab anywhere on the page unfolds the panels: the button would seem dead otherwise. */
export function useUnfoldOnTab(fold: Fold): void {
  useUnfold(fold, hasNewTab);
}

/** So does picking a command unfold the consoles, one of which takes it. */
export function useUnfoldOnDraft(fold: Fold): void {
  useUnfold(fold, hasDraft);
}

function hasNewTab({ tab }: Interface, before: Interface): boolean {
  return tab !== before.tab;
}

function hasDraft({ draft }: Interface): boolean {
  return draft !== null;
}

function useUnfold(
  { panel }: Fold,
  isAsked: (state: Interface, before: Interface) => boolean,
): void {
  const { interface: ui } = usePlayground();
  useEffect(
    () =>
      ui.subscribe((state, before) => {
        if (isAsked(state, before) && panel.current?.isCollapsed()) panel.current.expand();
      }),
    [ui, panel, isAsked],
  );
}
