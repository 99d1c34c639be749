/**
 * Who comes to count, and who ceases to: entries of the log like any other, one at a time.
 *
 * The founders are admitted by the first entry of their logs, which each of them is set up with: the members of a cluster that begins are
 * settled before it begins, so that no order of starts, no wall and no slow registry can make two clusters of it. Whoever starts
 * later has an empty log and is a *learner*: the leader finds it on the registry's list, sends it the log, and admits it once it has caught
 * up (gap l). A registered node whose disk is another than the admitted one's is expelled first, then learns, then is admitted anew.
 * Nobody else is ever taken out but by a command: silence is no reason, or a minority would shrink the cluster to itself.
 *
 * A change counts from the moment it stands in a log. Two majorities of sets that differ by one node have a node in common, so the next change
 * waits until the last one is committed, and the first until the leader's term is open. Were the wiped node replaced in one step, its forgotten promise
 * could cost an entry: node-2 promises a candidate node-1, loses its disk, and helps the old leader node-3 to commit; then
 * node-1 leads with two promises of three and cuts the entry off.
 *
 * Sources: Ongaro and Ousterhout 2014, section 6; Ongaro, "Consensus: Bridging Theory and Practice" (2014), section 4.1.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { membersIndex } from './log.ts';
import { isMember } from './members.ts';
import type { ClusterVocabulary, Member, Origin, Unavailable } from './messages.ts';
import type { Leader } from './progress.ts';
import { propose } from './replication.ts';
import { deadAfterMs } from './standing.ts';
import { compareNames } from './term.ts';

type Outside = Node<ClusterVocabulary>;

/** Admits or expels at most one node; asked every period. */
export function reviewMembers(state: Leader, node: Outside): Leader {
  if (isBusy(state)) return state;
  for (const id of state.listing) {
    const progress = state.standing.progress[id];
    if (progress === undefined || progress.identity === null || isSilent(state, id, node)) continue;
    const member: Member = { id, identity: progress.identity };
    if (isMember(state.members, member)) continue;
    const others = state.members.filter((known) => known.id !== id);
    if (others.length < state.members.length) {
      node.report({ type: 'Expels', id, why: 'lost-disk', members: others.length });
      return propose(state, { type: 'members', members: others }, null, node);
    }
    if (progress.match < state.log.length) continue;
    node.report({ type: 'Admits', member, members: others.length + 1 });
    return propose(state, { type: 'members', members: byName([...others, member]) }, null, node);
  }
  return state;
}

/** Takes a node out for good, as it was told to. */
export function expel(state: Leader, id: NodeId, origin: Origin, node: Outside): Leader {
  const members = state.members.filter((member) => member.id !== id);
  node.report({ type: 'Expels', id, why: 'told', members: members.length });
  return propose(state, { type: 'members', members }, origin, node);
}

/** Why a node cannot be taken out now; `null` if it can. */
export function whyNotExpel(state: Leader, id: NodeId, node: Outside): Unavailable | null {
  if (id === node.id) return 'leader-itself';
  if (!state.members.some((member) => member.id === id)) return 'not-a-member';
  if (state.listing.includes(id)) return 'still-registered';
  return isBusy(state) ? 'change-pending' : null;
}

function byName(members: readonly Member[]): readonly Member[] {
  return members.toSorted((one, other) => compareNames(one.id, other.id));
}

function isBusy(state: Leader): boolean {
  return !state.standing.serving || membersIndex(state.log) > state.commitIndex;
}

function isSilent(state: Leader, id: NodeId, node: Outside): boolean {
  const heardAt = state.standing.progress[id]?.heardAt ?? 0;
  return node.now - heardAt >= deadAfterMs(node);
}
