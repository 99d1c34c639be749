/**
 * The client (section 8; dissertation chapter 6). It begins with any server and is redirected to the leader. It has one command on its
 * way at a time, and says the same command again, under the same number, until it is answered: the servers keep the newest number and
 * answer of each client, so that a command is executed once however often it arrives. After `giveUpMs` without an answer it gives
 * up: the command may or may not have taken effect, *unknown*.
 */
import type { Node, NodeId, OperationId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type {
  ClientState,
  Load,
  OpenRequest,
  RaftVocabulary,
  Request,
  ToClient,
  Waiting,
} from './messages.ts';
import { requestText } from './words.ts';

/** Redirects that are followed at once; two servers that point at each other must not keep a client busy. */
const REDIRECTS_MOST = 4;

type Outside = Node<RaftVocabulary>;

export const client: Process<RaftVocabulary, 'client'> = {
  durable: [],

  boot: () => ({ leader: null, current: null, queue: [], loads: [] }),

  onCommand(state, command, operation, node) {
    if (command.type !== 'load') {
      const waiting = { sequence: operation, request: command, since: node.now };
      return next({ ...state, queue: [...state.queue, waiting] }, node);
    }
    const counts = { begun: 0, answered: 0 };
    const load = { operation, writes: command.writes, keys: command.keys, ...counts };
    return next({ ...state, loads: [...state.loads, load] }, node);
  },

  onMessage(state, message, from, node) {
    const { current } = state;
    // The answer to a command that was given up, or one that came twice.
    if (current === null || message.sequence !== current.sequence) return state;
    switch (message.type) {
      case 'ClientReply':
        return onReply(state, current, message, from, node);
      case 'Redirect':
        return onRedirect(state, current, message.leader, from, node);
      default:
        return unreachable(message);
    }
  },

  onTimer(state, timer, node) {
    const { current } = state;
    if (current === null) return state;
    if (timer === 'give-up') return giveUp(state, current, node);
    const why = state.leader === null ? 'no-leader' : 'silence';
    const asked = { ...current, redirects: 0 };
    return ask({ ...state, leader: null }, asked, otherServer(current.server, node), why, node);
  },
};

/** The next command goes out, if none is on its way: first what was typed, then what a bulk command still has to do. */
function next(state: ClientState, node: Outside): ClientState {
  if (state.current !== null) return state;
  const [first, ...queue] = state.queue;
  if (first !== undefined) return begin({ ...state, queue }, first, null, node);
  const load = state.loads.find(({ begun, writes }) => begun < writes);
  if (load === undefined) return state;
  const number = load.begun + 1;
  const request: Request = {
    type: 'set',
    key: `k${1 + (load.begun % load.keys)}`,
    value: String(number),
  };
  const sequence = node.invoke(load.operation, requestText(request), request);
  const loads = withLoad(state.loads, { ...load, begun: number });
  return begin({ ...state, loads }, { sequence, request, since: node.now }, load.operation, node);
}

function begin(
  state: ClientState,
  { sequence, request, since }: Waiting,
  load: OperationId | null,
  node: Outside,
): ClientState {
  const server = meant(request) ?? whomToAsk(state, node);
  if (server === null || !node.peers('server').includes(server)) {
    node.respond(sequence, 'refused', `there is no ${server ?? 'server'}`);
    return finish(state, load, false, node);
  }
  const current: OpenRequest = { sequence, request, since, server, redirects: 0, load };
  const key = request.type === 'get' ? request.key : null;
  node.report({ type: 'Asks', server, sequence, what: requestText(request), key });
  node.setTimer('give-up', node.options.giveUpMs);
  return send(state, current, node);
}

/** The leader as far as it is known and still there, else anybody. */
function whomToAsk({ leader }: ClientState, node: Outside): NodeId | null {
  const servers = node.peers('server');
  return leader !== null && servers.includes(leader) ? leader : (node.random.pick(servers) ?? null);
}

/** The server that a request means itself; `null` for what is the leader's. */
function meant(request: Request): NodeId | null {
  return request.type === 'snapshot' || request.type === 'timeout' ? request.server : null;
}

function send(state: ClientState, current: OpenRequest, node: Outside): ClientState {
  const { sequence, request, server } = current;
  node.send(server, { type: 'ClientRequest', sequence, request });
  node.setTimer('retry', retryMs(node));
  return { ...state, current };
}

/** Silence after which another server is asked: an election may be over by then; four tries at least before the client gives up. */
function retryMs({ options }: Outside): number {
  return Math.min(options.electionTimeoutMs, Math.floor(options.giveUpMs / 4));
}

/** Says the same again, to `server`. */
function ask(
  state: ClientState,
  current: OpenRequest,
  server: NodeId,
  why: 'redirect' | 'silence' | 'no-leader',
  node: Outside,
): ClientState {
  const target = meant(current.request) ?? server;
  node.report({ type: 'AsksAgain', server: target, sequence: current.sequence, why });
  return send(state, { ...current, server: target }, node);
}

/** Any server but the one that did not help. */
function otherServer(server: NodeId, node: Outside): NodeId {
  const others = node.peers('server').filter((peer) => peer !== server);
  return node.random.pick(others) ?? server;
}

function onRedirect(
  state: ClientState,
  current: OpenRequest,
  leader: NodeId | null,
  from: NodeId,
  node: Outside,
): ClientState {
  if (from !== current.server) return state;
  const known = { ...state, leader };
  if (leader !== null && leader !== from && current.redirects < REDIRECTS_MOST) {
    const asked = { ...current, redirects: current.redirects + 1 };
    return ask(known, asked, leader, 'redirect', node);
  }
  // Nobody leads, as far as this server knows: that may change soon.
  node.setTimer('retry', Math.ceil(retryMs(node) / 3));
  return known;
}

function onReply(
  state: ClientState,
  current: OpenRequest,
  { outcome, text, version }: Extract<ToClient, { type: 'ClientReply' }>,
  from: NodeId,
  node: Outside,
): ClientState {
  const { sequence, request } = current;
  const key = 'key' in request ? request.key : null;
  node.report({ type: 'Answered', sequence, what: requestText(request), key, version, outcome });
  node.respond(sequence, outcome, text);
  const leader = meant(request) === null ? from : state.leader;
  return finish({ ...state, leader }, current.load, true, node);
}

/** The command may or may not take effect yet: nobody can tell from here. */
function giveUp(state: ClientState, current: OpenRequest, node: Outside): ClientState {
  const { sequence, request } = current;
  node.report({ type: 'GaveUp', sequence, what: requestText(request) });
  node.respond(sequence, 'unknown', `no answer in ${node.options.giveUpMs / 1000} s`);
  return finish(withoutStale({ ...state, leader: null }, node), current.load, false, node);
}

/** What has waited behind it as long was never sent: that it took no effect is certain. */
function withoutStale(state: ClientState, node: Outside): ClientState {
  const { giveUpMs } = node.options;
  const isStale = ({ since }: Waiting): boolean => node.now - since >= giveUpMs;
  for (const { sequence } of state.queue.filter(isStale)) {
    const why = `never sent: the one before it had no answer in ${giveUpMs / 1000} s`;
    node.respond(sequence, 'refused', why);
  }
  return { ...state, queue: state.queue.filter((one) => !isStale(one)) };
}

function finish(
  state: ClientState,
  load: OperationId | null,
  isAnswered: boolean,
  node: Outside,
): ClientState {
  node.cancelTimer('retry');
  node.cancelTimer('give-up');
  const idle = { ...state, current: null };
  const part = state.loads.find(({ operation }) => operation === load);
  return next(part === undefined ? idle : proceed(idle, part, isAnswered, node), node);
}

/** One write of a bulk command is done. The first that stays without an answer ends the whole. */
function proceed(state: ClientState, load: Load, isAnswered: boolean, node: Outside): ClientState {
  const { operation, writes } = load;
  const answered = load.answered + (isAnswered ? 1 : 0);
  const count = `${answered} of ${writes} writes`;
  if (isAnswered && answered < writes) {
    node.progress(operation, count);
    return { ...state, loads: withLoad(state.loads, { ...load, answered }) };
  }
  node.respond(operation, isAnswered ? 'ok' : 'unknown', count);
  return { ...state, loads: state.loads.filter((one) => one.operation !== operation) };
}

function withLoad(loads: readonly Load[], load: Load): readonly Load[] {
  return loads.map((one) => (one.operation === load.operation ? load : one));
}
