/** How a node comes to follow, to step down, to know no leader: whatever it was before ends here, once and for all cases. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { has } from './ladder.ts';
import type { ClusterVocabulary, NodeState, Term } from './messages.ts';
import { compareTerms, isSameTerm } from './term.ts';

type Outside = Node<ClusterVocabulary>;

/** Periods without a heart-beat after which a leader counts as dead. */
const DEAD_AFTER = 5;

/** Milliseconds without a heart-beat after which a leader counts as dead: 500 at a period of 100. */
export function deadAfterMs({ options }: Pick<Outside, 'options'>): number {
  return DEAD_AFTER * options.periodMs;
}

/** Gap c: whether a message of `term` comes too late. Terms exist from version 3.0.0 on; before, whoever speaks is believed. */
export function isFenced({ promised }: NodeState, term: Term, node: Outside): boolean {
  const compares = has('replication', node.options) && !node.flaw('no-terms');
  return compares && compareTerms(term, promised) < 0;
}

/** Takes note of a higher term: what counted under a lower one counts no more. */
export function adopt(state: NodeState, term: Term): NodeState {
  return isSameTerm(state.promised, term) ? state : { ...state, promised: term, matched: 0 };
}

/** A sign of life of a leader that is not fenced. While a node waits for answers it only takes note: the answers decide. */
export function hearLeader(
  state: NodeState,
  leader: NodeId,
  term: Term,
  by: 'heartbeat' | 'victory',
  node: Outside,
): NodeState {
  if (state.standing.kind === 'asking') return { ...adopt(state, term), victory: { leader, term } };
  return follow(state, leader, term, by, false, node);
}

export function follow(
  before: NodeState,
  leader: NodeId,
  term: Term,
  by: 'heartbeat' | 'victory',
  stored: boolean,
  node: Outside,
): NodeState {
  node.setTimer('silence', deadAfterMs(node));
  const state = isCurrent(before, leader, term) ? before : { ...before, victory: { leader, term } };
  const { standing } = state;
  if (standing.kind === 'following' && standing.leader === leader) return adopt(state, term);
  layDown(state, term, leader, node);
  node.report({ type: 'Follows', leader, term, by, stored });
  return { ...adopt(state, term), standing: { kind: 'following', leader } };
}

function isCurrent({ victory }: NodeState, leader: NodeId, term: Term): boolean {
  return victory !== null && victory.leader === leader && isSameTerm(victory.term, term);
}

/** Gives way to a higher term without knowing who will lead under it. `patienceMs`: how long it waits before it stands itself. */
export function giveWay(
  state: NodeState,
  term: Term,
  by: NodeId,
  patienceMs: number,
  node: Outside,
): NodeState {
  layDown(state, term, by, node);
  node.setTimer('silence', patienceMs);
  return { ...adopt(state, term), standing: { kind: 'waiting' } };
}

/** Ends whatever the node was about; a leader tells its clients that it cannot say what becomes of their writes. */
function layDown({ standing, promised }: NodeState, higher: Term, by: NodeId, node: Outside): void {
  for (const timer of ['election', 'takeover', 'heartbeat'] as const) node.cancelTimer(timer);
  if (standing.kind !== 'leading') return;
  node.report({ type: 'SteppedDown', term: promised, higher, by });
  for (const { client, operation, index } of standing.requests) {
    node.send(client, { type: 'uncertain', operation, reason: 'deposed' });
    node.report({ type: 'Unsettled', client, index, reason: 'deposed' });
  }
}
