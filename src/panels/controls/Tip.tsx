import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Controls.module.css';

interface TipProps {
  readonly text: string;
  readonly keys?: string;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** A single element that takes a ref. */
  readonly children: ReactNode;
}

/** A label that appears beside a control; it never says anything that the control's own name does not. */
export function Tip({ text, keys, side = 'top', children }: TipProps): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys !== undefined && <kbd>{keys}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
