/** What a replica takes in from clients: their hellos and their broadcasts. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { tick } from './clock.ts';
import { incarnationOf, nodeOf, type Uid } from './identity.ts';
import {
  type Broadcast,
  type ClientRecord,
  executedCount,
  type LamportVocabulary,
  type ReplicaState,
  type ToReplica,
} from './messages.ts';

type Outside = Node<LamportVocabulary>;
type Of<T extends ToReplica['type']> = Extract<ToReplica, { type: T }>;

/** A client from which nothing has come yet. */
export const NEW_CLIENT: ClientRecord = {
  standing: 'connected',
  heard: true,
  last: null,
  queue: [],
  departed: false,
};

/** The state with a client's record replaced. */
export function withClient(state: ReplicaState, uid: Uid, record: ClientRecord): ReplicaState {
  return { ...state, clients: { ...state.clients, [uid]: record } };
}

/** The state without a client's record. */
export function withoutClient(state: ReplicaState, uid: Uid): ReplicaState {
  const { [uid]: _, ...clients } = state.clients;
  return { ...state, clients };
}

/**
 * A hello: the client is connected at once, with an empty queue, so that nothing is executed before its first broadcast; and that
 * will exceed the clock of this answer.
 */
export function enrol(
  state: ReplicaState,
  { client, attempt }: Of<'hello'>,
  from: NodeId,
  node: Outside,
): ReplicaState {
  const known = state.clients[client];
  if (state.closed.includes(client) || (known !== undefined && known.standing !== 'connected')) {
    node.report({ type: 'Ignored', client, reason: 'closed' });
    return state;
  }
  if (known === undefined) node.report({ type: 'Enrols', client });
  const answering = tick(hear(state, client));
  node.send(from, { type: 'greeting', clock: answering.clock, client, attempt });
  return answering;
}

/**
 * A client has put this newcomer on its list. A welcome that was meant for a former life does not count: its client may take this
 * node off the list again, when it learns of that life's end, and leave out some broadcasts before it is knocked at anew.
 */
export function welcomed(
  state: ReplicaState,
  { client, newcomer }: Of<'welcome'>,
  node: Outside,
): ReplicaState {
  const isMeant = newcomer === state.uid;
  if (state.closed.includes(client) || !isMeant) {
    node.report({ type: 'Ignored', client, reason: isMeant ? 'closed' : 'not-meant' });
    return state;
  }
  return meet(hear(state, client), nodeOf(client));
}

/** A newcomer need not knock at this client any more. */
export function meet(state: ReplicaState, client: NodeId): ReplicaState {
  const { joining } = state;
  if (joining === null || joining.met.includes(client)) return state;
  return { ...state, joining: { ...joining, met: [...joining.met, client] } };
}

/** The client has spoken to this replica itself. Former lives of it that a newcomer has only heard of are dead, then. */
function hear(state: ReplicaState, client: Uid): ReplicaState {
  const known = state.clients[client] ?? NEW_CLIENT;
  const heard = withClient(state, client, { ...known, heard: true });
  if (heard.joining === null) return heard;
  const clients = Object.entries(heard.clients).map(([uid, record]) => [
    uid,
    !record.heard && isFormerLife(uid, client) && record.standing === 'connected'
      ? { ...record, standing: 'dead' as const, heard: true }
      : record,
  ]);
  return { ...heard, clients: Object.fromEntries(clients) };
}

function isFormerLife(uid: Uid, of: Uid): boolean {
  return nodeOf(uid) === nodeOf(of) && incarnationOf(uid) < incarnationOf(of);
}

/**
 * A broadcast joins its client's queue and is acknowledged at once, before it is executed (rule 1). One of a client that was given
 * up on the word of another replica comes too late: it is the client's last, nobody has executed it, and the CLOSE round
 * decides about it without it. One that came with the snapshot already is acknowledged all the same: its client waits for that.
 */
export function enqueue(
  state: ReplicaState,
  message: Broadcast,
  from: NodeId,
  node: Outside,
): ReplicaState {
  const { client, turn } = message;
  const record = state.clients[client];
  if (record === undefined || record.standing !== 'connected') {
    node.report({ type: 'Ignored', client, reason: whyIgnored(state, record, client) });
    return state;
  }
  const answering = tick(state);
  node.send(from, { type: 'ack', clock: answering.clock, client, turn });
  if (turn <= (record.last?.turn ?? 0)) return answering;
  const isQuit = message.type === 'request' && message.action.type === 'quit';
  if (isQuit && node.flaw('q-on-receipt')) return quitAtOnce(answering, message, from, node);
  const queue = record.departed ? [] : [...record.queue, message];
  return withClient(answering, client, { ...record, last: message, queue });
}

function whyIgnored(
  { closed }: ReplicaState,
  record: ClientRecord | undefined,
  client: Uid,
): 'closed' | 'dead' | 'unknown' {
  if (record !== undefined) return 'dead';
  return closed.includes(client) ? 'closed' : 'unknown';
}

/** What the original did (gap c): the client is struck off when its `q` arrives, with whatever this replica has not executed yet. */
function quitAtOnce(
  state: ReplicaState,
  message: Broadcast,
  from: NodeId,
  node: Outside,
): ReplicaState {
  const { turn, client } = message;
  const answering = tick(state);
  const { clock } = answering;
  const place = executedCount(state) + 1;
  node.send(from, { type: 'output', clock, client, turn, place, outcome: 'ok', text: 'goodbye' });
  const left = { ...NEW_CLIENT, last: message, departed: true };
  return withClient(answering, client, left);
}
