/** Questions that the scenarios ask of a world. */
import type { NodeId } from '../../kernel/process.ts';
import { toArray } from '../../kernel/sequence.ts';
import type { WorldView } from '../../kernel/trace.ts';
import { idText, nodeOf } from './identity.ts';
import {
  type ClientState,
  executedCount,
  type LamportVocabulary,
  type ReplicaState,
} from './messages.ts';

type View = WorldView<LamportVocabulary>;

/** Name, availability, ZIP. */
export type Row = readonly [name: string, availability: string, zip: string];

export function client(view: View, number: number): ClientState | undefined {
  const id = `client-${number}`;
  return view.nodes('client').find((node) => node.id === id && node.status === 'up')?.state;
}

export function replica(view: View, number: number): ReplicaState | undefined {
  const id = `replica-${number}`;
  return view.nodes('replica').find((node) => node.id === id && node.status === 'up')?.state;
}

/** Whether all clients that are up are connected. */
export function connected(view: View): boolean {
  return view
    .nodes('client')
    .every(({ status, state }) => status !== 'up' || state.phase === 'connected');
}

/** Whether `count` operations have an outcome, and none is open. */
export function answered(view: View, count: number): boolean {
  const operations = view.operations();
  return operations.length >= count && operations.every(({ outcome }) => outcome !== 'pending');
}

/** Long enough to read a caption before the next one. */
const READING_MS = 2500;

/** Whether so many operations have an outcome, none is open, and there was time to look at it. */
export function isRead(view: View, count: number): boolean {
  const ends = view.operations().map(({ ended }) => ended ?? view.now);
  return answered(view, count) && view.now - Math.max(0, ...ends) >= READING_MS;
}

/** Whether every live replica has executed `count` requests. */
export function executed(view: View, count: number): boolean {
  const replicas = live(view);
  return replicas.length > 0 && replicas.every((state) => executedCount(state) === count);
}

/** Whether a client has left of its own will. */
export function hasLeft(view: View, ...numbers: readonly number[]): boolean {
  return numbers.every((number) => view.node(`client-${number}`)?.status === 'left');
}

/** Whether no replica knows a former life of this client any more. */
export function isClosed(view: View, id: NodeId): boolean {
  return live(view).every(
    ({ clients, closed }) =>
      closed.some((uid) => nodeOf(uid) === id) &&
      Object.entries(clients).every(
        ([uid, { standing }]) => nodeOf(uid) !== id || standing === 'connected',
      ),
  );
}

/** Whether a CLOSE round is under way at some replica. */
export function isClosing(view: View): boolean {
  return live(view).some(({ rounds }) => Object.values(rounds).some(({ isRunning }) => isRunning));
}

/** Whether a node has been in its status for so long. */
export function isSoFor(view: View, id: NodeId, ms: number): boolean {
  const node = view.node(id);
  return node !== undefined && view.now - node.since >= ms;
}

/** How the live replicas, of which there must be one, differ from these rows; `null` if they do not. */
export function differs(view: View, rows: readonly Row[]): string | null {
  const wanted = JSON.stringify(
    rows.map(([name, availability, zip]) => ({ name, availability, zip })),
  );
  const replicas = live(view);
  if (replicas.length === 0) return 'no replica is live';
  const other = replicas.find(({ sites }) => JSON.stringify(sites) !== wanted);
  return other === undefined
    ? null
    : `${other.uid} holds ${JSON.stringify(other.sites)} instead of ${wanted}`;
}

/** Whose log, of all replicas, is not a prefix of the longest; `null` if all are. */
export function divergence(view: View): string | null {
  const logs = view.nodes('replica').map(({ id, state }) => ({
    id,
    from: state.logFrom,
    ids: toArray(state.log).map((entry) => idText(entry.id)),
  }));
  const longest = logs.reduce<readonly string[]>(
    (found, { from, ids }) => (from === 0 && ids.length > found.length ? ids : found),
    [],
  );
  const other = logs.find(({ from, ids }) =>
    ids.some((id, index) => longest[from + index] !== undefined && longest[from + index] !== id),
  );
  return other === undefined ? null : `the log of ${other.id} is no prefix`;
}

function live(view: View): readonly ReplicaState[] {
  return view
    .nodes('replica')
    .filter(({ status, state }) => status === 'up' && state.joining === null)
    .map(({ state }) => state);
}
