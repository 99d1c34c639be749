import { useId, useState, type ReactNode } from 'react';
import type { OptionValue } from '../../kernel/process.ts';
import { Choice } from '../controls/Choice.tsx';
import controls from '../controls/Controls.module.css';
import styles from './Network.module.css';
import { usePlayground, useFace } from '../playground.ts';
import { RichText } from '../controls/RichText.tsx';
import type { Face, ProtocolFace } from '../faces.ts';
import { Toggle } from '../controls/Toggle.tsx';

type Spec = ProtocolFace['options'][string];

const selectProtocol = (face: Face): ProtocolFace => face.protocol;
const selectOptions = (face: Face): Face['options'] => face.options;

/** What the run was opened with; a change begins a new run. */
export function RunOptions(): ReactNode {
  const protocol = useFace(selectProtocol);
  const options = useFace(selectOptions);
  if (Object.keys(protocol.options).length === 0) return null;
  return (
    <section aria-label="Options of the run">
      <header>
        <h2>Options of the run</h2>
        <span>a change begins a new run</span>
      </header>
      <Draft
        key={protocol.id + JSON.stringify(options)}
        specs={protocol.options}
        options={options}
      />
    </section>
  );
}

interface DraftProps {
  readonly specs: ProtocolFace['options'];
  readonly options: Face['options'];
}

function Draft({ specs, options }: DraftProps): ReactNode {
  const { act } = usePlayground();
  const [draft, setDraft] = useState(options);
  const isWrong = Object.entries(specs).some(
    ([name, spec]) => whatIsWrong(spec, draft[name] ?? spec.initial) !== null,
  );
  const changed = Object.keys(specs).some((name) => draft[name] !== options[name]);
  return (
    <form
      className={styles.options}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) act.open({ options: draft });
      }}
    >
      {Object.entries(specs).map(([name, spec]) => (
        <div key={name} className={styles.option}>
          <div>
            <p>{spec.title}</p>
            <small>
              <RichText text={spec.help} />
            </small>
          </div>
          <Editor
            spec={spec}
            value={draft[name] ?? spec.initial}
            onChange={(value) => setDraft({ ...draft, [name]: value })}
          />
        </div>
      ))}
      <button
        type="submit"
        className={`${controls.button} ${controls.strong}`}
        disabled={!changed || isWrong}
      >
        Open a new run with these
      </button>
    </form>
  );
}

interface EditorProps {
  readonly spec: Spec;
  readonly value: OptionValue;
  readonly onChange: (value: OptionValue) => void;
}

function Editor({ spec, value, onChange }: EditorProps): ReactNode {
  if (spec.kind === 'switch') {
    return <Toggle label={spec.title} on={value === true} onChange={onChange} />;
  }
  if (spec.kind === 'choice') {
    const choices = spec.choices.map((choice) => [choice, choice] as const);
    return (
      <Choice label={spec.title} value={String(value)} choices={choices} onChange={onChange} />
    );
  }
  return <Amount spec={spec} value={value} onChange={onChange} />;
}

interface AmountProps extends EditorProps {
  readonly spec: Extract<Spec, { kind: 'integer' }>;
}

function Amount({ spec, value, onChange }: AmountProps): ReactNode {
  const wrongId = useId();
  const bounds = boundsOf(spec);
  const wrong = whatIsWrong(spec, value);
  return (
    <label className={styles.amount}>
      <input
        className={controls.field}
        aria-label={`${spec.title}, ${bounds}`}
        title={bounds}
        type="number"
        min={spec.least}
        max={spec.most}
        step={1}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : wrongId}
        // An empty field has no number; the message under it asks for one.
        value={typeof value === 'number' && Number.isFinite(value) ? value : ''}
        onChange={({ target }) => onChange(target.valueAsNumber)}
      />
      {spec.unit}
      {wrong !== null && (
        <span id={wrongId} role="alert" className={styles.wrong}>
          {wrong}
        </span>
      )}
    </label>
  );
}

function boundsOf({ least, most, unit }: AmountProps['spec']): string {
  return `${least} to ${most} ${unit}`.trimEnd();
}

/** What keeps a value from being one of the option's, if anything does. */
function whatIsWrong(spec: Spec, value: OptionValue): string | null {
  if (spec.kind !== 'integer') return null;
  const fits = Number.isInteger(value) && Number(value) >= spec.least && Number(value) <= spec.most;
  return fits ? null : `A whole number from ${boundsOf(spec)}`;
}
