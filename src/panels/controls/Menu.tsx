import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useId, type ReactNode } from 'react';
import styles from './Controls.module.css';

interface MenuProps {
  /** A button that takes a ref. */
  readonly trigger: ReactNode;
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

/** A button with a list of actions. */
export function Menu({ trigger, label, align = 'start', children }: MenuProps): ReactNode {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface MenuGroupProps {
  /** What its items are. */
  readonly title: string;
  readonly children: ReactNode;
}

/** Items of one kind, under their heading. */
export function MenuGroup({ title, children }: MenuGroupProps): ReactNode {
  const titleId = useId();
  return (
    <DropdownMenu.Group aria-labelledby={titleId}>
      <DropdownMenu.Label id={titleId} className={styles.heading}>
        {title}
      </DropdownMenu.Label>
      {children}
    </DropdownMenu.Group>
  );
}

interface MenuItemProps {
  readonly title: string;
  readonly detail?: string;
  /** Why it would change nothing; it stays readable but does nothing. */
  readonly reason?: string | null;
  /** It is what the menu's button names already. */
  readonly current?: boolean;
  readonly onSelect: () => void;
}

/** One action of a menu; a greyed one can be reached all the same, so that its reason can be read. */
export function MenuItem(props: MenuItemProps): ReactNode {
  const { title, detail, reason = null, current = false, onSelect } = props;
  const off = reason !== null;
  const small = reason ?? detail;
  return (
    <DropdownMenu.Item
      className={styles.item}
      aria-disabled={off}
      aria-current={current}
      onSelect={(event) => (off ? event.preventDefault() : onSelect())}
    >
      <span className={styles.row}>
        {title}
        {current && <Check size={14} aria-hidden />}
      </span>
      {small !== undefined && <small>{small}</small>}
    </DropdownMenu.Item>
  );
}
