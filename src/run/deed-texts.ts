/** A person's deeds in words. */
import type { Intent, MessageRule } from '../kernel/intent.ts';
import type { Pending } from '../kernel/pending.ts';
import { unreachable } from '../kernel/process.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { plural } from '../protocols/words.ts';

const FAULTS: ReadonlySet<Intent['type']> = new Set([
  'crash',
  'freeze',
  'wipe',
  'partition',
  'cut',
  'drop',
]);

/** Whether the deed breaks something. */
export function isFault(intent: Intent): boolean {
  return FAULTS.has(intent.type);
}

/** The deed as a sentence. `node` is the node that it added, for those that add one; `what` names what it was done to, for those done to a message or a timer. */
export function deedTitle(intent: Intent, node: string | null, what: string | null): string {
  switch (intent.type) {
    case 'command':
      return `${intent.client} is told: ${intent.text}`;
    case 'crash':
      return crashTitle(intent.node, intent.keepSends);
    case 'restart':
      return `${intent.node} restarts`;
    case 'freeze':
      return `${intent.node} is frozen`;
    case 'thaw':
      return `${intent.node} thaws`;
    case 'wipe':
      return `the disk of ${intent.node} is wiped`;
    case 'add':
      return `${node ?? intent.role} is started`;
    case 'remove':
      return `${intent.node} is removed`;
    case 'clock':
      return `the clock of ${intent.node} runs at ${intent.ratePermille / 10} %`;
    case 'partition':
    case 'heal':
    case 'cut':
    case 'mend':
    case 'network':
    case 'link':
    case 'rule':
    case 'unrule':
    case 'drop':
    case 'duplicate':
    case 'hold':
    case 'release':
    case 'fire':
    case 'wind':
    case 'flaw':
      return networkTitle(intent, what);
    default:
      return unreachable(intent);
  }
}

type NetworkIntent = Exclude<
  Intent,
  {
    type: 'command' | 'crash' | 'restart' | 'freeze' | 'thaw' | 'wipe' | 'add' | 'remove' | 'clock';
  }
>;

function networkTitle(intent: NetworkIntent, what: string | null): string {
  switch (intent.type) {
    case 'partition':
      return `partition: ${intent.groups.map((group) => groupText(group)).join(' from ')}`;
    case 'heal':
      return 'every link is whole again';
    case 'cut':
      return `the link from ${intent.from} to ${intent.to} is cut`;
    case 'mend':
      return `the link from ${intent.from} to ${intent.to} is mended`;
    case 'network': {
      const { latencyMs, lossPercent, duplicatePercent } = intent.settings;
      return `network: ${latencyMs[0]} to ${latencyMs[1]} ms, ${lossPercent} % lost, ${duplicatePercent} % doubled`;
    }
    case 'link':
      return `the link from ${intent.from} to ${intent.to} is ${intent.settings === null ? 'as the others' : 'set'}`;
    case 'rule':
      return ruleTitle(intent.rule);
    case 'unrule':
      return 'a message rule is lifted';
    case 'drop':
      return `${what ?? 'a message'} is dropped`;
    case 'duplicate':
      return `${what ?? 'a message'} is doubled`;
    case 'hold':
      return `${what ?? 'a message'} is held`;
    case 'release':
      return `${what ?? 'a message'} goes on`;
    case 'fire':
      return `${what ?? 'what was to come'}, now`;
    case 'wind':
      return `${what ?? 'a timer'}, in ${intent.inMs} ms`;
    case 'flaw':
      return `flaw ${intent.name} is ${intent.on ? 'on' : 'off'}`;
    default:
      return unreachable(intent);
  }
}

/** A message or a timer in words, as in `AppendEntries to server-3` and `server-2: next heart-beat`. */
export function pendingTitle({ describe }: Protocol, pending: Pending | null): string | null {
  switch (pending?.kind) {
    case 'deliver':
      return `${describe.message(pending.message).title} to ${pending.node}`;
    case 'timer':
      return `${pending.node}: ${describe.timer(pending.name).title}`;
    case 'unreachable':
    case 'peer-failed':
      return `word of ${pending.peer} to ${pending.node}`;
    case undefined:
      return null;
    default:
      return unreachable(pending);
  }
}

function crashTitle(node: string, keepSends: number | undefined): string {
  if (keepSends === undefined) return `${node} crashes`;
  if (keepSends === 0) return `${node} crashes before anything of its last step has left`;
  return `${node} crashes in the middle of its last step: ${plural(keepSends, 'message')} left it`;
}

/** As in `every RequestVote from server-1: 700 ms later`. */
function ruleTitle({ type, from, to, action }: MessageRule): string {
  const ends = `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
  const what = action.kind === 'delay' ? `${action.delayMs} ms later` : ACTION_WORDS[action.kind];
  return `every ${type ?? 'message'}${ends}: ${what}`;
}

const ACTION_WORDS = { drop: 'dropped', duplicate: 'doubled' } as const;

function groupText(group: readonly string[]): string {
  return group.length <= 3 ? group.join(', ') : `${group.length} nodes`;
}
