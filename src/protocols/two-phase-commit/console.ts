import type { Parsed } from '../../kernel/process.ts';
import type { ConsoleSpec } from '../protocol.ts';
import type { Command } from './messages.ts';
import { CELL_LENGTH } from './participant.ts';

const WORD_LENGTH_MAX = 64;
/** The most sets of one command. The original allowed 10; see `watch.ts` for why. */
export const COUNT_MAX = 1000;
export const COUNT_DEFAULT = 10;
const KEYS = ['a', 'b', 'c', 'x', 'y', '1234'];

const USAGE = {
  get: 'get needs one key: get a',
  set: 'set needs a key and a value: set a one',
  db: 'db stands alone',
  verify: 'verify stands alone',
  rapidset: `rapidset takes a whole number from 1 to ${COUNT_MAX}: rapidset 10`,
  multiset: `multiset takes a whole number from 1 to ${COUNT_MAX}: multiset 10`,
  exit: 'exit stands alone',
} as const;

/** The grammar of a client's console, as in the README of the original, "Client". */
export const consoleSpec: ConsoleSpec = {
  sample(random) {
    const key = random.pick(KEYS) ?? 'a';
    const draw = random.between(1, 100);
    if (draw <= 50) return `set ${key} ${random.between(1, 99)}`;
    if (draw <= 54) return `set ${key} ${'x'.repeat(CELL_LENGTH + 1)}`;
    if (draw <= 72) return `get ${key}`;
    if (draw <= 79) return 'db';
    if (draw <= 86) return 'verify';
    return draw <= 93 ? `rapidset ${random.between(2, 6)}` : `multiset ${random.between(2, 12)}`;
  },
  placeholder: 'set key value · get key · db · verify · help',
  commands: [
    { verb: 'get', usage: 'get key', help: 'reads a key; null if it is not there' },
    {
      verb: 'set',
      usage: 'set key value',
      help: `writes a key at every worker or at none; workers vote no on values longer than ${CELL_LENGTH}`,
    },
    { verb: 'db', usage: 'db', help: 'prints the whole table of a worker' },
    { verb: 'verify', usage: 'verify', help: 'compares the tables of all workers' },
    {
      verb: 'rapidset',
      usage: 'rapidset [count]',
      help: 'sets key 1234 to 0, 1, 2 … at once: only the first may succeed',
    },
    {
      verb: 'multiset',
      usage: 'multiset [count]',
      help: 'sets as many keys at once, then verifies',
    },
    { verb: 'exit', usage: 'exit', help: 'ends this client' },
    { verb: 'help', usage: 'help', help: 'lists the commands' },
  ],
};

/** Reads one line. Keys and values are words without blanks, and text even if they are digits (gap d). */
export function parseLine(text: string): Parsed<Command> {
  const [verb = '', ...words] = text.trim().split(/\s+/);
  const long = words.find((word) => word.length > WORD_LENGTH_MAX);
  if (long !== undefined) {
    return refuse(
      `a key or a value has at most ${WORD_LENGTH_MAX} characters, this has ${long.length}`,
    );
  }
  const [key, value] = words;
  switch (verb) {
    case 'get':
      if (key === undefined || words.length !== 1) return refuse(USAGE.get);
      return read({ type: 'get', key });
    case 'set':
      if (key === undefined || value === undefined || words.length !== 2) return refuse(USAGE.set);
      return read({ type: 'set', key, value });
    case 'db':
    case 'verify':
    case 'exit':
      return words.length > 0 ? refuse(USAGE[verb]) : read({ type: verb });
    case 'rapidset':
    case 'multiset':
      return readBatch(verb, words);
    case 'help':
      return {
        kind: 'answer',
        text: consoleSpec.commands.map(({ usage, help }) => `${usage}: ${help}`).join('\n'),
      };
    case '':
      return refuse('type set key value, get key, db, verify or help');
    default:
      return refuse(`there is no command "${verb.slice(0, WORD_LENGTH_MAX)}"; try help`);
  }
}

/** A count that is missing means ten; one out of range too, and the answer says so. */
function readBatch(type: 'rapidset' | 'multiset', words: readonly string[]): Parsed<Command> {
  const [count] = words;
  if (words.length > 1) return refuse(USAGE[type]);
  if (count === undefined) return read({ type, count: COUNT_DEFAULT, note: '' });
  if (!/^[+-]?\d+$/.test(count)) return refuse(USAGE[type]);
  const number = Number(count);
  if (number >= 1 && number <= COUNT_MAX) return read({ type, count: number, note: '' });
  const note = ` (a count is 1 to ${COUNT_MAX}: ${COUNT_DEFAULT} taken)`;
  return read({ type, count: COUNT_DEFAULT, note });
}

function read(command: Command): Parsed<Command> {
  return { kind: 'command', command };
}

function refuse(text: string): Parsed<Command> {
  return { kind: 'refusal', text };
}
