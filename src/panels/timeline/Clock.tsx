import { GitBranch, Radio } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { BranchMenu } from './BranchMenu.tsx';
import controls from '../controls/Controls.module.css';
import { Dial } from '../controls/Dial.tsx';
import { formatSeconds, formatSpan, formatSpeed } from '../format.ts';
import { usePlayground, useFace } from '../playground.ts';
import type { Face } from '../playground.ts';
import { SPEEDS, speedAt, speedStop } from './speed.ts';
import styles from './TimeBar.module.css';

const selectNow = (face: Face): number => face.now;
const selectLive = (face: Face): boolean => face.live;
const selectSpeed = (face: Face): number => face.speed;
const selectLagging = (face: Face): boolean => face.lagging;

/** The moment on the screen, how fast it moves, and the way back to the newest. */
export function Clock(): ReactNode {
  const { act } = usePlayground();
  const now = useFace(selectNow);
  const live = useFace(selectLive);
  return (
    <div className={styles.clock}>
      <p className={styles.readout} aria-label="Virtual time">
        {formatSeconds(now)} <span>s</span>
      </p>
      <div className={styles.state}>
        <BranchMenu icon={GitBranch} />
        <SpeedPopover />
        <button
          type="button"
          className={styles.live}
          data-live={live}
          aria-label={live ? 'Live' : 'Go live'}
          aria-pressed={live}
          onClick={() => act.goLive()}
        >
          <Radio size={13} aria-hidden />
          live
        </button>
      </div>
    </div>
  );
}

function SpeedPopover(): ReactNode {
  const { act } = usePlayground();
  const speed = useFace(selectSpeed);
  const lagging = useFace(selectLagging);
  const text = `${formatSpeed(speed)} speed`;
  return (
    <Popover.Root>
      <Popover.Trigger
        className={styles.speed}
        title={lagging ? 'The world is too busy for this speed' : undefined}
      >
        {lagging ? `${text}, busy` : text}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={controls.popover}
          aria-label="Speed"
          sideOffset={44}
          collisionPadding={8}
          align="end"
        >
          <Dial
            label="Speed"
            text={`${text} · 1 s = ${formatSpan(speed * 1000)}`}
            values={[speedStop(speed)]}
            least={0}
            most={SPEEDS.length - 1}
            onChange={([stop = 0]) => act.setSpeed(speedAt(stop))}
          />
          <p className={styles.hint}>
            {lagging
              ? 'The world is too busy for this speed: virtual time runs slower.'
              : 'Keys [ and ] go slower and faster.'}
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
