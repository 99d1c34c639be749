import { useLayoutEffect, useState, type RefObject } from 'react';

/** The width of an element in CSS pixels, kept up to date; `initial` until it is known. */
export function useWidth(ref: RefObject<Element | null>, initial: number): number {
  const width = useSize(ref, 'width');
  return width > 0 ? width : initial;
}

/** The height of an element in CSS pixels, kept up to date; 0 until it is known. */
export function useHeight(ref: RefObject<Element | null>): number {
  return useSize(ref, 'height');
}

function useSize(ref: RefObject<Element | null>, side: 'width' | 'height'): number {
  const [size, setSize] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => setSize(Math.round(element.getBoundingClientRect()[side]));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, side]);
  return size;
}
