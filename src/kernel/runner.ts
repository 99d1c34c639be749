import type { Agenda } from './agenda.ts';
import type { Bus } from './bus.ts';
import type { Cluster } from './cluster.ts';
import { durableFields, processOf } from './erasure.ts';
import { isRunning, type NodeRecord, TRUE_CLOCK, trueDelay } from './node.ts';
import type { OperationBook } from './operations.ts';
import { NOTHING, Outside, type Send, type Situation, type TimerRequest } from './outside.ts';
import type { Flight, Pending, Timer } from './pending.ts';
import {
  type AnyState,
  assert,
  type Message,
  type Node,
  type NodeId,
  type Program,
  unreachable,
  type Vocabulary,
} from './process.ts';
import type { Moment } from './trace.ts';

/** What a handler runs in. */
interface Surroundings<V extends Vocabulary> {
  readonly program: Program<V>;
  readonly options: V['Options'];
  readonly cluster: Cluster<V>;
  readonly agenda: Agenda<V>;
  readonly bus: Bus<V>;
  readonly book: OperationBook<V>;
}

/** Where no handler runs. */
const NOWHERE: Omit<Situation<Vocabulary>, 'options'> = {
  id: '',
  incarnation: 0,
  founding: false,
  clock: TRUE_CLOCK,
  now: 0,
  randomKey: 0,
  draws: 0,
  operations: 0,
  flaws: [],
  roster: {},
};

/** Runs handlers at nodes and performs what they asked for. */
export class Runner<V extends Vocabulary> {
  readonly #in: Surroundings<V>;
  readonly #situation: Situation<V>;
  readonly #outside: Outside<V>;
  /** Number of the next thing that is put on the agenda. */
  nextId = 1;
  /** Names of the rules that are switched off. */
  flaws: readonly string[] = [];
  /** What the event under way has sent and reported so far. */
  sent: readonly Pending<Message<V>>[] = NOTHING;
  facts: readonly V['Fact'][] = NOTHING;

  constructor(surroundings: Surroundings<V>) {
    this.#in = surroundings;
    this.#situation = { ...NOWHERE, options: surroundings.options };
    this.#outside = new Outside(this.#situation);
  }

  /** Runs `handler` at a node and performs what it asked for. Returns whether the process wants to end: that is the caller's to do. */
  run(
    record: NodeRecord<V>,
    handler: (state: AnyState<V>, node: Node<V>) => AnyState<V>,
    moment: Moment,
    founding: boolean,
  ): boolean {
    this.#aim(record, moment, founding);
    return this.#perform(record, handler(record.state, this.#outside), record.timers, moment);
  }

  /** Hands something that has come about to the process that it concerns, and does as `run` does. */
  handle(record: NodeRecord<V>, pending: Pending<Message<V>>, moment: Moment): boolean {
    this.#aim(record, moment, false);
    const state = this.#stateAfter(record, pending);
    const isFired = pending.kind === 'timer';
    const running = isFired ? withTimer(record.timers, pending.name, null) : record.timers;
    return this.#perform(record, state, running, moment);
  }

  /** Tells the sender that the far end of its stream is down, or has been since. */
  refuse(flight: Flight<Message<V>>, moment: Moment): void {
    const { from, node: peer, message } = flight;
    const sender = this.#in.cluster.record(from);
    const hasHandler = processOf(this.#in.program, sender.role).onUnreachable !== undefined;
    if (this.#in.program.transport.kind !== 'stream' || !hasHandler) return;
    if (sender.incarnation !== flight.fromIncarnation || !isRunning(sender)) return;
    const due = this.#in.bus.signalArrival(peer, from, moment.time);
    const { incarnation } = sender;
    const cause = moment.event;
    const id = this.nextId++;
    this.#in.agenda.queue.push({
      kind: 'unreachable',
      id,
      due,
      node: from,
      cause,
      peer,
      message,
      incarnation,
    });
  }

  /** Sends word of a crash to everybody, behind all that the dead node had sent. */
  announce(peer: NodeId, moment: Moment): void {
    for (const record of this.#in.cluster.records()) {
      if (record.id !== peer && isRunning(record)) this.#notify(record, peer, moment);
    }
  }

  /** Sends word of everybody who is down to a node that starts: it was not there when that was announced. */
  brief(node: NodeId, moment: Moment): void {
    for (const { id: peer, status } of this.#in.cluster.records()) {
      if (status !== 'crashed' && status !== 'left') continue;
      if (peer !== node) this.#notify(this.#in.cluster.record(node), peer, moment);
    }
  }

  #notify({ id: node, incarnation }: NodeRecord<V>, peer: NodeId, moment: Moment): void {
    const due = this.#in.bus.signalArrival(peer, node, moment.time);
    const cause = moment.event;
    const id = this.nextId++;
    this.#in.agenda.queue.push({ kind: 'peer-failed', id, due, node, cause, peer, incarnation });
  }

  #aim(record: NodeRecord<V>, { time }: Moment, founding: boolean): void {
    const situation = this.#situation;
    situation.id = record.id;
    situation.incarnation = record.incarnation;
    situation.founding = founding;
    situation.clock = record.clock;
    situation.now = time;
    situation.randomKey = record.randomKey;
    situation.draws = record.draws;
    situation.operations = this.#in.book.entries.length;
    situation.flaws = this.flaws;
    situation.roster = this.#in.cluster.roster;
    this.#outside.begin();
  }

  #stateAfter({ role, state }: NodeRecord<V>, pending: Pending<Message<V>>): AnyState<V> {
    const node = this.#outside;
    const process = processOf(this.#in.program, role);
    switch (pending.kind) {
      case 'deliver':
        return process.onMessage(state, pending.message, pending.from, node);
      case 'timer':
        return process.onTimer(state, pending.name, node);
      case 'unreachable':
        return process.onUnreachable?.(state, pending.peer, pending.message, node) ?? state;
      case 'peer-failed':
        return process.onPeerFailed?.(state, pending.peer, node) ?? state;
      default:
        return unreachable(pending);
    }
  }

  #perform(
    record: NodeRecord<V>,
    state: AnyState<V>,
    running: readonly Timer[],
    moment: Moment,
  ): boolean {
    const { sends, timers, facts, operations, exits } = this.#outside.requests;
    const changed = state !== record.state;
    // Field by field: every event goes through here, and a spread is markedly slower.
    this.#in.cluster.put({
      id: record.id,
      role: record.role,
      status: record.status,
      since: record.since,
      incarnation: record.incarnation,
      state,
      previous: changed ? record.state : record.previous,
      disk: record.disk,
      writtenAt: changed && this.#isWrite(record, state) ? moment.time : record.writtenAt,
      timers: timers.length === 0 ? running : this.#setTimers(record, running, timers, moment),
      draws: this.#outside.random.draws,
      randomKey: record.randomKey,
      clock: record.clock,
      lastEvent: moment.event,
    });
    if (sends.length > 0) this.#send(record, sends, moment);
    for (const request of operations) this.#in.book.note(record.id, request, moment.time);
    if (facts.length > 0) this.facts = this.facts === NOTHING ? facts : [...this.facts, ...facts];
    return exits;
  }

  #send(from: NodeRecord<V>, sends: readonly Send<V>[], moment: Moment): void {
    const [first, ...others] = sends.map((send) => this.#launch(from, send, moment));
    if (first === undefined) return;
    const isOne = others.length === 0 && this.sent.length === 0;
    this.sent = isOne ? first : [...this.sent, ...first, ...others.flat()];
  }

  #launch(
    from: NodeRecord<V>,
    { to, message }: Send<V>,
    moment: Moment,
  ): readonly Flight<Message<V>>[] {
    assert(to !== from.id, `${from.id} sends ${message.type} to itself`);
    const { bus, cluster, agenda } = this.#in;
    const flights = bus.launch(from, cluster.record(to), message, moment, this.nextId);
    this.nextId += flights.length;
    for (const flight of flights) agenda.queue.push(flight);
    return flights;
  }

  #setTimers(
    record: NodeRecord<V>,
    running: readonly Timer[],
    requests: readonly TimerRequest[],
    moment: Moment,
  ): readonly Timer[] {
    let timers = running;
    for (const { name, delayMs } of requests) {
      const timer = delayMs === null ? null : this.#startTimer(record, name, delayMs, moment);
      timers = withTimer(timers, name, timer);
    }
    return timers;
  }

  #startTimer(
    { id: node, clock }: NodeRecord<V>,
    name: string,
    delayMs: number,
    { time: setAt, event: cause }: Moment,
  ): Timer {
    const due = setAt + trueDelay(clock, delayMs);
    const timer: Timer = { kind: 'timer', id: this.nextId++, due, node, cause, name, setAt };
    this.#in.agenda.queue.push(timer);
    return timer;
  }

  #isWrite(record: NodeRecord<V>, state: AnyState<V>): boolean {
    const durable = durableFields(this.#in.program, record.role, this.#in.options);
    for (const field of durable) {
      if (Reflect.get(record.state, field) !== Reflect.get(state, field)) return true;
    }
    return false;
  }
}

/** The timers with `timer` in place of the one called `name`, or without that. */
function withTimer(timers: readonly Timer[], name: string, timer: Timer | null): readonly Timer[] {
  const place = timers.findIndex((other) => other.name === name);
  if (timer !== null) return place < 0 ? [...timers, timer] : timers.with(place, timer);
  return place < 0 ? timers : timers.filter((other) => other.name !== name);
}
