/**
 * A small protocol for the kernel's own tests. Every node writes down what it hears, in order; clients do what their console says:
 * `say NODE TEXT`, `echo NODE TEXT`, `keep TEXT`, `timer NAME MS`, `cancel NAME`, `draw`, `quit`.
 */
import { fingerprint } from './hash.ts';
import type { LinkSettings } from './intent.ts';
import type { Node, NodeId, Parsed, Process, Program, Transport, Vocabulary } from './process.ts';
import type { TraceEvent } from './trace.ts';
import { World } from './world.ts';

export interface PeerState {
  /** Survives a crash. */
  readonly kept: readonly string[];
  readonly heard: readonly string[];
}

type Words =
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'echo'; readonly text: string; readonly operation: number }
  | { readonly type: 'echoed'; readonly text: string; readonly operation: number };

export interface Order {
  readonly verb: string;
  readonly words: readonly string[];
}

export interface TestVocabulary extends Vocabulary {
  States: { client: PeerState; server: PeerState };
  Inbox: { client: Words; server: Words };
  Command: Order;
  Fact: { readonly type: 'Heard'; readonly what: string };
  Timer: string;
  Flaw: 'deaf';
  Options: { clients: number; servers: number };
}

export type TestWorld = World<TestVocabulary>;
export type TestEvent = TraceEvent<TestVocabulary>;
type Outside = Node<TestVocabulary>;

/** What a test may choose; the rest is calm: two clients, two servers, datagrams, 10 ms, nothing lost. */
export interface TestSettings {
  readonly transport?: Partial<Transport>;
  readonly weather?: Partial<LinkSettings>;
  readonly clients?: number;
  readonly servers?: number;
  readonly seed?: number;
}

export const DATAGRAM: Transport = { kind: 'datagram', fifo: false, failStop: false };
export const STREAM: Transport = { kind: 'stream', fifo: true, failStop: false };
export const CALM: LinkSettings = { latencyMs: [10, 10], lossPercent: 0, duplicatePercent: 0 };

const peer: Process<TestVocabulary, 'server'> = {
  durable: ['kept'],
  boot: (node, { kept }) => ({ kept: kept ?? [], heard: [`boot ${node.incarnation}`] }),
  onMessage(state, message, from, node) {
    if (message.type === 'echo') {
      node.send(from, { type: 'echoed', text: message.text, operation: message.operation });
    }
    if (message.type === 'echoed') node.respond(message.operation, 'ok', message.text);
    return node.flaw('deaf') ? state : heard(state, `${message.text} from ${from}`, node);
  },
  onTimer: (state, timer, node) => heard(state, `timer ${timer} at ${node.now}`, node),
  onUnreachable: (state, far, message, node) => heard(state, `no ${message.type} to ${far}`, node),
  onPeerFailed: (state, far, node) => heard(state, `${far} failed`, node),
};

const client: Process<TestVocabulary, 'client'> = {
  ...peer,
  onCommand(state, { verb, words: [first = '', second = ''] }, operation, node) {
    switch (verb) {
      case 'say':
        node.send(first, { type: 'say', text: second });
        break;
      case 'echo':
        node.send(first, { type: 'echo', text: second, operation });
        return state;
      case 'keep':
        node.respond(operation, 'ok', 'kept');
        return { ...state, kept: [...state.kept, first] };
      case 'timer':
        node.setTimer(first, Number(second));
        break;
      case 'cancel':
        node.cancelTimer(first);
        break;
      case 'quit':
        node.send('server-1', { type: 'say', text: 'goodbye' });
        node.exit();
        break;
      default:
        return heard(state, `drew ${node.random.between(0, 999_999)}`, node);
    }
    return state;
  },
};

function heard<S extends PeerState>(state: S, what: string, node: Outside): S {
  node.report({ type: 'Heard', what });
  return { ...state, heard: [...state.heard, what] };
}

function parse(text: string): Parsed<Order> {
  const [verb = '', ...words] = text.split(' ');
  if (verb === 'help')
    return { kind: 'answer', text: 'say, echo, keep, timer, cancel, draw, quit' };
  return verb === ''
    ? { kind: 'refusal', text: 'say something' }
    : { kind: 'command', command: { verb, words } };
}

/** The program on a transport, in a weather. */
export function testProgram({ transport, weather }: TestSettings = {}): Program<TestVocabulary> {
  return {
    transport: { ...DATAGRAM, ...transport },
    weather: { ...CALM, ...weather },
    processes: { client, server: peer },
    flaws: [{ name: 'deaf' }],
    roles: { client: { most: 6 }, server: { most: 6 } },
    cluster: ({ clients, servers }) => [
      ...Array.from({ length: servers }, () => 'server' as const),
      ...Array.from({ length: clients }, () => 'client' as const),
    ],
    refuses: (intent) => (intent.type === 'crash' && intent.node === KEPT ? KEPT_REASON : null),
    parse,
  };
}

/** This program refuses the crash of one node, which only exists in worlds of six servers. */
export const KEPT = 'server-6';
export const KEPT_REASON = 'server-6 is the last of its kind';

/** A world of the test program: `server-1`, `server-2`, `client-1`, `client-2` unless `settings` say otherwise. */
export function testWorld(settings: TestSettings = {}): TestWorld {
  const { clients = 2, servers = 2, seed = 1 } = settings;
  return new World(testProgram(settings), { clients, servers }, seed);
}

/** Types a line at a client. */
export function tell(world: TestWorld, id: NodeId, text: string): TestEvent {
  return world.apply({ type: 'command', client: id, text });
}

/** What a node has heard in this life, after its boot. */
export function heardBy(world: TestWorld, id: NodeId): readonly string[] {
  return world.record(id).state.heard.slice(1);
}

/** Numbers of the messages on their way or parked, by their text. */
export function flightsOf(world: TestWorld, text: string): readonly number[] {
  const all = [...world.pending(), ...world.parked.map(({ pending }) => pending)];
  return all.flatMap((item) =>
    item.kind === 'deliver' && item.message.text === text ? [item.id] : [],
  );
}

/** Number of the only message with this text; throws if there is not exactly one. */
export function flightOf(world: TestWorld, text: string): number {
  const [id, ...more] = flightsOf(world, text);
  if (id === undefined || more.length > 0) throw new Error(`not one message says ${text}`);
  return id;
}

/** Fingerprint of everything that a snapshot holds. */
export function worldPrint<V extends Vocabulary>(world: World<V>): string {
  const { queue, lanes, nodes, ...rest } = world.snapshot();
  const items = queue.items().toSorted((a, b) => a.due - b.due || a.id - b.id);
  return fingerprint({
    ...rest,
    nodes,
    items,
    lanes: [...lanes].map(([from, ends]) => [from, [...ends]]),
  });
}
