import type { ReactNode } from 'react';
import styles from './Caption.module.css';
import { isCommand } from './console/completion.ts';
import { usePlayground, useFace, useInterface, useReading } from './playground.ts';
import type { Face, Interface } from './faces.ts';
import type { Readings } from './playground.ts';
import { RichText } from './controls/RichText.tsx';
import { useSnugWidth } from './controls/use-snug-width.ts';

const readCaption = (read: Readings): string => read.caption();
const readNote = (read: Readings): string => read.captionNote();
const readFlawed = (read: Readings): boolean => read.network().flaws.length > 0;
const selectConsole = (face: Face): Face['protocol']['console'] => face.protocol.console;
const showCode = (code: string): ReactNode => <Code text={code} />;
const selectBare = (state: Interface): boolean => state.present || state.embed;

/** The step of the scenario in a sentence, or what to try next; under it, small, what it does not reckon with. */
export function Caption(): ReactNode {
  const text = useReading(readCaption);
  const note = useReading(readNote);
  const flawed = useReading(readFlawed);
  const { box, text: inner } = useSnugWidth(`${text}${note}`);
  return (
    <output ref={box} className={styles.caption} data-empty={text === ''} data-flawed={flawed}>
      <span ref={inner}>
        <RichText text={text} code={showCode} />
        {note !== '' && (
          <>
            <br />
            <small>{note}</small>
          </>
        )}
      </span>
    </output>
  );
}

/** A command of the protocol can be picked to be typed, where there is a console to type it in. */
function Code({ text }: { readonly text: string }): ReactNode {
  const { act } = usePlayground();
  const spec = useFace(selectConsole);
  const bare = useInterface(selectBare);
  if (bare || !isCommand(spec, text)) return <code>{text}</code>;
  return (
    <button
      type="button"
      className={styles.command}
      title="Write it into the console"
      onClick={() => act.set({ draft: text })}
    >
      <code>{text}</code>
    </button>
  );
}
