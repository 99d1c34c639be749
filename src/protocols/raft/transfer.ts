/** Leadership transfer (dissertation 3.10): the leader brings the target up to date and tells it to stand for election at once. */
import { withLeadership } from './changed.ts';
import type { NodeId } from '../../kernel/process.ts';
import { lastIndex } from './log.ts';
import type { Origin, ServerState } from './messages.ts';
import { progressOf, sendTo } from './replication.ts';
import type { Outside } from './roles.ts';

/** Step 1: no new requests from now on. Step 2: the target gets what it lacks. */
export function beginTransfer(
  state: ServerState,
  target: NodeId,
  origin: Origin,
  node: Outside,
): ServerState {
  node.report({ type: 'TransferBegun', target });
  node.setTimer('transfer', node.options.electionTimeoutMs);
  const transferring = withLeadership(state, { transfer: { ...origin, target } });
  const { match } = progressOf(state.leadership, target) ?? { match: 0 };
  return match < lastIndex(state)
    ? sendTo(transferring, target, node)
    : followUpTransfer(transferring, target, node);
}

/** Step 3: once the target has the whole log, TimeoutNow. */
export function followUpTransfer(state: ServerState, from: NodeId, node: Outside): ServerState {
  const { leadership } = state;
  if (leadership === null || leadership.transfer?.target !== from) return state;
  const match = progressOf(leadership, from)?.match ?? 0;
  if (match < lastIndex(state)) return state;
  node.report({ type: 'TimeoutNowSent', target: from, index: match });
  node.send(from, { type: 'TimeoutNow', term: state.currentTerm });
  return leadership.leaseGivenUp ? state : withLeadership(state, { leaseGivenUp: true });
}

/** An election timeout later this server still leads: it takes requests again. */
export function abortTransfer(state: ServerState, node: Outside): ServerState {
  const transfer = state.leadership?.transfer;
  if (!transfer) return state;
  const { target, client, sequence } = transfer;
  node.report({ type: 'TransferAborted', target });
  const text = `${target} did not take over in time`;
  node.send(client, { type: 'ClientReply', sequence, outcome: 'refused', text, version: 0 });
  return withLeadership(state, { transfer: null });
}
