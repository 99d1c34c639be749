import type { NodeId, Parsed } from '../../kernel/process.ts';
import type { ConsoleSpec } from '../protocol.ts';
import type { Command } from './messages.ts';

const WORD_LENGTH_MAX = 64;
const LOAD_MAX = 100_000;
const KEYS_MAX = 64;
const KEYS_OF_LOAD = 5;
const KEYS = ['x', 'y', 'z'];
const SERVERS_SAMPLED = 6;

/** The grammar of a client's console. */
export const consoleSpec: ConsoleSpec = {
  sample(random) {
    const key = random.pick(KEYS) ?? 'x';
    const server = `server-${random.between(1, SERVERS_SAMPLED)}`;
    const other = `server-${random.between(1, SERVERS_SAMPLED)}`;
    const lines: readonly (readonly [weight: number, line: string])[] = [
      [30, `set ${key} ${random.between(1, 99)}`],
      [25, `get ${key}`],
      [8, `append ${key} ${random.between(0, 9)}`],
      [5, `delete ${key}`],
      [6, `cas ${key} ${random.between(1, 99)} ${random.between(1, 99)}`],
      [7, `add ${server}`],
      [5, `remove ${server}`],
      [2, `add ${server === other ? server : `${server} ${other}`}`],
      [2, `remove ${server === other ? server : `${server} ${other}`}`],
      [3, `transfer ${server}`],
      [3, `snapshot ${server}`],
      [2, `timeout ${server}`],
      [2, `load ${random.between(2, 20)}`],
    ];
    let ticket = random.between(1, 100);
    for (const [weight, line] of lines) {
      ticket -= weight;
      if (ticket <= 0) return line;
    }
    return `get ${key}`;
  },
  placeholder: 'set key value · get key · add server · help',
  commands: [
    { verb: 'set', usage: 'set key value', help: 'writes a value' },
    { verb: 'get', usage: 'get key', help: 'reads it' },
    { verb: 'delete', usage: 'delete key', help: 'takes a key out' },
    { verb: 'cas', usage: 'cas key old new', help: 'writes new if the value is old, else nothing' },
    { verb: 'append', usage: 'append key text', help: 'puts text behind the value' },
    { verb: 'load', usage: 'load n [keys]', help: 'n writes, as fast as answers come' },
    { verb: 'add', usage: 'add server …', help: 'lets servers vote' },
    { verb: 'remove', usage: 'remove server …', help: 'takes their votes away' },
    { verb: 'transfer', usage: 'transfer server', help: 'hands the leadership over' },
    { verb: 'snapshot', usage: 'snapshot server', help: 'compacts its log' },
    { verb: 'timeout', usage: 'timeout server', help: 'makes it stand for election now' },
    { verb: 'help', usage: 'help', help: 'lists the commands' },
  ],
};

const VERBS = consoleSpec.commands.map(({ verb }) => verb).join(', ');

/** Reads one line. Keys and values are words without blanks; a server may be given by its number. */
export function parseLine(text: string): Parsed<Command> {
  const [verb = '', ...words] = text.trim().split(/\s+/);
  const long = words.find((word) => word.length > WORD_LENGTH_MAX);
  if (long !== undefined) {
    return refuse(`a word has at most ${WORD_LENGTH_MAX} characters, this has ${long.length}`);
  }
  const [first = '', second = '', third = ''] = words;
  const key = first;
  switch (verb) {
    case 'get':
    case 'delete':
      return words.length === 1 ? command({ type: verb, key }) : usage(verb, words.length);
    case 'set':
    case 'append':
      return words.length === 2
        ? command({ type: verb, key, value: second })
        : usage(verb, words.length);
    case 'cas':
      return words.length === 3
        ? command({ type: verb, key, expected: second, value: third })
        : usage(verb, words.length);
    case 'load':
      return parseLoad(words);
    case 'add':
    case 'remove':
      return withServers(verb, words, (servers) => ({ type: verb, servers }));
    case 'transfer':
    case 'snapshot':
    case 'timeout':
      if (words.length !== 1) return usage(verb, words.length);
      return withServers(verb, words, ([server = '']) => ({ type: verb, server }));
    case 'help':
      return { kind: 'answer', text: helpText() };
    case '':
      return refuse('type set key value, get key, or help');
    default:
      return refuse(`there is no "${verb.slice(0, WORD_LENGTH_MAX)}"; there are ${VERBS}`);
  }
}

function parseLoad(words: readonly string[]): Parsed<Command> {
  const [writes = NaN, keys = KEYS_OF_LOAD] = words.map(wholeNumber);
  if (words.length < 1 || words.length > 2) return usage('load', words.length);
  const isFine = writes >= 1 && writes <= LOAD_MAX && keys >= 1 && keys <= KEYS_MAX;
  if (!isFine) {
    return refuse(`load needs 1 to ${LOAD_MAX} writes and at most ${KEYS_MAX} keys: load 100 5`);
  }
  return command({ type: 'load', writes, keys });
}

function wholeNumber(word: string): number {
  return /^[0-9]{1,7}$/.test(word) ? Number(word) : NaN;
}

/** `server-3`, or `3` for short; each once. */
function withServers(
  verb: string,
  words: readonly string[],
  make: (servers: readonly NodeId[]) => Command,
): Parsed<Command> {
  if (words.length === 0) return usage(verb, 0);
  const servers = words.map((word) =>
    /^[0-9]{1,3}$/.test(word) ? `server-${Number(word)}` : word,
  );
  const wrong = servers.find((server) => !/^server-[0-9]{1,3}$/.test(server));
  if (wrong !== undefined) return refuse(`${wrong} is no server; say server-2, or 2`);
  return command(make([...new Set(servers)]));
}

function usage(verb: string, given: number): Parsed<Command> {
  const spec = consoleSpec.commands.find((one) => one.verb === verb);
  return refuse(`usage: ${spec?.usage ?? verb} (${given === 0 ? 'nothing' : given} given)`);
}

function helpText(): string {
  return consoleSpec.commands.map(({ usage: line, help }) => `${line}: ${help}`).join('\n');
}

function command(value: Command): Parsed<Command> {
  return { kind: 'command', command: value };
}

function refuse(text: string): Parsed<Command> {
  return { kind: 'refusal', text };
}
