import { memo, type ReactNode } from 'react';
import { epochStyle } from '../look.ts';
import type { PlacedBand, PlacedMark } from './timeline-layout.ts';
import styles from './Timeline.module.css';

/** Where the scale begins, so that the knob is never cut off, CSS pixels. */
export const EDGE = 7;
const MARK_Y = 10;
const BAND_Y = 20;
const BAND_HEIGHT = 22;

interface TimelinePictureProps {
  readonly bands: readonly PlacedBand[];
  readonly marks: readonly PlacedMark[];
  readonly now: number;
  readonly head: number;
  readonly end: number;
}

/** The drawing of the time line; the slider over it says the same in words. */
export function TimelinePicture(props: TimelinePictureProps): ReactNode {
  const { bands, marks, now, head, end } = props;
  return (
    <svg className={styles.picture} aria-hidden>
      <rect
        className={styles.future}
        x={Math.min(head, end - 1) + 0.5}
        y={BAND_Y + 0.5}
        width={Math.max(0, end - head - 1)}
        height={BAND_HEIGHT - 1}
        rx={5}
      />
      <rect
        className={styles.bare}
        x={EDGE}
        y={BAND_Y}
        width={Math.max(0, head - EDGE - 2)}
        height={BAND_HEIGHT}
        rx={5}
      />
      <Bands bands={bands} />
      {now < head && (
        <rect className={styles.later} x={now} y={BAND_Y} width={head - now} height={BAND_HEIGHT} />
      )}
      <Marks marks={marks} />
      <g className={styles.playhead} transform={`translate(${now} 0)`}>
        <line y1={6} y2={BAND_Y + BAND_HEIGHT + 3} />
        <circle cy={7} r={5} />
      </g>
    </svg>
  );
}

const Bands = memo(function Bands({ bands }: { readonly bands: readonly PlacedBand[] }): ReactNode {
  // A band has no name of its own: two may begin at one moment.
  return bands.map((band, place) => (
    <g key={place} className={styles.band} style={epochStyle(band.epoch)}>
      <rect
        x={band.x}
        y={BAND_Y}
        width={Math.max(1, band.width - 2)}
        height={BAND_HEIGHT}
        rx={Math.min(5, band.width / 3)}
      />
      {band.label !== '' && (
        <text x={band.x + 8} y={BAND_Y + 15}>
          {band.label}
        </text>
      )}
    </g>
  ));
});

const SHAPES: Record<PlacedMark['kind'], ReactNode> = {
  good: <circle r={2.7} />,
  note: <circle r={2.4} />,
  deed: <path d="M0 -5 5 4H-5Z" />,
  fault: <path d="M-4 -4 4 4M4 -4-4 4" />,
  violation: <path d="M0 -6 6 0 0 6-6 0Z" />,
};

const Marks = memo(function Marks({ marks }: { readonly marks: readonly PlacedMark[] }): ReactNode {
  return marks.map((mark) => (
    <g
      key={`${mark.event} ${mark.kind}`}
      className={styles.mark}
      data-kind={mark.kind}
      transform={`translate(${mark.x} ${MARK_Y})`}
    >
      {SHAPES[mark.kind]}
      {mark.kind === 'violation' && (
        <line y1={BAND_Y - MARK_Y} y2={BAND_Y + BAND_HEIGHT - MARK_Y} />
      )}
    </g>
  ));
});
