/** What clients ask of a server (section 8, dissertation chapter 6). */
import type { NodeId } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { propose } from './commit.ts';
import { takeSnapshot } from './compaction.ts';
import { isBound, stand } from './election.ts';
import { entryAt, lastIndex } from './log.ts';
import { sessionOf } from './machine.ts';
import { beginChange } from './membership.ts';
import type { ClientRequest, Origin, Request, ServerState } from './messages.ts';
import { read } from './reads.ts';
import { leading } from './replication.ts';
import { isRetired, type Outside } from './roles.ts';
import { isMember } from './configuration.ts';
import { beginTransfer } from './transfer.ts';

export function onClientRequest(
  state: ServerState,
  { sequence, request }: ClientRequest,
  client: NodeId,
  node: Outside,
): ServerState {
  const origin: Origin = { client, sequence };
  // Two requests mean one server, whoever leads.
  if (request.type === 'snapshot') return snapshotNow(state, origin, node);
  if (request.type === 'timeout') return timeOutNow(state, origin, node);
  if (state.role !== 'leader') return redirect(state, origin, 'follower', node);
  const { transfer } = leading(state, node);
  if (transfer !== null) {
    return transfer.client === client && transfer.sequence === sequence
      ? state
      : redirect(state, origin, 'transfer', node);
  }
  return isRepeated(state, origin, node) ? state : take(state, request, origin, node);
}

/** Section 8: the client is told who leads, as far as this server knows. */
function redirect(
  state: ServerState,
  { client, sequence }: Origin,
  why: 'follower' | 'transfer',
  node: Outside,
): ServerState {
  const leader = why === 'transfer' ? null : state.leader;
  node.report({ type: 'Redirected', client, leader, why });
  node.send(client, { type: 'Redirect', sequence, leader });
  return state;
}

/** Whether the request came before: one that was executed is answered from the session, one that is under way is not taken twice. */
function isRepeated(state: ServerState, { client, sequence }: Origin, node: Outside): boolean {
  const session = sessionOf(state.machine, client);
  if (session !== undefined && session.sequence > sequence) {
    node.report({ type: 'Overtaken', client, sequence });
    return true;
  }
  if (session?.sequence === sequence) {
    node.report({ type: 'Repeated', client, sequence });
    node.send(client, { type: 'ClientReply', sequence, ...session.answer });
    return true;
  }
  const { reads, catchUp } = leading(state, node);
  const isSame = (one: Origin): boolean => one.client === client && one.sequence === sequence;
  if (reads.some(isSame) || (catchUp !== null && isSame(catchUp))) return true;
  for (let index = lastIndex(state); index > state.lastApplied; index -= 1) {
    const command = entryAt(state, index)?.command;
    if (command === undefined || command.type === 'no-op' || command.origin === null) continue;
    if (isSame(command.origin)) return true;
  }
  return false;
}

function take(
  state: ServerState,
  request: Exclude<Request, { type: 'snapshot' | 'timeout' }>,
  origin: Origin,
  node: Outside,
): ServerState {
  switch (request.type) {
    case 'get':
      // A read through the log is ordered like a write, and needs no other care (section 8).
      if (node.options.reads !== 'log' || node.flaw('stale-leader-read')) {
        return read(state, request.key, origin, node);
      }
      return propose(state, { type: 'key', command: request, origin }, node);
    case 'set':
    case 'delete':
    case 'cas':
    case 'append':
      return propose(state, { type: 'key', command: request, origin }, node);
    case 'add':
    case 'remove':
      return beginChange(state, request, origin, node);
    case 'transfer':
      return handOver(state, request.server, origin, node);
    default:
      return unreachable(request);
  }
}

function handOver(state: ServerState, target: NodeId, origin: Origin, node: Outside): ServerState {
  if (target === node.id) return answer(state, origin, 'ok', `${target} leads`, node);
  if (!isMember(state.configuration, target)) {
    return answer(state, origin, 'refused', `${target} is no member`, node);
  }
  return beginTransfer(state, target, origin, node);
}

/** Section 7: each server takes its snapshots by itself. */
function snapshotNow(state: ServerState, origin: Origin, node: Outside): ServerState {
  const done = takeSnapshot(state, node);
  const { index } = done.snapshot;
  return done === state
    ? answer(state, origin, 'refused', `nothing was applied after #${index}`, node)
    : answer(done, origin, 'ok', `snapshot up to #${index}`, node);
}

/** As if the election timer had run out. */
function timeOutNow(state: ServerState, origin: Origin, node: Outside): ServerState {
  if (state.role === 'leader') return answer(state, origin, 'refused', `${node.id} leads`, node);
  if (isRetired(state, node.id)) {
    return answer(state, origin, 'refused', `${node.id} is no member`, node);
  }
  if (isBound(state, node)) {
    const why = `${node.id} heard a leader a moment ago, whose lease may count on that`;
    return answer(state, origin, 'refused', why, node);
  }
  const doing = node.options.preVote ? 'asks whether it could win' : 'stands for';
  const text = `${node.id} ${doing} term ${state.currentTerm + 1}`;
  return stand(answer(state, origin, 'ok', text, node), 'asked', node);
}

function answer(
  state: ServerState,
  { client, sequence }: Origin,
  outcome: 'ok' | 'refused',
  text: string,
  node: Outside,
): ServerState {
  node.send(client, { type: 'ClientReply', sequence, outcome, text, version: 0 });
  return state;
}
