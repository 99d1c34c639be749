import { useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import { completeVerb, matchingCommands } from './completion.ts';
import styles from './Console.module.css';
import { usePlayground, useFace, useReading } from './playground.ts';
import type { Face } from './playground.ts';
import { Toggle } from './Toggle.tsx';

interface ConsolePromptProps {
  readonly client: string;
  readonly everybody: readonly string[];
}

const selectConsole = (face: Face): Face['protocol']['console'] => face.protocol.console;

/** One line to type at a client; ↑ and ↓ walk through what was typed, Tab completes the verb. */
export function ConsolePrompt({ client, everybody }: ConsolePromptProps): ReactNode {
  const { act } = usePlayground();
  const spec = useFace(selectConsole);
  const [text, setText] = useState('');
  const [back, setBack] = useState(0);
  const [toAll, setToAll] = useState(false);
  const history = useHistory(client);

  const send = (line: string): void => {
    const targets = toAll ? everybody : [client];
    for (const target of targets) act.do({ type: 'command', client: target, text: line });
  };
  const recall = (place: number): void => {
    const bounded = Math.min(history.length, Math.max(0, place));
    setBack(bounded);
    setText(bounded === 0 ? '' : (history.at(-bounded) ?? ''));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' && text.trim() !== '') {
      send(text.trim());
      recall(0);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      recall(back + (event.key === 'ArrowUp' ? 1 : -1));
    } else if (event.key === 'Tab' && !event.shiftKey) {
      const completed = completeVerb(spec, text);
      // Without anything to complete, Tab leaves the prompt as everywhere else.
      if (completed === text) return;
      event.preventDefault();
      setText(completed);
    } else if (event.key === 'Escape') {
      event.currentTarget.blur();
    }
  };
  return (
    <div className={styles.prompt}>
      <span className={styles.mark} aria-hidden>
        ›
      </span>
      <input
        aria-label={`Command for ${toAll ? 'all clients' : client}`}
        placeholder={spec.placeholder}
        value={text}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="send"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => pasteLines(event, send)}
      />
      {everybody.length > 1 && <ToAll on={toAll} onChange={setToAll} />}
      <Usage spec={spec} text={text} />
    </div>
  );
}

/** Several lines at once are several commands. */
function pasteLines(event: ClipboardEvent<HTMLInputElement>, send: (line: string) => void): void {
  const lines = event.clipboardData.getData('text').split(/\r?\n/);
  if (lines.length < 2) return;
  event.preventDefault();
  for (const line of lines) if (line.trim() !== '') send(line.trim());
}

interface ToAllProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

function ToAll({ on, onChange }: ToAllProps): ReactNode {
  return (
    <span className={styles.all}>
      <span aria-hidden>to all</span>
      <Toggle label="To all clients" on={on} onChange={onChange} />
    </span>
  );
}

function useHistory(client: string): readonly string[] {
  const operations = useReading((read) => read.operations(client));
  return operations
    .map((operation) => operation.text)
    .filter((text, place, all) => text !== all[place - 1]);
}

function Usage({
  spec,
  text,
}: {
  readonly spec: Face['protocol']['console'];
  readonly text: string;
}) {
  const found = matchingCommands(spec, text);
  if (found.length === 0) return null;
  return (
    <ul className={styles.usage} aria-label="What can be typed">
      {found.map((command) => (
        <li key={command.verb}>
          <code>{command.usage}</code> {command.help}
        </li>
      ))}
    </ul>
  );
}
