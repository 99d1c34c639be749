/**
 * Scripts for `npm run sim`: one deed a line, `TIME DEED`. Empty lines and lines that begin with `#` are passed over.
 */
import type { Intent } from '../kernel/intent.ts';
import { duration, wholeNumber } from './arguments.ts';

/** A script with every deed that it can hold. */
export const SCRIPT_EXAMPLE: readonly string[] = [
  '1s     client-1: insert Tom 18',
  '2500ms crash replica-2                                 # or restart, freeze, thaw, wipe, remove',
  '4s     partition replica-1,replica-2 | replica-3,balancer-1',
  '5s     cut replica-1 replica-2 oneway                  # without the last word: both ways; mend ends it',
  '6s     network 20..120 loss 5 duplicate 2              # latency in ms, the rest in percent',
  '7s     heal',
  '8s     add replica',
  '9s     clock replica-1 500                             # thousandths of true speed',
  '10s    flaw no-resend                                  # with off behind it: no more',
];

export interface TimedDeed {
  readonly time: number;
  /** In the script, from 1. */
  readonly line: number;
  readonly intent: Intent;
}

/** The deeds of a script in the order of their times. Throws with the number of the line that cannot be read. */
export function readScript(text: string): readonly TimedDeed[] {
  const deeds: TimedDeed[] = [];
  text.split('\n').forEach((written, index) => {
    const line = index + 1;
    const [time, ...words] = written.trim().split(/\s+/);
    if (time === undefined || time === '' || time.startsWith('#')) return;
    try {
      deeds.push({ time: duration(time, 'the time'), line, intent: readDeed(words.join(' ')) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`line ${line} of the script: ${why}`, { cause: error });
    }
  });
  return deeds.toSorted((a, b) => a.time - b.time);
}

const NODE_DEEDS = ['crash', 'restart', 'freeze', 'thaw', 'wipe', 'remove'] as const;

function readDeed(text: string): Intent {
  const said = /^([a-z-]+\d+):\s*(.*)$/.exec(text);
  if (said?.[1] !== undefined) return { type: 'command', client: said[1], text: said[2] ?? '' };
  const [verb = '', ...words] = text.replace(/\s#.*$/, '').split(/\s+/);
  const [first = '', second = '', third = ''] = words;
  const onNode = NODE_DEEDS.find((deed) => deed === verb);
  refuseMore(verb, words, onNode === undefined ? WORDS_MOST[verb] : 1);
  if (onNode !== undefined) return { type: onNode, node: first };
  switch (verb) {
    case 'add':
      return { type: 'add', role: first };
    case 'heal':
      return { type: 'heal' };
    case 'cut':
    case 'mend':
      return { type: verb, from: first, to: second, bothWays: isAbsent(third, 'oneway') };
    case 'partition':
      return { type: 'partition', groups: groupsIn(words.join(' ')) };
    case 'flaw':
      return { type: 'flaw', name: first, on: isAbsent(second, 'off') };
    case 'clock':
      return { type: 'clock', node: first, ratePermille: wholeNumber(second, 'the rate') };
    case 'network':
      return networkIn(words);
    default:
      throw new Error(
        `"${verb}" is no deed; there are client-1: …, ${NODE_DEEDS.join(', ')}, add, heal, cut, mend, partition, network, clock, flaw`,
      );
  }
}

/** How many words may follow a verb; the rest have a grammar of their own. */
const WORDS_MOST: Readonly<Record<string, number>> = {
  add: 1,
  heal: 0,
  cut: 3,
  mend: 3,
  flaw: 2,
  clock: 2,
};

function refuseMore(verb: string, words: readonly string[], most = words.length): void {
  if (words.length > most) throw new Error(`"${words[most]}" is one word too many for ${verb}`);
}

/** Whether a last word is left away; throws if it is there and another than `known`. */
function isAbsent(word: string, known: string): boolean {
  if (word !== '' && word !== known) throw new Error(`the last word is ${known}, not "${word}"`);
  return word === '';
}

function groupsIn(text: string): string[][] {
  return text.split('|').map((group) =>
    group
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean),
  );
}

function networkIn([range = '', ...words]: readonly string[]): Intent {
  const [low = '', high = low] = range.split('..');
  const stray = words.find((word, at) => at % 2 === 0 && word !== 'loss' && word !== 'duplicate');
  if (stray !== undefined)
    throw new Error(`behind the latency stand loss and duplicate, not "${stray}"`);
  const valueOf = (name: string): number => {
    const at = words.indexOf(name);
    return at === -1 ? 0 : wholeNumber(words[at + 1] ?? '', name);
  };
  return {
    type: 'network',
    settings: {
      latencyMs: [wholeNumber(low, 'the latency'), wholeNumber(high, 'the latency')],
      lossPercent: valueOf('loss'),
      duplicatePercent: valueOf('duplicate'),
    },
  };
}
