import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import controls from './Controls.module.css';
import styles from './Dialogs.module.css';
import { paletteGroups } from './palette-groups.ts';
import { usePlayground, useInterface } from './playground.ts';
import type { Interface } from './playground.ts';

const selectPalette = (state: Interface): boolean => state.palette;

/** Finds every action, protocol, scenario and node by name. */
export function Palette(): ReactNode {
  return useInterface(selectPalette) ? <OpenPalette /> : null;
}

function OpenPalette(): ReactNode {
  const playground = usePlayground();
  const close = (): void => playground.act.set({ palette: false });
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={controls.veil} />
        <Dialog.Content className={styles.palette} aria-describedby={undefined}>
          <Dialog.Title className={styles.hidden}>Find an action</Dialog.Title>
          <Command label="Find an action" loop>
            <Command.Input
              className={styles.query}
              placeholder="An action, a protocol, a scenario, a node …"
            />
            <Command.List className={styles.results}>
              <Command.Empty className={styles.nothing}>Nothing is called that.</Command.Empty>
              {paletteGroups(playground).map((group) => (
                <Command.Group key={group.title} heading={group.title}>
                  {group.items.map((item) => (
                    <Command.Item
                      key={item.title}
                      value={`${group.title} ${item.title}`}
                      className={controls.item}
                      onSelect={() => {
                        close();
                        item.run();
                      }}
                    >
                      <span className={controls.row}>
                        {item.title}
                        {item.keys !== undefined && <kbd>{item.keys}</kbd>}
                      </span>
                      {item.detail !== undefined && <small>{item.detail}</small>}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
