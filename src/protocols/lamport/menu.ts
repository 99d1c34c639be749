/**
 * The original's menu: what a line means, given the question that stands open. A command without its arguments opens a dialogue
 * that asks for one after the other, again until the answer is valid; with arguments on its line it is read at once. Site names
 * contain blanks: the last word of `e` and `n` is the number, what stands before it the name.
 */
import type { Action } from './sites.ts';

/** A question that the client has asked. */
export type Dialogue =
  | { readonly verb: 'v' | 'e' | 'n'; readonly asks: 'site' }
  | { readonly verb: 'e' | 'n'; readonly asks: 'number'; readonly site: string };

export type Reading =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'question'; readonly dialogue: Dialogue; readonly text: string }
  | { readonly kind: 'refusal'; readonly text: string };

export const NAME_LENGTH_MAX = 64;

const NUMBER_RULE = 'digits only, or exactly True or False';
const ZIP_RULE = 'digits only';

export function readLine(dialogue: Dialogue | null, text: string): Reading {
  const line = text.trim().split(/\s+/).join(' ');
  if (dialogue !== null) return readAnswer(dialogue, line);
  const [verb = '', ...words] = line.split(' ');
  const rest = words.join(' ');
  switch (verb) {
    case 'l':
    case 'q':
      if (words.length > 0) return refuse(`${verb} stands alone`);
      return act(verb === 'l' ? { type: 'list' } : { type: 'quit' });
    case 'v':
      return words.length === 0
        ? askSite(verb)
        : (checkName(rest) ?? act({ type: 'view', site: rest }));
    case 'e':
    case 'n':
      return words.length === 0 ? askSite(verb) : readAtOnce(verb, words);
    default:
      return refuse(
        `"${verb.slice(0, NAME_LENGTH_MAX)}" is not on the menu: l, v, e, n, q or help`,
      );
  }
}

/** `e site number` and `n site zip` on one line. */
function readAtOnce(verb: 'e' | 'n', words: readonly string[]): Reading {
  const number = words.at(-1) ?? '';
  const site = words.slice(0, -1).join(' ');
  const usage = verb === 'e' ? 'e site number' : 'n site zip';
  if (site === '') return refuse(`${usage}: the name of a site and a number, or ${verb} alone`);
  return checkName(site) ?? checkNumber(verb, number) ?? act(actionOf(verb, site, number));
}

/** A line while a question stands open; `cancel` leaves it. */
function readAnswer(dialogue: Dialogue, line: string): Reading {
  if (line === 'cancel') return refuse(`${dialogue.verb} was cancelled`);
  if (dialogue.asks === 'site') {
    const wrong = checkName(line);
    if (wrong !== null)
      return { kind: 'question', dialogue, text: `${wrong.text}; ${ask(dialogue)}` };
    if (dialogue.verb === 'v') return act({ type: 'view', site: line });
    const next = { verb: dialogue.verb, asks: 'number', site: line } as const;
    return { kind: 'question', dialogue: next, text: ask(next) };
  }
  const wrong = checkNumber(dialogue.verb, line);
  return wrong === null
    ? act(actionOf(dialogue.verb, dialogue.site, line))
    : { kind: 'question', dialogue, text: `${wrong.text}; ${ask(dialogue)}` };
}

function actionOf(verb: 'e' | 'n', site: string, number: string): Action {
  return verb === 'e'
    ? { type: 'edit', site, availability: number }
    : { type: 'add', site, zip: number };
}

function askSite(verb: 'v' | 'e' | 'n'): Reading {
  const dialogue = { verb, asks: 'site' } as const;
  return { kind: 'question', dialogue, text: ask(dialogue) };
}

function ask(dialogue: Dialogue): string {
  if (dialogue.asks === 'site') return 'name of the site?';
  return dialogue.verb === 'e'
    ? `number of vaccines at ${dialogue.site} (${NUMBER_RULE})?`
    : `ZIP of ${dialogue.site} (${ZIP_RULE})?`;
}

type Refusal = Extract<Reading, { kind: 'refusal' }>;

/** What is wrong with a name; `null` if nothing is. */
function checkName(name: string): Refusal | null {
  if (name === '') return refuse('a site needs a name');
  if (name.length <= NAME_LENGTH_MAX) return null;
  return refuse(`a name has at most ${NAME_LENGTH_MAX} characters, this has ${name.length}`);
}

/** What is wrong with a number of vaccines or a ZIP; `null` if nothing is. */
function checkNumber(verb: 'e' | 'n', text: string): Refusal | null {
  const isNumber = /^[0-9]+$/.test(text) || (verb === 'e' && (text === 'True' || text === 'False'));
  if (isNumber && text.length <= NAME_LENGTH_MAX) return null;
  const rule = verb === 'e' ? `a number is ${NUMBER_RULE}` : `a ZIP is ${ZIP_RULE}`;
  return refuse(`${rule}, not "${text.slice(0, NAME_LENGTH_MAX)}"`);
}

function act(action: Action): Reading {
  return { kind: 'action', action };
}

function refuse(text: string): Refusal {
  return { kind: 'refusal', text };
}
