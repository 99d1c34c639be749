/** What a node does with a client's request: which version's way a write goes, and what is answered when it cannot go at all. */
import { type Node, type NodeId, unreachable } from '../../kernel/process.ts';
import { expel, whyNotExpel } from './admission.ts';
import { putAndCopy } from './copying.ts';
import { has } from './ladder.ts';
import { isMember } from './members.ts';
import type { ClusterVocabulary, NodeState, Request, Unavailable } from './messages.ts';
import { isLeader, type Leader } from './progress.ts';
import { propose } from './replication.ts';
import { put, read } from './store.ts';

type Outside = Node<ClusterVocabulary>;
type Of<T extends Request['type']> = Extract<Request, { type: T }>;

export function serve(state: NodeState, request: Request, from: NodeId, node: Outside): NodeState {
  const { options } = node;
  switch (request.type) {
    case 'put':
      if (!has('copying', options)) return put(state, request, from, node);
      if (!isLeader(state)) return sendAway(state, request, from, node);
      return has('replication', options)
        ? putIntoLog(state, request, from, node)
        : putAndCopy(state, request, from, node);
    case 'get':
      return get(state, request, from, node);
    case 'remove':
      if (!has('replication', options)) return decline(state, request, 'no-such-thing', from, node);
      return isLeader(state)
        ? remove(state, request, from, node)
        : sendAway(state, request, from, node);
    case 'ask':
      tell(state, request, from, node);
      return state;
    default:
      return unreachable(request);
  }
}

/** With the option, only a leader that serves: before its term is open its table may lack what was answered 201. */
function get(state: NodeState, request: Of<'get'>, from: NodeId, node: Outside): NodeState {
  if (has('copying', node.options) && node.options.reads === 'leader') {
    if (!isLeader(state)) return sendAway(state, request, from, node);
    if (!state.standing.serving) return decline(state, request, 'taking-over', from, node);
  }
  read(state, request, from, node);
  return state;
}

/** Gap i: a node that does not lead says who does, if it knows. */
function sendAway(state: NodeState, request: Request, from: NodeId, node: Outside): NodeState {
  const { standing } = state;
  if (standing.kind !== 'following') return decline(state, request, 'no-leader', from, node);
  const { leader } = standing;
  node.send(from, { type: 'redirect', operation: request.operation, leader });
  node.report({ type: 'Redirected', client: from, leader });
  return state;
}

function decline(
  state: NodeState,
  { operation }: Request,
  reason: Unavailable,
  from: NodeId,
  node: Outside,
): NodeState {
  node.send(from, { type: 'unavailable', operation, reason });
  node.report({ type: 'Declined', client: from, reason });
  return state;
}

/** A leader serves once its term is open: before, it cannot know what is committed. */
function putIntoLog(state: Leader, request: Of<'put'>, from: NodeId, node: Outside): NodeState {
  if (!state.standing.serving) return decline(state, request, 'taking-over', from, node);
  const { key, value, operation } = request;
  return propose(state, { type: 'put', key, value }, { client: from, operation }, node);
}

function remove(state: Leader, request: Of<'remove'>, from: NodeId, node: Outside): NodeState {
  const reason = whyNotExpel(state, request.target, node);
  if (reason !== null) return decline(state, request, reason, from, node);
  return expel(state, request.target, { client: from, operation: request.operation }, node);
}

/** What a node knows: the others, or the leader. */
function tell(
  state: NodeState,
  { operation, about }: Of<'ask'>,
  from: NodeId,
  node: Outside,
): void {
  const { standing } = state;
  if (about === 'nodes') {
    const names = has('discovery', node.options) ? state.listing : [node.id];
    const notes = names.map((id) => noteOn(state, id, node));
    node.send(from, { type: 'told', operation, names, notes });
    return;
  }
  const leader = standing.kind === 'leading' ? node.id : leaderOf(state);
  const names = leader === null ? [] : [leader];
  node.send(from, { type: 'told', operation, names, notes: names.map(() => '') });
}

function leaderOf({ standing }: NodeState): NodeId | null {
  return standing.kind === 'following' ? standing.leader : null;
}

function noteOn(state: NodeState, id: NodeId, node: Outside): string {
  if (id === node.id && state.standing.kind === 'leading') return 'leader';
  if (id === leaderOf(state)) return 'leader';
  if (!has('replication', node.options)) return '';
  const identity = state.members.find((member) => member.id === id)?.identity ?? 0;
  return isMember(state.members, { id, identity }) ? 'admitted' : 'learner';
}
