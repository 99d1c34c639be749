/**
 * The mode string of a server, as in section 2 of the original's README: `p:10::a:20::c:30` delays what arrives at it, `d:0` makes it
 * dead but connected. Each part becomes message rules whose ids tell where they come from, so that the string can be read back.
 * A server's word to itself is no message and is not delayed.
 */
import type { Intent, MessageRule } from '../../kernel/intent.ts';
import type { NodeId } from '../../kernel/process.ts';
import type { NodeSetting } from '../protocol.ts';
import type { ToServer } from './messages.ts';

type Call = ToServer['type'];

/** Letters in the order in which a string is read back, and the calls that each delays. */
const LETTERS = {
  p: ['prepare'],
  a: ['accept'],
  c: ['commit'],
  g: ['get-logs'],
  r: ['say'],
  s: ['prepare', 'accept', 'commit', 'get-logs', 'say'],
} as const satisfies Record<string, readonly Call[]>;

/** `d`: calls that find no ear, and calls of its own that never leave. It stays registered, so it counts as connected. */
const MUTED_IN = [
  'prepare',
  'accept',
  'commit',
  'get-logs',
  'say',
  'forward',
  'ask-highest',
] as const;
const MUTED_OUT = ['prepare', 'accept', 'commit'] as const;

const SECONDS_MAX = 3600;
const RULES_MAX = 100;

const GRAMMAR =
  'Parts joined by `::`, each a letter, `:` and whole seconds. `p`, `a`, `c`, `g` and `r` delay the prepare, accept, commit, get-logs and say calls that arrive here, `s` all five. `d` makes the server dead but connected; its number is ignored. An empty line clears the mode.';

export const setting: NodeSetting = {
  role: 'server',
  title: 'Mode',
  placeholder: 'p:10::a:20::c:30',
  help: GRAMMAR,
  current: (node, rules) => currentMode(node, rules),
  read: (text, node, rules) => readMode(text, node, rules),
};

type Letter = keyof typeof LETTERS | 'd';
const ORDER: readonly Letter[] = ['p', 'a', 'c', 'g', 'r', 's', 'd'];

function isLetter(text: string): text is Letter {
  return ORDER.some((letter) => letter === text);
}

/** The string that the rules of a server stand for; empty if there are none. */
function currentMode(node: NodeId, rules: readonly MessageRule[]): string {
  return ORDER.flatMap((letter): string[] => {
    const rule = rules.find(({ id }) => id.startsWith(prefix(node, letter)));
    if (rule === undefined) return [];
    const seconds = rule.action.kind === 'delay' ? rule.action.delayMs / 1000 : 0;
    return [`${letter}:${seconds}`];
  }).join('::');
}

function prefix(node: NodeId, letter: Letter): string {
  return `mode:${node}:${letter}:`;
}

function readMode(
  text: string,
  node: NodeId,
  rules: readonly MessageRule[],
): ReturnType<NodeSetting['read']> {
  const wanted: MessageRule[] = [];
  const seen = new Set<Letter>();
  for (const part of text.trim() === '' ? [] : text.trim().split('::')) {
    const [, letter = '', digits = ''] = /^([a-z]):(\d{1,4})$/.exec(part) ?? [];
    const seconds = Number(digits);
    if (!isLetter(letter)) return refuse(`"${part.slice(0, 20)}" is not a part of a mode string.`);
    if (seconds > SECONDS_MAX) return refuse(`${letter}:${digits} is more than an hour.`);
    if (seen.has(letter)) return refuse(`${letter} stands there twice.`);
    seen.add(letter);
    wanted.push(...rulesOf(node, letter, seconds * 1000));
  }
  const own = rules.filter(({ id }) => id.startsWith(`mode:${node}:`));
  if (rules.length - own.length + wanted.length > RULES_MAX) {
    return refuse(`There may be ${RULES_MAX} message rules at once.`);
  }
  const lifted = own.filter(({ id }) => wanted.every((rule) => rule.id !== id));
  const intents: Intent[] = [
    ...lifted.map(({ id }): Intent => ({ type: 'unrule', id })),
    ...wanted.map((rule): Intent => ({ type: 'rule', rule })),
  ];
  return { kind: 'deeds', intents };
}

function refuse(why: string): ReturnType<NodeSetting['read']> {
  return { kind: 'refusal', text: why };
}

function rulesOf(node: NodeId, letter: Letter, delayMs: number): readonly MessageRule[] {
  if (letter === 'd') {
    const drop = { action: { kind: 'drop' } } as const;
    return [
      ...MUTED_IN.map((type) => ({
        id: `${prefix(node, 'd')}to:${type}`,
        type,
        to: node,
        ...drop,
      })),
      ...MUTED_OUT.map((type) => ({
        id: `${prefix(node, 'd')}from:${type}`,
        type,
        from: node,
        ...drop,
      })),
    ];
  }
  return LETTERS[letter].map((type) => ({
    id: `${prefix(node, letter)}${type}`,
    type,
    to: node,
    action: { kind: 'delay', delayMs },
  }));
}

/** The deeds that set a mode, for scripts; throws if the string is wrong. */
export function modeDeeds(node: NodeId, text: string): readonly Intent[] {
  const read = readMode(text, node, []);
  if (read.kind === 'refusal') throw new Error(read.text);
  return read.intents;
}
