import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Controls.module.css';
import { MenuItem } from './Menu.tsx';
import { usePlayground, useInterface, useReading } from './playground.ts';
import type { Interface } from './playground.ts';

const selectMenu = (state: Interface): Interface['menu'] => state.menu;

/** Every action on a node, where the person asked for it. */
export function NodeMenu(): ReactNode {
  const menu = useInterface(selectMenu);
  return menu === null ? null : <OpenMenu node={menu.node} x={menu.x} y={menu.y} />;
}

function OpenMenu({ node, x, y }: NonNullable<Interface['menu']>): ReactNode {
  const { act } = usePlayground();
  const actions = useReading((read) => read.actions(node));
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && act.set({ menu: null })}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Actions on ${node}`}
          style={{ position: 'fixed', left: x, top: y, width: 1, height: 1 }}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          aria-label={`Actions on ${node}`}
          align="start"
          collisionPadding={8}
        >
          <DropdownMenu.Label className={styles.heading}>{node}</DropdownMenu.Label>
          {actions.map(({ id, label, reason, intent }) => (
            <MenuItem key={id} title={label} reason={reason} onSelect={() => act.do(intent)} />
          ))}
          <DropdownMenu.Separator className={styles.rule} />
          <MenuItem
            title="Inspect"
            onSelect={() => act.set({ selected: node, tab: 'inspector' })}
          />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
