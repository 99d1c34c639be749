import { CircleQuestionMark, Monitor, Moon, Search, Sun, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import controls from '../panels/controls/Controls.module.css';
import { IconButton } from '../panels/controls/IconButton.tsx';
import type { Interface } from '../panels/faces.ts';
import { usePlayground, useInterface } from '../panels/playground.ts';
import { PropertiesSummary } from '../panels/properties/PropertiesSummary.tsx';
import { ProtocolMenu } from '../panels/pickers/ProtocolMenu.tsx';
import { ScenarioMenu } from '../panels/pickers/ScenarioMenu.tsx';
import { SeedField } from '../panels/pickers/SeedField.tsx';
import { Logo } from './Logo.tsx';
import styles from './Shell.module.css';

type Theme = Interface['theme'];

const THEMES: Record<
  Theme,
  { readonly icon: LucideIcon; readonly next: Theme; readonly say: string }
> = {
  system: { icon: Monitor, next: 'light', say: 'Theme: as the system' },
  light: { icon: Sun, next: 'dark', say: 'Theme: light' },
  dark: { icon: Moon, next: 'system', say: 'Theme: dark' },
};

const selectTheme = (state: Interface): Theme => state.theme;

/** What runs, and what can be done with the whole of it. */
export function TopBar(): ReactNode {
  const { act } = usePlayground();
  return (
    <header className={styles.top}>
      <h1>
        <Logo />
        Replicarium
      </h1>
      <ProtocolMenu />
      <ScenarioMenu />
      <SeedField />
      <div className={styles.right}>
        <PropertiesSummary />
        <button type="button" className={controls.plain} onClick={() => act.set({ share: true })}>
          Share
        </button>
        <button type="button" className={controls.plain} onClick={() => act.set({ present: true })}>
          Present
        </button>
        <IconButton
          icon={Search}
          label="Find an action"
          keys="Ctrl K"
          side="bottom"
          onClick={() => act.set({ palette: true })}
        />
        <ThemeButton />
        <IconButton
          icon={CircleQuestionMark}
          label="Help"
          keys="?"
          side="bottom"
          onClick={() => act.set({ help: true })}
        />
      </div>
    </header>
  );
}

function ThemeButton(): ReactNode {
  const { act } = usePlayground();
  const { icon, next, say } = THEMES[useInterface(selectTheme)];
  return (
    <IconButton icon={icon} label={say} side="bottom" onClick={() => act.set({ theme: next })} />
  );
}
