import { Check, Circle, Minus, X, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Checks.module.css';
import controls from '../controls/Controls.module.css';
import { Flaws } from './Flaws.tsx';
import { usePlayground, useReading } from '../playground.ts';
import type { Readings } from '../playground.ts';
import type { CheckReading } from '../readings.ts';
import { Sign } from '../controls/Sign.tsx';

const GROUPS: readonly (readonly [kind: CheckReading['kind'], title: string, help: string])[] = [
  ['always', 'Always', 'checked after every event'],
  ['sometimes', 'Sometimes', 'must be possible, or the others hold for nothing'],
  ['eventually', 'Eventually', 'comes to hold once faults have stopped'],
];

type State = 'broken' | 'holds' | 'open' | 'unpromised';
const ICONS: Record<State, LucideIcon> = {
  broken: X,
  holds: Check,
  open: Circle,
  unpromised: Minus,
};

const WORDS = { broken: 'broken', unpromised: 'not promised' } as const;

const readChecks = (read: Readings): readonly CheckReading[] => read.checks();

/** The properties of the protocol, how they stand, and the rules that can be switched off to see them break. */
export function Checks(): ReactNode {
  const checks = useReading(readChecks);
  return (
    <div className={styles.checks}>
      {GROUPS.map(([kind, title, help]) => {
        const group = checks.filter((check) => check.kind === kind);
        if (group.length === 0) return null;
        return (
          <section key={kind} aria-label={title}>
            <header>
              <h2>{title}</h2>
              <span>{help}</span>
            </header>
            <ul>
              {group.map((check) => (
                <CheckItem key={check.id} check={check} />
              ))}
            </ul>
          </section>
        );
      })}
      <Flaws />
    </div>
  );
}

function CheckItem({ check }: { readonly check: CheckReading }): ReactNode {
  const { act } = usePlayground();
  const { brokenAt, unpromised } = check;
  const state = checkState(check);
  const detail = (unpromised ?? check.detail).replace(/\.$/, '');
  return (
    <li className={styles.check} data-state={state}>
      <Sign icon={ICONS[state]} size={15} text={stateWord(check)} />
      <div>
        <p>{check.title}</p>
        <small>
          {unpromised !== null && <b>not promised · </b>}
          {detail !== '' && <span>{detail} · </span>}
          <cite>{check.source}</cite>
        </small>
        {state === 'broken' && brokenAt !== null && (
          <button type="button" className={controls.button} onClick={() => act.seekEvent(brokenAt)}>
            Go to the event that broke it
          </button>
        )}
      </div>
    </li>
  );
}

function checkState(check: CheckReading): State {
  if (check.unpromised !== null) return 'unpromised';
  if (check.brokenAt !== null) return 'broken';
  return check.holds ? 'holds' : check.kind === 'always' ? 'broken' : 'open';
}

function stateWord(check: CheckReading): string {
  const state = checkState(check);
  if (state === 'broken' || state === 'unpromised') return WORDS[state];
  if (check.kind === 'sometimes') return state === 'holds' ? 'has happened' : 'not yet';
  return state === 'holds' ? 'holds' : 'not yet';
}
