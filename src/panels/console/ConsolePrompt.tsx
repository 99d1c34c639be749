import {
  useEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { NodeStatus } from '../../kernel/trace.ts';
import { completeVerb, matchingCommands } from './completion.ts';
import styles from './Console.module.css';
import { usePlayground, useFace, useInterface, useReading } from '../playground.ts';
import type { Face, Interface } from '../faces.ts';
import type { Playground } from '../playground.ts';
import { Toggle } from '../controls/Toggle.tsx';

interface ConsolePromptProps {
  readonly client: string;
  readonly status: NodeStatus;
  readonly everybody: readonly string[];
}

/** A command is not prose. */
const VERBATIM = {
  autoComplete: 'off',
  autoCapitalize: 'off',
  autoCorrect: 'off',
  spellCheck: false,
} as const;

const selectDraft = (state: Interface): string | null => state.draft;
const selectConsole = (face: Face): Face['protocol']['console'] => face.protocol.console;

/** One line to type at a client; ↑ and ↓ walk through what was typed, Tab completes the verb. */
export function ConsolePrompt({ client, status, everybody }: ConsolePromptProps): ReactNode {
  const playground = usePlayground();
  const spec = useFace(selectConsole);
  const [text, setText] = useState('');
  const [back, setBack] = useState(0);
  const [toAll, setToAll] = useState(false);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const history = useHistory(client);

  /** Whether anybody took it. */
  const send = (line: string): boolean => {
    const targets = toAll ? everybody : [client];
    const refused = commandAll(playground, targets, line);
    setRefusals(refused);
    return refused.length < targets.length;
  };
  const edit = (line: string): void => {
    setText(line);
    setRefusals([]);
  };
  const input = useDraft(edit);
  const recall = (place: number): void => {
    const bounded = Math.min(history.length, Math.max(0, place));
    setBack(bounded);
    setText(bounded === 0 ? '' : (history.at(-bounded) ?? ''));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' && text.trim() !== '') {
      if (send(text.trim())) recall(0);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      recall(back + (event.key === 'ArrowUp' ? 1 : -1));
    } else if (event.key === 'Tab' && !event.shiftKey) {
      const completed = completeVerb(spec, text);
      // Without anything to complete, Tab leaves the prompt as everywhere else.
      if (completed === text) return;
      event.preventDefault();
      setText(completed);
    } else if (event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <div className={styles.prompt}>
      <span className={styles.mark} aria-hidden>
        ›
      </span>
      <input
        ref={input}
        aria-label={`Command for ${toAll ? 'all clients' : client}`}
        placeholder={status === 'up' || toAll ? spec.placeholder : away(client, status)}
        value={text}
        {...VERBATIM}
        enterKeyHint="send"
        onChange={(event) => edit(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => pasteLines(event, send)}
      />
      {everybody.length > 1 && <ToAll on={toAll} onChange={setToAll} />}
      <Refusals texts={refusals} />
      <Usage spec={spec} text={text} />
    </div>
  );
}

/** The prompt in front takes a command that was picked elsewhere, and the focus with it. */
function useDraft(take: (line: string) => void): RefObject<HTMLInputElement | null> {
  const { act } = usePlayground();
  const draft = useInterface(selectDraft);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (draft === null) return;
    take(draft);
    input.current?.focus();
    act.set({ draft: null });
  });
  return input;
}

function commandAll(
  playground: Playground,
  clients: readonly string[],
  text: string,
): readonly string[] {
  return clients.map((client) => command(playground, client, text)).filter(isText);
}

/** Sends a command; returns why it was refused, if it was. */
function command({ act, interface: ui }: Playground, client: string, text: string): string | null {
  const before = ui.getState().notice;
  act.do({ type: 'command', client, text });
  const { notice } = ui.getState();
  return notice !== null && notice !== before && notice.bad ? notice.text : null;
}

function isText(text: string | null): text is string {
  return text !== null;
}

/** Why nobody listens at a prompt. */
function away(client: string, status: NodeStatus): string {
  return status === 'crashed' || status === 'left'
    ? `${client} has ${status}`
    : `${client} is ${status}`;
}

function Refusals({ texts }: { readonly texts: readonly string[] }): ReactNode {
  if (texts.length === 0) return null;
  return (
    <p role="alert" className={styles.refusal}>
      {texts.join('; ')}
    </p>
  );
}

/** Several lines at once are several commands. */
function pasteLines(
  event: ClipboardEvent<HTMLInputElement>,
  send: (line: string) => boolean,
): void {
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
