/**
 * The stability test in its fail-stop form, and the execution of what has passed it.
 *
 * 1. Every connected client has a head request: by FIFO and growing clocks nothing smaller than its head comes from it any more.
 *    A client that connects later begins beyond every clock that it was told, so beyond everything executed.
 * 2. The least head m is the next of all requests, the same at every replica.
 * 3. Before it is executed, the next broadcast of its client must be here: by the sequencing restriction that was sent only when
 *    every live replica had m. Without the third step a replica could execute a request that died with it and its client.
 */
import type { Node } from '../../kernel/process.ts';
import { append } from '../../kernel/sequence.ts';
import { tick } from './clock.ts';
import { withClient, withoutClient } from './enrolment.ts';
import { compareIds, nodeOf } from './identity.ts';
import {
  type Broadcast,
  type ClientRecord,
  executedCount,
  type LamportVocabulary,
  type ReplicaState,
} from './messages.ts';
import { actionText, perform } from './sites.ts';

type Outside = Node<LamportVocabulary>;

/** The broadcast that is next in the order, and its client. */
interface Next {
  readonly message: Broadcast;
  readonly record: ClientRecord;
}

/** Executes whatever is stable, one after the other. */
export function executeStable(state: ReplicaState, node: Outside): ReplicaState {
  if (state.joining !== null) return state;
  let after = state;
  for (let next = stable(after, node); next !== null; next = stable(after, node)) {
    after = execute(after, next, node);
  }
  return after;
}

/** What may be executed now; `null` if nothing (flaw `no-stability-test`: whoever has not been heard is left out of account). */
function stable(state: ReplicaState, node: Outside): Next | null {
  const next = leastHead(Object.values(state.clients), node.flaw('no-stability-test'));
  if (next === null) return null;
  const { standing, queue } = next.record;
  const isProven = queue.length > 1 || standing === 'ended';
  return isProven ? next : null;
}

/** The least of all heads; `null` if a connected client has none. */
function leastHead(records: readonly ClientRecord[], canMiss: boolean): Next | null {
  let least: Next | null = null;
  for (const record of records) {
    if (record.departed) continue;
    const [message] = record.queue;
    if (message === undefined) {
      if (canMiss) continue;
      return null;
    }
    if (least === null || compareIds(message, least.message) < 0) least = { message, record };
  }
  return least;
}

function execute(state: ReplicaState, { message, record }: Next, node: Outside): ReplicaState {
  const { client, clock } = message;
  const queue = record.queue.slice(1);
  const isOver = record.standing === 'ended' && queue.length === 0;
  const popped = isOver
    ? withoutClient(state, client)
    : withClient(state, client, { ...record, queue });
  const after = tick({ ...popped, executedId: { clock, client } });
  return message.type === 'dummy' ? after : executeRequest(after, message, record, node);
}

/** A request runs on the state machine; its output goes to the client that sent it. `q` ends the client here, in its place in the order. */
function executeRequest(
  state: ReplicaState,
  { client, clock: stamp, turn, action }: Extract<Broadcast, { type: 'request' }>,
  { standing }: ClientRecord,
  node: Outside,
): ReplicaState {
  const { sites, outcome, text } = perform(state.sites, action);
  const id = { clock: stamp, client };
  const index = executedCount(state);
  node.report({ type: 'Executed', index, id, what: actionText(action) });
  const { clock } = state;
  if (standing === 'connected') {
    node.send(nodeOf(client), {
      type: 'output',
      clock,
      client,
      turn,
      place: index + 1,
      outcome,
      text,
    });
  }
  const after = { ...state, sites, log: append(state.log, { id, action }) };
  const left = after.clients[client];
  if (action.type !== 'quit' || left === undefined) return after;
  return left.standing === 'ended'
    ? withoutClient(after, client)
    : withClient(after, client, { ...left, departed: true, queue: [] });
}
