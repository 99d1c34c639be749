import type { Parsed } from '../../kernel/process.ts';
import type { ConsoleSpec } from '../protocol.ts';
import type { Command } from './messages.ts';

const SITES = ['Harvard University', 'MIT', 'Tufts University', 'Boston University', 'Lesley'];

/** The menu of a client. What a line means depends on the question that stands open, so it is the client that reads it. */
export const consoleSpec: ConsoleSpec = {
  sample(random) {
    const site = random.pick(SITES) ?? 'MIT';
    const ticket = random.between(1, 100);
    if (ticket <= 45) return `e ${site} ${random.between(0, 99)}`;
    if (ticket <= 65) return `n ${site} ${random.between(10_000, 99_999)}`;
    if (ticket <= 80) return `v ${site}`;
    return ticket <= 97 ? 'l' : 'q';
  },
  placeholder: 'l · v site · e site number · n site zip · q · help',
  commands: [
    { verb: 'l', usage: 'l', help: 'lists availability, ZIP and name of every site' },
    { verb: 'v', usage: 'v site', help: 'shows one site; v alone asks for its name' },
    {
      verb: 'e',
      usage: 'e site number',
      help: 'sets the number of vaccines: digits only, or True or False; e alone asks',
    },
    { verb: 'n', usage: 'n site zip', help: 'adds a site with no vaccines yet; n alone asks' },
    { verb: 'cancel', usage: 'cancel', help: 'leaves a question' },
    { verb: 'q', usage: 'q', help: 'leaves the system' },
    { verb: 'help', usage: 'help', help: 'lists the commands' },
  ],
};

/** Hands a line on to the client; only `help` and an empty line are answered here. */
export function parseLine(text: string): Parsed<Command> {
  const line = text.trim();
  if (line === '')
    return {
      kind: 'refusal',
      text: 'an empty line is neither a command nor the name of a site: type l, v, e, n, q or help',
    };
  if (line === 'help') {
    const lines = consoleSpec.commands.map(({ usage, help }) => `${usage}: ${help}`);
    return { kind: 'answer', text: lines.join('\n') };
  }
  return { kind: 'command', command: { type: 'line', text: line } };
}
