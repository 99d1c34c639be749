/** The front of a server: what its clients, and servers that forward to it, ask of it. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { indexOf } from './ballot.ts';
import { forward } from './leadership.ts';
import { answer, watchLeader } from './learner.ts';
import { linesAfter, prefixEnd, raiseGoal, roundOf } from './log.ts';
import type { PaxosVocabulary, ToServer } from './messages.ts';
import { isMember } from './peers.ts';
import type { Queued, ServerState } from './states.ts';
import { type Decision, isSameValue, type Text } from './values.ts';

type Outside = Node<PaxosVocabulary>;
type Of<T extends ToServer['type']> = Extract<ToServer, { type: T }>;

/** A text comes in, from a client or forwarded. By its number a repeated one is known (gap j). */
export function onText(state: ServerState, text: Text, from: NodeId, node: Outside): ServerState {
  if (!node.flaw('propose-again')) {
    const round = roundOf(state.log, text);
    const decision = round === null ? null : (state.log[indexOf(round)] ?? null);
    if (decision !== null) return sayChosen(state, { text, from }, decision, node);
    const index = state.queue.findIndex((queued) => isSameValue(queued.text, text));
    if (index !== -1) return sayQueued(state, { text, from }, index, node);
  }
  if (state.queue.length === 0) watchLeader(state, node);
  return forward({ ...state, queue: [...state.queue, { text, from }] }, text, node);
}

function sayChosen(
  state: ServerState,
  queued: Queued,
  decision: Decision,
  node: Outside,
): ServerState {
  node.report({ type: 'Repeated', text: queued.text, why: 'chosen' });
  if (isMember(queued.from, node)) node.send(queued.from, { type: 'commit', ...decision });
  else answer(queued, decision.round, node);
  return state;
}

/** It waits already; from now on for the client that says it, if that had come to it by another server. */
function sayQueued(
  state: ServerState,
  { text, from }: Queued,
  index: number,
  node: Outside,
): ServerState {
  node.report({ type: 'Repeated', text, why: 'queued' });
  return isMember(from, node)
    ? state
    : { ...state, queue: state.queue.with(index, { text, from }) };
}

/** A poll. The client may know more than this server: then rounds are missing here. */
export function onGetLogs(
  state: ServerState,
  { newerThan }: Of<'get-logs'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const recovering = state.recovery !== null;
  const upTo = recovering ? 0 : prefixEnd(state);
  const lines = recovering ? [] : linesAfter(state, newerThan);
  node.send(from, { type: 'logs', upTo, lines, recovering });
  return raiseGoal(state, newerThan);
}
