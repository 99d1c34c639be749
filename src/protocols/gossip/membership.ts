/** Who belongs to the cluster: joins, heart-beats, crashes. */
import type { Node, NodeId } from '../../kernel/process.ts';
import {
  type BalancerState,
  type GossipVocabulary,
  HEARTBEAT_MS,
  isAhead,
  type Member,
  type Queued,
  type ToBalancer,
  type ToReplica,
  type Welcome,
} from './messages.ts';
import { enqueue, isAgreed } from './stamp.ts';

type Outside = Node<GossipVocabulary>;
type Of<T extends ToBalancer['type']> = Extract<ToBalancer, { type: T }>;
type QueuedNode = Extract<Queued, { kind: 'node' }>;

/** Queues NODE and ADD for a newcomer under one index. */
export function onNode(
  state: BalancerState,
  message: Of<'node'>,
  from: NodeId,
  node: Outside,
): BalancerState {
  const { session, era } = message;
  const member = state.members.find(({ id }) => id === from);
  if (member?.session === session && member.welcome !== null) {
    // If those it could have pulled from are gone by now, it is the first into an empty membership after all.
    if (state.members.length === 1 && !member.welcome.alone) {
      return {
        ...state,
        members: [],
        queue: [requestOf(message, from, state.nodeState), ...state.queue],
      };
    }
    sendWelcome(state, member, member.welcome, node);
    return state;
  }
  const waiting = state.queue.find((item) => item.kind === 'node' && item.replica === from);
  if (waiting?.kind === 'node') {
    if (session <= waiting.session) return state;
    const renewed: QueuedNode = { ...waiting, session, era, state: message.state };
    return { ...state, queue: state.queue.map((item) => (item === waiting ? renewed : item)) };
  }
  if (member !== undefined && session < member.session) return state; // a late copy of an older request
  const index = state.selfState;
  const request = requestOf(message, from, index);
  // Gap f: kept beside the new one, the entry of the old life would never report, time out, and take a live address with it.
  const isReplaced = member !== undefined && !node.flaw('duplicate-member');
  if (isReplaced) node.report({ type: 'Replaced', replica: from });
  const members = isReplaced ? state.members.filter(({ id }) => id !== from) : state.members;
  const queued = enqueue({ ...state, members }, { type: 'add', replica: from }, null, node);
  return { ...queued, queue: queued.queue.toSpliced(-1, 0, request) };
}

function requestOf(
  { session, era, state }: Of<'node'>,
  replica: NodeId,
  index: number,
): QueuedNode {
  return { kind: 'node', index, replica, session, era, state };
}

/** Takes the NODE whose turn has come out of the queue and welcomes its replica; otherwise returns the same state. */
export function welcomeHead(state: BalancerState, node: Outside): BalancerState {
  const isAlone = state.members.length === 0;
  const request = isAlone ? state.queue.find((item) => item.kind === 'node') : state.queue[0];
  if (request?.kind !== 'node') return state;
  const isTurn = state.inflight === null && isAgreed(state) && request.index === state.nodeState;
  if (!isAlone && !isTurn) return state;
  const queue = state.queue.filter((item) => item !== request);
  const admitted = isAlone ? firstMember(state, request, node) : { state, keeps: null };
  const { era, nodeState } = admitted.state;
  const welcome = { era, state: nodeState, keeps: admitted.keeps, alone: isAlone };
  const { replica: id, session } = request;
  const member: Member = { id, session, state: null, heardAt: node.now, welcome };
  const members = [...state.members, member];
  node.report({ type: 'Welcomed', replica: id, state: nodeState, alone: isAlone });
  const next = { ...admitted.state, queue, members };
  sendWelcome(next, member, welcome, node);
  return next;
}

/** Gap i: whoever comes first into an empty membership goes on from its own data if it is up to date, else the data is lost. */
function firstMember(
  state: BalancerState,
  request: QueuedNode,
  node: Outside,
): { state: BalancerState; keeps: Welcome['keeps'] } {
  if (request.era === state.era && request.state >= state.nodeState) {
    return { state, keeps: { era: request.era, state: request.state } };
  }
  if (state.nodeState === 0) return { state, keeps: null };
  node.report({ type: 'DataLost', state: state.nodeState });
  return { state: { ...state, era: node.now }, keeps: null };
}

/** Tells a member who the members are and where it begins. */
export function sendWelcome(
  state: BalancerState,
  { id, session }: Member,
  welcome: Welcome,
  node: Outside,
): void {
  const members = state.members.map((member) => member.id);
  const message: ToReplica = { type: 'members', session, ...welcome, members };
  node.send(id, message);
}

/** A report of a replica's state, which is its heart-beat as well. */
export function onReport(
  state: BalancerState,
  message: Of<'state'>,
  from: NodeId,
  node: Outside,
): BalancerState {
  const index = state.members.findIndex(({ id }) => id === from);
  const member = state.members[index];
  const isJoining = state.queue.some((item) => item.kind === 'node' && item.replica === from);
  if (member === undefined) {
    if (isJoining) return state;
    // Gap e: one that was thought dead speaks; it has missed entries and comes back by joining.
    node.report({ type: 'SentBack', replica: from });
    node.send(from, { type: 'rejoin', session: message.session });
    return state;
  }
  if (message.session < member.session) return state;
  if (member.welcome !== null && isAhead(member.welcome, message)) {
    // It has not heard the welcome, or did not need to: nobody gossips to it yet, so it would never catch up by itself.
    sendWelcome(state, member, member.welcome, node);
    return state;
  }
  if (message.era !== state.era) return state;
  const reported = Math.max(message.state, member.state ?? 0);
  const heard: Member = {
    id: from,
    session: member.session,
    state: reported,
    heardAt: node.now,
    welcome: null,
  };
  return { ...state, members: state.members.with(index, heard) };
}

/** Rule 5: members silent for longer than the crash timeout leave the list; one entry tells everybody. */
export function evictSilent(state: BalancerState, node: Outside): BalancerState {
  const { crashTimeoutMs } = node.options;
  const timeoutMs =
    crashTimeoutMs > 0
      ? Math.max(crashTimeoutMs, 2 * HEARTBEAT_MS)
      : (state.members.length + 1) * 1000;
  const isSilent = (member: Member): boolean => node.now - member.heardAt > timeoutMs;
  if (!state.members.some(isSilent)) return state;
  const replicas = state.members.filter(isSilent).map(({ id }) => id);
  node.report({ type: 'Evicted', replicas, timeoutMs });
  const members = state.members.filter((member) => !isSilent(member));
  return enqueue({ ...state, members }, { type: 'crash', replicas }, null, node);
}
