import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * For a row of tabs that scrolls sideways: `data-more` says at which of its ends there is more, and the open tab is
 * brought into sight when it becomes another one.
 */
export function useMore(open: string): RefObject<HTMLDivElement | null> {
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (row.current !== null) showOpen(row.current);
  }, [open]);
  // Tabs come and go.
  useLayoutEffect(() => {
    if (row.current !== null) tellMore(row.current);
  });
  useEffect(() => {
    const box = row.current;
    if (box === null) return undefined;
    const tell = (): void => tellMore(box);
    const observer = new ResizeObserver(tell);
    observer.observe(box);
    box.addEventListener('scroll', tell, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', tell);
    };
  }, []);
  return row;
}

function tellMore(box: HTMLElement): void {
  const { scrollLeft, clientWidth, scrollWidth } = box;
  const before = scrollLeft > 1 ? 'before' : '';
  const after = scrollLeft + clientWidth < scrollWidth - 1 ? 'after' : '';
  box.dataset['more'] = `${before} ${after}`.trim();
}

function showOpen(box: HTMLElement): void {
  const tab = box.querySelector('[data-state="active"]')?.getBoundingClientRect();
  if (tab === undefined) return;
  const { left, right } = box.getBoundingClientRect();
  if (tab.left < left) box.scrollLeft -= left - tab.left;
  else if (tab.right > right) box.scrollLeft += tab.right - right;
}
