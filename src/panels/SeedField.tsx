import { Dices } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';
import styles from './Pickers.module.css';
import { usePlayground, useFace } from './playground.ts';
import type { Face } from './playground.ts';

const selectSeed = (face: Face): number => face.seed;

/** The seed, which decides everything that chance decides; another one is another run. */
export function SeedField(): ReactNode {
  const { act } = usePlayground();
  const seed = useFace(selectSeed);
  return (
    <span className={styles.seed}>
      <label>
        seed
        <input
          // A run that was opened elsewhere brings its own seed.
          key={seed}
          inputMode="numeric"
          pattern="[0-9]*"
          aria-label="Seed"
          defaultValue={seed}
          style={{ width: `${Math.max(2, String(seed).length) + 1}ch` }}
          onBlur={({ target }) => {
            const wanted = readSeed(target.value);
            if (wanted === null) target.value = String(seed);
            else if (wanted !== seed) act.open({ seed: wanted });
          }}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Escape') currentTarget.value = String(seed);
            if (key === 'Enter' || key === 'Escape') currentTarget.blur();
          }}
        />
      </label>
      <IconButton
        icon={Dices}
        label="Next seed"
        side="bottom"
        onClick={() => act.open({ seed: seed + 1 })}
      />
    </span>
  );
}

function readSeed(text: string): number | null {
  const value = Number(text.trim());
  return text.trim() !== '' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
