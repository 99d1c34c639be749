/** Who counts: majorities of the admitted nodes (gap d), never of the registry's list of the living. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { has } from './ladder.ts';
import type { ClusterVocabulary, Member, NodeState } from './messages.ts';
import { compareNames } from './term.ts';

type Outside = Node<ClusterVocabulary>;

/** The fewest of `count` that any two such groups share one. */
export function majorityOf(count: number): number {
  return Math.floor(count / 2) + 1;
}

/**
 * Whether `id` is admitted with this very disk. A node that has lost its disk has lost its promises and its log: were its answers counted as
 * those of the member it was, a candidate it had promised and a leader it serves now could both have a majority.
 */
export function isMember(members: readonly Member[], { id, identity }: Member): boolean {
  return members.some((member) => member.id === id && member.identity === identity);
}

/** Whether a node may stand for leader: from version 3.0.0 on only one that is admitted, as far as it knows itself. */
export function mayLead(
  { members, identity }: NodeState,
  node: Pick<Outside, 'id' | 'options'>,
): boolean {
  return !has('replication', node.options) || isMember(members, { id: node.id, identity });
}

export interface Count {
  /** Who of those that count has said yes. */
  readonly yes: readonly NodeId[];
  readonly needed: number;
  readonly voters: number;
}

/** Counts answers against the majority. */
export function count(state: NodeState, answers: readonly Member[], node: Outside): Count {
  // Flaw, gap d: five seconds after a partition the list of a minority holds only the minority, and it agrees with itself.
  const listed = node.flaw('quorum-over-live-list');
  const yes = answers.filter((answer) =>
    listed ? state.listing.includes(answer.id) : isMember(state.members, answer),
  );
  const voters = listed ? state.listing.length : state.members.length;
  return { yes: yes.map(({ id }) => id), needed: majorityOf(voters), voters };
}

export function isEnough({ yes, needed }: Count): boolean {
  return yes.length >= needed;
}

/** Whom a node pings in an election: the higher-named of those it knows, on the registry's list or admitted. */
export function higherNamed(state: NodeState, node: Outside): readonly NodeId[] {
  const known = has('replication', node.options)
    ? state.members.map(({ id }) => id)
    : state.listing;
  return known.filter((id) => compareNames(id, node.id) > 0);
}

/** Whom a leader speaks to: everybody listed and everybody admitted, itself left out. */
export function audience(state: NodeState, node: Outside): readonly NodeId[] {
  const ids = [...state.members.map(({ id }) => id), ...state.listing];
  return [...new Set(ids)].filter((id) => id !== node.id);
}
