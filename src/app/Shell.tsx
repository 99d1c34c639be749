import { LucideProvider } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import { useEffect, type ReactNode } from 'react';
import { HelpDialog } from '../panels/dialogs/HelpDialog.tsx';
import { NodeMenu } from '../panels/inspector/NodeMenu.tsx';
import { Palette } from '../panels/dialogs/Palette.tsx';
import type { Interface } from '../panels/faces.ts';
import { usePlayground, useInterface } from '../panels/playground.ts';
import { ShareDialog } from '../panels/dialogs/ShareDialog.tsx';
import { bindShortcuts } from '../panels/shortcuts.ts';
import { PHONE, UPRIGHT, useMedia } from '../panels/controls/use-media.ts';
import { Desk } from './Desk.tsx';
import { Phone } from './Phone.tsx';
import { Presentation } from './Presentation.tsx';
import { Tablet } from './Tablet.tsx';

/** Line width of every icon, in the units of their 24-unit grid. */
const STROKE = 1.7;
const TIP_DELAY_MS = 500;

const selectTheme = (state: Interface): Interface['theme'] => state.theme;
const selectBare = (state: Interface): boolean => state.present || state.embed;

interface ShellProps {
  /** Fills the room that it is given; mounted anew when the layout changes between desk, tablet, phone and presentation. */
  readonly stage: ReactNode;
}

/** The page around the stage: everything but the drawing itself. */
export function Shell({ stage }: ShellProps): ReactNode {
  const playground = usePlayground();
  const theme = useInterface(selectTheme);
  const bare = useInterface(selectBare);
  useEffect(() => showTheme(theme), [theme]);
  useEffect(() => bindShortcuts(window, playground), [playground]);
  return (
    <LucideProvider strokeWidth={STROKE}>
      <Tooltip.Provider delayDuration={TIP_DELAY_MS}>
        {bare ? <Presentation stage={stage} /> : <Whole stage={stage} />}
        <NodeMenu />
        <Palette />
        <HelpDialog />
        <ShareDialog />
      </Tooltip.Provider>
    </LucideProvider>
  );
}

/** The page with all its panels, arranged for the screen. */
function Whole({ stage }: ShellProps): ReactNode {
  const phone = useMedia(PHONE);
  const upright = useMedia(UPRIGHT);
  if (phone) return <Phone stage={stage} />;
  return upright ? <Tablet stage={stage} /> : <Desk stage={stage} />;
}

function showTheme(theme: Interface['theme']): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
}
