/** Deeds on nodes: commands, crashes, restarts, freezes, wipes, clocks, coming and going. */
import { processOf } from './erasure.ts';
import type { Intent } from './intent.ts';
import { type NodeRecord, readClock, trueDelay } from './node.ts';
import { type Role, unreachable, type Vocabulary } from './process.ts';
import type { NodeStatus, TraceEvent } from './trace.ts';
import type { World } from './world.ts';

/** The longest line that a console takes. */
export const COMMAND_LENGTH_MAX = 2_000;
/** The most nodes that a world holds, those removed included. */
const NODES_MAX = 2_000;

type Of<T extends Intent['type']> = Extract<Intent, { type: T }>;

/** Hands a line to a client's console. */
export function command<V extends Vocabulary>(
  world: World<V>,
  intent: Of<'command'>,
): TraceEvent<V> {
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

/** Changes what a node is or has. */
export function changeNode<V extends Vocabulary>(
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
  // What waits at the door of a frozen node has arrived there.
  const waiting = world.parked.filter(({ reason }) => reason !== 'frozen');
  const unsent = [...world.pending(), ...waiting.map(({ pending }) => pending)]
    .filter((item) => item.kind === 'deliver' && item.from === id && item.cause === lastEvent)
    .toSorted((a, b) => a.id - b.id)
    .slice(keep);
  for (const flight of unsent) world.agenda.take(flight.id);
}

/** What the node's timers still had to wait, they wait by the new clock. */
function setClock<V extends Vocabulary>(
  world: World<V>,
  { id, clock: old, timers: running }: NodeRecord<V>,
  ratePermille: number,
): void {
  if (!Number.isInteger(ratePermille) || ratePermille < 1 || ratePermille > 100_000) {
    throw new Error(`a clock runs at 1 to 100000 thousandths of true speed, not ${ratePermille}`);
  }
  const { now, agenda } = world;
  const local = readClock(old, now);
  const clock = { ratePermille, at: now, local };
  const timers = running.map((timer) => {
    const waitMs = readClock(old, timer.due) - local;
    return waitMs <= 0 ? timer : { ...timer, due: now + trueDelay(clock, waitMs) };
  });
  world.change(id, { clock, timers });
  for (const timer of timers) {
    if (agenda.queue.remove((item) => item.id === timer.id).length > 0) agenda.queue.push(timer);
  }
}

/** Starts a new node. */
export function addNode<V extends Vocabulary>(world: World<V>, intent: Of<'add'>): TraceEvent<V> {
  const role = roleCalled(world, intent.role);
  const { most } = world.program.roles[role];
  if (world.nodes(role).length >= most) throw new Error(`there may be ${most} of ${role}, no more`);
  if (world.records().length >= NODES_MAX) throw new Error(`a world holds ${NODES_MAX} nodes`);
  const id = world.add(role);
  return world.close(intent, id, null);
}

function roleCalled<V extends Vocabulary>(world: World<V>, name: string): Role<V> {
  for (const role in world.program.processes) if (role === name) return role;
  const roles = Object.keys(world.program.processes).join(', ');
  throw new Error(`there is no role "${name}"; there are ${roles}`);
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
