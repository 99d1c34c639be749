/** The replicated state machine: a key-value store, and the table of sessions by which a repeated command is known. */
import type { NodeId } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { Answer, KeyCommand, Machine, Origin, Session, Slot, Store } from './messages.ts';

export const EMPTY_MACHINE: Machine = { store: {}, sessions: {} };

/** What a command does to the store, applied at `index`, and what its client is told. */
export function execute(
  store: Store,
  command: KeyCommand,
  index: number,
): { readonly store: Store; readonly answer: Answer } {
  const { value, version } = slotOf(store, command.key);
  const write = (next: string | null, text: string) => ({
    store: { ...store, [command.key]: { value: next, version: index } },
    answer: { outcome: 'ok', text, version: index } as const,
  });
  switch (command.type) {
    case 'get':
      return { store, answer: readAnswer(store, command.key) };
    case 'set':
      return write(command.value, `${command.key} = ${command.value} (#${index})`);
    case 'delete':
      return write(
        null,
        value === null ? `there was no ${command.key}` : `${command.key} deleted (#${index})`,
      );
    case 'append':
      return write(
        (value ?? '') + command.value,
        `${command.key} = ${(value ?? '') + command.value} (#${index})`,
      );
    case 'cas': {
      if (value === command.expected) {
        return write(command.value, `${command.key} = ${command.value} (#${index})`);
      }
      const found = value === null ? `there is no ${command.key}` : `${command.key} is ${value}`;
      return { store, answer: { outcome: 'refused', text: found, version } };
    }
    default:
      return unreachable(command);
  }
}

/** What a `get` is told. */
export function readAnswer(store: Store, key: string): Answer {
  const { value, version } = slotOf(store, key);
  const text = value === null ? `there is no ${key}` : `${key} = ${value} (#${version})`;
  return { outcome: 'ok', text, version };
}

function slotOf(store: Store, key: string): Slot {
  const slot = Object.hasOwn(store, key) ? store[key] : undefined;
  return slot ?? { value: null, version: 0 };
}

/** A client's newest command that was executed; `undefined` if it never had one. */
export function sessionOf({ sessions }: Machine, client: NodeId): Session | undefined {
  return sessions[client];
}

/** The machine, remembering the answer to a client's newest command. */
export function withSession(
  { store, sessions }: Machine,
  { client, sequence }: Origin,
  answer: Answer,
): Machine {
  return { store, sessions: { ...sessions, [client]: { sequence, answer } } };
}
