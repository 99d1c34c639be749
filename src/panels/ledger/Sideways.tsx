import { useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './Ledger.module.css';
import { useWidth } from '../controls/use-size.ts';

/** A box this close to its end keeps to the end, CSS pixels. */
const AT_END = 24;
/** Of the box, both sides together, CSS pixels. */
const PADDING = 32;

interface SidewaysProps {
  /** What scrolls, in a few words. */
  readonly label: string;
  /** Keeps the end in sight whenever this changes, unless the person has scrolled away from it. */
  readonly end?: string;
  readonly children: ReactNode;
}

/** A box that scrolls sideways where its contents are wider than the panel, by keyboard too. */
export function Sideways({ label, end, children }: SidewaysProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const contents = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const room = useWidth(box, 0);
  // A column may grow wider without another one coming.
  const width = useWidth(contents, 0);
  useLayoutEffect(() => {
    if (end !== undefined && box.current !== null && follows.current)
      box.current.scrollLeft = box.current.scrollWidth;
  }, [end, width]);
  const scrolls = width > room - PADDING;
  return (
    <div
      ref={box}
      className={styles.scroll}
      role={scrolls ? 'group' : undefined}
      aria-label={scrolls ? label : undefined}
      tabIndex={scrolls ? 0 : undefined}
      onScroll={({ currentTarget: { scrollLeft, clientWidth, scrollWidth } }) => {
        follows.current = scrollLeft + clientWidth > scrollWidth - AT_END;
      }}
    >
      <div ref={contents} className={styles.contents}>
        {children}
      </div>
    </div>
  );
}
