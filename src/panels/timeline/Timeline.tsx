import { scaleLinear } from 'd3-scale';
import {
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { formatMoment } from '../format.ts';
import { usePlayground, useFace, useReading } from '../playground.ts';
import type { Face } from '../faces.ts';
import type { Readings } from '../playground.ts';
import type { TimelineReading } from '../readings.ts';
import {
  placeBands,
  placeBranches,
  placeMarks,
  scaleEnd,
  type PlacedMark,
} from './timeline-layout.ts';
import styles from './Timeline.module.css';
import { TimelineBranches } from './TimelineBranches.tsx';
import { EDGE, TimelinePicture } from './TimelinePicture.tsx';
import { useWidth } from '../controls/use-size.ts';

/** A press this close to a mark means the mark, CSS pixels. */
const MARK_REACH = 6;
const PAGE = 0.1;

const selectNow = (face: Face): number => face.now;
const selectHead = (face: Face): number => face.head.time;
const readTimeline = (read: Readings): TimelineReading => read.timeline();

/** The whole run in one line: spans of epochs, marks, branches, and the moment that is on the screen. */
export function Timeline(): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 600);
  const now = useFace(selectNow);
  const head = useFace(selectHead);
  const reading = useReading(readTimeline);
  const placed = useMemo(() => {
    const end = scaleEnd(head, reading.branches);
    const scale = scaleLinear([0, end], [EDGE, width - EDGE]).clamp(true);
    return {
      scale,
      end: scale(end),
      bands: placeBands(reading.bands, head, scale),
      marks: placeMarks(reading.marks, scale),
      branches: placeBranches(reading.branches, scale, width),
    };
  }, [reading, head, width]);
  return (
    <div ref={box} className={styles.timeline}>
      <TimelinePicture
        bands={placed.bands}
        marks={placed.marks}
        now={placed.scale(now)}
        head={placed.scale(head)}
        end={placed.end}
      />
      <Scrubber toTime={(x) => placed.scale.invert(x)} marks={placed.marks} bands={reading.bands} />
      <TimelineBranches branches={placed.branches} />
    </div>
  );
}

interface ScrubberProps {
  readonly toTime: (x: number) => number;
  readonly marks: readonly PlacedMark[];
  readonly bands: TimelineReading['bands'];
}

function Scrubber({ toTime, marks, bands }: ScrubberProps): ReactNode {
  const { act } = usePlayground();
  const now = useFace(selectNow);
  const head = useFace(selectHead);
  const [near, setNear] = useState<PlacedMark | null>(null);
  const band = bands.findLast((candidate) => candidate.from <= now);
  const place = (event: PointerEvent<HTMLDivElement>): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;
  const seek = (x: number): void =>
    act.seekTime(Math.min(head, Math.max(0, Math.round(toTime(x)))));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const mark = nearest(marks, place(event));
    if (mark === null) seek(place(event));
    else act.seekEvent(mark.event);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const dragging = event.currentTarget.hasPointerCapture(event.pointerId);
    if (dragging && Math.abs(event.movementX) > 0) seek(place(event));
    setNear(dragging ? null : nearest(marks, place(event)));
  };
  return (
    <>
      <div
        className={styles.scrubber}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot snap to marks
        role="slider"
        tabIndex={0}
        aria-label="Moment of the run"
        aria-valuemin={0}
        aria-valuemax={head}
        aria-valuenow={now}
        aria-valuetext={`${formatMoment(now)} of ${formatMoment(head)}${band === undefined ? '' : `, ${band.label}`}`}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setNear(null)}
        onKeyDown={useScrubberKeys()}
      />
      {near !== null && (
        <p className={styles.near} style={{ left: near.x }}>
          <b>{formatMoment(near.time)}</b> {near.title}
        </p>
      )}
    </>
  );
}

function nearest(marks: readonly PlacedMark[], x: number): PlacedMark | null {
  let best: PlacedMark | null = null;
  for (const mark of marks) {
    const reach = best === null ? MARK_REACH : Math.abs(best.x - x);
    if (Math.abs(mark.x - x) <= reach) best = mark;
  }
  return best;
}

function useScrubberKeys(): (event: KeyboardEvent) => void {
  const { act, face } = usePlayground();
  return (event) => {
    const { now, head } = face.getState();
    const page = Math.round(head.time * PAGE);
    const keys: Record<string, () => void> = {
      ArrowRight: () => (event.shiftKey ? act.stepMark(1) : act.step(1)),
      ArrowUp: () => act.step(1),
      ArrowLeft: () => (event.shiftKey ? act.stepMark(-1) : act.step(-1)),
      ArrowDown: () => act.step(-1),
      PageUp: () => act.seekTime(Math.min(head.time, now + page)),
      PageDown: () => act.seekTime(Math.max(0, now - page)),
      Home: () => act.seekTime(0),
      End: () => act.goLive(),
    };
    const key = keys[event.key];
    if (key === undefined) return;
    // The page's own shortcuts use the arrows too.
    event.preventDefault();
    event.stopPropagation();
    key();
  };
}
