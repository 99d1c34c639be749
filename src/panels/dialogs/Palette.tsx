import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import controls from '../controls/Controls.module.css';
import styles from './Dialogs.module.css';
import { paletteGroups, type PaletteGroup, type PaletteItem } from './palette-groups.ts';
import { rankItems } from './palette-rank.ts';
import { usePlayground, useInterface } from '../playground.ts';
import type { Interface } from '../faces.ts';

const selectPalette = (state: Interface): boolean => state.palette;

/** Finds every action, protocol, scenario and node by name. */
export function Palette(): ReactNode {
  return useInterface(selectPalette) ? <OpenPalette /> : null;
}

function OpenPalette(): ReactNode {
  const playground = usePlayground();
  const [query, setQuery] = useState('');
  const close = (): void => playground.act.set({ palette: false });
  const groups = paletteGroups(playground, query);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={controls.veil} />
        <Dialog.Content className={styles.palette} aria-describedby={undefined}>
          <Dialog.Title className={styles.hidden}>Find an action</Dialog.Title>
          <Command label="Find an action" loop shouldFilter={false}>
            <Command.Input
              className={styles.query}
              placeholder="An action, a protocol, a scenario, a node …"
              value={query}
              onValueChange={setQuery}
            />
            <Command.List className={styles.results}>
              <Command.Empty className={styles.nothing}>Nothing is called that.</Command.Empty>
              {query.trim() === '' ? (
                groups.map(({ title, items }) => (
                  <Command.Group key={title} heading={title}>
                    {items.map((item) => (
                      <Entry key={item.title} item={item} group={title} onDone={close} />
                    ))}
                  </Command.Group>
                ))
              ) : (
                <Results groups={groups} query={query} onDone={close} />
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface ResultsProps {
  readonly groups: readonly PaletteGroup[];
  readonly query: string;
  readonly onDone: () => void;
}

function Results({ groups, query, onDone }: ResultsProps): ReactNode {
  return rankItems(groups, query).map((item) => (
    <Entry key={`${item.group} ${item.title}`} item={item} group={item.group} onDone={onDone} />
  ));
}

interface EntryProps {
  readonly item: PaletteItem;
  readonly group: string;
  readonly onDone: () => void;
}

function Entry({ item, group, onDone }: EntryProps): ReactNode {
  return (
    <Command.Item
      value={`${group} ${item.title}`}
      className={controls.item}
      onSelect={() => {
        onDone();
        item.run();
      }}
    >
      <span className={controls.row}>
        {item.title}
        {item.keys !== undefined && <kbd>{item.keys}</kbd>}
      </span>
      {item.detail !== undefined && <small>{item.detail}</small>}
    </Command.Item>
  );
}
