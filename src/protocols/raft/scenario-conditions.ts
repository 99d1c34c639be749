/** Questions that the scenarios ask of a world. */
import type { NodeId } from '../../kernel/process.ts';
import type { WorldView } from '../../kernel/trace.ts';
import { isMember } from './configuration.ts';
import { leaderOf } from './ledger.ts';
import { lastIndex, termAt } from './log.ts';
import type { RaftVocabulary, ServerState } from './messages.ts';

type View = WorldView<RaftVocabulary>;

/** State of the server with this number, whether it is up or not. */
export function server(view: View, number: number): ServerState | undefined {
  return view.nodes('server').find(({ id }) => id === `server-${number}`)?.state;
}

export function isUp(view: View, number: number): boolean {
  return view.node(`server-${number}`)?.status === 'up';
}

/** Who leads the newest term. */
export function leader(view: View): NodeId | undefined {
  return leaderOf(view)?.id;
}

export function leads(view: View, number: number): boolean {
  return isUp(view, number) && server(view, number)?.role === 'leader';
}

export function term(view: View, number: number): number {
  return server(view, number)?.currentTerm ?? 0;
}

/** Whether a server goes by two lists of members at once. */
export function isJoint(view: View, number: number): boolean {
  const old = server(view, number)?.configuration.old;
  return old !== undefined && old !== null;
}

/** Number of entries in a log. */
export function length(view: View, number: number): number {
  const state = server(view, number);
  return state === undefined ? 0 : lastIndex(state);
}

/** How far a leader knows the log of another server to be like its own. */
export function confirmed(view: View, leading: number, follower: number): number {
  const followers = server(view, leading)?.leadership?.followers ?? [];
  return followers.find(({ peer }) => peer === `server-${follower}`)?.match ?? 0;
}

/** The terms of a log's entries, as in `1 1 1 4`. */
export function terms(view: View, number: number): string {
  const state = server(view, number);
  if (state === undefined) return '';
  return Array.from({ length: lastIndex(state) }, (_, place) => termAt(state, place + 1)).join(' ');
}

/** Whether all of these servers have logs of `entries` entries. */
export function haveAll(view: View, numbers: readonly number[], entries: number): boolean {
  return numbers.every((number) => length(view, number) === entries);
}

/** Value of a key at a server; `null` if it has none there. */
export function value(view: View, number: number, key: string): string | null {
  return server(view, number)?.machine.store[key]?.value ?? null;
}

/** Commands that have an outcome, of whatever kind. */
export function answered(view: View): number {
  return view.operations().filter(({ outcome, parent }) => outcome !== 'pending' && parent === null)
    .length;
}

/** How the operation with this number ended so far. */
export function outcome(view: View, number: number): string {
  return view.operations()[number - 1]?.outcome ?? 'none';
}

/** Whether a node crashed at least `ms` ago. */
export function isDownFor(view: View, number: number, ms: number): boolean {
  const node = view.node(`server-${number}`);
  return node?.status === 'crashed' && view.now - node.since >= ms;
}

/** Whether a client has nothing on its way. */
export function isIdle(view: View, number: number): boolean {
  return view
    .nodes('client')
    .some(({ id, state }) => id === `client-${number}` && state.current === null);
}

/** Whether no client has anything on its way. */
export function areIdle(view: View): boolean {
  return view.nodes('client').every(({ state }) => state.current === null);
}

/** Whether a leader has committed its whole log and every live member has applied it. */
export function isCalm(view: View): boolean {
  return unrest(view) === null;
}

/** What keeps the live members from being equal; `null` if they are, under one leader. */
export function unrest(view: View): string | null {
  const found = leaderOf(view);
  if (found === undefined) return 'nobody leads';
  const end = lastIndex(found.state);
  for (const { id, status, state } of view.nodes('server')) {
    if (status !== 'up' || !isMember(found.state.configuration, id)) continue;
    if (state.leader !== found.id) return `${id} does not follow ${found.id}`;
    if (lastIndex(state) !== end) return `${id} has ${lastIndex(state)} entries instead of ${end}`;
    if (state.lastApplied !== end) return `${id} has applied ${state.lastApplied} of ${end}`;
  }
  return null;
}

/** How a key is not `wanted` at the leader; `null` if it is. */
export function differs(view: View, key: string, wanted: string | null): string | null {
  const found = leaderOf(view)?.state.machine.store[key]?.value ?? null;
  return found === wanted
    ? null
    : `${key} is ${found ?? 'missing'} instead of ${wanted ?? 'missing'}`;
}
