/**
 * How a replica becomes a member, by its own drive (gap f: the original knew no restart).
 *
 *   1. It knocks at every client. Each puts it on its list between two broadcasts and answers; from then on the newcomer is sent
 *      everything, and the members have everything before. A client that is down cannot answer; its next life says hello.
 *   2. It asks every replica to be READY; on a BUSY it withdraws and tries again after a random pause.
 *   3. When all clients are met and all members are ready, it asks one of them for a snapshot, another one if that fails, and
 *      merges it with what it was sent itself: each client's broadcasts by their turns, without those executed already.
 *   4. A client that only the snapshot knows is either dead, or in a later life whose hello is on its way here. It knocks there
 *      again, naming that life: if the node is down then, that life is over. So every client is either heard or dead.
 *   5. It is live, tells everybody, and begins the CLOSE rounds of the dead.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { tick } from './clock.ts';
import { mourn, runRounds } from './closing.ts';
import { meet } from './enrolment.ts';
import { compareIds, compareUids, isClient, nodeOf, type RequestId, type Uid } from './identity.ts';
import type {
  Broadcast,
  ClientRecord,
  Joining,
  LamportVocabulary,
  ReplicaState,
  Snapshot,
  ToReplica,
} from './messages.ts';
import { executeStable } from './stability.ts';

/** A knock that is neither answered nor refused is repeated. */
const KNOCK_MS = 1000;
/** The pause before the next attempt, at random so that two newcomers do not collide for ever. */
const PAUSE_MS = [300, 2000] as const;

type Outside = Node<LamportVocabulary>;
type Of<T extends ToReplica['type']> = Extract<ToReplica, { type: T }>;

/** Begins an attempt; the first one knocks at the clients too. */
export function join(state: ReplicaState, attempt: number, node: Outside): ReplicaState {
  const met = state.joining?.met ?? [];
  const joining: Joining = { attempt, stage: 'asking', ready: {}, met, donor: null };
  node.report({ type: 'Joins', attempt });
  const peers = node.peers('replica').filter((id) => id !== node.id);
  const asking = askToJoin({ ...state, joining }, peers, node);
  return attempt === 1 ? knockAgain(asking, node) : asking;
}

/** Asks some replicas to be ready; those that are no members themselves say nothing. */
export function askToJoin(
  state: ReplicaState,
  replicas: readonly NodeId[],
  node: Outside,
): ReplicaState {
  if (state.joining?.stage !== 'asking') return state;
  const { attempt } = state.joining;
  const asking = tick(state);
  const message = { type: 'join', clock: asking.clock, newcomer: state.uid, attempt } as const;
  for (const replica of replicas) node.send(replica, message);
  return asking;
}

/** Knocks at everybody of whom nothing is known yet. */
export function knockAgain(state: ReplicaState, node: Outside): ReplicaState {
  if (state.joining === null) return state;
  const { met } = state.joining;
  const knocking = tick(state);
  const { clock } = knocking;
  for (const id of node.peers('client')) {
    if (!met.includes(id))
      node.send(id, { type: 'knock', clock, newcomer: state.uid, about: null });
  }
  for (const about of unheard(state)) {
    node.send(nodeOf(about), { type: 'knock', clock, newcomer: state.uid, about });
  }
  node.setTimer('knock', KNOCK_MS);
  return proceed(knocking, node);
}

/** A client was down when a knock arrived or a notice was given: it is met; and the life that the knock named is over. */
export function clientDown(
  state: ReplicaState,
  peer: NodeId,
  about: Uid | null,
  node: Outside,
): ReplicaState {
  if (state.joining === null || !isClient(peer)) return state;
  const down = meet(state, peer);
  const isOver = about !== null && down.clients[about]?.heard === false;
  return proceed(isOver ? mourn(down, about, null, node) : down, node);
}

export function memberReady(
  state: ReplicaState,
  { newcomer, attempt, members }: Of<'ready'>,
  from: NodeId,
  node: Outside,
): ReplicaState {
  const { joining } = state;
  const sender = members.find((uid) => nodeOf(uid) === from);
  const isMeant = newcomer === state.uid && joining?.attempt === attempt;
  if (joining === null || !isMeant || sender === undefined) return state;
  const ready = { ...joining.ready, [sender]: members };
  return proceed({ ...state, joining: { ...joining, ready } }, node);
}

export function memberBusy(
  state: ReplicaState,
  { newcomer, attempt }: Of<'busy'>,
  from: NodeId,
  node: Outside,
): ReplicaState {
  const { joining, uid } = state;
  const isMeant = newcomer === uid && joining?.attempt === attempt;
  if (joining?.stage !== 'asking' || !isMeant) return state;
  const saying = tick(state);
  const { clock } = saying;
  for (const replica of node.peers('replica')) {
    if (replica === node.id) continue;
    node.send(replica, { type: 'withdraw', clock, newcomer, attempt });
  }
  node.report({ type: 'Withdraws', busy: from });
  node.setTimer('join', node.random.between(...PAUSE_MS));
  return { ...saying, joining: { ...joining, stage: 'pausing', ready: {} } };
}

/** A replica failed: it is ready for nothing any more, and if it was the donor another one is. */
export function donorFailed(state: ReplicaState, peer: NodeId, node: Outside): ReplicaState {
  const { joining } = state;
  if (joining === null) return state;
  const left = Object.entries(joining.ready).filter(([uid]) => nodeOf(uid) !== peer);
  const ready = Object.fromEntries(left);
  const isDonor =
    joining.stage === 'fetching' && joining.donor !== null && nodeOf(joining.donor) === peer;
  const after = { ...state, joining: { ...joining, ready } };
  return isDonor ? fetch(after, node) : proceed(after, node);
}

/** Goes on to the next stage if everything for it is there. */
export function proceed(state: ReplicaState, node: Outside): ReplicaState {
  const { joining } = state;
  if (joining === null) return state;
  switch (joining.stage) {
    case 'asking': {
      const isMet = node.peers('client').every((id) => joining.met.includes(id));
      return isMet && isUnanimous(joining.ready) ? fetch(state, node) : state;
    }
    case 'verifying':
      return unheard(state).length === 0 ? goLive(state, node) : state;
    case 'pausing':
    case 'fetching':
      return state;
    default:
      return joining.stage;
  }
}

/** Whether all members are ready and count the same members. */
function isUnanimous(ready: Joining['ready']): boolean {
  const counted = Object.keys(ready).toSorted(compareUids).join();
  const lists = Object.values(ready);
  return lists.length > 0 && lists.every((members) => members.join() === counted);
}

/** Asks the first of those who are ready. At least one of them outlives the join: the last live replica does not fail. */
function fetch(state: ReplicaState, node: Outside): ReplicaState {
  const { joining } = state;
  const [donor] = Object.keys(joining?.ready ?? {}).toSorted(compareUids);
  if (joining === null || donor === undefined) return state;
  const asking = tick(state);
  node.send(nodeOf(donor), { type: 'fetch', clock: asking.clock, newcomer: state.uid });
  node.report({ type: 'Fetches', donor: nodeOf(donor) });
  return { ...asking, joining: { ...joining, stage: 'fetching', donor } };
}

export function takeOver(
  state: ReplicaState,
  { newcomer, content }: Of<'snapshot'>,
  from: NodeId,
  node: Outside,
): ReplicaState {
  const { joining } = state;
  if (joining?.stage !== 'fetching' || newcomer !== state.uid) return state;
  if (joining.donor === null || nodeOf(joining.donor) !== from) return state;
  const { sites, executed: logFrom, executedId, closed } = content;
  node.report({ type: 'TakesOver', donor: from, executed: logFrom });
  const clients = merged(state.clients, content);
  const taken = { ...state, sites, logFrom, executedId, closed, clients };
  const verifying = { ...taken, joining: { ...joining, stage: 'verifying' as const } };
  return unheard(verifying).length === 0 ? goLive(verifying, node) : knockAgain(verifying, node);
}

/** All clients of both sides, but for those whose round is over. */
function merged(mine: ReplicaState['clients'], content: Snapshot): ReplicaState['clients'] {
  const { clients: theirs, closed, executedId } = content;
  const uids = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const records = uids.flatMap((uid) => {
    const here = mine[uid];
    const there = theirs[uid];
    if (there?.standing === 'ended') return [[uid, { ...there, heard: true }] as const];
    if (closed.includes(uid)) return [];
    const record = there === undefined ? here : mergedRecord(here, there, executedId);
    return record === undefined ? [] : [[uid, record] as const];
  });
  return Object.fromEntries(records);
}

function mergedRecord(
  here: ClientRecord | undefined,
  there: ClientRecord,
  executedId: RequestId | null,
): ClientRecord {
  if (here === undefined) return { ...there, heard: there.standing !== 'connected' };
  const known = there.last?.turn ?? 0;
  const newer = here.queue.filter((message) => message.turn > known);
  const isLeft = (message: Broadcast): boolean =>
    executedId === null || compareIds(message, executedId) > 0;
  const queue = there.departed ? [] : [...there.queue, ...newer].filter(isLeft);
  const standing = there.standing === 'connected' ? here.standing : there.standing;
  return {
    standing,
    heard: true,
    last: newer.at(-1) ?? there.last,
    queue,
    departed: there.departed,
  };
}

/** Clients that a snapshot speaks of and that have not spoken here. */
export function unheard({ clients }: ReplicaState): readonly Uid[] {
  return Object.entries(clients)
    .filter(([, { heard, standing }]) => !heard && standing === 'connected')
    .map(([uid]) => uid);
}

function goLive(state: ReplicaState, node: Outside): ReplicaState {
  const members = [...Object.keys(state.joining?.ready ?? {}), state.uid].toSorted(compareUids);
  const telling = tick(state);
  const { clock, uid: newcomer } = telling;
  for (const replica of node.peers('replica')) {
    if (replica !== node.id) node.send(replica, { type: 'live', clock, newcomer });
  }
  node.cancelTimer('knock');
  node.report({ type: 'GoesLive', members: members.length });
  return runRounds(executeStable({ ...telling, members, joining: null }, node), node);
}
