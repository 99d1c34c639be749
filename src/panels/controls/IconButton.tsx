import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import styles from './Controls.module.css';
import { join } from '../look.ts';
import { Tip } from './Tip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon;
  /** Its name for everybody; shown as a tip where there is a pointer. */
  readonly label: string;
  readonly keys?: string;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A button that shows an icon only. */
export function IconButton(props: IconButtonProps): ReactNode {
  const { icon: Icon, label, keys, side = 'top', className, ...rest } = props;
  return (
    <Tip text={label} side={side} {...(keys === undefined ? {} : { keys })}>
      <button type="button" aria-label={label} className={join(styles.icon, className)} {...rest}>
        <Icon size={18} aria-hidden />
      </button>
    </Tip>
  );
}
