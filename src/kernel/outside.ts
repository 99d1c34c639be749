/** The outside world as a handler sees it: it answers questions and writes down requests; it performs nothing. */
import type { Clock } from './node.ts';
import { readClock } from './node.ts';
import type { Message, Node, NodeId, OperationId, Outcome, Role, Vocabulary } from './process.ts';
import { RandomStream } from './random.ts';

/** A message to be sent. */
export interface Send<V extends Vocabulary> {
  readonly to: NodeId;
  readonly message: Message<V>;
}

/** A timer to be set, or cancelled if the delay is `null`. */
export interface TimerRequest {
  readonly name: string;
  readonly delayMs: number | null;
}

/** What a handler asked for, in its own order within each kind. */
export interface Requests<V extends Vocabulary> {
  sends: Send<V>[];
  timers: TimerRequest[];
  facts: V['Fact'][];
  operations: OperationRequest<V>[];
  exits: boolean;
}

export type OperationRequest<V extends Vocabulary> =
  | {
      kind: 'invoke';
      id: OperationId;
      parent: OperationId;
      text: string;
      command: V['Command'];
    }
  | { kind: 'progress'; id: OperationId; text: string }
  | { kind: 'respond'; id: OperationId; outcome: Outcome; text: string };

/** What the outside world needs to know of the node it serves. */
export interface Situation<V extends Vocabulary> {
  id: NodeId;
  incarnation: number;
  founding: boolean;
  clock: Clock;
  now: number;
  randomKey: number;
  draws: number;
  operations: number;
  flaws: readonly string[];
  roster: Readonly<Record<string, readonly NodeId[]>>;
  options: V['Options'];
}

/** Every empty list. */
export const NOTHING: never[] = [];

/** One object serves every node in turn; `begin` turns it to the next. */
export class Outside<V extends Vocabulary> implements Node<V> {
  readonly #situation: Situation<V>;
  readonly random: RandomStream;
  readonly requests: Requests<V> = {
    sends: NOTHING,
    timers: NOTHING,
    facts: NOTHING,
    operations: NOTHING,
    exits: false,
  };

  constructor(situation: Situation<V>) {
    this.#situation = situation;
    this.random = new RandomStream(situation.randomKey, situation.draws);
  }

  /** Starts a new call of a handler, of which `situation` has changed to say where. */
  begin(): void {
    const { randomKey, draws } = this.#situation;
    this.random.aim(randomKey, draws);
    this.requests.sends = NOTHING;
    this.requests.timers = NOTHING;
    this.requests.facts = NOTHING;
    this.requests.operations = NOTHING;
    this.requests.exits = false;
  }

  get id(): NodeId {
    return this.#situation.id;
  }
  get incarnation(): number {
    return this.#situation.incarnation;
  }
  get founding(): boolean {
    return this.#situation.founding;
  }
  get now(): number {
    return readClock(this.#situation.clock, this.#situation.now);
  }
  get options(): V['Options'] {
    return this.#situation.options;
  }
  flaw(name: V['Flaw']): boolean {
    return this.#situation.flaws.includes(name);
  }
  peers(role: Role<V>): readonly NodeId[] {
    return this.#situation.roster[role] ?? [];
  }
  send(to: NodeId, message: Message<V>): void {
    this.requests.sends = added(this.requests.sends, { to, message });
  }
  setTimer(name: V['Timer'], delayMs: number): void {
    if (!Number.isInteger(delayMs) || delayMs < 0) {
      throw new RangeError(`${this.id}: timer ${name} of ${delayMs} ms`);
    }
    this.requests.timers = added(this.requests.timers, { name, delayMs });
  }
  cancelTimer(name: V['Timer']): void {
    this.requests.timers = added(this.requests.timers, { name, delayMs: null });
  }
  report(fact: V['Fact']): void {
    this.requests.facts = added(this.requests.facts, fact);
  }
  invoke(parent: OperationId, text: string, command: V['Command']): OperationId {
    const { operations } = this.requests;
    const begun = operations.filter((request) => request.kind === 'invoke').length;
    const id = this.#situation.operations + begun + 1;
    this.requests.operations = added(operations, { kind: 'invoke', id, parent, text, command });
    return id;
  }
  progress(id: OperationId, text: string): void {
    this.requests.operations = added(this.requests.operations, { kind: 'progress', id, text });
  }
  respond(id: OperationId, outcome: Outcome, text: string): void {
    const { operations } = this.requests;
    this.requests.operations = added(operations, { kind: 'respond', id, outcome, text });
  }
  exit(): void {
    this.requests.exits = true;
  }
}

/** The list with one more. The empty list is shared, and a list begins with room for one: most events fill no more. */
function added<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}
