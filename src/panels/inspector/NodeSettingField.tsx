import { useId, useState, type ReactNode } from 'react';
import controls from '../controls/Controls.module.css';
import styles from './Inspector.module.css';
import { usePlayground, useReading } from '../playground.ts';
import type { SettingReading } from '../readings.ts';
import { RichText } from '../controls/RichText.tsx';

/** The line that can be typed at a node of some roles, such as a mode string; the field shows how it stands. */
export function NodeSettingField({ node }: { readonly node: string }): ReactNode {
  const setting = useReading((read) => read.setting(node));
  if (setting === null) return null;
  // A line that has changed elsewhere, by a seek or in the network panel, is shown as it is now.
  return <Field key={setting.current} node={node} setting={setting} />;
}

interface FieldProps {
  readonly node: string;
  readonly setting: SettingReading;
}

function Field({ node, setting }: FieldProps): ReactNode {
  const { act } = usePlayground();
  const { title, placeholder, help, current } = setting;
  const id = useId();
  const [text, setText] = useState(current);
  const [refusal, setRefusal] = useState<string | null>(null);
  return (
    <form
      className={styles.setting}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setRefusal(act.applySetting(node, text));
      }}
    >
      <label htmlFor={id}>{title}</label>
      <div>
        <input
          id={id}
          className={controls.field}
          placeholder={placeholder}
          value={text}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={refusal !== null}
          aria-describedby={`${id}-now ${id}-help`}
          onChange={({ target }) => {
            setText(target.value);
            setRefusal(null);
          }}
        />
        <button type="submit" className={controls.button}>
          Apply
        </button>
      </div>
      {refusal !== null && (
        <p role="alert">
          <RichText text={refusal} />
        </p>
      )}
      <small id={`${id}-now`}>
        {current === '' ? (
          'now: nothing set'
        ) : (
          <>
            now: <code>{current}</code>
          </>
        )}
      </small>
      <small id={`${id}-help`}>
        <RichText text={help} />
      </small>
    </form>
  );
}
