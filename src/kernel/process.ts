/**
 * What a protocol's author writes against: a process is a pure function of its state, and `node` is its whole
 * outside world. Everything a handler asks for is recorded and carried out by the kernel after it returns.
 */
import type { Intent, LinkSettings } from './intent.ts';
import type { Random } from './random.ts';
import type { WorldView } from './trace.ts';

/** Role and number, as in `replica-1`. */
export type NodeId = string;

/** Number of an operation (a command typed at a client, or one that a client began for it), from 1. */
export type OperationId = number;

/** How an operation ended; `unknown` means that it may or may not have taken effect. */
export type Outcome = 'ok' | 'refused' | 'unknown';

/** A member of a tagged union. */
export interface Tagged {
  readonly type: string;
}

/** The words of one protocol, in one bundle, so that a generic type needs a single parameter. */
export interface Vocabulary {
  /** Role → the state of a process in that role: plain read-only data that survives JSON. */
  States: Record<string, object>;
  /** Role → the messages that a process in that role can receive. */
  Inbox: Record<string, Tagged>;
  /** What a client's console line parses to. */
  Command: object;
  /** What a process can report about what happened and why. */
  Fact: Tagged;
  /** Names of timers. */
  Timer: string;
  /** Names of single rules that can be switched off. */
  Flaw: string;
  /** Options of a run, fixed at its start. */
  Options: Record<string, OptionValue>;
}

export type OptionValue = number | boolean | string;
export type Role<V extends Vocabulary> = keyof V['States'] & keyof V['Inbox'] & string;
/** Written as conditional types so that the compiler sees that a `V` of more words can stand for a `V` of fewer. */
export type Message<V extends Vocabulary> = ValueOf<V['Inbox'], Tagged>;
export type AnyState<V extends Vocabulary> = ValueOf<V['States'], object>;
type ValueOf<T, B> = T extends Record<string, infer S extends B> ? S : never;
/** The state of a process in role `R`; of any process if the role is not known. */
export type StateOf<V extends Vocabulary, R extends string> = string extends R
  ? AnyState<V>
  : V['States'][R];

/** The outside world of a process, valid during one call of a handler. */
export interface Node<V extends Vocabulary> {
  readonly id: NodeId;
  /** 1 at the first boot, one more at each restart. */
  readonly incarnation: number;
  /** True in the first life of a node that belongs to the initial cluster. */
  readonly founding: boolean;
  /** This node's own clock, in whole milliseconds; it never runs backwards, not even over a crash. */
  readonly now: number;
  readonly random: Random;
  readonly options: V['Options'];
  /** Whether the rule of this name is switched off. */
  flaw(name: V['Flaw']): boolean;
  /** The address book: every node of a role that was ever added and not removed, this one included. It says nothing about who is alive. */
  peers(role: Role<V>): readonly NodeId[];
  send(to: NodeId, message: Message<V>): void;
  /** (Re)starts the timer of this name; it fires once, `delayMs` on this node's clock from now. */
  setTimer(name: V['Timer'], delayMs: number): void;
  cancelTimer(name: V['Timer']): void;
  /** Says what happened and why. */
  report(fact: V['Fact']): void;
  /** Begins an operation of this client that is part of `parent`, one that was typed. */
  invoke(parent: OperationId, text: string, command: V['Command']): OperationId;
  /** Tells the person at the console how an operation stands. */
  progress(operation: OperationId, text: string): void;
  /** Ends an operation. */
  respond(operation: OperationId, outcome: Outcome, text: string): void;
  /** Ends this process of its own will, after the handler. */
  exit(): void;
}

/** Names of the fields of a state; any name for a state of which nothing is known. */
type FieldOf<S> = [keyof S] extends [never] ? string : keyof S & string;

/** A role's behaviour. Handlers return the next state and never change the one they were given. */
export interface Process<V extends Vocabulary, R extends Role<V>> {
  /** Fields of the state that are on disk: exactly these come back to `boot` after a crash. */
  readonly durable: readonly FieldOf<V['States'][R]>[];
  boot(node: Node<V>, disk: Partial<V['States'][R]>): V['States'][R];
  onMessage(
    state: V['States'][R],
    message: V['Inbox'][R],
    from: NodeId,
    node: Node<V>,
  ): V['States'][R];
  onTimer(state: V['States'][R], timer: V['Timer'], node: Node<V>): V['States'][R];
  onCommand?(
    state: V['States'][R],
    command: V['Command'],
    operation: OperationId,
    node: Node<V>,
  ): V['States'][R];
  /** Stream transport: `message` could not be delivered because `peer` is down, or has been since it was sent. */
  onUnreachable?(
    state: V['States'][R],
    peer: NodeId,
    message: Message<V>,
    node: Node<V>,
  ): V['States'][R];
  /**
   * Fail-stop notices: `peer` has crashed or left, and everything it sent has arrived; what comes from it hereafter is of a new life. A
   * process that starts is told of all who are down.
   */
  onPeerFailed?(state: V['States'][R], peer: NodeId, node: Node<V>): V['States'][R];
}

/** What the messages travel on. */
export interface Transport {
  /**
   * `datagram`: loss, duplication, silence when the peer is down.
   * `stream`: loss costs a retransmission, a cut holds messages back until it heals, a peer that is down refuses.
   */
  readonly kind: 'datagram' | 'stream';
  /** Whether messages of one direction arrive in the order sent. */
  readonly fifo: boolean;
  /** Whether everybody is told of a crash (a perfect failure detector). */
  readonly failStop: boolean;
  /** The flaw, if there is one, that ends the keeping of order. */
  readonly unorderedBy?: string;
}

/** What a line typed at a console means. */
export type Parsed<C> =
  | { readonly kind: 'command'; readonly command: C }
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'refusal'; readonly text: string };

/** The part of a protocol that the kernel runs. */
export interface Program<V extends Vocabulary> {
  readonly transport: Transport;
  /** Latency, loss and duplication that a run begins with. */
  readonly weather: LinkSettings;
  readonly processes: { readonly [R in Role<V>]: Process<V, R> };
  readonly flaws: readonly { readonly name: V['Flaw'] }[];
  /** How many nodes of a role there may be at once. */
  readonly roles: { readonly [R in Role<V>]: { readonly most: number } };
  /** Roles of the initial cluster, one element a node, in the order of their boots. */
  cluster(options: V['Options']): readonly Role<V>[];
  /** Whether nothing at all is kept on disk in a run with these options, whatever is `durable`. Absent: never. */
  diskless?(options: V['Options']): boolean;
  /** Why a deed lies outside what the system is made for, such as the crash of its last replica; `null` if it may be done. */
  refuses?(intent: Intent, view: WorldView<V>): string | null;
  /** Reads one console line; never throws. */
  parse(text: string, options: V['Options']): Parsed<V['Command']>;
}

/** Closes a switch over a union: a member without a case does not compile. */
export function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}

/** Throws unless `condition` holds; the message names the place. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
