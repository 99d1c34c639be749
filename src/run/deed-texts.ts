/** A person's deeds in words. */
import type { Intent } from '../kernel/intent.ts';
import { unreachable } from '../kernel/process.ts';

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

/** The deed as a sentence. `node` is the node that it added, for those that add one. */
export function deedTitle(intent: Intent, node: string | null): string {
  switch (intent.type) {
    case 'command':
      return `${intent.client} is told: ${intent.text}`;
    case 'crash':
      return intent.keepSends === undefined
        ? `${intent.node} crashes`
        : `${intent.node} crashes after ${intent.keepSends} of its sends`;
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
      return networkTitle(intent);
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

function networkTitle(intent: NetworkIntent): string {
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
      return `rule for ${intent.rule.type ?? 'all'} messages: ${intent.rule.action.kind}`;
    case 'unrule':
      return `rule ${intent.id} is lifted`;
    case 'drop':
      return `message ${intent.flight} is dropped`;
    case 'duplicate':
      return `message ${intent.flight} is doubled`;
    case 'hold':
      return `message ${intent.flight} is held`;
    case 'release':
      return `message ${intent.flight} goes on`;
    case 'fire':
      return `number ${intent.pending} happens now`;
    case 'wind':
      return `timer ${intent.pending} is set to ${intent.inMs} ms`;
    case 'flaw':
      return `flaw ${intent.name} is ${intent.on ? 'on' : 'off'}`;
    default:
      return unreachable(intent);
  }
}

function groupText(group: readonly string[]): string {
  return group.length <= 3 ? group.join(', ') : `${group.length} nodes`;
}
