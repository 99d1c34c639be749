/** What a leader keeps of each of the others: how far their logs agree with its own, and whether they answer. */
import type { Node, NodeId } from '../../kernel/process.ts';
import type { ClusterVocabulary, Leading, Member, NodeState, Progress } from './messages.ts';
import { deadAfterMs } from './standing.ts';

type Outside = Node<ClusterVocabulary>;

/** A node that leads. */
export type Leader = NodeState & { readonly standing: Leading };

export function isLeader(state: NodeState): state is Leader {
  return state.standing.kind === 'leading';
}

/** What is known of `peer`: of one that was never heard, that it may lack no more than the newest entry. */
export function progressOf({ standing, log }: Leader, peer: NodeId, node: Outside): Progress {
  const unheard = { identity: null, match: 0, next: Math.max(1, log.length), heardAt: node.now };
  return standing.progress[peer] ?? { ...unheard, sentAt: null };
}

export function withProgress(state: Leader, peer: NodeId, progress: Progress): Leader {
  const { standing } = state;
  return {
    ...state,
    standing: { ...standing, progress: { ...standing.progress, [peer]: progress } },
  };
}

/** Takes note of an answer: the peer lives, and with which disk. What was known of another disk is forgotten. */
export function heardFrom(state: Leader, peer: NodeId, identity: number, node: Outside): Leader {
  const known = progressOf(state, peer, node);
  const heard = { ...known, identity, heardAt: node.now };
  if (known.identity === null || known.identity === identity) {
    return withProgress(state, peer, heard);
  }
  const next = Math.max(1, state.log.length);
  return withProgress(state, peer, { ...heard, match: 0, next, sentAt: null });
}

/** The nodes whose logs agree with the leader's up to `index`, the leader among them. */
export function holdersOf({ standing, identity }: Leader, index: number, node: Outside): Member[] {
  const holders: Member[] = [{ id: node.id, identity }];
  for (const [id, progress] of Object.entries(standing.progress)) {
    if (progress.match >= index && progress.identity !== null) {
      holders.push({ id, identity: progress.identity });
    }
  }
  return holders;
}

/** Who does not answer is spoken to once in as many periods as make a leader dead: an open call is not repeated ten times a second. */
export function isDue(heardAt: number, node: Outside): boolean {
  const silenceMs = deadAfterMs(node);
  const { periodMs } = node.options;
  return node.now - heardAt < silenceMs || node.now % silenceMs < periodMs;
}
