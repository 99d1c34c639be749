/**
 * Scripts for `npm run sim`: one deed a line, `TIME DEED`, as in
 *
 *     1s     client-1: insert Tom 18
 *     2500ms crash replica-2
 *     4s     partition replica-1,replica-2 | replica-3,balancer-1
 *     6s     network 20..120 loss 5 duplicate 2
 *     9s     heal
 *
 * Empty lines and lines that begin with `#` are passed over.
 */
import type { Intent } from '../kernel/intent.ts';
import { duration, wholeNumber } from './arguments.ts';

export interface TimedDeed {
  readonly time: number;
  readonly intent: Intent;
}

/** The deeds of a script in the order of their times. Throws with the number of the line that cannot be read. */
export function readScript(text: string): readonly TimedDeed[] {
  const deeds: TimedDeed[] = [];
  text.split('\n').forEach((line, index) => {
    const [time, ...words] = line.trim().split(/\s+/);
    if (time === undefined || time === '' || time.startsWith('#')) return;
    try {
      deeds.push({ time: duration(time, 'the time'), intent: readDeed(words.join(' ')) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`line ${index + 1} of the script: ${why}`, { cause: error });
    }
  });
  return deeds.toSorted((a, b) => a.time - b.time);
}

const NODE_DEEDS = ['crash', 'restart', 'freeze', 'thaw', 'wipe', 'remove'] as const;

function readDeed(text: string): Intent {
  const said = /^([a-z-]+\d+):\s*(.*)$/.exec(text);
  if (said?.[1] !== undefined) return { type: 'command', client: said[1], text: said[2] ?? '' };
  const [verb = '', ...words] = text.split(/\s+/);
  const [first = '', second = '', third = ''] = words;
  const onNode = NODE_DEEDS.find((deed) => deed === verb);
  if (onNode !== undefined) return { type: onNode, node: first };
  switch (verb) {
    case 'add':
      return { type: 'add', role: first };
    case 'heal':
      return { type: 'heal' };
    case 'cut':
    case 'mend':
      return { type: verb, from: first, to: second, bothWays: third !== 'oneway' };
    case 'partition':
      return { type: 'partition', groups: groupsIn(words.join(' ')) };
    case 'flaw':
      return { type: 'flaw', name: first, on: second !== 'off' };
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
