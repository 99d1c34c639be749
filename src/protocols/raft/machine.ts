/** The replicated state machine: a key-value store, and the table of sessions by which a repeated command is known. */
import type { NodeId } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { Answer, KeyCommand, Machine, Origin, Session, Slot } from './messages.ts';

export const EMPTY_MACHINE: Machine = { store: {}, sessions: {} };

/** What a command does to the machine, applied at `index`, and what its client is told. */
export function execute(
  machine: Machine,
  command: KeyCommand,
  index: number,
): { readonly machine: Machine; readonly answer: Answer } {
  const { value, version } = slotOf(machine, command.key);
  const write = (next: string | null, text: string) => ({
    machine: withSlot(machine, command.key, { value: next, version: index }),
    answer: { outcome: 'ok', text, version: index } as const,
  });
  switch (command.type) {
    case 'get':
      return { machine, answer: readAnswer(machine, command.key) };
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
      return { machine, answer: { outcome: 'refused', text: found, version } };
    }
    default:
      return unreachable(command);
  }
}

/** What a `get` is told. */
export function readAnswer(machine: Machine, key: string): Answer {
  const { value, version } = slotOf(machine, key);
  const text = value === null ? `there is no ${key}` : `${key} = ${value} (#${version})`;
  return { outcome: 'ok', text, version };
}

function slotOf({ store }: Machine, key: string): Slot {
  const slot = Object.hasOwn(store, key) ? store[key] : undefined;
  return slot ?? { value: null, version: 0 };
}

function withSlot(machine: Machine, key: string, slot: Slot): Machine {
  return { ...machine, store: { ...machine.store, [key]: slot } };
}

/** A client's newest command that was executed; `undefined` if it never had one. */
export function sessionOf({ sessions }: Machine, client: NodeId): Session | undefined {
  return sessions[client];
}

/** The machine, remembering the answer to a client's newest command. */
export function withSession(
  machine: Machine,
  { client, sequence }: Origin,
  answer: Answer,
): Machine {
  return { ...machine, sessions: { ...machine.sessions, [client]: { sequence, answer } } };
}
