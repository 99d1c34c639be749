import type { Node, NodeId } from '../../kernel/process.ts';
import { serverIds } from './ballot.ts';
import type { PaxosVocabulary } from './messages.ts';

/** The other servers of the cluster. Membership is fixed: a server that was added later is not one of them. */
export function otherServers(node: Node<PaxosVocabulary>): readonly NodeId[] {
  return serverIds(node.options.servers).filter((id) => id !== node.id);
}

/** Whether a server belongs to the cluster. */
export function isMember(id: NodeId, node: Node<PaxosVocabulary>): boolean {
  return serverIds(node.options.servers).includes(id);
}
