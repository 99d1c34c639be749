import { GitBranch, Radio } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { BranchMenu } from './BranchMenu.tsx';
import controls from '../controls/Controls.module.css';
import { Dial } from '../controls/Dial.tsx';
import { formatSeconds, formatSpan, formatSpeed } from '../format.ts';
import { usePlayground, useFace } from '../playground.ts';
import type { Face } from '../faces.ts';
import { SPEEDS, speedAt, speedStop } from './speed.ts';
import styles from './TimeBar.module.css';

const selectNow = (face: Face): number => face.now;
const selectLive = (face: Face): boolean => face.live;
const selectSpeed = (face: Face): number => face.speed;
const selectReading = (face: Face): boolean => face.reading;
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

/** Why virtual time passes more slowly than the dial says. */
const SLOWER = {
  busy: 'The world is too busy for this speed: virtual time runs slower',
  'to read': 'Virtual time runs slower while a new caption is read, up to double speed',
} as const;

function SpeedPopover(): ReactNode {
  const { act } = usePlayground();
  const speed = useFace(selectSpeed);
  const lagging = useFace(selectLagging);
  const reading = useFace(selectReading);
  const text = `${formatSpeed(speed)} speed`;
  const slower = lagging ? 'busy' : reading ? 'to read' : null;
  return (
    <Popover.Root>
      <Popover.Trigger
        className={styles.speed}
        title={slower === null ? undefined : SLOWER[slower]}
      >
        {slower === null ? text : `${text}, ${slower}`}
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
            {slower === null ? 'Keys [ and ] go slower and faster.' : `${SLOWER[slower]}.`}
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
