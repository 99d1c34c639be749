import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, MenuItem } from '../controls/Menu.tsx';
import styles from './Pickers.module.css';
import { usePlayground, useFace } from '../playground.ts';
import type { Face } from '../faces.ts';

/** What a run without a script is called. */
const FREE_PLAY = 'Free play';

const selectScenario = (face: Face): string | null => face.scenario;
const selectScenarios = (face: Face): Face['protocol']['scenarios'] => face.protocol.scenarios;

/** The script that the run follows, and the others of its protocol. */
export function ScenarioMenu(): ReactNode {
  const scenario = useFace(selectScenario);
  const scenarios = useFace(selectScenarios);
  const title = scenarios.find(({ id }) => id === scenario)?.title ?? FREE_PLAY;
  return (
    <Menu
      label="Scenarios"
      trigger={
        <button type="button" className={styles.picker} aria-label={`Scenario: ${title}`}>
          <span>scenario</span>
          <b>{title}</b>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <ScenarioItems />
    </Menu>
  );
}

/** A run without a script, and every script of the protocol. */
export function ScenarioItems(): ReactNode {
  const { act } = usePlayground();
  const current = useFace(selectScenario);
  const scenarios = useFace(selectScenarios);
  return (
    <>
      <MenuItem
        title={FREE_PLAY}
        detail="No script: everything that happens is yours."
        current={current === null}
        onSelect={() => act.open({ scenario: null })}
      />
      {scenarios.map(({ id, title, summary }) => (
        <MenuItem
          key={id}
          title={title}
          detail={summary}
          current={current === id}
          onSelect={() => act.open({ scenario: id })}
        />
      ))}
    </>
  );
}
