import { Slider } from 'radix-ui';
import { useId, type ReactNode } from 'react';
import styles from './Controls.module.css';

interface DialProps {
  readonly label: string;
  /** What the value means, unit included. */
  readonly text: string;
  /** One value, or the two ends of a range. */
  readonly values: readonly number[];
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  readonly onChange: (values: readonly number[]) => void;
  /** Called once when the hand lets go; by default every change counts. */
  readonly onCommit?: (values: readonly number[]) => void;
}

const ENDS = ['least', 'most'] as const;

/** A labelled slider with one thumb a value. */
export function Dial(props: DialProps): ReactNode {
  const { label, text, values, least, most, step = 1, onChange, onCommit } = props;
  const id = useId();
  return (
    <div className={styles.dial}>
      <span id={id}>{label}</span>
      <output>{text}</output>
      <Slider.Root
        className={styles.slider}
        value={[...values]}
        min={least}
        max={most}
        step={step}
        onValueChange={onChange}
        {...(onCommit === undefined ? {} : { onValueCommit: onCommit })}
      >
        <Slider.Track className={styles.track}>
          <Slider.Range className={styles.range} />
        </Slider.Track>
        {values.map((_, end) => (
          <Slider.Thumb
            key={ENDS[end] ?? end}
            className={styles.thumb}
            aria-label={values.length === 1 ? label : `${label}, ${ENDS[end] ?? end}`}
            aria-valuetext={text}
            onKeyDown={(event) => {
              const met = endsMet(values, end, event.key);
              if (met === null) return;
              event.preventDefault();
              event.stopPropagation();
              onChange(met);
              onCommit?.(met);
            }}
          />
        ))}
      </Slider.Root>
    </div>
  );
}

/** Home at the upper end and End at the lower one lead to the other end; the slider alone would move the wrong thumb. */
function endsMet(values: readonly number[], end: number, key: string): readonly number[] | null {
  const [least, most] = values;
  if (least === undefined || most === undefined) return null;
  if (key === 'Home' && end === 1) return [least, least];
  return key === 'End' && end === 0 ? [most, most] : null;
}
