import type { Node } from '../../kernel/process.ts';
import {
  type BalancerState,
  type Entry,
  entryText,
  type GossipVocabulary,
  type Origin,
} from './messages.ts';

/** Rule 1: stamps an entry with `selfState` and puts it at the end of the queue. */
export function enqueue(
  state: BalancerState,
  entry: Entry,
  origin: Origin | null,
  node: Node<GossipVocabulary>,
): BalancerState {
  const index = state.selfState;
  node.report({ type: 'Queued', index, what: entryText(entry), client: origin?.client ?? null });
  if (state.members.length === 0) node.report({ type: 'QueueWaits', reason: 'no-replicas' });
  return {
    ...state,
    selfState: index + 1,
    queue: [...state.queue, { kind: 'entry', index, entry, origin }],
  };
}

/** Whether all members have reported the state `nodeState`. */
export function isAgreed({ members, nodeState }: BalancerState): boolean {
  return members.every(({ state }) => state === nodeState);
}
