import type { Parsed } from '../../kernel/process.ts';
import type { ConsoleSpec } from '../protocol.ts';
import type { Command } from './messages.ts';

const WORD_LENGTH_MAX = 64;
const NAMES = ['Ada', 'Bob', 'Eve', 'Jane', 'Joe', 'Tom'];

/** The grammar of a client's console, as in section 2.2 of the original's README. */
export const consoleSpec: ConsoleSpec = {
  sample(random) {
    const name = random.pick(NAMES) ?? 'Tom';
    return random.chance(25) ? `delete ${name}` : `insert ${name} ${random.between(1, 99)}`;
  },
  placeholder: 'insert name age · delete name · help',
  commands: [
    {
      verb: 'insert',
      usage: 'insert name age',
      help: 'adds a row; a second insert of a name overwrites the first',
    },
    {
      verb: 'delete',
      usage: 'delete name',
      help: 'takes a row out; an unknown name changes nothing',
    },
    { verb: 'q', usage: 'q', help: 'ends this client' },
    { verb: 'help', usage: 'help', help: 'lists the commands' },
  ],
};

/** Reads one line. Names and ages are words without blanks; an age need not be a number. */
export function parseLine(text: string): Parsed<Command> {
  const [verb, ...words] = text.trim().split(/\s+/);
  const long = words.find((word) => word.length > WORD_LENGTH_MAX);
  if (long !== undefined) {
    return refuse(
      `a name or an age has at most ${WORD_LENGTH_MAX} characters, this has ${long.length}`,
    );
  }
  const [name, age] = words;
  switch (verb) {
    case 'insert':
      if (name === undefined || age === undefined || words.length !== 2) {
        return refuse(
          `insert needs a name and an age: insert Tom 18 (${count(words.length)} given)`,
        );
      }
      return { kind: 'command', command: { type: 'insert', name, age } };
    case 'delete':
      if (name === undefined || words.length !== 1) {
        return refuse(`delete needs one name: delete Tom (${count(words.length)} given)`);
      }
      return { kind: 'command', command: { type: 'delete', name } };
    case 'q':
      if (words.length > 0) return refuse('q stands alone');
      return { kind: 'command', command: { type: 'quit' } };
    case 'help':
      return {
        kind: 'answer',
        text: consoleSpec.commands.map(({ usage, help }) => `${usage}: ${help}`).join('\n'),
      };
    case undefined:
    case '':
      return refuse('type insert name age, delete name, q or help');
    default:
      return refuse(
        `only insert and delete are supported, not "${verb.slice(0, WORD_LENGTH_MAX)}"; try help`,
      );
  }
}

function refuse(text: string): Parsed<Command> {
  return { kind: 'refusal', text };
}

function count(words: number): string {
  if (words === 0) return 'none';
  return String(words);
}
