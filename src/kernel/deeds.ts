/** A person's deeds: each checks that it can be done, says why if it cannot, and is one event. */
import { processOf } from './erasure.ts';
import type { Intent, LinkSettings, MessageRule } from './intent.ts';
import { lane, parted } from './network.ts';
import type { NodeRecord } from './node.ts';
import type { Flight } from './pending.ts';
import { type Message, type NodeId, type Role, unreachable, type Vocabulary } from './process.ts';
import { senderOf } from './bus.ts';
import type { NodeStatus, TraceEvent } from './trace.ts';
import type { World } from './world.ts';

/** The longest latency or delay that can be set: one hour. */
export const DELAY_MS_MAX = 3_600_000;
/** The longest line that a console takes. */
export const COMMAND_LENGTH_MAX = 2_000;
/** The most nodes that a world holds, those removed included. */
export const NODES_MAX = 2_000;

/** Does what `intent` says. Throws an `Error` in plain words if it cannot be done; the world is then unchanged. */
export function performIntent<V extends Vocabulary>(
  world: World<V>,
  intent: Intent,
): TraceEvent<V> {
  switch (intent.type) {
    case 'command':
      return command(world, intent);
    case 'crash':
    case 'restart':
    case 'freeze':
    case 'thaw':
    case 'wipe':
    case 'remove':
    case 'clock':
      return changeNode(world, intent);
    case 'add':
      return addNode(world, intent);
    case 'partition':
    case 'heal':
    case 'cut':
    case 'mend':
    case 'network':
    case 'link':
    case 'rule':
    case 'unrule':
      return changeNetwork(world, intent);
    case 'drop':
    case 'duplicate':
    case 'hold':
    case 'release':
      return handleFlight(world, intent);
    case 'fire':
      return fire(world, intent);
    case 'flaw':
      return switchFlaw(world, intent);
    default:
      return unreachable(intent);
  }
}

type Of<T extends Intent['type']> = Extract<Intent, { type: T }>;

function command<V extends Vocabulary>(world: World<V>, intent: Of<'command'>): TraceEvent<V> {
  const { client, text } = intent;
  const before = world.record(client);
  expectStatus(before, ['up'], 'take a command');
  const process = processOf(world.program, before.role);
  if (process.onCommand === undefined) throw new Error(`${client} has no console`);
  if (text.length > COMMAND_LENGTH_MAX) {
    throw new Error(
      `a command has at most ${COMMAND_LENGTH_MAX} characters, this has ${text.length}`,
    );
  }
  const parsed = world.program.parse(text, world.options);
  const { book, now } = world;
  if (parsed.kind === 'command') {
    const operation = book.begin(client, text, parsed.command, now);
    world.run(
      client,
      (state, node) => process.onCommand?.(state, parsed.command, operation, node) ?? state,
    );
  } else {
    const id = book.begin(client, text, null, now);
    const outcome = parsed.kind === 'answer' ? 'ok' : 'refused';
    book.note(client, { kind: 'respond', id, outcome, text: parsed.text }, now);
  }
  return world.close(intent, client, before);
}

function changeNode<V extends Vocabulary>(
  world: World<V>,
  intent: Of<'crash' | 'restart' | 'freeze' | 'thaw' | 'wipe' | 'remove' | 'clock'>,
): TraceEvent<V> {
  const id = intent.node;
  const before = world.record(id);
  switch (intent.type) {
    case 'crash':
      expectStatus(before, ['up', 'frozen'], 'crash');
      if (intent.keepSends !== undefined) recallSends(world, before, intent.keepSends);
      world.stop(id, 'crashed');
      break;
    case 'restart':
      expectStatus(before, ['crashed', 'left'], 'restart');
      restart(world, before);
      break;
    case 'freeze':
      expectStatus(before, ['up'], 'freeze');
      world.change(id, { status: 'frozen', since: world.now });
      break;
    case 'thaw':
      expectStatus(before, ['frozen'], 'thaw');
      world.change(id, { status: 'up', since: world.now });
      break;
    case 'wipe':
      expectStatus(before, ['crashed', 'left'], 'lose its disk');
      world.change(id, { disk: {}, writtenAt: world.now });
      break;
    case 'remove':
      expectStatus(before, ['up', 'frozen', 'crashed', 'left'], 'be removed');
      world.stop(id, 'removed');
      world.cluster.unlist(id);
      break;
    case 'clock':
      setClock(world, before, intent.ratePermille);
      break;
    default:
      return unreachable(intent);
  }
  world.agenda.unpark(world.now);
  return world.close(intent, id, before);
}

function restart<V extends Vocabulary>(world: World<V>, before: NodeRecord<V>): void {
  const { id, disk, incarnation } = before;
  const fields = { status: 'up', since: world.now, incarnation: incarnation + 1 } as const;
  world.change(id, { ...fields, disk: null });
  world.boot(id, disk ?? {}, false);
}

function recallSends<V extends Vocabulary>(
  world: World<V>,
  { id, lastEvent }: NodeRecord<V>,
  keep: number,
): void {
  if (!Number.isInteger(keep) || keep < 0) throw new Error(`keepSends is ${keep}`);
  const unsent = world
    .pending()
    .filter((item) => item.kind === 'deliver' && item.from === id && item.cause === lastEvent)
    .toSorted((a, b) => a.id - b.id)
    .slice(keep);
  for (const flight of unsent) world.agenda.take(flight.id);
}

function setClock<V extends Vocabulary>(
  world: World<V>,
  before: NodeRecord<V>,
  ratePermille: number,
): void {
  if (!Number.isInteger(ratePermille) || ratePermille < 1 || ratePermille > 100_000) {
    throw new Error(`a clock runs at 1 to 100000 thousandths of true speed, not ${ratePermille}`);
  }
  world.setClock(before.id, ratePermille);
}

function addNode<V extends Vocabulary>(world: World<V>, intent: Of<'add'>): TraceEvent<V> {
  const role = roleCalled(world, intent.role);
  if (world.records().length >= NODES_MAX) throw new Error(`a world holds ${NODES_MAX} nodes`);
  const id = world.add(role);
  return world.close(intent, id, null);
}

function roleCalled<V extends Vocabulary>(world: World<V>, name: string): Role<V> {
  for (const role in world.program.processes) if (role === name) return role;
  const roles = Object.keys(world.program.processes).join(', ');
  throw new Error(`there is no role "${name}"; there are ${roles}`);
}

function changeNetwork<V extends Vocabulary>(
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

function handleFlight<V extends Vocabulary>(
  world: World<V>,
  intent: Of<'drop' | 'duplicate' | 'hold' | 'release'>,
): TraceEvent<V> {
  const flight = flightCalled(world, intent.flight);
  switch (intent.type) {
    case 'drop':
      world.agenda.take(flight.id);
      break;
    case 'duplicate':
      world.copyFlight(flight);
      break;
    case 'hold':
      world.agenda.take(flight.id);
      world.agenda.park('held', flight, world.now);
      break;
    case 'release':
      if (
        !world.parked.some(({ reason, pending }) => reason === 'held' && pending.id === flight.id)
      ) {
        throw new Error(`message ${flight.id} is not held`);
      }
      world.agenda.take(flight.id);
      world.agenda.put(flight);
      break;
    default:
      return unreachable(intent);
  }
  world.agenda.unpark(world.now);
  const loss = intent.type === 'drop' ? ('hand' as const) : null;
  return world.close(intent, flight.node, null, { pending: flight, loss });
}

function flightCalled<V extends Vocabulary>(world: World<V>, id: number): Flight<Message<V>> {
  const pending = world.agenda.lookUp(id);
  if (pending.kind !== 'deliver') throw new Error(`number ${id} is not a message`);
  return pending;
}

/** Makes something happen now, unless order, a cut or a frozen node forbids it. */
function fire<V extends Vocabulary>(world: World<V>, intent: Of<'fire'>): TraceEvent<V> {
  const pending = world.agenda.lookUp(intent.pending);
  const from = senderOf(pending);
  const target = world.record(pending.node);
  if (target.status === 'frozen') throw new Error(`${target.id} is frozen`);
  const earlier = world.agenda.earlierOnLane(pending);
  if (earlier !== undefined) throw new Error(`message ${earlier.id} of ${from} comes first`);
  if (from !== null && world.bus.isCut(from, target.id)) {
    throw new Error(`the link from ${from} to ${target.id} is cut`);
  }
  world.agenda.take(pending.id);
  const event = world.happen(pending, intent);
  world.agenda.unpark(world.now);
  return event;
}

function switchFlaw<V extends Vocabulary>(world: World<V>, intent: Of<'flaw'>): TraceEvent<V> {
  const { name, on } = intent;
  if (!world.program.flaws.some((flaw) => flaw.name === name)) {
    const names = world.program.flaws.map((flaw) => flaw.name).join(', ');
    throw new Error(`there is no flaw "${name}"; there are ${names}`);
  }
  if (world.flaws.includes(name) === on)
    throw new Error(`"${name}" is ${on ? 'on' : 'off'} already`);
  world.flaws = on ? [...world.flaws, name] : world.flaws.filter((other) => other !== name);
  return world.close(intent, null, null);
}

function expectStatus<V extends Vocabulary>(
  { id, status }: NodeRecord<V>,
  allowed: readonly NodeStatus[],
  deed: string,
): void {
  if (!allowed.includes(status)) {
    throw new Error(`${id} cannot ${deed}: it ${status === 'up' ? 'is up' : STATUS_WORDS[status]}`);
  }
}

const STATUS_WORDS = {
  frozen: 'is frozen',
  crashed: 'has crashed',
  left: 'has left',
  removed: 'was removed',
} as const;
