import type { ReactNode } from 'react';
import styles from './Checks.module.css';
import { usePlayground, useFace, useReading } from '../playground.ts';
import type { Face, FlawFace } from '../faces.ts';
import type { Readings } from '../playground.ts';
import type { CheckReading, NetworkReading } from '../readings.ts';
import { Toggle } from '../controls/Toggle.tsx';

const selectFlaws = (face: Face): readonly FlawFace[] => face.protocol.flaws;
const readChecks = (read: Readings): readonly CheckReading[] => read.checks();
const readNetwork = (read: Readings): NetworkReading => read.network();

/** Single rules that can be switched off, each with what goes wrong without it. */
export function Flaws(): ReactNode {
  const { act } = usePlayground();
  const flaws = useFace(selectFlaws);
  const on = useReading(readNetwork).flaws;
  const checks = useReading(readChecks);
  if (flaws.length === 0) return null;
  return (
    <section aria-label="Flaws">
      <header>
        <h2>Flaws</h2>
        <span>switch a rule off and see what breaks</span>
      </header>
      <ul>
        {flaws.map((flaw) => (
          <li key={flaw.name} className={styles.flaw}>
            <div>
              <p>{flaw.title}</p>
              <small>
                {flaw.help} <cite>{flaw.source}</cite>
                {caughtBy(checks, flaw)}
              </small>
            </div>
            <Toggle
              label={flaw.title}
              on={on.includes(flaw.name)}
              onChange={(value) => act.do({ type: 'flaw', name: flaw.name, on: value })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function caughtBy(checks: readonly CheckReading[], flaw: FlawFace): ReactNode {
  const check = checks.find(({ id }) => id === flaw.caughtBy);
  if (check === undefined) return null;
  return (
    <span>
      Caught by: {check.title}
      {check.unpromised === null ? '.' : ', which this run does not promise.'}
    </span>
  );
}
