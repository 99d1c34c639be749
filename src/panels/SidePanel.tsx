import { Tabs } from 'radix-ui';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Checks } from './properties/Checks.tsx';
import controls from './controls/Controls.module.css';
import { useHeight } from './controls/use-size.ts';
import { useMore } from './controls/use-more.ts';
import { Console } from './console/Console.tsx';
import { Feed } from './feed/Feed.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { LedgerPanel } from './ledger/LedgerPanel.tsx';
import { Network } from './network/Network.tsx';
import { PendingList } from './inspector/PendingList.tsx';
import { TABS } from './faces.ts';
import { join } from './look.ts';
import { usePlayground, useFace, useInterface } from './playground.ts';
import type { Face, Interface, Tab } from './faces.ts';
import styles from './SidePanel.module.css';

/** Over the ledger, CSS pixels. */
const LEDGER_PADDING = 6;

const TITLES: Record<Tab, string> = {
  ledger: 'Ledger',
  inspector: 'Inspector',
  feed: 'Feed',
  checks: 'Checks',
  network: 'Network',
};

const selectTab = (state: Interface): Tab => state.tab;
const selectDrive = (face: Face): Face['drive'] => face.drive;

interface SidePanelProps {
  readonly aside?: ReactNode;
  /** The feed stands elsewhere on the page: the ledger has the panel to itself. */
  readonly feedApart?: boolean;
}

/** One panel at a time. The ledger leaves the room under it to the feed, so that what changed stands by why. */
export function SidePanel({ aside, feedApart = false }: SidePanelProps): ReactNode {
  const { act } = usePlayground();
  const tab = useInterface(selectTab);
  const tabs = useMore(tab);
  return (
    <Tabs.Root
      className={styles.panel}
      value={tab}
      onValueChange={(value) => act.set({ tab: readTab(value) })}
    >
      <div className={styles.head}>
        <Tabs.List ref={tabs} className={join(styles.tabs, controls.more)} aria-label="Panels">
          {TABS.map((name) => (
            <Tabs.Trigger key={name} value={name} className={styles.tab}>
              {TITLES[name]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {aside}
      </div>
      <PendingList />
      <Contents both={useFace(selectDrive) === 'flow' && !feedApart} />
    </Tabs.Root>
  );
}

interface SheetProps {
  /** The console is one more tab here; which one is open is the shell's to remember. */
  readonly console: boolean;
  readonly onConsole: (open: boolean) => void;
}

/** The same panels for a phone, with the console as one more of them. */
export function Sheet({ console, onConsole }: SheetProps): ReactNode {
  const { act } = usePlayground();
  const tab = useInterface(selectTab);
  const choice = useChoiceTab();
  const open = choice.open ? 'next' : console ? 'console' : tab;
  const tabs = useMore(open);
  return (
    <Tabs.Root
      className={styles.panel}
      value={open}
      onValueChange={(value) => {
        choice.setOpen(value === 'next');
        onConsole(value === 'console');
        if (value !== 'console' && value !== 'next') act.set({ tab: readTab(value) });
      }}
    >
      <Tabs.List ref={tabs} className={join(styles.tabs, controls.more)} aria-label="Panels">
        {choice.offered && (
          <Tabs.Trigger value="next" className={styles.tab}>
            Next
          </Tabs.Trigger>
        )}
        <Tabs.Trigger value="console" className={styles.tab}>
          Console
        </Tabs.Trigger>
        {TABS.map((name) => (
          <Tabs.Trigger key={name} value={name} className={styles.tab}>
            {TITLES[name]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="next" className={styles.content} tabIndex={-1}>
        <PendingList />
      </Tabs.Content>
      <Tabs.Content value="console" className={styles.content} tabIndex={-1}>
        <Console />
      </Tabs.Content>
      <Contents both={false} />
    </Tabs.Root>
  );
}

interface ChoiceTab {
  readonly offered: boolean;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

/** While the person chooses, what could happen next is a tab of its own; it comes to the front with the choice. */
function useChoiceTab(): ChoiceTab {
  const { face, interface: ui } = usePlayground();
  const offered = useFace(selectDrive) === 'choose';
  const [open, setOpen] = useState(true);
  useEffect(() => {
    const stops = [
      face.subscribe((state, before) => state.drive !== before.drive && setOpen(true)),
      ui.subscribe((state, before) => state.tab !== before.tab && setOpen(false)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [face, ui]);
  return { offered, open: offered && open, setOpen };
}

function readTab(value: string): Tab {
  return TABS.find((name) => name === value) ?? 'ledger';
}

function Contents({ both }: { readonly both: boolean }): ReactNode {
  return (
    <>
      <Tabs.Content value="ledger" className={styles.content} tabIndex={-1}>
        <LedgerRoom className={both ? styles.above : styles.scroll} />
        {both && (
          <div className={styles.below}>
            <Feed />
          </div>
        )}
      </Tabs.Content>
      <Tabs.Content value="inspector" className={styles.scroll} tabIndex={-1}>
        <Inspector />
      </Tabs.Content>
      <Tabs.Content value="feed" className={styles.content} tabIndex={-1}>
        <Feed />
      </Tabs.Content>
      <Tabs.Content value="checks" className={styles.scroll} tabIndex={-1}>
        <Checks />
      </Tabs.Content>
      <Tabs.Content value="network" className={styles.scroll} tabIndex={-1}>
        <Network />
      </Tabs.Content>
    </>
  );
}

/** Nothing in a ledger takes the focus: where it is higher than its room, the room does, so that keys can scroll it. */
function LedgerRoom({ className }: { readonly className: string | undefined }): ReactNode {
  const room = useRef<HTMLDivElement>(null);
  const contents = useRef<HTMLDivElement>(null);
  const scrolls = useHeight(contents) + LEDGER_PADDING > useHeight(room);
  return (
    <div
      ref={room}
      className={className}
      role={scrolls ? 'group' : undefined}
      aria-label={scrolls ? 'Ledger' : undefined}
      tabIndex={scrolls ? 0 : undefined}
    >
      <div ref={contents}>
        <LedgerPanel />
      </div>
    </div>
  );
}
