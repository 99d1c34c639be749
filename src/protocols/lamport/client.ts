/**
 * The client: the root of the "bush" by which every request reaches all replicas.
 *
 * It says hello to every replica and begins with an id beyond all their clocks. From then on it broadcasts: a request if the
 * person has one, else a dummy, some time after its last broadcast was complete. *Broadcast sequencing restriction*: it begins a
 * broadcast only when every replica that it thinks alive has acknowledged the one before, or has failed. So of all its
 * broadcasts only the very last can be missing anywhere, and its next one is the proof that everybody has the last.
 * It waits for the first answer to a request before it broadcasts the next. After `q` it stays until one more broadcast is
 * complete: then every replica holds the proof for the `q`, and the client may go.
 *
 * Fail-stop notices take a replica off its list; a newcomer that knocks is put on it between two broadcasts. Nothing here
 * times out: a replica that is merely slow is waited for.
 *
 * Sources: Schneider, "Implementing Fault-Tolerant Services Using the State Machine Approach" 1990, section 3.2; Schneider, Gries
 * and Schlichting, "Fault-tolerant broadcasts" 1984, figure 1a; README of the distributed vaccine database.
 */
import type { Node, NodeId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { receive } from './clock.ts';
import { acknowledged, broadcastNext, welcomeNewcomers } from './broadcasting.ts';
import { greeted, helloAgain, sayHello } from './hello.ts';
import { nodeOf, uidOf } from './identity.ts';
import { readLine } from './menu.ts';
import type { ClientState, LamportVocabulary, ToClient } from './messages.ts';
import { actionText } from './sites.ts';

type Outside = Node<LamportVocabulary>;

export const client: Process<LamportVocabulary, 'client'> = {
  durable: [],

  boot: (node) =>
    sayHello(
      {
        uid: uidOf(node.id, node.incarnation),
        clock: 0,
        phase: 'hello',
        attempt: 0,
        replicas: node.peers('replica'),
        awaited: [],
        newcomers: [],
        turn: 0,
        open: null,
        waiting: [],
        dialogue: null,
        leftAt: null,
      },
      node,
    ),

  onCommand(state, { text }, operation, node) {
    if (state.leftAt !== null || state.waiting.at(-1)?.action.type === 'quit') {
      node.respond(operation, 'refused', 'this client is leaving');
      return state;
    }
    const reading = readLine(state.dialogue, text);
    if (reading.kind === 'refusal') {
      node.respond(operation, 'refused', reading.text);
      return state.dialogue === null ? state : { ...state, dialogue: null };
    }
    if (reading.kind === 'question') {
      node.respond(operation, 'ok', reading.text);
      return { ...state, dialogue: reading.dialogue };
    }
    const waiting = [...state.waiting, { operation, action: reading.action }];
    return goOn({ ...state, dialogue: null, waiting }, node);
  },

  onMessage(state, message, from, node) {
    const after = receive(state, message);
    switch (message.type) {
      case 'greeting':
        return greeted(after, message, from, node);
      case 'ack':
        return message.turn === after.turn && message.client === after.uid
          ? acknowledged(after, from, node)
          : after;
      case 'output':
        return answered(after, message, from, node);
      case 'knock':
        return knocked(after, message, node);
      default:
        return unreachable(message);
    }
  },

  onTimer(state, timer, node) {
    if (timer === 'hello') return state.phase === 'hello' ? helloAgain(state, node) : state;
    return state.awaited.length === 0 && state.phase === 'connected'
      ? broadcastNext(state, node)
      : state;
  },

  /**
   * Only a hello asks somebody of whom nothing is known. Whatever else was refused went to a replica that was alive when it
   * was sent, and whose failure is announced besides.
   */
  onUnreachable(state, peer, message, node) {
    const isCurrent = message.type === 'hello' && message.attempt === state.attempt;
    if (!isCurrent || state.phase !== 'hello') return state;
    // The next life of the replica may have knocked already.
    return { ...lost(state, peer, node), newcomers: state.newcomers };
  },

  onPeerFailed: (state, peer, node) => lost(state, peer, node),
};

/** Begins the next request if nothing stands in its way. */
function goOn(state: ClientState, node: Outside): ClientState {
  const isIdle = state.phase === 'connected' && state.awaited.length === 0;
  return isIdle && state.open === null && state.waiting.length > 0
    ? broadcastNext(state, node)
    : state;
}

/** The first output of a request is its answer; the replicas that come later say the same. */
function answered(
  state: ClientState,
  { client: uid, turn, place, outcome, text }: Extract<ToClient, { type: 'output' }>,
  from: NodeId,
  node: Outside,
): ClientState {
  const { open } = state;
  if (open === null || open.turn !== turn || uid !== state.uid) return state;
  node.report({ type: 'Answered', what: actionText(open.action), by: from, place });
  node.respond(open.operation, outcome, text);
  return goOn({ ...state, open: null }, node);
}

/**
 * A newcomer waits until what is under way is complete: then all members have everything that it will not be sent. It is
 * welcomed even if it is on the list already, for it must know that nothing was left out in between.
 */
function knocked(
  state: ClientState,
  { newcomer }: Extract<ToClient, { type: 'knock' }>,
  node: Outside,
): ClientState {
  if (state.newcomers.includes(newcomer)) return state;
  const knocking = { ...state, newcomers: [...state.newcomers, newcomer] };
  const isIdle = state.phase === 'connected' && state.awaited.length === 0;
  return isIdle ? welcomeNewcomers(knocking, node) : knocking;
}

/**
 * A failed replica acknowledges nothing and is waited for no longer. While the client is still saying hello it asks the others
 * *once more*: the dead one may have executed a request whose clock the earlier answers did not know yet. Without that: M
 * answers with clock 10; D, not greeted yet, executes a request of clock 12 and dies; the client begins with 11, and M
 * executes 11 before 12.
 */
function lost(state: ClientState, peer: NodeId, node: Outside): ClientState {
  const newcomers = state.newcomers.filter((uid) => nodeOf(uid) !== peer);
  if (!state.replicas.includes(peer)) return { ...state, newcomers };
  const replicas = state.replicas.filter((id) => id !== peer);
  const left = { ...state, newcomers, replicas };
  if (state.phase === 'hello') {
    node.report({ type: 'HelloAgain', replica: peer });
    return sayHello(left, node);
  }
  node.report({ type: 'LosesReplica', replica: peer, left: replicas.length });
  return acknowledged(left, peer, node);
}
