/** What the panels read of nodes and flights. */
import { durableFields } from '../kernel/erasure.ts';
import type { Intent } from '../kernel/intent.ts';
import { type NodeRecord, readClock } from '../kernel/node.ts';
import type { NodeId } from '../kernel/process.ts';
import { type Sequence, toArray } from '../kernel/sequence.ts';
import { sentenceOf } from './sentences.ts';
import { linesOf } from '../run/feed.ts';
import type { Run } from '../run/run.ts';
import type { JudgedVocabulary } from '../protocols/protocol.ts';
import type {
  ActionFace,
  FeedLine,
  FlightReading,
  NodeFace,
  NodeReading,
  PendingReading,
  SettingReading,
} from '../panels/readings.ts';

type Record = NodeRecord<JudgedVocabulary>;

const RECENT_LINES = 8;
const RECENT_EVENTS = 600;
const FIELD_LENGTH_MAX = 4000;
/** Elements of a list without an end that are shown. */
const SEQUENCE_MAX = 40;

export function readNodes({ protocol, world }: Run): readonly NodeFace[] {
  return world
    .records()
    .filter(({ status }) => status !== 'removed')
    .map(({ id, role, status, state }) => ({
      ...protocol.describe.node(world, id, state),
      id,
      role,
      family: protocol.roles[role]?.family ?? 'replica',
      status,
    }));
}

export function readNode(run: Run, id: NodeId): NodeReading | null {
  const { protocol, world } = run;
  const record = world.find(id);
  if (record === undefined || record.status === 'removed') return null;
  const { role, status, since, incarnation, state, clock } = record;
  const description = protocol.describe.node(world, id, state);
  return {
    ...description,
    sentence: sentenceOf(id, status, description.sentence),
    id,
    role,
    family: protocol.roles[role]?.family ?? 'replica',
    status,
    since,
    incarnation,
    clock: { localMs: readClock(clock, world.now), ratePermille: clock.ratePermille },
    fields: fieldsOf(run, record),
    timers: record.timers
      .toSorted((a, b) => a.due - b.due)
      .map((timer) => ({
        id: timer.id,
        title: protocol.describe.timer(timer.name).title,
        dueInMs: timer.due - world.now,
      })),
    recent: recentLines(run, id),
  };
}

function fieldsOf({ protocol, world }: Run, record: Record): NodeReading['fields'] {
  const durable = durableFields(protocol, record.role, world.options);
  return Object.entries(record.state).map(([name, value]: [string, unknown]) => {
    const before: unknown = Reflect.get(record.previous, name);
    const changed = before !== value && before !== undefined;
    return {
      name,
      value: textOf(value),
      previous: changed ? textOf(before) : null,
      changed,
      durable: durable.includes(name),
    };
  });
}

function textOf(value: unknown): string {
  const text = plainText(value, '');
  return text.length > FIELD_LENGTH_MAX ? `${text.slice(0, FIELD_LENGTH_MAX)} …` : text;
}

/** Data as a person would write it down: lists of words in a line, rows and fields in lines of their own. */
function plainText(value: unknown, indent: string): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value !== 'object') return typeof value === 'string' ? value : JSON.stringify(value);
  if (isSequence(value)) return sequenceText(toArray(value), indent);
  const parts: [string, unknown][] = Object.entries(value);
  if (parts.length === 0) return 'none';
  const isList = Array.isArray(value);
  const isFlat = parts.every(([, part]) => part === null || typeof part !== 'object');
  if (isFlat) {
    const words = parts.map(([name, part]) => (isList ? String(part) : `${name} ${String(part)}`));
    return words.join(isList && parts.length === 2 ? ' ' : ', ');
  }
  return parts
    .map(([name, part]) => {
      const text = plainText(part, `${indent}  `);
      return isList ? `${indent}${text}` : `${indent}${name}: ${text}`;
    })
    .join('\n')
    .trimStart();
}

function isSequence(value: object): value is Sequence<unknown> {
  return 'tail' in value && 'chunks' in value && 'length' in value && Array.isArray(value.tail);
}

/** Of a long list, such as a log, the end is what tells. */
function sequenceText(all: readonly unknown[], indent: string): string {
  const latest = plainText(all.slice(-SEQUENCE_MAX), indent);
  const earlier = all.length - SEQUENCE_MAX;
  return earlier > 0 ? `${earlier} earlier\n${indent}${latest}` : latest;
}

function recentLines({ trace, protocol }: Run, id: NodeId): FeedLine[] {
  const lines: FeedLine[] = [];
  const oldest = Math.max(0, trace.length - RECENT_EVENTS);
  for (let at = trace.length - 1; at >= oldest && lines.length < RECENT_LINES; at -= 1) {
    const event = trace[at];
    if (event?.node === id) lines.push(...linesOf(protocol, event).toReversed());
  }
  return lines.slice(0, RECENT_LINES);
}

/** Every action on a node; those that would change nothing carry the reason. */
export function readActions(run: Run, id: NodeId): readonly ActionFace[] {
  const record = run.world.find(id);
  if (record === undefined) return [];
  const { protocol, world } = run;
  const others = world
    .records()
    .filter((other) => other.status !== 'removed' && other.id !== id)
    .map((other) => other.id);
  const wanted: readonly (readonly [label: string, intent: Intent])[] = [
    ['Crash', { type: 'crash', node: id }],
    ['Restart', { type: 'restart', node: id }],
    ['Freeze', { type: 'freeze', node: id }],
    ['Thaw', { type: 'thaw', node: id }],
    ['Wipe the disk', { type: 'wipe', node: id }],
    ['Cut off from everybody', { type: 'partition', groups: [[id], others] }],
    ...record.timers.map(
      (timer) =>
        [
          `Now: ${protocol.describe.timer(timer.name).title}`,
          { type: 'fire', pending: timer.id },
        ] as const,
    ),
    ['Clock at half speed', { type: 'clock', node: id, ratePermille: 500 }],
    ['Clock at double speed', { type: 'clock', node: id, ratePermille: 2000 }],
    ['Clock right', { type: 'clock', node: id, ratePermille: 1000 }],
    ['Remove', { type: 'remove', node: id }],
  ];
  return wanted.map(([label, intent]) => ({
    id: label,
    label,
    intent,
    reason: run.whyNot(intent) ?? whyIdle(run, record, intent),
  }));
}

/** Why a deed that could be done would change nothing. */
function whyIdle(run: Run, { id, role, clock }: Record, intent: Intent): string | null {
  if (intent.type === 'wipe') return whyNoDisk(run, id, role);
  if (intent.type !== 'clock' || clock.ratePermille !== intent.ratePermille) return null;
  return `the clock of ${id} runs at ${clock.ratePermille / 10} % already`;
}

/** Why there is nothing to wipe at a node; `null` if there is. */
export function whyNoDisk({ protocol, world }: Run, id: NodeId, role: string): string | null {
  const isDurable = durableFields(protocol, role, world.options).length > 0;
  return isDurable ? null : `${id} has no disk to wipe`;
}

/** The line that the protocol lets a person type at this node; `null` if it is not for its role. */
export function readSetting({ protocol, world }: Run, id: NodeId): SettingReading | null {
  const { setting } = protocol;
  if (setting === undefined || setting.role !== world.find(id)?.role) return null;
  const { title, placeholder, help } = setting;
  return { title, placeholder, help, current: setting.current(id, world.bus.network.rules) };
}

export function readFlight(run: Run, id: number): FlightReading | null {
  const { protocol, world } = run;
  const parked = world.parked.find(({ pending }) => pending.id === id);
  const flight = parked?.pending ?? world.agenda.queue.items().find((item) => item.id === id);
  if (flight?.kind !== 'deliver') return null;
  const action = (label: string, intent: Intent): ActionFace => ({
    id: label,
    label,
    intent,
    reason: run.whyNot(intent),
  });
  const { from, node: to, sentAt, due, message, fate } = flight;
  const isHeld = parked?.reason === 'held';
  return {
    ...protocol.describe.message(message),
    id,
    from,
    to,
    sentAt,
    due,
    parked: parked?.reason ?? null,
    willBeLost: fate !== 'arrive',
    actions: [
      action('Drop', { type: 'drop', flight: id }),
      action('Copy', { type: 'duplicate', flight: id }),
      isHeld
        ? action('Release', { type: 'release', flight: id })
        : action('Hold', { type: 'hold', flight: id }),
      action('Deliver', { type: 'fire', pending: id }),
    ],
  };
}

type Waiting = ReturnType<Run['world']['pending']>[number];

/**
 * What can be made to happen next, in the order in which it would, and then the messages that stand still. `only`: just
 * the messages from and to one node.
 */
export function readPending(run: Run, only?: NodeId): readonly PendingReading[] {
  const { world } = run;
  const isWanted = (item: Waiting): boolean =>
    only === undefined || (item.kind === 'deliver' && (item.node === only || item.from === only));
  const moving = world.pending().filter(isWanted).slice(0, PENDING_MAX);
  const parked = world.parked.filter(({ pending }) => isWanted(pending)).slice(0, PENDING_MAX);
  return [
    ...moving.map((item) => readWaiting(run, item)),
    ...parked.map(({ pending, reason }) => ({ ...readWaiting(run, pending), parked: reason })),
  ];
}

function readWaiting(run: Run, item: Waiting): PendingReading {
  const { protocol } = run;
  const { id, node, due } = item;
  const reason = run.whyNot({ type: 'fire', pending: id });
  switch (item.kind) {
    case 'deliver': {
      const { title } = protocol.describe.message(item.message);
      return { id, kind: 'message', node, from: item.from, title, due, reason };
    }
    case 'timer': {
      const { title } = protocol.describe.timer(item.name);
      return { id, kind: 'timer', node, from: null, title, due, reason };
    }
    case 'unreachable':
      return { id, kind: 'signal', node, from: item.peer, title: 'unreachable', due, reason };
    case 'peer-failed':
      return { id, kind: 'signal', node, from: item.peer, title: 'has crashed', due, reason };
    default:
      return item;
  }
}

const PENDING_MAX = 40;
