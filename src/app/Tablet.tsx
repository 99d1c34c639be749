import { PanelBottomClose, PanelBottomOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Console } from '../panels/console/Console.tsx';
import { IconButton } from '../panels/controls/IconButton.tsx';
import type { Interface, Tab } from '../panels/faces.ts';
import { Feed } from '../panels/feed/Feed.tsx';
import { useInterface } from '../panels/playground.ts';
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

const selectTab = (state: Interface): Tab => state.tab;

/** The page on a tablet that stands upright: the stage has the whole width; under it consoles and feed stand beside the panels. */
export function Tablet({ stage }: { readonly stage: ReactNode }): ReactNode {
  const rows = useDefaultLayout({ id: 'replicarium-tablet', storage: layoutStorage });
  const lower = useFold();
  useUnfoldOnTab(lower);
  useUnfoldOnDraft(lower);
  return (
    <div className={styles.desk} data-mode="tablet">
      <TopBar />
      <ToolRail />
      <main className={styles.columns}>
        <Group orientation="vertical" {...rows}>
          <Panel id="stage" defaultSize="54%" minSize={200}>
            <StageArea stage={stage}>
              <StatusLine />
              <div className={styles.corner}>
                <WholeStage />
                {lower.folded && (
                  <IconButton
                    icon={PanelBottomOpen}
                    label="Unfold the panels"
                    onClick={lower.toggle}
                  />
                )}
              </div>
            </StageArea>
          </Panel>
          <Separator className={styles.level} aria-label="Height of the panels" />
          <Panel
            id="lower"
            panelRef={lower.panel}
            minSize={170}
            collapsible
            onResize={lower.onResize}
          >
            <Lower fold={lower} />
          </Panel>
        </Group>
      </main>
      <TimeBar />
    </div>
  );
}

function Lower({ fold }: { readonly fold: Fold }): ReactNode {
  const columns = useDefaultLayout({ id: 'replicarium-tablet-columns', storage: layoutStorage });
  const isFeedThere = useInterface(selectTab) === 'feed';
  return (
    <Group orientation="horizontal" {...columns}>
      <Panel id="console" defaultSize="49%" minSize={220} className={styles.stack}>
        <Console />
        {/* Once is enough. */}
        {!isFeedThere && <Feed />}
      </Panel>
      <Separator className={styles.upright} aria-label="Width of the panels" />
      <Panel id="side" minSize={330}>
        <SidePanel
          feedApart
          aside={
            <IconButton icon={PanelBottomClose} label="Fold the panels" onClick={fold.toggle} />
          }
        />
      </Panel>
    </Group>
  );
}
