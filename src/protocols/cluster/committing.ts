/**
 * When an entry is committed: a majority of the admitted nodes, the leader among them, hold it, and it is of the leader's own term.
 *
 * The second half is section 5.4.2 of Ongaro and Ousterhout: an entry of an earlier term that a majority hold can still be cut off by a
 * leader of a term in between. It is committed with the first entry of the new term behind it.
 */
import type { Node } from '../../kernel/process.ts';
import { applyUpTo } from './applying.ts';
import { termAt } from './log.ts';
import { audience, count, isEnough } from './members.ts';
import type { ClusterVocabulary } from './messages.ts';
import { holdersOf, type Leader, progressOf } from './progress.ts';
import { isSameTerm } from './term.ts';

type Outside = Node<ClusterVocabulary>;

/** Commits as much as can be; nothing changes if that is nothing. */
export function advanceCommit(state: Leader, node: Outside): Leader {
  for (let index = state.log.length; index > state.commitIndex; index -= 1) {
    const term = termAt(state.log, index);
    if (term === null || !isSameTerm(term, state.promised)) return state;
    const held = count(state, holdersOf(state, index, node), node);
    // Flaw, gap d: the answers are not counted.
    if (!isEnough(held) && !node.flaw('commit-without-counting')) continue;
    node.report({ type: 'Committed', index, term, held: held.yes, voters: held.voters });
    return answer(announce(applyUpTo(state, index, node), node), node);
  }
  return state;
}

/** Tells at once whoever has the entry or is being sent it; the rest hear of it by a heart-beat. */
function announce(state: Leader, node: Outside): Leader {
  const { promised: term, commitIndex } = state;
  for (const peer of audience(state, node)) {
    const { match, sentAt } = progressOf(state, peer, node);
    if (match >= commitIndex || sentAt !== null)
      node.send(peer, { type: 'commit', term, commitIndex });
  }
  return state;
}

/** Gap j: 201 comes after the entry is applied here. The term is open for service once its first entry is committed. */
function answer(state: Leader, node: Outside): Leader {
  const { requests, serving } = state.standing;
  const done = requests.filter(({ index }) => index <= state.commitIndex);
  for (const { client, operation, index } of done) {
    const under = state.promised;
    const term = termAt(state.log, index) ?? under;
    node.send(client, { type: 'written', operation, index });
    node.report({ type: 'Acknowledged', client, operation, index, term, under });
  }
  if (!serving) node.report({ type: 'Serves', term: state.promised, index: state.commitIndex });
  if (done.length === 0 && serving) return state;
  const open = requests.filter(({ index }) => index > state.commitIndex);
  return { ...state, standing: { ...state.standing, serving: true, requests: open } };
}
