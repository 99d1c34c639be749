import type { Agenda } from './agenda.ts';
import type { Bus } from './bus.ts';
import type { Cluster } from './cluster.ts';
import { durableFields, processOf } from './erasure.ts';
import { isRunning, type NodeRecord, trueDelay } from './node.ts';
import type { OperationBook } from './operations.ts';
import { Outside, type Requests, type Situation } from './outside.ts';
import type { Flight, Pending, Timer } from './pending.ts';
import {
  type AnyState,
  assert,
  type Message,
  type Node,
  type NodeId,
  type Program,
  type Role,
  unreachable,
  type Vocabulary,
} from './process.ts';

/** The event that is under way: its time and its number. */
export interface Moment {
  readonly now: number;
  readonly event: number;
}

/** What a handler runs in. */
interface Surroundings<V extends Vocabulary> {
  readonly program: Program<V>;
  readonly options: V['Options'];
  readonly cluster: Cluster<V>;
  readonly agenda: Agenda<V>;
  readonly bus: Bus<V>;
  readonly book: OperationBook<V>;
}

/** Runs handlers at nodes and performs what they asked for. */
export class Runner<V extends Vocabulary> {
  readonly #in: Surroundings<V>;
  #outside: Outside<V> | null = null;
  /** Number of the next thing that is put on the agenda. */
  nextId = 1;
  /** Names of the rules that are switched off. */
  flaws: readonly string[] = [];
  /** What the event under way has sent and reported so far. */
  sent: Pending<Message<V>>[] = [];
  facts: V['Fact'][] = [];

  constructor(surroundings: Surroundings<V>) {
    this.#in = surroundings;
  }

  /** Runs `handler` at a node, whose timer `fired` if one did, and performs what it asked for; it is the caller who ends a process that exits. */
  run(
    id: NodeId,
    handler: (state: AnyState<V>, node: Node<V>) => AnyState<V>,
    moment: Moment,
    founding = false,
    fired: string | null = null,
  ): { readonly exits: boolean } {
    const record = this.#in.cluster.record(id);
    const running = fired === null ? record.timers : without(record.timers, fired);
    const outside = this.#aim(record, moment.now, founding);
    const state = handler(record.state, outside);
    const { sends, timers, facts, operations, exits } = outside.requests;
    const changed = state !== record.state;
    // Field by field: every event goes through here, and a spread is markedly slower.
    this.#in.cluster.put({
      id,
      role: record.role,
      status: record.status,
      since: record.since,
      incarnation: record.incarnation,
      state,
      previous: changed ? record.state : record.previous,
      disk: record.disk,
      writtenAt: changed && this.#isWrite(record, state) ? moment.now : record.writtenAt,
      timers: timers.length === 0 ? running : this.#setTimers(record, running, timers, moment),
      draws: outside.random.draws,
      randomKey: record.randomKey,
      clock: record.clock,
      lastEvent: moment.event,
    });
    for (const { to, message } of sends) this.#send(record, to, message, moment);
    for (const request of operations) this.#in.book.note(id, request, moment.now);
    this.facts = this.facts.length === 0 ? facts : [...this.facts, ...facts];
    return { exits };
  }

  /** Hands something that has come about to the process that it concerns. */
  handle(
    role: Role<V>,
    state: AnyState<V>,
    pending: Pending<Message<V>>,
    node: Node<V>,
  ): AnyState<V> {
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

  /** Tells the sender that the far end of its stream is down, or has been since. */
  refuse(flight: Flight<Message<V>>, moment: Moment): void {
    const { from, node: peer, message } = flight;
    const sender = this.#in.cluster.record(from);
    const hasHandler = processOf(this.#in.program, sender.role).onUnreachable !== undefined;
    if (this.#in.program.transport.kind !== 'stream' || !hasHandler) return;
    if (sender.incarnation !== flight.fromIncarnation || !isRunning(sender)) return;
    const due = this.#in.bus.signalArrival(peer, from, moment.now);
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
    const due = this.#in.bus.signalArrival(peer, node, moment.now);
    const cause = moment.event;
    const id = this.nextId++;
    this.#in.agenda.queue.push({ kind: 'peer-failed', id, due, node, cause, peer, incarnation });
  }

  #aim(record: NodeRecord<V>, now: number, founding: boolean): Outside<V> {
    const situation: Situation<V> = {
      id: record.id,
      incarnation: record.incarnation,
      founding,
      clock: record.clock,
      now,
      randomKey: record.randomKey,
      draws: record.draws,
      operations: this.#in.book.entries.length,
      flaws: this.flaws,
      roster: this.#in.cluster.roster,
      options: this.#in.options,
    };
    this.#outside ??= new Outside(situation);
    this.#outside.aim(situation);
    return this.#outside;
  }

  #send(from: NodeRecord<V>, to: NodeId, message: Message<V>, moment: Moment): void {
    assert(to !== from.id, `${from.id} sends ${message.type} to itself`);
    const cause = moment.event;
    const flights = this.#in.bus.launch(
      from,
      this.#in.cluster.record(to),
      message,
      moment.now,
      cause,
      this.nextId,
    );
    this.nextId += flights.length;
    for (const flight of flights) {
      this.#in.agenda.queue.push(flight);
      this.sent.push(flight);
    }
  }

  #setTimers(
    record: NodeRecord<V>,
    running: readonly Timer[],
    requests: Requests<V>['timers'],
    moment: Moment,
  ): readonly Timer[] {
    let timers = running;
    for (const { name, delayMs } of requests) {
      timers = without(timers, name);
      if (delayMs === null) continue;
      const timer: Timer = {
        kind: 'timer',
        id: this.nextId++,
        due: moment.now + trueDelay(record.clock, delayMs),
        node: record.id,
        cause: moment.event,
        name,
        setAt: moment.now,
      };
      this.#in.agenda.queue.push(timer);
      timers = [...timers, timer];
    }
    return timers;
  }

  #isWrite(record: NodeRecord<V>, state: AnyState<V>): boolean {
    const durable = durableFields(this.#in.program, record.role, this.#in.options);
    return durable.some((field) => Reflect.get(record.state, field) !== Reflect.get(state, field));
  }
}

/** The timers but the one called `name`. */
function without(timers: readonly Timer[], name: string): readonly Timer[] {
  return timers.filter((timer) => timer.name !== name);
}
