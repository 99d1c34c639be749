/** The settings of the message bus and the question they answer: what becomes of a message sent now? */
import type { LinkSettings, MessageRule } from './intent.ts';
import type { NodeId } from './process.ts';
import type { Random } from './random.ts';

/** A stream sends a lost message again after so long (a TCP minimum retransmission timeout, as in Linux). */
const RETRANSMIT_MS = 200;
/** A stream that lost this many copies of a message in a row delivers the next, so that total loss is slow and not endless. */
const RETRANSMITS_MAX = 50;

/** A message never sets off in more copies than this, whatever the rules say. */
const COPIES_MAX = 4;

/** All immutable: a change makes a new one. */
export interface Network {
  readonly base: LinkSettings;
  /** `from>to` → settings of that direction alone. */
  readonly links: Readonly<Record<string, LinkSettings>>;
  readonly groups: readonly (readonly NodeId[])[];
  /** Node → number of its group in the partition. */
  readonly side: Readonly<Record<NodeId, number>>;
  /** Directions that are cut, as `from>to`. */
  readonly cuts: readonly string[];
  readonly rules: readonly MessageRule[];
  /** Virtual time at which the partition was made, or `null`. */
  readonly partedAt: number | null;
}

/** A network without partition, cuts and rules. */
export const WHOLE_NETWORK: Omit<Network, 'base'> = {
  links: {},
  groups: [],
  side: {},
  cuts: [],
  rules: [],
  partedAt: null,
};

/** Name of one direction of a link. */
export function lane(from: NodeId, to: NodeId): string {
  return `${from}>${to}`;
}

/** How one direction of a link behaves. */
export function settingsOf(network: Network, from: NodeId, to: NodeId): LinkSettings {
  // Asked for every message: the name of a lane costs more than all the rest.
  if (network.links === WHOLE_NETWORK.links) return network.base;
  return network.links[lane(from, to)] ?? network.base;
}

/** Whether nothing gets from `from` to `to`. */
export function isCut(network: Network, from: NodeId, to: NodeId): boolean {
  if (network.groups.length > 0) {
    const one = network.side[from];
    const other = network.side[to];
    if (one !== undefined && other !== undefined && one !== other) return true;
  }
  return network.cuts.length > 0 && network.cuts.includes(lane(from, to));
}

/** The network with its nodes parted into `groups`. */
export function parted(
  network: Network,
  groups: readonly (readonly NodeId[])[],
  now: number,
): Network {
  const side: Record<NodeId, number> = {};
  groups.forEach((group, number) => {
    for (const id of group) side[id] = number;
  });
  return { ...network, groups, side, partedAt: now };
}

/** What becomes of one copy of a message. */
export interface Passage {
  readonly delayMs: number;
  readonly fate: 'arrive' | 'chance' | 'rule';
}

/**
 * One passage per copy that sets off. A message draws the same number of times whatever comes of it, except on a lossy stream.
 */
export function passages(
  network: Network,
  stream: boolean,
  from: NodeId,
  to: NodeId,
  type: string,
  random: Random,
): readonly Passage[] {
  const link = settingsOf(network, from, to);
  let extraMs = 0;
  let dropped = false;
  let copies = 1;
  for (const rule of network.rules) {
    if (!applies(rule, from, to, type)) continue;
    if (rule.action.kind === 'delay') extraMs += rule.action.delayMs;
    else if (rule.action.kind === 'drop') dropped = true;
    else copies += 1;
  }
  if (!stream && random.chance(link.duplicatePercent)) copies += 1;
  copies = Math.min(copies, COPIES_MAX);
  const ways = [passage(link, stream, extraMs, dropped, random)];
  while (ways.length < copies) ways.push(passage(link, stream, extraMs, dropped, random));
  return ways;
}

function passage(
  { latencyMs, lossPercent }: LinkSettings,
  stream: boolean,
  extraMs: number,
  dropped: boolean,
  random: Random,
): Passage {
  let delayMs = random.between(latencyMs[0], latencyMs[1]) + extraMs;
  let lost = random.chance(lossPercent);
  if (stream) {
    for (let again = 0; lost && again < RETRANSMITS_MAX; again += 1) {
      delayMs += RETRANSMIT_MS;
      lost = random.chance(lossPercent);
    }
  }
  const chance = lost && !stream ? 'chance' : 'arrive';
  return { delayMs, fate: dropped ? 'rule' : chance };
}

function applies(rule: MessageRule, from: NodeId, to: NodeId, type: string): boolean {
  return (
    (rule.type === undefined || rule.type === type) &&
    (rule.from === undefined || rule.from === from) &&
    (rule.to === undefined || rule.to === to)
  );
}
