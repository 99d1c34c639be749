/** Deeds on the network: partitions, cuts, latencies, losses, message rules. */
import type { Intent, LinkSettings, MessageRule } from './intent.ts';
import { lane, parted } from './network.ts';
import { type NodeId, unreachable, type Vocabulary } from './process.ts';
import type { TraceEvent } from './trace.ts';
import type { World } from './world.ts';

/** The longest latency or delay that can be set: one hour. */
export const DELAY_MS_MAX = 3_600_000;

/** The most message rules at once. */
const RULES_MAX = 100;

type Of<T extends Intent['type']> = Extract<Intent, { type: T }>;

/** Changes the settings of the network; what they held back goes on. */
export function changeNetwork<V extends Vocabulary>(
  world: World<V>,
  intent: Of<'partition' | 'heal' | 'cut' | 'mend' | 'network' | 'link' | 'rule' | 'unrule'>,
): TraceEvent<V> {
  const { network } = world.bus;
  switch (intent.type) {
    case 'partition':
      checkGroups(world, intent.groups);
      world.bus.network = parted(network, intent.groups, world.now);
      break;
    case 'heal':
      world.bus.network = { ...network, groups: [], side: {}, cuts: [], partedAt: null };
      break;
    case 'cut':
      world.bus.network = {
        ...network,
        cuts: [...mended(world, intent), ...lanesOf(world, intent)],
      };
      break;
    case 'mend':
      world.bus.network = { ...network, cuts: mended(world, intent) };
      break;
    case 'network':
      checkSettings(intent.settings);
      world.bus.network = { ...network, base: intent.settings };
      break;
    case 'link':
      world.bus.network = { ...network, links: changedLinks(world, intent) };
      break;
    case 'rule':
      checkRule(intent.rule);
      if (network.rules.length >= RULES_MAX)
        throw new Error(`there may be ${RULES_MAX} message rules`);
      world.bus.network = {
        ...network,
        rules: [...otherRules(world, intent.rule.id), intent.rule],
      };
      break;
    case 'unrule':
      if (!network.rules.some((rule) => rule.id === intent.id)) {
        throw new Error(`there is no message rule "${intent.id}"`);
      }
      world.bus.network = { ...network, rules: otherRules(world, intent.id) };
      break;
    default:
      return unreachable(intent);
  }
  world.agenda.unpark(world.now);
  return world.close(intent, null, null);
}

function checkGroups<V extends Vocabulary>(
  world: World<V>,
  groups: readonly (readonly NodeId[])[],
): void {
  if (groups.length < 2) throw new Error('a partition has at least two groups');
  const seen = new Set<NodeId>();
  for (const id of groups.flat()) {
    world.record(id);
    if (seen.has(id)) throw new Error(`${id} is in the partition twice`);
    seen.add(id);
  }
}

function lanesOf<V extends Vocabulary>(world: World<V>, intent: Of<'cut' | 'mend'>): string[] {
  const { from, to, bothWays } = intent;
  world.record(from);
  world.record(to);
  if (from === to) throw new Error(`${from} has no link to itself`);
  return bothWays ? [lane(from, to), lane(to, from)] : [lane(from, to)];
}

function mended<V extends Vocabulary>(world: World<V>, intent: Of<'cut' | 'mend'>): string[] {
  const lanes = lanesOf(world, intent);
  return world.bus.network.cuts.filter((cut) => !lanes.includes(cut));
}

function otherRules<V extends Vocabulary>(world: World<V>, id: string): MessageRule[] {
  return world.bus.network.rules.filter((rule) => rule.id !== id);
}

function changedLinks<V extends Vocabulary>(
  world: World<V>,
  { from, to, settings }: Of<'link'>,
): Record<string, LinkSettings> {
  const name = lane(world.record(from).id, world.record(to).id);
  const others = Object.entries(world.bus.network.links).filter(([other]) => other !== name);
  if (settings === null) return Object.fromEntries(others);
  checkSettings(settings);
  return Object.fromEntries([...others, [name, settings]]);
}

function checkSettings({ latencyMs, lossPercent, duplicatePercent }: LinkSettings): void {
  const [low, high] = latencyMs;
  if (!isWhole(low, 0, DELAY_MS_MAX) || !isWhole(high, low, DELAY_MS_MAX)) {
    throw new Error(
      `latency runs from a least to a greatest of at most ${DELAY_MS_MAX} whole ms, not ${low} to ${high}`,
    );
  }
  if (!isWhole(lossPercent, 0, 100))
    throw new Error(`loss is 0 to 100 whole percent, not ${lossPercent}`);
  if (!isWhole(duplicatePercent, 0, 100)) {
    throw new Error(`duplication is 0 to 100 whole percent, not ${duplicatePercent}`);
  }
}

function checkRule({ action }: MessageRule): void {
  if (action.kind === 'delay' && !isWhole(action.delayMs, 0, DELAY_MS_MAX)) {
    throw new Error(`a rule delays by 0 to ${DELAY_MS_MAX} whole ms, not ${action.delayMs}`);
  }
}

function isWhole(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}
