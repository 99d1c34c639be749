/** Questions that the scenarios ask of a cluster. */
import type { NodeId } from '../../kernel/process.ts';
import type { NodeState } from './messages.ts';
import { agreedLeader, isSameTable, live, servingLeader, stateOf, type View } from './reading.ts';
import { valueOf } from './store.ts';

/** Whether `id` leads, serves, and everybody up follows it. */
export function isLed(view: View, id: NodeId): boolean {
  return servingLeader(view)?.id === id;
}

/** Whether `id` leads and serves, whatever there is on the far side of a wall. */
export function leadsIts(view: View, id: NodeId): boolean {
  const standing = stateOf(view, id)?.standing;
  return standing?.kind === 'leading' && standing.serving;
}

/** Whether a node has pinged the higher names and waits for answers. */
export function isAsking(view: View, id: NodeId): boolean {
  return stateOf(view, id)?.standing.kind === 'asking';
}

/** Whether `count` nodes are admitted and all of them have all there is. */
export function isWhole(view: View, count: number): boolean {
  const leader = servingLeader(view)?.state;
  if (leader === undefined || leader.members.length !== count) return false;
  const nodes = live(view);
  return nodes.length === count && nodes.every(({ state }) => hasAll(state, leader));
}

function hasAll(state: NodeState, leader: NodeState): boolean {
  return state.commitIndex === leader.log.length && isSameTable(state.map, leader.map);
}

/** Whether everybody who is up has applied all that the leader has. */
export function isLevel(view: View): boolean {
  const leader = servingLeader(view)?.state;
  return leader !== undefined && live(view).every(({ state }) => hasAll(state, leader));
}

/** Whether so many commands have an outcome. */
export function answered(view: View, count: number): boolean {
  return view.operations().filter(({ outcome }) => outcome !== 'pending').length >= count;
}

/** What a command was answered, by its number; `null` while it is open. */
export function answerTo(view: View, operation: number): string | null {
  const found = view.operations().find(({ id }) => id === operation);
  return found === undefined || found.outcome === 'pending' ? null : found.result;
}

/** Whether a node crashed at least `ms` ago. */
export function isDownFor(view: View, id: NodeId, ms: number): boolean {
  const node = view.node(id);
  return node?.status === 'crashed' && view.now - node.since >= ms;
}

/** Whether a node is up and has been for `ms`. */
export function isUpFor(view: View, id: NodeId, ms: number): boolean {
  const node = view.node(id);
  return node?.status === 'up' && view.now - node.since >= ms;
}

/** Whether the registry lists a node. */
export function isListed(view: View, id: NodeId): boolean {
  return view.nodes('registry').some(({ state }) => state.entries.some(({ name }) => name === id));
}

/** Whether a node's own copy of the list is only what stands in `names`. */
export function knowsOnly(view: View, id: NodeId, names: readonly NodeId[]): boolean {
  const listing = stateOf(view, id)?.listing ?? [];
  return listing.length === names.length && listing.every((name) => names.includes(name));
}

export function holds(view: View, id: NodeId, key: string, value: string | null): boolean {
  const state = stateOf(view, id);
  return state !== undefined && valueOf(state.map, key) === value;
}

// ── stated ends: what is wrong, or `null` ─────────────────────────────────────────────────────────────────────

/** That `id` leads everybody. */
export function ledBy(view: View, id: NodeId): string | null {
  const agreed = agreedLeader(view);
  if ('lack' in agreed) return agreed.lack;
  return agreed.leader.id === id ? null : `${agreed.leader.id} leads instead of ${id}`;
}

/** That a command was answered in these words. */
export function told(view: View, operation: number, words: string): string | null {
  const answer = answerTo(view, operation);
  if (answer === null) return `command ${operation} has no answer`;
  return answer.startsWith(words)
    ? null
    : `command ${operation} was answered "${answer}" instead of "${words}"`;
}

/** That everybody up has this value; `null` for none. */
export function everywhere(view: View, key: string, value: string | null): string | null {
  const other = live(view).find(({ state }) => valueOf(state.map, key) !== value);
  return other === undefined
    ? null
    : `${other.id} has ${key} = ${valueOf(other.state.map, key)} instead of ${value}`;
}
