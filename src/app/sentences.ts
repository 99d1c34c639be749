import type { NodeId } from '../kernel/process.ts';
import type { NodeStatus } from '../kernel/trace.ts';

/** What goes before the description of a node that is not up. */
const DOWN = {
  frozen: 'is frozen: messages and timers wait at its door.',
  crashed: 'has crashed. Its last state:',
  left: 'has left. Its last state:',
  removed: 'was removed. Its last state:',
} as const;

/** The sentence about a node, with what its status means for it. */
export function sentenceOf(id: NodeId, status: NodeStatus, sentence: string): string {
  return status === 'up' ? sentence : `${id} ${DOWN[status]} ${sentence}`;
}
