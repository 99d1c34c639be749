/** Questions that the scenarios ask of a world. */
import type { NodeId } from '../../kernel/process.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { BalancerState, GossipVocabulary, InFlight, ReplicaState, Table } from './messages.ts';

type View = WorldView<GossipVocabulary>;

/** State of the balancer, if it is up. */
export function balancer(view: View): BalancerState | undefined {
  return view.nodes('balancer').find(({ status }) => status === 'up')?.state;
}

/** The entry that is being gossiped. */
export function inflight(view: View): InFlight | null {
  return balancer(view)?.inflight ?? null;
}

/** States of the live members. */
export function members(view: View): readonly ReplicaState[] {
  return view
    .nodes('replica')
    .filter(({ status, state }) => status === 'up' && state.phase === 'member')
    .map(({ state }) => state);
}

export function anyMember(view: View): ReplicaState | undefined {
  return members(view)[0];
}

/** State of a replica, if it is up. */
export function replica(view: View, id: NodeId): ReplicaState | undefined {
  return view.nodes('replica').find((node) => node.id === id && node.status === 'up')?.state;
}

/** How many live members have reached `state`. */
export function informed(view: View, state: number): number {
  return members(view).filter((member) => member.state >= state).length;
}

/** Whether the balancer lists `count` members, nothing is on its way, and all have the same state. */
export function agreed(view: View, count: number): boolean {
  const state = balancer(view);
  if (state === undefined || state.members.length !== count || state.queue.length > 0) return false;
  return state.inflight === null && disagreement(view) === null && members(view).length === count;
}

/** Whether `count` commands have an outcome and nothing is on its way. */
export function settled(view: View, count: number): boolean {
  const ended = view.operations().filter(({ outcome }) => outcome === 'ok').length;
  return ended >= count && inflight(view) === null && balancer(view)?.queue.length === 0;
}

/** Whether neither the balancer nor any member that it could reach knows `id`. */
export function isForgotten(view: View, id: NodeId): boolean {
  const isListed = balancer(view)?.members.some((member) => member.id === id) === true;
  return (
    !isListed &&
    members(view).every(({ neighbours }) => !neighbours.includes(id) || isOff(view, id))
  );
}

/** Whether `id` is itself a live member on the far side of a wall, whose own side still knows it. */
function isOff(view: View, id: NodeId): boolean {
  return replica(view, id) !== undefined;
}

/** Whether a node crashed at least `ms` ago. */
export function isDownFor(view: View, id: NodeId, ms: number): boolean {
  const node = view.node(id);
  return node?.status === 'crashed' && view.now - node.since >= ms;
}

/** Which live members hold different tables; `null` if none do. */
export function disagreement(view: View): string | null {
  const states = members(view);
  const [first] = states;
  const other = states.find((state) => differs(state, first?.table ?? []) !== null);
  return other === undefined ? null : `tables differ at states ${first?.state} and ${other.state}`;
}

/** How a replica's table is not `table`, in any order of rows; `null` if it is. */
export function differs(state: ReplicaState | undefined, table: Table): string | null {
  const found = JSON.stringify(state?.table.toSorted(byName));
  const wanted = JSON.stringify(table.toSorted(byName));
  return found === wanted ? null : `the table is ${found ?? 'missing'} instead of ${wanted}`;
}

function byName([one]: readonly [string, string], [other]: readonly [string, string]): number {
  return one < other ? -1 : Number(one > other);
}
