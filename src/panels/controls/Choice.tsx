import { ChevronDown } from 'lucide-react';
import { Select } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Controls.module.css';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

/** One of a few. Values are never empty. */
export function Choice({ label, value, choices, onChange }: ChoiceProps): ReactNode {
  return (
    <Select.Root value={value} onValueChange={onChange}>
      <Select.Trigger className={styles.choice} aria-label={label}>
        <Select.Value />
        <Select.Icon asChild>
          <ChevronDown size={14} aria-hidden />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Content className={styles.choices} position="popper" sideOffset={4}>
          <Select.Viewport>
            {choices.map(([key, text]) => (
              <Select.Item key={key} value={key} className={styles.item}>
                <Select.ItemText>{text}</Select.ItemText>
              </Select.Item>
            ))}
          </Select.Viewport>
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  );
}
