/**
 * The simulated world: nodes, what is still to happen, the network. It moves in events and in no other way:
 * `step` lets the next due thing happen, `apply` does a person's deed, and both return the record of one event.
 */
import { Agenda } from './agenda.ts';
import { Bus, copyOfLanes, type Lanes } from './bus.ts';
import { Cluster } from './cluster.ts';
import { performIntent } from './deeds.ts';
import { durableFields, processOf } from './erasure.ts';
import type { Intent, LinkSettings } from './intent.ts';
import type { Network } from './network.ts';
import { durablePart, isRunning, type NodeRecord } from './node.ts';
import { OperationBook } from './operations.ts';
import { NOTHING } from './outside.ts';
import { Runner } from './runner.ts';
import type { Flight, Parked, Pending } from './pending.ts';
import {
  type AnyState,
  assert,
  type Message,
  type Node,
  type NodeId,
  type Program,
  type Role,
  type Vocabulary,
} from './process.ts';
import type { PendingQueue } from './queue.ts';
import type { Sequence } from './sequence.ts';
import type {
  EventKind,
  LossReason,
  Moment,
  NodeView,
  Operation,
  TraceEvent,
  WorldView,
} from './trace.ts';

/** A moment of a world, enough to go on from. Everything in it is shared and never changed. */
export interface Snapshot<V extends Vocabulary = Vocabulary> {
  readonly now: number;
  readonly events: number;
  readonly nextId: number;
  readonly nodes: readonly NodeRecord<V>[];
  readonly queue: PendingQueue<Pending<Message<V>>>;
  readonly parked: readonly Parked<Message<V>>[];
  readonly network: Network;
  readonly networkDraws: number;
  readonly lanes: Lanes;
  readonly flaws: readonly string[];
  readonly operations: Sequence<Operation<V['Command']>>;
}

/** What an event adds to the plain record. */
type Details<V extends Vocabulary> = Partial<
  Pick<TraceEvent<V>, 'pending' | 'intent' | 'loss' | 'park' | 'cause'>
>;

export class World<V extends Vocabulary = Vocabulary> implements WorldView<V> {
  readonly program: Program<V>;
  readonly options: V['Options'];
  readonly seed: number;
  /** The record of how the founding nodes booted. */
  readonly genesis: TraceEvent<V>;
  now = 0;
  /** Number of the last event; none while the founders boot, so that what they set off has the genesis, event 0, as its cause. */
  events = -1;
  readonly cluster: Cluster<V>;
  readonly bus: Bus<V>;
  readonly agenda: Agenda<V>;
  readonly book = new OperationBook<V>();
  readonly #runner: Runner<V>;

  /** A new world in which the initial cluster has just booted. */
  constructor(program: Program<V>, options: V['Options'], seed: number) {
    this.program = program;
    this.options = options;
    this.seed = seed;
    this.bus = new Bus(program.transport, program.weather, seed);
    this.cluster = new Cluster(seed);
    this.agenda = new Agenda(this.cluster, this.bus);
    const { cluster, agenda, bus, book } = this;
    this.#runner = new Runner({ program, options, cluster, agenda, bus, book });
    const founders = program
      .cluster(options)
      .map((role) => this.cluster.enrol(role, this.now, this.events));
    for (const id of founders) this.boot(id, {}, true);
    this.genesis = this.#event('genesis', null, null, {});
  }

  // ── reading ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Every node that was ever added, in the order of joining. */
  records(): readonly NodeRecord<V>[] {
    return this.cluster.records();
  }

  /** The record of a node; `undefined` if there never was one of this name. */
  find(id: NodeId): NodeRecord<V> | undefined {
    return this.cluster.find(id);
  }

  /** The record of a node; throws if there never was one of this name. */
  record(id: NodeId): NodeRecord<V> {
    return this.cluster.record(id);
  }

  get isParted(): boolean {
    return this.bus.network.groups.length > 0;
  }

  get weather(): LinkSettings {
    return this.bus.network.base;
  }

  node(id: NodeId): NodeView<V> | undefined {
    return this.find(id);
  }

  nodes<R extends Role<V>>(role: R): readonly NodeView<V, R>[] {
    return this.cluster.inRole(role);
  }

  /** Names of the rules that are switched off. */
  get flaws(): readonly string[] {
    return this.#runner.flaws;
  }

  set flaws(names: readonly string[]) {
    this.#runner.flaws = names;
    const { fifo, unorderedBy } = this.program.transport;
    this.bus.inOrder = fifo && (unorderedBy === undefined || !names.includes(unorderedBy));
  }

  operations(): readonly Operation<V['Command']>[] {
    return this.book.all();
  }

  /** The next thing that will happen by itself. */
  next(): Pending<Message<V>> | undefined {
    return this.agenda.next();
  }

  /** Everything still to happen, in its order, without what is parked. */
  pending(): readonly Pending<Message<V>>[] {
    return this.agenda.pending();
  }

  /** What is due but must wait. */
  get parked(): readonly Parked<Message<V>>[] {
    return this.agenda.parked;
  }

  /** Nodes and things in the queue: what a checkpoint of this world weighs. */
  get size(): number {
    return this.records().length + this.agenda.queue.size;
  }

  // ── moving ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Lets the next thing happen if it is due by `limit` (virtual ms); otherwise returns `null` and changes nothing. */
  step(limit = Infinity): TraceEvent<V> | null {
    const next = this.next();
    if (next === undefined || next.due > limit) return null;
    this.agenda.queue.pop();
    this.now = Math.max(this.now, next.due);
    return this.happen(next, null);
  }

  /** Lets time pass up to `time` in which nothing is due. */
  idle(time: number): void {
    assert(time >= this.now, `time runs forward: ${this.now} → ${time}`);
    const next = this.next();
    assert(next === undefined || next.due >= time, `something is due before ${time}`);
    this.now = time;
  }

  /** The first scheduler: lets time flow up to `time`, calling `onEvent` at each event. */
  advanceTo(time: number, onEvent?: (event: TraceEvent<V>) => void): void {
    for (let event = this.step(time); event !== null; event = this.step(time)) onEvent?.(event);
    if (time > this.now) this.now = time;
  }

  /** The second scheduler: makes one pending thing happen now. Throws if there is none of this id, or why it cannot. */
  fire(id: number): TraceEvent<V> {
    return this.apply({ type: 'fire', pending: id });
  }

  /** Does a person's deed as one event. Throws an `Error` that says why it cannot be done, and then has changed nothing. */
  apply(intent: Intent): TraceEvent<V> {
    return performIntent(this, intent);
  }

  /** What happens when `pending` is due. */
  happen(pending: Pending<Message<V>>, intent: Intent | null): TraceEvent<V> {
    const before = this.record(pending.node);
    const { cause } = pending;
    const park = this.agenda.parkReason(pending, before);
    if (park !== null) {
      this.agenda.park(park, pending, this.now);
      return this.#event('park', pending.node, null, { pending, intent, cause, park });
    }
    const loss = this.#lossReason(pending, before);
    if (loss !== null) {
      if (pending.kind === 'deliver' && (loss === 'down' || loss === 'stale')) {
        this.#runner.refuse(pending, this.#moment());
      }
      return this.#event('lost', pending.node, null, { pending, intent, cause, loss });
    }
    const exits = this.#runner.handle(before, pending, this.#moment());
    if (exits) this.stop(pending.node, 'left');
    return this.#event(pending.kind, pending.node, before, { pending, intent, cause });
  }

  /** Closes the books of a deed: numbers the event and hands over what it sent and reported. */
  close(
    intent: Intent,
    node: NodeId | null,
    before: NodeRecord<V> | null,
    details: Details<V> = {},
  ): TraceEvent<V> {
    return this.#event(intent.type, node, before, { ...details, intent });
  }

  // ── the pieces that deeds are made of ────────────────────────────────────────────────────────────────────

  /** Adds a node of a role and boots it; returns its id. */
  add(role: Role<V>): NodeId {
    const id = this.cluster.enrol(role, this.now, this.events);
    this.boot(id, {}, false);
    return id;
  }

  /** Starts the process of a node from what is on its disk. */
  boot(id: NodeId, disk: object, founding: boolean): void {
    const process = processOf(this.program, this.record(id).role);
    this.run(id, (_, node) => process.boot(node, disk), founding);
    if (this.program.transport.failStop) this.#runner.brief(id, this.#moment());
  }

  /** Replaces fields of a node's record. */
  change(id: NodeId, fields: Partial<NodeRecord<V>>): void {
    this.cluster.put({ ...this.record(id), ...fields });
  }

  /** Runs `handler` at a node. */
  run(
    id: NodeId,
    handler: (state: AnyState<V>, node: Node<V>) => AnyState<V>,
    founding = false,
  ): void {
    const exits = this.#runner.run(this.record(id), handler, this.#moment(), founding);
    if (exits) this.stop(id, 'left');
  }

  /** Ends the process of a node: its timers are gone, its disk stays, its open operations are of unknown outcome. */
  stop(id: NodeId, status: 'crashed' | 'left' | 'removed'): void {
    const record = this.record(id);
    const durable = durableFields(this.program, record.role, this.options);
    const disk = record.disk ?? durablePart(record.state, durable);
    this.change(id, { status, since: this.now, disk, timers: [] });
    this.book.abandon(id, `${id} ${status} before the answer`, this.now);
    if (this.program.transport.failStop && isRunning(record)) {
      this.#runner.announce(id, this.#moment());
    }
  }

  /** Puts a copy of a flight on its way. */
  copyFlight(flight: Flight<Message<V>>): void {
    this.agenda.put({ ...flight, id: this.#runner.nextId++ });
  }

  // ── checkpoints ──────────────────────────────────────────────────────────────────────────────────────────

  snapshot(): Snapshot<V> {
    return {
      now: this.now,
      events: this.events,
      nextId: this.#runner.nextId,
      nodes: this.cluster.snapshot(),
      queue: this.agenda.queue.copy(),
      parked: this.agenda.parked,
      network: this.bus.network,
      networkDraws: this.bus.random.draws,
      lanes: copyOfLanes(this.bus.lanes),
      flaws: this.flaws,
      operations: this.book.entries,
    };
  }

  /** Goes to the moment of a snapshot of a world with the same program, options and seed. */
  restore(snapshot: Snapshot<V>): void {
    this.now = snapshot.now;
    this.events = snapshot.events;
    this.#runner.nextId = snapshot.nextId;
    this.cluster.restore(snapshot.nodes);
    this.agenda.queue = snapshot.queue.copy();
    this.agenda.parked = snapshot.parked;
    this.bus.network = snapshot.network;
    this.bus.random.draws = snapshot.networkDraws;
    this.bus.lanes = copyOfLanes(snapshot.lanes);
    this.flaws = snapshot.flaws;
    this.book.entries = snapshot.operations;
    this.#runner.sent = NOTHING;
    this.#runner.facts = NOTHING;
  }

  // ── behind the scenes ────────────────────────────────────────────────────────────────────────────────────

  /** The event that is under way. */
  #moment(): Moment {
    return { event: this.events + 1, time: this.now };
  }

  #event(
    kind: EventKind,
    node: NodeId | null,
    before: NodeRecord<V> | null,
    details: Details<V>,
  ): TraceEvent<V> {
    this.events += 1;
    const event: TraceEvent<V> = {
      number: this.events,
      time: this.now,
      kind,
      node,
      cause: details.cause ?? null,
      pending: details.pending ?? null,
      intent: details.intent ?? null,
      loss: details.loss ?? null,
      park: details.park ?? null,
      facts: this.#runner.facts,
      sent: this.#runner.sent,
      before: before?.state ?? null,
      after: before === null || node === null ? null : this.record(node).state,
    };
    this.#runner.facts = NOTHING;
    this.#runner.sent = NOTHING;
    return event;
  }

  #lossReason(pending: Pending<Message<V>>, to: NodeRecord<V>): LossReason | null {
    if (pending.kind === 'deliver') {
      return this.bus.lossReason(pending, this.record(pending.from), to);
    }
    if (pending.kind === 'timer') return null;
    const isSame = to.status === 'up' && to.incarnation === pending.incarnation;
    return isSame ? null : 'stale';
  }
}
