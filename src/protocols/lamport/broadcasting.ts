/** The bush: one broadcast to every replica, complete when all of them have acknowledged it or failed. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { tick } from './clock.ts';
import { nodeOf } from './identity.ts';
import type { ClientState, LamportVocabulary } from './messages.ts';
import { actionText } from './sites.ts';

type Outside = Node<LamportVocabulary>;

/** Begins a broadcast: the next request, or a dummy if there is none or an answer is awaited. */
export function broadcastNext(state: ClientState, node: Outside): ClientState {
  const [asked, ...waiting] = state.waiting;
  if (asked === undefined || state.open !== null) return broadcastDummy(state, node);
  const turn = state.turn + 1;
  const sending = tick({ ...state, turn, waiting, awaited: state.replicas });
  const { clock, uid } = sending;
  const { action } = asked;
  for (const replica of sending.replicas) {
    node.send(replica, { type: 'request', clock, client: uid, turn, action });
  }
  node.cancelTimer('dummy');
  const id = { clock, client: uid };
  const what = actionText(action);
  node.report({ type: 'Broadcasts', id, what, to: sending.replicas.length });
  const leftAt = action.type === 'quit' ? turn : state.leftAt;
  return { ...sending, open: { ...asked, turn }, leftAt };
}

/** Lamport's algorithm needs a message of everybody; a client with nothing to say says so (flaw `no-dummies`: it does not). */
function broadcastDummy(state: ClientState, node: Outside): ClientState {
  if (node.flaw('no-dummies')) return state;
  const turn = state.turn + 1;
  const sending = tick({ ...state, turn, awaited: state.replicas });
  const { clock, uid } = sending;
  for (const replica of sending.replicas) {
    node.send(replica, { type: 'dummy', clock, client: uid, turn });
  }
  return sending;
}

/** `peer` has acknowledged the broadcast, or has failed and never will. */
export function acknowledged(state: ClientState, peer: NodeId, node: Outside): ClientState {
  if (!state.awaited.includes(peer)) return state;
  const awaited = state.awaited.filter((id) => id !== peer);
  return awaited.length > 0 ? { ...state, awaited } : complete({ ...state, awaited }, node);
}

/** Every live replica has the broadcast: between this one and the next there is room for newcomers, for the next request, for leaving. */
function complete(state: ClientState, node: Outside): ClientState {
  const greeting = welcomeNewcomers(state, node);
  if (greeting.leftAt !== null && greeting.open === null && greeting.turn > greeting.leftAt) {
    node.report({ type: 'Leaves' });
    node.exit();
    return greeting;
  }
  if (greeting.open === null && greeting.waiting.length > 0) return broadcastNext(greeting, node);
  node.setTimer('dummy', node.options.dummyIntervalMs);
  return greeting;
}

/** Tells the newcomers from which turn on they are sent everything, and puts them on the list. */
export function welcomeNewcomers(state: ClientState, node: Outside): ClientState {
  if (state.newcomers.length === 0) return state;
  const greeting = tick(state);
  const turn = state.turn + 1;
  const { clock, uid: client } = greeting;
  for (const newcomer of state.newcomers) {
    const replica = nodeOf(newcomer);
    node.send(replica, { type: 'welcome', clock, newcomer, client, turn });
    node.report({ type: 'Welcomes', replica, turn });
  }
  const replicas = [...new Set([...state.replicas, ...state.newcomers.map(nodeOf)])];
  return { ...greeting, replicas, newcomers: [] };
}
