/**
 * Version 2.2.0: simple replication. Writes go through the leader, which writes its own table first and then posts the write to every
 * registered node. A post that fails is logged and nothing else; the client is told 201 in any case. A newcomer gets no old data.
 *
 * Nothing here counts answers, keeps an order, or remembers: it is the version to see things go wrong in. Source: README, "version 2.2.0".
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import type { ClusterVocabulary, NodeState, Request } from './messages.ts';
import { write } from './store.ts';

type Outside = Node<ClusterVocabulary>;

export function putAndCopy(
  before: NodeState,
  { operation, key, value }: Extract<Request, { type: 'put' }>,
  from: NodeId,
  node: Outside,
): NodeState {
  const state = write(before, key, value, node);
  const peers = state.listing.filter((id) => id !== node.id);
  for (const peer of peers) node.send(peer, { type: 'copy', key, value });
  node.report({ type: 'CopySent', key, peers });
  node.send(from, { type: 'written', operation, index: null });
  return state;
}
