/** The state machine: committed entries change the table, one after another. */
import type { Node } from '../../kernel/process.ts';
import { entryAt } from './log.ts';
import type { ClusterVocabulary, NodeState } from './messages.ts';
import { written } from './store.ts';

/** Applies everything from the old commit index up to `index`; the map is rebuilt this way after a restart (gap m). */
export function applyUpTo<S extends NodeState>(
  state: S,
  index: number,
  node: Node<ClusterVocabulary>,
): S {
  let { map, commitIndex } = state;
  while (commitIndex < index) {
    const entry = entryAt(state.log, commitIndex + 1);
    if (entry === undefined) break;
    const { change, term } = entry;
    commitIndex += 1;
    if (change.type === 'put') map = written(map, change.key, change.value);
    node.report({ type: 'Applied', index: commitIndex, term, change });
  }
  return commitIndex === state.commitIndex ? state : { ...state, map, commitIndex };
}
