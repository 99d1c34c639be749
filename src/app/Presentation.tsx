import { ExternalLink, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../panels/controls/IconButton.tsx';
import type { Interface } from '../panels/faces.ts';
import { usePlayground, useInterface, useReading } from '../panels/playground.ts';
import type { Readings } from '../panels/playground.ts';
import { TimeBar } from '../panels/timeline/TimeBar.tsx';
import styles from './Shell.module.css';
import { StageArea } from './StageArea.tsx';
import { WholeStage } from './WholeStage.tsx';

const selectEmbed = (state: Interface): boolean => state.embed;
const readLink = (read: Readings): string => read.link();

/** Stage, caption and time line only, in type that reads from the last row. */
export function Presentation({ stage }: { readonly stage: ReactNode }): ReactNode {
  const { act } = usePlayground();
  const embed = useInterface(selectEmbed);
  return (
    <div className={styles.present} data-mode="present" data-embed={embed}>
      <main className={styles.columns}>
        <h1 className={styles.unseen}>Replicarium</h1>
        <StageArea stage={stage}>
          <div className={styles.leave}>
            <WholeStage />
            {embed ? (
              <OpenOutside />
            ) : (
              <IconButton
                icon={X}
                label="Leave the presentation"
                keys="Esc"
                side="left"
                onClick={() => act.set({ present: false })}
              />
            )}
          </div>
        </StageArea>
      </main>
      <TimeBar />
    </div>
  );
}

function OpenOutside(): ReactNode {
  const link = useReading(readLink);
  return (
    <a
      href={link}
      target="_blank"
      rel="noopener"
      className={styles.outside}
      aria-label="Open in Replicarium"
      title="Open in Replicarium"
    >
      <ExternalLink size={18} aria-hidden />
    </a>
  );
}
