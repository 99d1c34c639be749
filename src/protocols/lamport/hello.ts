/** How a client begins: it greets every replica and takes the greatest of their clocks. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { broadcastNext, welcomeNewcomers } from './broadcasting.ts';
import { tick } from './clock.ts';
import type { ClientState, LamportVocabulary, ToClient } from './messages.ts';

/** A greeting that nobody has answered or refused is said again: whoever it was sent to may have restarted meanwhile. */
const HELLO_MS = 1000;

type Outside = Node<LamportVocabulary>;

/** A new round of greetings: all replicas that it knows of are asked anew. */
export function sayHello(state: ClientState, node: Outside): ClientState {
  const asking = tick({ ...state, attempt: state.attempt + 1, awaited: state.replicas });
  greet(asking, node);
  return asking;
}

/** The same round, said again to those who are silent. A client that has lost everybody looks into the address book. */
export function helloAgain(state: ClientState, node: Outside): ClientState {
  if (state.replicas.length === 0)
    return sayHello({ ...state, replicas: node.peers('replica') }, node);
  const asking = tick(state);
  greet(asking, node);
  return asking;
}

function greet({ uid, clock, attempt, awaited }: ClientState, node: Outside): void {
  for (const replica of awaited) {
    node.send(replica, { type: 'hello', clock, client: uid, attempt });
  }
  node.setTimer('hello', HELLO_MS);
}

/** All have answered: the clock exceeds theirs, so that the first id does. The first broadcast goes out at once. */
export function greeted(
  state: ClientState,
  { client, attempt }: Extract<ToClient, { type: 'greeting' }>,
  from: NodeId,
  node: Outside,
): ClientState {
  const isMeant = client === state.uid && attempt === state.attempt;
  if (state.phase !== 'hello' || !isMeant) return state;
  const awaited = state.awaited.filter((id) => id !== from);
  if (awaited.length > 0) return { ...state, awaited };
  node.cancelTimer('hello');
  node.report({ type: 'Connected', clock: state.clock, replicas: state.replicas.length });
  return broadcastNext(welcomeNewcomers({ ...state, phase: 'connected', awaited }, node), node);
}
