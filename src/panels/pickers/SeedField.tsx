import { Dices } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { SEED_MAX } from '../../run/recipe.ts';
import { IconButton } from '../controls/IconButton.tsx';
import styles from './Pickers.module.css';
import { usePlayground, useFace } from '../playground.ts';
import type { Face } from '../faces.ts';

const selectSeed = (face: Face): number => face.seed;

/** The seed, which decides everything that chance decides; another one is another run. */
export function SeedField(): ReactNode {
  const { act } = usePlayground();
  const seed = useFace(selectSeed);
  return (
    <span className={styles.seed}>
      {/* A run that was opened elsewhere brings its own seed. */}
      <Field key={seed} seed={seed} />
      <IconButton
        icon={Dices}
        label="Next seed"
        side="bottom"
        onClick={() => act.open({ seed: seedAfter(seed) })}
      />
    </span>
  );
}

function Field({ seed }: { readonly seed: number }): ReactNode {
  const { act } = usePlayground();
  const wrongId = useId();
  const [text, setText] = useState(String(seed));
  const [wrong, setWrong] = useState(false);
  const leave = (): void => {
    const wanted = readSeed(text);
    setWrong(wanted === null);
    if (wanted !== null && wanted !== seed) act.open({ seed: wanted });
  };
  return (
    <>
      <label>
        seed
        <input
          inputMode="numeric"
          aria-label="Seed"
          aria-invalid={wrong}
          aria-describedby={wrong ? wrongId : undefined}
          value={text}
          style={{ width: `${Math.min(17, Math.max(2, text.length) + 1)}ch` }}
          onChange={({ target }) => {
            setText(target.value);
            if (readSeed(target.value) !== null) setWrong(false);
          }}
          onBlur={leave}
          onKeyDown={({ key }) => {
            if (key === 'Enter') leave();
            if (key !== 'Escape') return;
            setText(String(seed));
            setWrong(false);
          }}
        />
      </label>
      {wrong && (
        <p id={wrongId} role="alert" className={styles.wrong}>
          A seed is a whole number from 0 to {SEED_MAX.toLocaleString('en')}.
          <small>Seed {seed} still runs; Escape puts it back.</small>
        </p>
      )}
    </>
  );
}

function readSeed(text: string): number | null {
  const value = Number(text.trim());
  return /^\d+$/.test(text.trim()) && value <= SEED_MAX ? value : null;
}

/** The next seed; after the last one comes the first. */
export function seedAfter(seed: number): number {
  return seed < SEED_MAX ? seed + 1 : 0;
}
