import { ChevronDown, ChevronUp, PanelRightClose, PanelRightOpen } from 'lucide-react';
import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import {
  Group,
  Panel,
  Separator,
  useDefaultLayout,
  usePanelRef,
  type PanelImperativeHandle,
} from 'react-resizable-panels';
import { Console } from '../panels/console/Console.tsx';
import { IconButton } from '../panels/controls/IconButton.tsx';
import { usePlayground } from '../panels/playground.ts';
import { SidePanel } from '../panels/SidePanel.tsx';
import { StatusLine } from '../panels/StatusLine.tsx';
import { TimeBar } from '../panels/timeline/TimeBar.tsx';
import { layoutStorage } from './layout-storage.ts';
import styles from './Shell.module.css';
import { StageArea } from './StageArea.tsx';
import { ToolRail } from './ToolRail.tsx';
import { TopBar } from './TopBar.tsx';

/** Sizes at first sight, CSS pixels. */
const SIDE = 390;
const CONSOLE = 188;

interface Fold {
  readonly panel: RefObject<PanelImperativeHandle | null>;
  readonly folded: boolean;
  readonly onResize: (size: { readonly inPixels: number }) => void;
  readonly toggle: () => void;
}

/** The page on a desk: the stage in the middle, panels around it that fold and keep their sizes. */
export function Desk({ stage }: { readonly stage: ReactNode }): ReactNode {
  const columns = useDefaultLayout({ id: 'replicarium-columns', storage: layoutStorage });
  const side = useFold();
  useUnfoldOnTab(side);
  return (
    <div className={styles.desk} data-mode="desk">
      <TopBar />
      <ToolRail />
      <main className={styles.columns}>
        <Group orientation="horizontal" {...columns}>
          <Panel id="middle" minSize={360}>
            <Middle stage={stage} side={side} />
          </Panel>
          <Separator className={styles.upright} aria-label="Width of the panels" />
          <Panel
            id="side"
            panelRef={side.panel}
            defaultSize={SIDE}
            minSize={300}
            maxSize="55%"
            collapsible
            groupResizeBehavior="preserve-pixel-size"
            onResize={side.onResize}
          >
            <SidePanel
              aside={
                <IconButton icon={PanelRightClose} label="Fold the panels" onClick={side.toggle} />
              }
            />
          </Panel>
        </Group>
      </main>
      <TimeBar />
    </div>
  );
}

interface MiddleProps {
  readonly stage: ReactNode;
  readonly side: Fold;
}

function Middle({ stage, side }: MiddleProps): ReactNode {
  const rows = useDefaultLayout({ id: 'replicarium-rows', storage: layoutStorage });
  const console = useFold();
  return (
    <Group orientation="vertical" {...rows}>
      <Panel id="stage" minSize={200}>
        <StageArea stage={stage}>
          <StatusLine />
          <div className={styles.corner}>
            {console.folded && (
              <IconButton icon={ChevronUp} label="Unfold the consoles" onClick={console.toggle} />
            )}
            {side.folded && (
              <IconButton icon={PanelRightOpen} label="Unfold the panels" onClick={side.toggle} />
            )}
          </div>
        </StageArea>
      </Panel>
      <Separator className={styles.level} aria-label="Height of the consoles" />
      <Panel
        id="console"
        panelRef={console.panel}
        defaultSize={CONSOLE}
        minSize={96}
        maxSize="60%"
        collapsible
        groupResizeBehavior="preserve-pixel-size"
        onResize={console.onResize}
      >
        <Console
          aside={
            <IconButton icon={ChevronDown} label="Fold the consoles" onClick={console.toggle} />
          }
        />
      </Panel>
    </Group>
  );
}

function useFold(): Fold {
  const panel = usePanelRef();
  const [folded, setFolded] = useState(false);
  return {
    panel,
    folded,
    onResize: (size) => setFolded(size.inPixels === 0),
    toggle: () =>
      panel.current?.isCollapsed() ? panel.current.expand() : panel.current?.collapse(),
  };
}

/** Asking for a tab anywhere on the page unfolds the panels: the button would seem dead otherwise. */
function useUnfoldOnTab({ panel }: Fold): void {
  const { interface: ui } = usePlayground();
  useEffect(
    () =>
      ui.subscribe((state, before) => {
        if (state.tab !== before.tab && panel.current?.isCollapsed()) panel.current.expand();
      }),
    [ui, panel],
  );
}
