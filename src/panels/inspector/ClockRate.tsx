import { useState, type ReactNode } from 'react';
import controls from '../controls/Controls.module.css';
import styles from './Inspector.module.css';
import { usePlayground } from '../playground.ts';
import type { NodeReading } from '../readings.ts';

/** The id of the field: other parts of the page lead to it. */
export const RATE_FIELD = 'clock-rate';

/** What a clock can run at, in thousandths of true speed. */
const SLOWEST = 1;
const FASTEST = 100_000;

/** How fast the clock of a node runs, in percent; any rate can be typed. */
export function ClockRate({ node }: { readonly node: NodeReading }): ReactNode {
  const { ratePermille } = node.clock;
  return <Field key={`${node.id} ${ratePermille}`} id={node.id} ratePermille={ratePermille} />;
}

interface FieldProps {
  readonly id: string;
  readonly ratePermille: number;
}

function Field({ id, ratePermille }: FieldProps): ReactNode {
  const { act } = usePlayground();
  const [text, setText] = useState(String(ratePermille / 10));
  const wanted = readRate(text);
  return (
    <form
      className={styles.rate}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== null && wanted !== ratePermille)
          act.do({ type: 'clock', node: id, ratePermille: wanted });
      }}
    >
      <input
        id={RATE_FIELD}
        className={controls.field}
        aria-label={`Rate of the clock of ${id}, percent`}
        aria-invalid={wanted === null}
        inputMode="decimal"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      %
      <button type="submit" className={controls.button} aria-disabled={wanted === null}>
        Set
      </button>
      {wanted === null && <p role="alert">A clock runs at 0.1 to 10 000 %.</p>}
    </form>
  );
}

/** The rate in thousandths that a text in percent means, if it means one. */
function readRate(text: string): number | null {
  const percent = Number(text.trim().replace(',', '.').replace(/\s*%$/, ''));
  const permille = Math.round(percent * 10);
  const isRate = text.trim() !== '' && permille >= SLOWEST && permille <= FASTEST;
  return isRate ? permille : null;
}
