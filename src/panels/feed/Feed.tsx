import { ArrowUp } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import styles from './Feed.module.css';
import { FeedLines } from './FeedLines.tsx';
import { formatCount } from '../format.ts';
import { useFace, useReading } from '../playground.ts';
import type { Face } from '../faces.ts';
import type { FeedLine } from '../readings.ts';
import { ProtocolNote } from './ProtocolNote.tsx';
import { Toggle } from '../controls/Toggle.tsx';

const MOST_LINES = 80;
/** How far back a list that is being read may reach. */
const MOST_HELD = 400;

const selectPlaying = (face: Face): boolean => face.playing;

/** What happened and why, newest first. While it is being read it stays where it is, and says how much is newer. */
export function Feed(): ReactNode {
  const playing = useFace(selectPlaying);
  const quietId = useId();
  const [quiet, setQuiet] = useState(false);
  const [held, setHeld] = useState<string | null>(null);
  const [scrolled, setScrolled] = useState(false);
  const lines = useReading((read) => read.feed(held === null ? MOST_LINES : MOST_HELD, quiet));
  const newer = held === null ? -1 : lines.findIndex((line) => line.key === held);
  const shown = lines.slice(Math.max(0, newer), Math.max(0, newer) + MOST_LINES);
  const hold = (): void => setHeld((before) => before ?? lines[0]?.key ?? null);
  return (
    <section className={styles.feed} aria-label="Feed">
      <header className={styles.head}>
        <h2>What happened</h2>
        {newer > 0 && <Newer count={newer} onClick={() => setHeld(null)} />}
        <label htmlFor={quietId}>everything</label>
        <Toggle id={quietId} label="Show everything" on={quiet} onChange={setQuiet} />
      </header>
      <div
        className={styles.scroll}
        onPointerEnter={(event) => event.pointerType === 'mouse' && playing && hold()}
        onPointerLeave={() => !scrolled && setHeld(null)}
        onFocus={({ currentTarget, relatedTarget }) => {
          if (currentTarget.contains(relatedTarget)) hold();
        }}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget) && !scrolled) setHeld(null);
        }}
        onScroll={({ currentTarget: { scrollTop } }) => {
          setScrolled(scrollTop > 4);
          if (scrollTop > 4) hold();
          else setHeld(null);
        }}
      >
        <Lines lines={shown} />
        <ProtocolNote />
      </div>
    </section>
  );
}

function Newer({ count, onClick }: { readonly count: number; readonly onClick: () => void }) {
  return (
    <button type="button" className={styles.newer} onClick={onClick}>
      <ArrowUp size={12} aria-hidden />
      {formatCount(count, 'newer line')}
    </button>
  );
}

function Lines({ lines }: { readonly lines: readonly FeedLine[] }): ReactNode {
  if (lines.length === 0) return <p className={styles.empty}>Nothing to tell yet.</p>;
  return <FeedLines className={styles.lines} lines={lines} />;
}
