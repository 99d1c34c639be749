/** The outside world as a handler sees it: it answers questions and writes down requests; it performs nothing. */
import type { Clock } from './node.ts';
import { readClock } from './node.ts';
import type { Message, Node, NodeId, OperationId, Outcome, Role, Vocabulary } from './process.ts';
import { RandomStream } from './random.ts';

/** What a handler asked for, in its own order within each kind. */
export interface Requests<V extends Vocabulary> {
  sends: { to: NodeId; message: Message<V> }[];
  timers: { name: string; delayMs: number | null }[];
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

/** What the context needs to know of the node it serves. */
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

/** One object serves every node in turn; `aim` turns it to the next. */
export class Outside<V extends Vocabulary> implements Node<V> {
  #situation: Situation<V>;
  readonly random = new RandomStream(0);
  requests: Requests<V> = noRequests();

  constructor(situation: Situation<V>) {
    this.#situation = situation;
  }

  /** Starts a new call of a handler. */
  aim(situation: Situation<V>): void {
    this.#situation = situation;
    this.random.aim(situation.randomKey, situation.draws);
    this.requests = noRequests();
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
    this.requests.sends.push({ to, message });
  }
  setTimer(name: V['Timer'], delayMs: number): void {
    if (!Number.isInteger(delayMs) || delayMs < 0) {
      throw new RangeError(`${this.id}: timer ${name} of ${delayMs} ms`);
    }
    this.requests.timers.push({ name, delayMs });
  }
  cancelTimer(name: V['Timer']): void {
    this.requests.timers.push({ name, delayMs: null });
  }
  report(fact: V['Fact']): void {
    this.requests.facts.push(fact);
  }
  invoke(parent: OperationId, text: string, command: V['Command']): OperationId {
    const begun = this.requests.operations.filter((request) => request.kind === 'invoke').length;
    const id = this.#situation.operations + begun + 1;
    this.requests.operations.push({ kind: 'invoke', id, parent, text, command });
    return id;
  }
  progress(id: OperationId, text: string): void {
    this.requests.operations.push({ kind: 'progress', id, text });
  }
  respond(id: OperationId, outcome: Outcome, text: string): void {
    this.requests.operations.push({ kind: 'respond', id, outcome, text });
  }
  exit(): void {
    this.requests.exits = true;
  }
}

function noRequests<V extends Vocabulary>(): Requests<V> {
  return { sends: [], timers: [], facts: [], operations: [], exits: false };
}
