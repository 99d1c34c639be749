/** From a run to what the stage draws. What has not changed is the same object as before, so that the stage can pass over it. */
import { durableFields } from '../kernel/erasure.ts';
import type { NodeRecord } from '../kernel/node.ts';
import type { Flight, ParkReason, Pending, Timer } from '../kernel/pending.ts';
import type { NodeId } from '../kernel/process.ts';
import type { TraceEvent } from '../kernel/trace.ts';
import type { World } from '../kernel/world.ts';
import type { JudgedVocabulary, Protocol } from '../protocols/protocol.ts';
import type { Outline } from '../protocols/views.ts';
import type { Run } from '../run/run.ts';
import type { Scene, SceneBurst, SceneDoor, SceneFlight, SceneNode } from '../stage/scene.ts';

type V = JudgedVocabulary;

/** Up to so many nodes every link is worth a hairline. */
const LINKED_NODES_MAX = 16;
const BURSTS_MAX = 120;
/** What a description says may hang on the rest of the world, so up to so many nodes are described for every scene; of more only the clients and those that changed. */
const DESCRIBED_MAX = 24;
/** In a crowd doors show only counts, so nobody asks why something cannot happen. */
const REASONED_DOORS_MAX = 400;

export class SceneMaker {
  #nodes = new Map<NodeId, { record: NodeRecord<V>; node: SceneNode }>();
  #flights = new WeakMap<Flight, SceneFlight>();
  #bursts = new WeakMap<TraceEvent<V>, SceneBurst>();
  #links: { readonly key: string; readonly links: Scene['links'] } = { key: '', links: [] };
  #outlines: readonly Outline[] = [];
  #run: Run | null = null;

  /** The scene of a run now; bursts reach back `burstMs` of virtual time. While a person chooses, nothing flies: it waits at the doors. */
  make(run: Run, burstMs: number, choosing = false): Scene {
    if (run !== this.#run) this.#nodes.clear();
    this.#run = run;
    const { world, protocol } = run;
    const { groups, partedAt, cuts } = world.bus.network;
    return {
      nodes: this.#sceneNodes(protocol, world),
      flights: choosing ? [] : this.#sceneFlights(protocol, world),
      bursts: this.#sceneBursts(run, burstMs),
      groups,
      partedAt,
      cuts: cuts.map((cut) => endsOf(cut)),
      links: this.#sceneLinks(protocol, world),
      outlines: this.#sceneOutlines(run),
      ...(choosing && { doors: sceneDoors(run) }),
    };
  }

  #sceneNodes(protocol: Protocol, world: World<V>): SceneNode[] {
    const nodes: SceneNode[] = [];
    const records = world.records();
    const isCrowd = records.length > DESCRIBED_MAX;
    for (const record of records) {
      if (record.status === 'removed') continue;
      const known = this.#nodes.get(record.id);
      const isClient = protocol.roles[record.role]?.family === 'client';
      if (isCrowd && known?.record === record && !isClient) {
        nodes.push(known.node);
        continue;
      }
      const fresh = sceneNode(protocol, world, record);
      const node = known !== undefined && isSame(known.node, fresh) ? known.node : fresh;
      this.#nodes.set(record.id, { record, node });
      nodes.push(node);
    }
    return nodes;
  }

  #sceneFlights(protocol: Protocol, world: World<V>): SceneFlight[] {
    const flights: SceneFlight[] = [];
    for (const item of world.agenda.queue.items()) {
      if (item.kind !== 'deliver') continue;
      let flight = this.#flights.get(item);
      if (flight === undefined) {
        flight = sceneFlight(protocol, item, null, null);
        this.#flights.set(item, flight);
      }
      flights.push(flight);
    }
    for (const { reason, since, pending } of world.parked) {
      if (pending.kind === 'deliver') flights.push(sceneFlight(protocol, pending, reason, since));
    }
    return flights;
  }

  #sceneBursts({ trace, protocol, world }: Run, burstMs: number): SceneBurst[] {
    const bursts: SceneBurst[] = [];
    for (let at = trace.length - 1; at >= 0 && bursts.length < BURSTS_MAX; at -= 1) {
      const event = trace[at];
      if (event === undefined || event.time < world.now - burstMs) break;
      const burst = this.#bursts.get(event) ?? burstOf(protocol, event);
      if (burst === null) continue;
      this.#bursts.set(event, burst);
      bursts.push(burst);
    }
    return bursts.toReversed();
  }

  #sceneOutlines({ protocol, world, verdicts }: Run): Scene['outlines'] {
    const outlines = protocol.views.outlines(world, verdicts.memory);
    if (!areSameOutlines(this.#outlines, outlines)) this.#outlines = outlines;
    return this.#outlines;
  }

  #sceneLinks(protocol: Protocol, world: World<V>): Scene['links'] {
    const present = world.records().filter(({ status }) => status !== 'removed');
    const key = present.map(({ id }) => id).join();
    if (key === this.#links.key) return this.#links.links;
    const links = present.length > LINKED_NODES_MAX ? [] : linksAmong(protocol, present);
    this.#links = { key, links };
    return links;
  }
}

function sceneDoors(run: Run): SceneDoor[] {
  const pending = run.world.pending();
  const asks = pending.length <= REASONED_DOORS_MAX;
  return pending.map((item) => ({
    ...doorOf(run.protocol, item),
    id: item.id,
    node: item.node,
    reason: asks ? run.whyNot({ type: 'fire', pending: item.id }) : null,
  }));
}

function doorOf(protocol: Protocol, item: Pending): Omit<SceneDoor, 'id' | 'node' | 'reason'> {
  const plain = { family: 'heartbeat', reply: false, epoch: null } as const;
  switch (item.kind) {
    case 'deliver': {
      const { title, family, reply, epoch } = protocol.describe.message(item.message);
      return { kind: 'message', from: item.from, title, family, reply, epoch };
    }
    case 'timer':
      return {
        ...plain,
        kind: 'timer',
        from: null,
        title: protocol.describe.timer(item.name).title,
      };
    case 'unreachable':
      return { ...plain, kind: 'signal', from: item.peer, title: 'unreachable' };
    case 'peer-failed':
      return { ...plain, kind: 'signal', from: item.peer, title: 'has crashed' };
    default:
      return item;
  }
}

function sceneNode(protocol: Protocol, world: World<V>, record: NodeRecord<V>): SceneNode {
  const { id, role, status, since, state, writtenAt, timers } = record;
  const isDurable = durableFields(protocol, role, world.options).length > 0;
  return {
    ...protocol.describe.node(world, id, state),
    id,
    role,
    family: protocol.roles[role]?.family ?? 'replica',
    status,
    since,
    ring: ringOf(protocol, timers),
    disk: isDurable ? { writtenAt } : null,
  };
}

function ringOf(protocol: Protocol, timers: readonly Timer[]): SceneNode['ring'] {
  let next: Timer | null = null;
  for (const timer of timers) {
    if (!protocol.describe.timer(timer.name).ring) continue;
    if (next === null || timer.due < next.due) next = timer;
  }
  if (next === null) return null;
  return { from: next.setAt, due: next.due, title: protocol.describe.timer(next.name).title };
}

function sceneFlight(
  protocol: Protocol,
  flight: Flight,
  parked: ParkReason | null,
  since: number | null,
): SceneFlight {
  const { id, from, node: to, sentAt, due, resumedAt, message, fate } = flight;
  const { family, reply, sign, epoch, title, tag = null } = protocol.describe.message(message);
  const heldAt = parked === 'held' ? since : null;
  return {
    id,
    from,
    to,
    sentAt,
    due,
    resumedAt,
    family,
    reply,
    sign,
    epoch,
    title,
    tag,
    fate,
    parked,
    heldAt,
  };
}

function burstOf(
  protocol: Protocol,
  { kind, pending, loss, time, number }: TraceEvent<V>,
): SceneBurst | null {
  if ((kind !== 'lost' && kind !== 'drop') || loss === null || pending?.kind !== 'deliver')
    return null;
  const { family, epoch } = protocol.describe.message(pending.message);
  const { from, node: to, sentAt, due } = pending;
  return { id: number, from, to, at: time, family, epoch, reason: loss, sentAt, due };
}

/** Replicas among themselves; the middle with everybody; clients with replicas where there is no middle. */
function linksAmong(protocol: Protocol, present: readonly NodeRecord<V>[]): Scene['links'] {
  const families = present.map(({ id, role }) => ({ id, family: protocol.roles[role]?.family }));
  const hasMiddle = families.some(({ family }) => family === 'middle');
  const links: [NodeId, NodeId][] = [];
  families.forEach((one, index) => {
    for (const other of families.slice(index + 1)) {
      const isClient = one.family === 'client' || other.family === 'client';
      const isMiddle = one.family === 'middle' || other.family === 'middle';
      const isBothClients = one.family === 'client' && other.family === 'client';
      if (isClient ? !isBothClients && (isMiddle || !hasMiddle) : true)
        links.push([one.id, other.id]);
    }
  });
  return links;
}

function endsOf(cut: string): readonly [NodeId, NodeId] {
  const [from = '', to = ''] = cut.split('>');
  return [from, to];
}

/** Whether two descriptions of a node would look the same. */
function isSame(one: SceneNode, other: SceneNode): boolean {
  return (
    one.label === other.label &&
    one.badge === other.badge &&
    one.status === other.status &&
    one.since === other.since &&
    one.epoch === other.epoch &&
    one.sentence === other.sentence &&
    one.glyph === other.glyph &&
    one.ring?.due === other.ring?.due &&
    one.disk?.writtenAt === other.disk?.writtenAt &&
    areSameDots(one.dots, other.dots)
  );
}

function areSameDots(one: SceneNode['dots'], other: SceneNode['dots']): boolean {
  return (
    one === other ||
    (one.length === other.length &&
      one.every(({ peer, mark }, at) => peer === other[at]?.peer && mark === other[at].mark))
  );
}

function areSameOutlines(one: readonly Outline[], other: readonly Outline[]): boolean {
  return (
    one === other ||
    (one.length === other.length &&
      one.every((outline, at) => {
        const same = other[at];
        return (
          outline.id === same?.id &&
          outline.title === same.title &&
          outline.epoch === same.epoch &&
          outline.members.join() === same.members.join()
        );
      }))
  );
}
