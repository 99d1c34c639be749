import type { Parsed } from '../../kernel/process.ts';
import type { ConsoleSpec } from '../protocol.ts';
import type { Command } from './messages.ts';

const WORD_LENGTH_MAX = 64;
const KEYS = ['apple', 'beech', 'cedar', 'dogwood', 'elm'];

/** The grammar of a client's console. */
export const consoleSpec: ConsoleSpec = {
  sample(random) {
    const key = random.pick(KEYS) ?? 'apple';
    if (random.chance(60)) return `set ${key} ${random.between(1, 99)}`;
    if (random.chance(60)) return `get ${key}`;
    if (random.chance(50)) return `use node-${random.between(1, 3)}`;
    if (random.chance(25)) return `remove node-${random.between(1, 6)}`;
    return random.chance(50) ? 'leader' : 'nodes';
  },
  placeholder: 'set key value · get key · use node-2 · help',
  commands: [
    { verb: 'set', usage: 'set key value', help: 'posts a value; answered 201 when it is written' },
    { verb: 'get', usage: 'get key', help: 'asks the node for a value; 200 or 404' },
    { verb: 'nodes', usage: 'nodes', help: 'asks the node whom it knows' },
    { verb: 'leader', usage: 'leader', help: 'asks the node who leads' },
    { verb: 'use', usage: 'use node-2', help: 'talks to that node from now on' },
    {
      verb: 'remove',
      usage: 'remove node-4',
      help: 'a node that is gone for good counts no longer towards majorities (3.0.0)',
    },
    { verb: 'help', usage: 'help', help: 'lists the commands' },
  ],
};

/** Reads one line. Keys and values are words without blanks. */
export function parseLine(text: string): Parsed<Command> {
  const [verb = '', ...words] = text.trim().split(/\s+/);
  const long = words.find((word) => word.length > WORD_LENGTH_MAX);
  if (long !== undefined) {
    return refuse(`a word has at most ${WORD_LENGTH_MAX} characters, this has ${long.length}`);
  }
  if (verb === '') return refuse('type set key value, get key, or help');
  if (verb === 'help') {
    const lines = consoleSpec.commands.map(({ usage, help }) => `${usage}: ${help}`);
    return { kind: 'answer', text: lines.join('\n') };
  }
  const command = commandOf(verb, words);
  if (command !== null) return { kind: 'command', command };
  const known = consoleSpec.commands.find((one) => one.verb === verb);
  return known === undefined
    ? refuse(`there is no command "${verb.slice(0, WORD_LENGTH_MAX)}"; try help`)
    : refuse(`${verb} is written: ${known.usage}`);
}

/** The command of a verb with the right words behind it, else `null`. */
function commandOf(verb: string, words: readonly string[]): Command | null {
  const [first, second] = words;
  switch (`${verb} ${words.length}`) {
    case 'set 2':
      return first === undefined || second === undefined
        ? null
        : { type: 'set', key: first, value: second };
    case 'get 1':
      return first === undefined ? null : { type: 'get', key: first };
    case 'use 1':
      return first === undefined ? null : { type: 'use', node: nodeNamed(first) };
    case 'remove 1':
      return first === undefined ? null : { type: 'remove', target: nodeNamed(first) };
    case 'nodes 0':
      return { type: 'nodes' };
    case 'leader 0':
      return { type: 'leader' };
    default:
      return null;
  }
}

/** `2` stands for `node-2`. */
function nodeNamed(word: string): string {
  return /^\d+$/.test(word) ? `node-${word}` : word;
}

function refuse(text: string): Parsed<Command> {
  return { kind: 'refusal', text };
}
