import { CircleQuestionMark, EllipsisVertical } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import controls from '../panels/controls/Controls.module.css';
import { IconButton } from '../panels/controls/IconButton.tsx';
import { Menu, MenuGroup, MenuItem } from '../panels/controls/Menu.tsx';
import type { Face, Interface } from '../panels/faces.ts';
import { usePlayground, useFace, useInterface } from '../panels/playground.ts';
import { ProtocolMenu } from '../panels/pickers/ProtocolMenu.tsx';
import { seedAfter } from '../panels/pickers/SeedField.tsx';
import { ScenarioItems } from '../panels/pickers/ScenarioMenu.tsx';
import { Sheet } from '../panels/SidePanel.tsx';
import { StatusLine } from '../panels/StatusLine.tsx';
import { TimeBar } from '../panels/timeline/TimeBar.tsx';
import { LYING, useMedia } from '../panels/controls/use-media.ts';
import { layoutStorage } from './layout-storage.ts';
import { Logo } from './Logo.tsx';
import styles from './Shell.module.css';
import { StageArea } from './StageArea.tsx';
import { ToolRail } from './ToolRail.tsx';

const THEMES = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

const selectTheme = (state: Interface): Interface['theme'] => state.theme;
const selectSeed = (face: Face): number => face.seed;

/** The page on a phone: the stage on top, and one sheet under it that can be drawn up. */
export function Phone({ stage }: { readonly stage: ReactNode }): ReactNode {
  const lying = useMedia(LYING);
  return lying ? <Lying stage={stage} /> : <Standing stage={stage} />;
}

function Standing({ stage }: { readonly stage: ReactNode }): ReactNode {
  const rows = useDefaultLayout({ id: 'replicarium-phone', storage: layoutStorage });
  return (
    <div className={styles.phone} data-mode="phone">
      <PhoneBar />
      <main className={styles.columns}>
        <Group orientation="vertical" {...rows}>
          <Panel id="stage" defaultSize="47%" minSize={140}>
            <StageArea stage={stage}>
              <StatusLine />
            </StageArea>
          </Panel>
          <Separator className={styles.grip} aria-label="Height of the sheet" />
          <Panel id="sheet" minSize={170} className={styles.sheet}>
            <ToolRail />
            <TimeBar />
            <BelowTime />
          </Panel>
        </Group>
      </main>
    </div>
  );
}

/** On its side: the tools at the edge, the stage as high as the screen, and everything else beside it. */
function Lying({ stage }: { readonly stage: ReactNode }): ReactNode {
  return (
    <div className={styles.lying} data-mode="phone">
      <ToolRail />
      <main className={styles.columns}>
        <StageArea stage={stage}>
          <StatusLine />
        </StageArea>
      </main>
      <div className={styles.beside}>
        <PhoneBar />
        <TimeBar />
        <BelowTime />
      </div>
    </div>
  );
}

function BelowTime(): ReactNode {
  const [console, setConsole] = useConsoleTab();
  return (
    <div className={styles.below}>
      <Sheet console={console} onConsole={setConsole} />
    </div>
  );
}

/** Whether the console is in front; asking for another tab anywhere on the page puts it behind, a picked command in front. */
function useConsoleTab(): readonly [boolean, (open: boolean) => void] {
  const { interface: ui } = usePlayground();
  const [open, setOpen] = useState(false);
  useEffect(
    () =>
      ui.subscribe((state, before) => {
        if (state.tab !== before.tab) setOpen(false);
        if (state.draft !== null) setOpen(true);
      }),
    [ui],
  );
  return [open, setOpen];
}

function PhoneBar(): ReactNode {
  const { act } = usePlayground();
  return (
    <header className={styles.top}>
      <h1>
        <Logo />
        <span>Replicarium</span>
      </h1>
      <ProtocolMenu bare />
      <div className={styles.right}>
        <More />
        <IconButton
          icon={CircleQuestionMark}
          label="Help"
          side="bottom"
          onClick={() => act.set({ help: true })}
        />
      </div>
    </header>
  );
}

function More(): ReactNode {
  const { act } = usePlayground();
  const seed = useFace(selectSeed);
  return (
    <Menu
      label="More"
      align="end"
      trigger={
        <button type="button" className={controls.icon} aria-label="More">
          <EllipsisVertical size={18} aria-hidden />
        </button>
      }
    >
      <MenuItem title="Show the whole stage" onSelect={() => act.fit()} />
      <MenuItem title="Find an action" onSelect={() => act.set({ palette: true })} />
      <MenuItem title="Present" onSelect={() => act.set({ present: true })} />
      <MenuGroup title="This run">
        <MenuItem title="Share this run" onSelect={() => act.set({ share: true })} />
        <MenuItem
          title="Next seed"
          detail={`seed ${seed} runs now`}
          onSelect={() => act.open({ seed: seedAfter(seed) })}
        />
      </MenuGroup>
      <ThemeItems />
      <MenuGroup title="Scenarios">
        <ScenarioItems />
      </MenuGroup>
    </Menu>
  );
}

function ThemeItems(): ReactNode {
  const { act } = usePlayground();
  const theme = useInterface(selectTheme);
  return (
    <MenuGroup title="Theme">
      {THEMES.map(([name, title]) => (
        <MenuItem
          key={name}
          title={title}
          current={name === theme}
          onSelect={() => act.set({ theme: name })}
        />
      ))}
    </MenuGroup>
  );
}
