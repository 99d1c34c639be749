import { ListEnd, MousePointerClick, Pause, Play, StepBack, StepForward } from 'lucide-react';
import type { ReactNode } from 'react';
import controls from '../controls/Controls.module.css';
import { IconButton } from '../controls/IconButton.tsx';
import { Menu, MenuItem } from '../controls/Menu.tsx';
import { usePlayground, useFace } from '../playground.ts';
import type { Face } from '../faces.ts';
import styles from './TimeBar.module.css';
import { UNTIL } from './until.ts';

const selectPlaying = (face: Face): boolean => face.playing;
const selectDrive = (face: Face): Face['drive'] => face.drive;

/** Play, pause, and one event back or forth. */
export function Transport(): ReactNode {
  const { act } = usePlayground();
  const playing = useFace(selectPlaying);
  return (
    <fieldset className={styles.transport} aria-label="Transport">
      <IconButton icon={StepBack} label="One event back" keys="←" onClick={() => act.step(-1)} />
      <button
        type="button"
        className={styles.play}
        aria-label={playing ? 'Pause' : 'Play'}
        aria-keyshortcuts="Space"
        onClick={() => act.toggle()}
      >
        {playing ? (
          <Pause size={20} fill="currentColor" strokeWidth={0} aria-hidden />
        ) : (
          <Play size={19} fill="currentColor" aria-hidden />
        )}
      </button>
      <IconButton
        icon={StepForward}
        label="One event forward"
        keys="→"
        onClick={() => act.step(1)}
      />
    </fieldset>
  );
}

/** The rarer ways to move: until something happens, and by choosing each event. */
export function Driving(): ReactNode {
  const { act } = usePlayground();
  const choose = useFace(selectDrive) === 'choose';
  return (
    <div className={styles.driving}>
      <Menu
        label="Play until"
        trigger={
          <button
            type="button"
            className={controls.icon}
            aria-label="Play until …"
            title="Play until …"
          >
            <ListEnd size={18} aria-hidden />
          </button>
        }
      >
        {UNTIL.map(([what, title, detail]) => (
          <MenuItem key={what} title={title} detail={detail} onSelect={() => act.playUntil(what)} />
        ))}
      </Menu>
      <IconButton
        icon={MousePointerClick}
        label={
          choose
            ? 'You choose what happens next: back to time flows'
            : 'You choose what happens next'
        }
        aria-pressed={choose}
        onClick={() => act.setDrive(choose ? 'flow' : 'choose')}
      />
    </div>
  );
}
