import { DropdownMenu } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { RATE_FIELD } from './ClockRate.tsx';
import styles from '../controls/Controls.module.css';
import { MenuItem } from '../controls/Menu.tsx';
import { usePlayground, useInterface, useReading } from '../playground.ts';
import type { Interface } from '../faces.ts';
import type { Actions } from '../playground.ts';

const selectMenu = (state: Interface): Interface['menu'] => state.menu;

/** Every action on a node, where the person asked for it. */
export function NodeMenu(): ReactNode {
  const menu = useInterface(selectMenu);
  return menu === null ? null : <OpenMenu node={menu.node} x={menu.x} y={menu.y} />;
}

function OpenMenu({ node, x, y }: NonNullable<Interface['menu']>): ReactNode {
  const { act } = usePlayground();
  const actions = useReading((read) => read.actions(node));
  const [before] = useState(() => document.activeElement);
  // The trigger goes with the menu: what had the focus before gets it back, unless the person has gone elsewhere.
  const giveBackFocus = (event: Event): void => {
    event.preventDefault();
    if (document.activeElement !== document.body) return;
    if (before instanceof HTMLElement || before instanceof SVGElement)
      before.focus({ preventScroll: true });
  };
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && act.set({ menu: null })}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Actions on ${node}`}
          // A finger that is lifted after a long press must not press it: that would close the menu.
          style={{
            position: 'fixed',
            left: leftOf(x),
            top: y,
            width: 1,
            height: 1,
            pointerEvents: 'none',
          }}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles.menu}
          aria-label={`Actions on ${node}`}
          // Beside its place rather than under it: it may then use the whole height of the window.
          side="right"
          align="start"
          collisionPadding={8}
          onCloseAutoFocus={giveBackFocus}
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
          <MenuItem title="Clock at another rate …" onSelect={() => editRate(act, node)} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** As wide as the menu may become, with its margins, CSS pixels. */
const WIDEST = 396;

/** Where there is no room for the menu on either side, its place moves to the edge of the window. */
function leftOf(x: number): number {
  const { innerWidth } = window;
  return innerWidth > 2 * WIDEST ? x : Math.max(0, Math.min(x, innerWidth - WIDEST));
}

/** Leads to the field for the rate, which shows once the inspector is open and the menu closed. */
function editRate(act: Actions, node: string): void {
  act.set({ selected: node, tab: 'inspector' });
  setTimeout(() => {
    const field = document.getElementById(RATE_FIELD);
    if (field instanceof HTMLInputElement) field.select();
  });
}
