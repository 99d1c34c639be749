import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** A list this close to its end keeps to the end, CSS pixels. */
const AT_END = 24;

interface End<E extends HTMLElement> {
  readonly list: RefObject<E | null>;
  readonly onScroll: () => void;
  /** Whether there is more than fits: what scrolls must be reachable by keyboard. */
  readonly scrolls: boolean;
}

/** Keeps a list that scrolls at its end whenever `last` changes, unless the person has scrolled away from it. */
export function useEnd<E extends HTMLElement>(last: string): End<E> {
  const list = useRef<E>(null);
  const follows = useRef(true);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => {
    const box = list.current;
    if (box === null) return;
    if (follows.current) box.scrollTop = box.scrollHeight;
    setScrolls(box.scrollHeight > box.clientHeight);
  }, [last]);
  const onScroll = (): void => {
    if (list.current === null) return;
    const { scrollTop, clientHeight, scrollHeight } = list.current;
    follows.current = scrollTop + clientHeight > scrollHeight - AT_END;
  };
  return { list, onScroll, scrolls };
}
