/**
 * The load balancer: assigns clients to servers, and other servers to clients whose call has failed. Nothing else goes through it.
 *
 *   register  waits for all servers, then serves; a server it does not know is turned away
 *   INIT      the server with the least load that has not failed, ties to the lowest number
 *   RETRY     marks the named server failed, sets its load to zero, then as INIT
 *   more than f failed: answers "most failed"; service goes on when a majority has registered again
 *
 * It learns of failures from clients only. A failure is that of one life of a server: if the server has registered again
 * meanwhile, an old complaint does it no harm (gap g: the original's count of failed ones could fall to −1).
 * After a crash of its own it asks everybody who is there, and serves when a majority has answered.
 *
 * Source: README of p2p-pacman, "Load Balancer".
 */
import type { Node, NodeId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { majorityOf, serverIds } from './ballot.ts';
import type { PaxosVocabulary, ToBalancer } from './messages.ts';
import type { BalancerState, Registered } from './states.ts';
import type { Seat } from './values.ts';

type Outside = Node<PaxosVocabulary>;
type Of<T extends ToBalancer['type']> = Extract<ToBalancer, { type: T }>;

const RECALL_MS = 2000;

export const balancer: Process<PaxosVocabulary, 'balancer'> = {
  durable: [],

  boot(node) {
    const { servers } = node.options;
    const blank: BalancerState = {
      phase: 'gathering',
      required: node.founding ? servers : majorityOf(servers),
      servers: serverIds(servers).map((id) => ({ id, life: null, load: 0, failed: false })),
      answered: {},
      waiting: [],
    };
    if (node.founding) return blank;
    node.report({ type: 'Recalls' });
    for (const client of node.peers('client')) node.send(client, { type: 'recall' });
    recallServers(blank, node);
    return blank;
  },

  onMessage(state, message, from, node) {
    switch (message.type) {
      case 'register':
        return onRegister(state, message, from, node);
      case 'route':
        return onRoute(state, message, from, node);
      case 'seated':
        return onSeated(state, message, from);
      default:
        return unreachable(message);
    }
  },

  onTimer(state, _timer, node) {
    recallServers(state, node);
    return state;
  },

  /** A server that is down says so itself when it is back. */
  onUnreachable(state, peer, message) {
    if (message.type !== 'recall') return state;
    return withServer(state, peer, (server) =>
      server.life === null ? { ...server, failed: true } : server,
    );
  },
};

/** Asks those who have neither registered nor been found down to register. */
function recallServers(state: BalancerState, node: Outside): void {
  const absent = state.servers.filter(({ life, failed }) => life === null && !failed);
  for (const { id } of absent) node.send(id, { type: 'recall' });
  if (absent.length > 0) node.setTimer('recall', RECALL_MS);
}

function onRegister(
  before: BalancerState,
  { life }: Of<'register'>,
  from: NodeId,
  node: Outside,
): BalancerState {
  const known = before.servers.find(({ id }) => id === from);
  if (known === undefined) {
    node.report({ type: 'TurnsAway', server: from });
    node.send(from, { type: 'registered', status: 'invalid' });
    return before;
  }
  const isNew = known.life !== life || known.failed;
  const state = withServer(before, from, (server) => ({ ...server, life, failed: false }));
  const count = state.servers.filter(isLive).length;
  const of = state.servers.length;
  if (isNew) node.report({ type: 'Registers', server: from, count, of });
  if (state.phase === 'gathering') {
    if (count >= state.required) return serve(state, node);
    node.send(from, { type: 'registered', status: 'not-ready' });
    return state;
  }
  node.send(from, { type: 'registered', status: 'ok' });
  if (isStopped(state) || !isStopped(before)) return state;
  node.report({ type: 'Resumes', live: count });
  return routeWaiting(state, node);
}

/** Enough servers are there: they and the clients that were put off are told. */
function serve(state: BalancerState, node: Outside): BalancerState {
  const live = state.servers.filter(isLive);
  node.report({ type: 'Serves', servers: live.length });
  for (const { id } of live) node.send(id, { type: 'registered', status: 'ok' });
  return routeWaiting({ ...state, phase: 'serving' }, node);
}

function routeWaiting(state: BalancerState, node: Outside): BalancerState {
  const { waiting } = state;
  return waiting.reduce<BalancerState>(
    (next, { client, request }) => assign(next, client, request, 'init', node),
    { ...state, waiting: [] },
  );
}

function onRoute(
  before: BalancerState,
  { request, failed }: Of<'route'>,
  from: NodeId,
  node: Outside,
): BalancerState {
  const last = before.answered[from];
  if (last !== undefined && request < last.request) return before; // a late copy: the client has gone on
  const state = failed === null ? before : markFailed(before, failed, from, node);
  if (state.phase === 'gathering') {
    const count = state.servers.filter(isLive).length;
    node.report({ type: 'NotReady', to: from, count, of: state.required });
    node.send(from, { type: 'routed', request, status: 'not-ready' });
    return putOff(state, from, request);
  }
  if (isStopped(state)) {
    if (!isStopped(before)) {
      const count = state.servers.filter((server) => !isLive(server)).length;
      node.report({ type: 'Stops', failed: count, tolerated: tolerated(state) });
    }
    node.send(from, { type: 'routed', request, status: 'most-failed' });
    return putOff(state, from, request);
  }
  const isRepeated = last?.request === request && isCurrent(state, last.seat);
  if (isRepeated) {
    node.send(from, { type: 'routed', request, status: 'ok', seat: last.seat });
    return state;
  }
  return assign(state, from, request, failed === null ? 'init' : 'retry', node);
}

function putOff(state: BalancerState, client: NodeId, request: number): BalancerState {
  const others = state.waiting.filter((one) => one.client !== client);
  return { ...state, waiting: [...others, { client, request }] };
}

/** RETRY: the named life of a server has failed, and its load counts no more. */
function markFailed(
  state: BalancerState,
  { server: id, life }: Seat,
  by: NodeId,
  node: Outside,
): BalancerState {
  const known = state.servers.find((server) => server.id === id);
  if (known === undefined || known.failed) return state;
  if (known.life !== null && known.life > life) {
    node.report({ type: 'OldLife', server: id, by });
    return state;
  }
  node.report({ type: 'MarksFailed', server: id, by });
  return withServer(state, id, (server) => ({ ...server, failed: true, load: 0 }));
}

/** Gives a client the least loaded live server, ties to the lowest number. */
function assign(
  state: BalancerState,
  client: NodeId,
  request: number,
  attempt: 'init' | 'retry',
  node: Outside,
): BalancerState {
  const [first, ...rest] = state.servers.filter(isLive);
  if (first === undefined) return state;
  const { id, life } = rest.reduce((best, other) => (other.load < best.load ? other : best), first);
  const seat: Seat = { server: id, life: life ?? 0 };
  const next = withServer(state, id, (server) => ({ ...server, load: server.load + 1 }));
  const loads = next.servers.map(({ load }) => load);
  node.report({ type: 'Routes', client, to: id, attempt, loads });
  node.send(client, { type: 'routed', request, status: 'ok', seat });
  const waiting = next.waiting.filter((one) => one.client !== client);
  return { ...next, waiting, answered: { ...next.answered, [client]: { request, seat } } };
}

/** After the balancer's own crash: a client says where it is. */
function onSeated(state: BalancerState, { seat }: Of<'seated'>, from: NodeId): BalancerState {
  if (state.answered[from] !== undefined) return state;
  const counted = withServer(state, seat.server, (server) => ({
    ...server,
    load: server.load + 1,
  }));
  return { ...counted, answered: { ...counted.answered, [from]: { request: 0, seat } } };
}

/** Whether it has registered and nobody has complained since. */
export function isLive({ life, failed }: Registered): boolean {
  return life !== null && !failed;
}

/** Whether more than f of the 2f + 1 servers are failed or absent. */
export function isStopped(state: BalancerState): boolean {
  const live = state.servers.filter(isLive).length;
  return state.phase === 'serving' && live < majorityOf(state.servers.length);
}

/** f of 2f + 1. */
export function tolerated({ servers }: BalancerState): number {
  return servers.length - majorityOf(servers.length);
}

function isCurrent(state: BalancerState, { server: id, life }: Seat): boolean {
  return state.servers.some((server) => server.id === id && server.life === life && isLive(server));
}

function withServer(
  state: BalancerState,
  id: NodeId,
  change: (server: Registered) => Registered,
): BalancerState {
  return {
    ...state,
    servers: state.servers.map((server) => (server.id === id ? change(server) : server)),
  };
}
