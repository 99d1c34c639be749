/** Random deeds for sweeps, all drawn from the seed. */
import type { Intent } from '../kernel/intent.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { World } from '../kernel/world.ts';
import type { JudgedVocabulary, Protocol } from '../protocols/protocol.ts';

type V = JudgedVocabulary;

/** How rough the weather is. `heavy` has everything: crashes, lost disks, freezes, partitions, cuts, loss, duplication, reordering, slow clocks. */
export const FAULT_LEVELS = ['none', 'light', 'heavy'] as const;
export type FaultLevel = (typeof FAULT_LEVELS)[number];

/** Nodes that a sweep may add beyond the initial cluster. */
const ADDED_MAX = 3;

/** In so many of a hundred turns a disk is lost, if one can be. */
const WIPE_PERCENT: Readonly<Record<FaultLevel, number>> = { none: 0, light: 1, heavy: 3 };

type Draw = (world: World<V>, random: RandomStream, protocol: Protocol) => Intent | null;

interface Weighted {
  readonly weight: number;
  readonly draw: Draw;
}

/** What happens in the weather of each level, with the weight of each deed. */
const DEEDS: Readonly<Record<FaultLevel, readonly Weighted[]>> = {
  none: [{ weight: 1, draw: command }],
  light: [
    { weight: 50, draw: command },
    { weight: 6, draw: crash },
    { weight: 10, draw: restart },
    { weight: 4, draw: weather },
  ],
  heavy: [
    { weight: 45, draw: command },
    { weight: 14, draw: crash },
    { weight: 16, draw: restart },
    { weight: 5, draw: freeze },
    { weight: 9, draw: thaw },
    { weight: 5, draw: partition },
    { weight: 4, draw: cut },
    { weight: 7, draw: () => ({ type: 'heal' }) },
    { weight: 8, draw: weather },
    { weight: 3, draw: add },
    { weight: 3, draw: clock },
    { weight: 3, draw: flight },
  ],
};

/** A random deed that can be done now; `null` if the one that was drawn cannot. */
export function drawDeed(
  level: FaultLevel,
  protocol: Protocol,
  world: World<V>,
  random: RandomStream,
): Intent | null {
  const deeds = DEEDS[level];
  let ticket = random.between(
    1,
    deeds.reduce((sum, { weight }) => sum + weight, 0),
  );
  for (const { weight, draw } of deeds) {
    ticket -= weight;
    if (ticket <= 0) return admitted(protocol, world, draw(world, random, protocol));
  }
  return null;
}

/**
 * The loss of a disk of a node that is down; `null` in most turns, and in every turn of a protocol that keeps nothing on disk or rests on
 * what it keeps there. `random` is a stream of its own: where no disk can be lost, the weather is as if there were no such thing.
 */
export function drawWipe(
  level: FaultLevel,
  protocol: Protocol,
  world: World<V>,
  random: RandomStream,
): Intent | null {
  if (!random.chance(WIPE_PERCENT[level])) return null;
  const written = nodesThat(world, 'crashed', 'left').filter(
    (id) => Object.keys(world.record(id).disk ?? {}).length > 0,
  );
  const wipes = written.map((node) => ({ type: 'wipe', node }) as const);
  return random.pick(wipes.filter((wipe) => admitted(protocol, world, wipe) !== null)) ?? null;
}

/** The deed, unless the protocol's model has no such thing. */
function admitted(protocol: Protocol, world: World<V>, deed: Intent | null): Intent | null {
  const isRefused = deed !== null && (protocol.refuses?.(deed, world) ?? null) !== null;
  return isRefused ? null : deed;
}

/** Everything that ends the faults: whole links, calm weather, true clocks, nodes back; a few of those that are down may stay down. */
export function healing(world: World<V>, protocol: Protocol, random: RandomStream): Intent[] {
  const deeds: Intent[] = [{ type: 'heal' }, { type: 'network', settings: protocol.weather }];
  const spared = new Set<string>();
  for (const { id, role, status, clock: running } of world.records()) {
    if (running.ratePermille !== 1000) deeds.push({ type: 'clock', node: id, ratePermille: 1000 });
    if (status === 'frozen') deeds.push({ type: 'thaw', node: id });
    if (status !== 'crashed') continue;
    const isReplica = protocol.roles[role]?.family === 'replica';
    const staysDown = isReplica && spared.has(role) && random.chance(30);
    if (!staysDown) deeds.push({ type: 'restart', node: id });
    spared.add(role);
  }
  for (const { reason, pending } of world.parked) {
    if (reason === 'held') deeds.push({ type: 'release', flight: pending.id });
  }
  return deeds;
}

function nodesThat(world: World<V>, ...statuses: readonly string[]): string[] {
  return world
    .records()
    .filter(({ status }) => statuses.includes(status))
    .map(({ id }) => id);
}

function command(world: World<V>, random: RandomStream, protocol: Protocol): Intent | null {
  const clients = world
    .records()
    .filter(({ role, status }) => status === 'up' && protocol.roles[role]?.family === 'client');
  const client = random.pick(clients);
  return client === undefined
    ? null
    : { type: 'command', client: client.id, text: protocol.console.sample(random) };
}

function crash(world: World<V>, random: RandomStream): Intent | null {
  const node = random.pick(nodesThat(world, 'up', 'frozen'));
  if (node === undefined) return null;
  return random.chance(30)
    ? { type: 'crash', node, keepSends: random.between(0, 2) }
    : { type: 'crash', node };
}

function restart(world: World<V>, random: RandomStream): Intent | null {
  const node = random.pick(nodesThat(world, 'crashed'));
  return node === undefined ? null : { type: 'restart', node };
}

function freeze(world: World<V>, random: RandomStream): Intent | null {
  const node = random.pick(nodesThat(world, 'up'));
  return node === undefined ? null : { type: 'freeze', node };
}

function thaw(world: World<V>, random: RandomStream): Intent | null {
  const node = random.pick(nodesThat(world, 'frozen'));
  return node === undefined ? null : { type: 'thaw', node };
}

function partition(world: World<V>, random: RandomStream): Intent | null {
  const ids = nodesThat(world, 'up', 'frozen', 'crashed');
  const one = ids.filter(() => random.chance(50));
  const other = ids.filter((id) => !one.includes(id));
  return one.length === 0 || other.length === 0
    ? null
    : { type: 'partition', groups: [one, other] };
}

function cut(world: World<V>, random: RandomStream): Intent | null {
  const [from, to] = random.sample(nodesThat(world, 'up'), 2);
  if (from === undefined || to === undefined) return null;
  return { type: 'cut', from, to, bothWays: random.chance(50) };
}

function weather(_world: World<V>, random: RandomStream): Intent {
  const low = random.between(0, 200);
  return {
    type: 'network',
    settings: {
      latencyMs: [low, low + random.between(0, 800)],
      lossPercent: random.between(0, 30),
      duplicatePercent: random.between(0, 20),
    },
  };
}

function add(world: World<V>, random: RandomStream, protocol: Protocol): Intent | null {
  const founders = protocol.cluster(world.options).length;
  if (world.records().length >= founders + ADDED_MAX) return null;
  const roles = Object.entries(protocol.roles).filter(
    ([name, spec]) => spec.addLabel !== undefined && world.nodes(name).length < spec.most,
  );
  const [role] = random.pick(roles) ?? [];
  return role === undefined ? null : { type: 'add', role };
}

function clock(world: World<V>, random: RandomStream): Intent | null {
  const node = random.pick(nodesThat(world, 'up'));
  return node === undefined
    ? null
    : { type: 'clock', node, ratePermille: random.between(500, 2000) };
}

function flight(world: World<V>, random: RandomStream): Intent | null {
  const chosen = random.pick(world.pending().filter(({ kind }) => kind === 'deliver'));
  if (chosen === undefined) return null;
  const type = random.pick(['drop', 'duplicate', 'hold'] as const) ?? 'drop';
  return { type, flight: chosen.id };
}
