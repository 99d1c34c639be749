/** The grammar of a chat window: a plain line is said; what begins with a slash is a command. */
import type { Parsed } from '../../kernel/process.ts';
import type { ConsoleSpec } from '../protocol.ts';
import type { Command } from './messages.ts';

const TEXT_LENGTH_MAX = 200;
const NAME_LENGTH_MAX = 20;
const NAMES = ['Aaron', 'Lala', 'Karan', 'Mina'];
const LINES = [
  'hi',
  'hello',
  'anybody there?',
  'me too',
  'good night',
  'lunch at noon',
  'yes',
  'no',
];

export const consoleSpec: ConsoleSpec = {
  sample(random) {
    if (random.chance(4)) return '/log';
    if (random.chance(4)) return `/name ${random.pick(NAMES) ?? 'Lala'}`;
    return `${random.pick(LINES) ?? 'hi'} ${random.between(1, 999)}`;
  },
  placeholder: 'say something · /name · /log · help',
  commands: [
    { verb: '/name', usage: '/name Lala', help: 'your name from now on' },
    { verb: '/log', usage: '/log', help: 'prints the chat as far as this window has it' },
    { verb: '/quit', usage: '/quit', help: 'closes this window' },
    { verb: 'help', usage: 'help', help: 'lists the commands; every other line is said to all' },
  ],
};

/** Reads one line. */
export function parseLine(line: string): Parsed<Command> {
  const text = line.trim();
  if (text === '') return refuse('an empty line says nothing: type a text, or help');
  if (text === 'help' || text === '/help') return { kind: 'answer', text: helpText() };
  if (text.startsWith('/')) return parseCommand(text);
  if (text.length > TEXT_LENGTH_MAX) {
    return refuse(`a text has at most ${TEXT_LENGTH_MAX} characters, this has ${text.length}`);
  }
  return { kind: 'command', command: { type: 'say', text } };
}

function parseCommand(text: string): Parsed<Command> {
  const [verb = '', ...words] = text.split(/\s+/);
  switch (verb) {
    case '/name':
      return parseName(words.join(' '));
    case '/log':
    case '/quit':
      if (words.length > 0) return refuse(`${verb} stands alone`);
      return { kind: 'command', command: { type: verb === '/log' ? 'log' : 'quit' } };
    default:
      return refuse(
        `there is no command ${verb.slice(0, NAME_LENGTH_MAX)}; a line that begins with / is one, try help`,
      );
  }
}

function parseName(name: string): Parsed<Command> {
  if (name === '') return refuse('/name needs a name: /name Lala');
  if (name.length > NAME_LENGTH_MAX) {
    return refuse(`a name has at most ${NAME_LENGTH_MAX} characters, this has ${name.length}`);
  }
  return { kind: 'command', command: { type: 'name', name } };
}

function helpText(): string {
  const lines = consoleSpec.commands.map(({ usage, help }) => `${usage}: ${help}`);
  return ['a line of text: said to everybody', ...lines].join('\n');
}

function refuse(text: string): Parsed<Command> {
  return { kind: 'refusal', text };
}
