import type { ConsoleSpec } from '../../protocols/protocol.ts';

/** Commands that the line could become: those whose verb begins with its first word, or is its first word. */
export function matchingCommands(spec: ConsoleSpec, text: string): ConsoleSpec['commands'] {
  const line = text.trimStart().toLowerCase();
  if (line === '') return [];
  const [verb = ''] = line.split(/\s/, 1);
  const finished = /\s/.test(line);
  return spec.commands.filter((command) => {
    const known = command.verb.toLowerCase();
    return finished ? known === verb : known.startsWith(verb);
  });
}

/** Whether a line begins with one of the verbs. */
export function isCommand(spec: ConsoleSpec, text: string): boolean {
  const [verb = ''] = text.split(/\s/, 1);
  return spec.commands.some((command) => command.verb === verb);
}

/** The line with its verb completed as far as all matching commands agree; the line itself if there is nothing to add. */
export function completeVerb(spec: ConsoleSpec, text: string): string {
  if (/\S\s/.test(text)) return text;
  const verbs = matchingCommands(spec, text).map((command) => command.verb);
  const [first] = verbs;
  if (first === undefined) return text;
  if (verbs.length === 1) return `${first} `;
  let shared = first.length;
  for (const verb of verbs) while (!verb.startsWith(first.slice(0, shared))) shared -= 1;
  return shared > text.trim().length ? first.slice(0, shared) : text;
}
