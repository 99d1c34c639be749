/** What a leader does by itself, in every version from 2.1.0 on: it makes itself known and sends a heart-beat every period. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { has } from './ladder.ts';
import type { ClusterVocabulary, NodeState, Term } from './messages.ts';
import { audience } from './members.ts';
import { isDue, isLeader, type Leader, progressOf } from './progress.ts';
import { compareNames } from './term.ts';

type Outside = Node<ClusterVocabulary>;

/** The winner of an election: victory to all lower-named, then heart-beats (README, "version 2.1.0", step 3). */
export function becomeLeader(state: NodeState, term: Term, node: Outside): Leader {
  node.cancelTimer('silence');
  node.cancelTimer('election');
  node.cancelTimer('takeover');
  node.report({ type: 'Leads', term });
  for (const peer of audience(state, node)) {
    if (compareNames(peer, node.id) < 0) announceTo(peer, term, node);
  }
  const serving = !has('replication', node.options);
  const standing = { kind: 'leading', serving, progress: {}, requests: [] } as const;
  return beat({ ...state, promised: term, standing }, node);
}

export function announceTo(peer: NodeId, term: Term, node: Outside): void {
  node.send(peer, { type: 'victory', term });
}

/** The second of the original's two loops: heart-beats to every other registered node. */
export function beat(state: Leader, node: Outside): Leader {
  node.setTimer('heartbeat', node.options.periodMs);
  const { promised: term, commitIndex } = state;
  for (const peer of audience(state, node)) {
    if (isDue(progressOf(state, peer, node).heardAt, node)) {
      node.send(peer, { type: 'heartbeat', term, commitIndex });
    }
  }
  return state;
}

/** A peer that is down answers at once, by refusing. */
export function onRefusedBeat(state: NodeState, peer: NodeId, node: Outside): NodeState {
  if (!isLeader(state)) return state;
  const progress = { ...progressOf(state, peer, node), heardAt: node.now, sentAt: null };
  const { standing } = state;
  return {
    ...state,
    standing: { ...standing, progress: { ...standing.progress, [peer]: progress } },
  };
}
