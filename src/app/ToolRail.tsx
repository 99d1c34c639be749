import {
  Clapperboard,
  Clock,
  Cloud,
  Eraser,
  Hammer,
  Hand,
  Plus,
  Scissors,
  Snowflake,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { join } from '../panels/look.ts';
import { TOOLS, type Face, type Interface, type Tool } from '../panels/faces.ts';
import {
  usePlayground,
  useFace,
  useInterface,
  useReading,
  type Readings,
} from '../panels/playground.ts';
import { Menu, MenuItem } from '../panels/controls/Menu.tsx';
import { Tip } from '../panels/controls/Tip.tsx';
import styles from './Shell.module.css';

const LOOKS: Record<Tool, readonly [icon: LucideIcon, what: string]> = {
  hammer: [Hammer, 'Hammer: crash or restart'],
  hand: [Hand, 'Hand: select and drag'],
  snowflake: [Snowflake, 'Snowflake: freeze or thaw'],
  scissors: [Scissors, 'Scissors: cut a link, or drag a line to part the stage'],
  clock: [Clock, 'Clock: change a rate, fire a timer'],
  eraser: [Eraser, 'Eraser: wipe a disk'],
};

const selectTool = (state: Interface): Tool => state.tool;
const selectSetUps = (face: Face): Face['protocol']['setUps'] => face.protocol.setUps;
const selectRoles = (face: Face): Face['protocol']['roles'] => face.protocol.roles;
const readNodes = (read: Readings): ReturnType<Readings['nodes']> => read.nodes();

/** The tools, one of them in the hand; a row of them on a phone. */
export function ToolRail(): ReactNode {
  const { act } = usePlayground();
  const inHand = useInterface(selectTool);
  return (
    <nav className={styles.rail} aria-label="Tools">
      {TOOLS.map((tool, place) => {
        const [Icon, what] = LOOKS[tool];
        return (
          <Tip key={tool} text={what} keys={`${place + 1}`} side="right">
            <button
              type="button"
              className={styles.tool}
              aria-label={what}
              aria-pressed={tool === inHand}
              aria-keyshortcuts={`${place + 1}`}
              onClick={() => act.setTool(tool)}
            >
              <Icon size={20} aria-hidden />
              <kbd aria-hidden>{place + 1}</kbd>
            </button>
          </Tip>
        );
      })}
      <Tip text="Network: latency, loss, partition" side="right">
        <button
          type="button"
          className={join(styles.tool, styles.apart)}
          aria-label="Network: latency, loss, partition"
          onClick={() => act.set({ tab: 'network' })}
        >
          <Cloud size={20} aria-hidden />
        </button>
      </Tip>
      <Adders />
      <SetUps />
    </nav>
  );
}

/** Moments that the protocol finds worth looking at, each a key away. */
function SetUps(): ReactNode {
  const { act } = usePlayground();
  const setUps = useFace(selectSetUps);
  if (setUps.length === 0) return null;
  return (
    <Menu
      label="Set-ups"
      trigger={
        <button type="button" className={styles.tool} aria-label="Set-ups: one-key moments">
          <Clapperboard size={20} aria-hidden />
          <small aria-hidden>set up</small>
        </button>
      }
    >
      {setUps.map(({ id, title, help, key }) => (
        <MenuItem
          key={id}
          title={`${title} (${key.toUpperCase()})`}
          detail={help}
          onSelect={() => act.setUp(id)}
        />
      ))}
    </Menu>
  );
}

function Adders(): ReactNode {
  const { act } = usePlayground();
  const roles = useFace(selectRoles);
  const nodes = useReading(readNodes);
  return Object.entries(roles)
    .filter(([, role]) => role.family !== 'client' && role.addLabel !== undefined)
    .map(([role, { addLabel = role, most }]) => {
      const there = nodes.filter((node) => node.role === role && node.status !== 'removed').length;
      const reason = there >= most ? `${most} are the most that a run takes` : null;
      return (
        <Tip key={role} text={reason ?? `Add a ${addLabel}`} side="right">
          <button
            type="button"
            className={styles.tool}
            aria-label={`Add a ${addLabel}`}
            aria-disabled={reason !== null}
            onClick={() =>
              reason === null
                ? act.do({ type: 'add', role })
                : act.set({ notice: { text: reason, bad: false } })
            }
          >
            <Plus size={20} aria-hidden />
            <small aria-hidden>{addLabel}</small>
          </button>
        </Tip>
      );
    });
}
