import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Controls.module.css';

interface SignProps {
  readonly icon: LucideIcon;
  /** What it means, for everybody. */
  readonly text: string;
  readonly size?: number;
}

/** An icon that says something by itself. */
export function Sign({ icon: Icon, text, size = 13 }: SignProps): ReactNode {
  return (
    <span className={styles.sign} title={text}>
      <Icon size={size} aria-hidden />
      <span className={styles.unseen}>{text}</span>
    </span>
  );
}
