/** Questions about a cluster as a whole, for judges, ledgers and scenarios. */
import type { NodeId } from '../../kernel/process.ts';
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import { has } from './ladder.ts';
import { compareEnds, endOf } from './log.ts';
import { isMember, majorityOf } from './members.ts';
import type { ClusterVocabulary, NodeState, Table } from './messages.ts';

export type View = WorldView<ClusterVocabulary>;
export type DatabaseNode = NodeView<ClusterVocabulary, 'node'>;

/** Nodes that are up. */
export function live(view: View): readonly DatabaseNode[] {
  return view.nodes('node').filter(({ status }) => status === 'up');
}

export function leads({ state }: DatabaseNode): boolean {
  return state.standing.kind === 'leading';
}

/** The leader that all live nodes agree on; else who does not. */
export function agreedLeader(
  view: View,
): { readonly leader: DatabaseNode } | { readonly lack: string } {
  const nodes = live(view);
  const leaders = nodes.filter(leads);
  const [leader, rival] = leaders;
  if (leader === undefined) return { lack: 'nobody leads' };
  if (rival !== undefined) return { lack: `${leader.id} and ${rival.id} both lead` };
  const stray = nodes.find(({ id, state: { standing } }) => {
    return id !== leader.id && !(standing.kind === 'following' && standing.leader === leader.id);
  });
  if (stray === undefined) return { leader };
  return { lack: `${stray.id} is ${stray.state.standing.kind} and does not follow ${leader.id}` };
}

/** The agreed leader, if there is one and it serves. */
export function servingLeader(view: View): DatabaseNode | null {
  const agreed = agreedLeader(view);
  if (!('leader' in agreed)) return null;
  const { standing } = agreed.leader.state;
  return standing.kind === 'leading' && standing.serving ? agreed.leader : null;
}

/**
 * Whether a leader can be demanded: by the furthest log of those that live, a majority of the admitted is up with the disks they were admitted
 * with. An older version needs no majority.
 */
export function canHaveLeader(view: View): boolean {
  if (!has('replication', view.options)) return live(view).length > 0;
  const nodes = live(view);
  const [furthest] = nodes
    .map(({ state }) => state)
    .toSorted((one, other) => compareEnds(endOf(other.log), endOf(one.log)));
  if (furthest === undefined) return false;
  const present = nodes.filter(({ id, state: { identity } }) =>
    isMember(furthest.members, { id, identity }),
  );
  return present.length >= majorityOf(furthest.members.length);
}

export function isSameTable(one: Table, other: Table): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  return one.every(([key, value], at) => {
    const row = other[at];
    return row !== undefined && row[0] === key && row[1] === value;
  });
}

/** State of a node, if it is up. */
export function stateOf(view: View, id: NodeId): NodeState | undefined {
  return live(view).find((node) => node.id === id)?.state;
}
