import { Switch } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Controls.module.css';

interface ToggleProps {
  readonly id?: string;
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A switch without a visible name: the text beside it says what it does. */
export function Toggle({ id, label, on, onChange }: ToggleProps): ReactNode {
  return (
    <Switch.Root
      {...(id === undefined ? {} : { id })}
      className={styles.switch}
      aria-label={label}
      checked={on}
      onCheckedChange={onChange}
    >
      <Switch.Thumb />
    </Switch.Root>
  );
}
