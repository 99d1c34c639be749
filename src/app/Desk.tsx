import { ChevronDown, ChevronUp, PanelRightClose, PanelRightOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Console } from '../panels/console/Console.tsx';
import { IconButton } from '../panels/controls/IconButton.tsx';
import { SidePanel } from '../panels/SidePanel.tsx';
import { StatusLine } from '../panels/StatusLine.tsx';
import { TimeBar } from '../panels/timeline/TimeBar.tsx';
import { layoutStorage } from './layout-storage.ts';
import styles from './Shell.module.css';
import { StageArea } from './StageArea.tsx';
import { ToolRail } from './ToolRail.tsx';
import { TopBar } from './TopBar.tsx';
import { useFold, useUnfoldOnDraft, useUnfoldOnTab, type Fold } from './use-fold.ts';
import { WholeStage } from './WholeStage.tsx';

/** Sizes at first sight, CSS pixels. */
const SIDE = 390;
const CONSOLE = 188;

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
          <Panel id="middle" minSize={320}>
            <Middle stage={stage} side={side} />
          </Panel>
          <Separator className={styles.upright} aria-label="Width of the panels" />
          <Panel
            id="side"
            panelRef={side.panel}
            defaultSize={SIDE}
            minSize={330}
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
  useUnfoldOnDraft(console);
  return (
    <Group orientation="vertical" {...rows}>
      <Panel id="stage" minSize={200}>
        <StageArea stage={stage}>
          <StatusLine />
          <div className={styles.corner}>
            <WholeStage />
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
