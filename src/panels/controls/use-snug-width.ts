import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Makes a box as wide as the widest line of the text inside it. A style sheet cannot: as soon as a text has two lines,
 * its box is as wide as it may be, however short the lines are.
 */
export function useSnugWidth(contents: string): {
  readonly box: RefObject<HTMLOutputElement | null>;
  readonly text: RefObject<HTMLSpanElement | null>;
} {
  const box = useRef<HTMLOutputElement>(null);
  const text = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const outer = box.current;
    const room = outer?.parentElement;
    if (outer === null || room === null || room === undefined) return undefined;
    const fit = (): void => {
      outer.style.width = '';
      const inner = text.current?.getBoundingClientRect().width ?? 0;
      const { paddingLeft, paddingRight, borderLeftWidth, borderRightWidth } =
        getComputedStyle(outer);
      const rest = [paddingLeft, paddingRight, borderLeftWidth, borderRightWidth]
        .map((length) => Number.parseFloat(length) || 0)
        .reduce((sum, length) => sum + length, 0);
      if (inner > 0) outer.style.width = `${Math.ceil(inner + rest) + 1}px`;
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(room);
    // Until its own face has come, a text is set in another one.
    document.fonts.addEventListener('loadingdone', fit);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', fit);
    };
  }, [contents]);
  return { box, text };
}
