/**
 * The CLOSE round: what becomes of the last broadcast of a client that died.
 *
 * The client may have died in the middle of it, so that some replicas have it and others do not. Only the *last* broadcast can be
 * missing anywhere (it was begun when everybody had the one before), and *nobody has executed it* (its successor, the proof,
 * was never sent): keeping it and dropping it are both safe, if all do the same. So leaves take over the duty of the root
 * (Schneider, Gries and Schlichting 1984). With a perfect failure detector:
 *
 *   every replica, when it learns of the death, tells the others `closing`, and takes what it has as its estimate;
 *   for each member r in order: r broadcasts CLOSE with its estimate; everybody adopts it, or learns that r has failed;
 *   after the last member the estimate is the client's last broadcast.
 *
 * At least one member outlives the round. When its turn is over everybody has its estimate, and whoever comes later in the order
 * repeats that. So all who come to the end agree, the ones who die right after it included. What a member said that has failed
 * since may be left out, and is: it has failed.
 *
 * The queue then ends there. The rest of it needs no further proof and is executed in the order of ids; then the client is
 * dropped. A replica joins in when it is told `closing`, even before its own notice and even if it never heard of the client:
 * what could still come is the last broadcast. No round begins here while a newcomer joins (`admission.ts`): a round counts on
 * every member, and both sides must mean the same ones.
 *
 * Flaws: `no-close-round` ignores deaths, as the original did (gap a: everybody waits for the dead client for ever);
 * `close-alone` ends the queue with what happens to be here (gap b: replicas differ).
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { tick } from './clock.ts';
import { NEW_CLIENT, withClient, withoutClient } from './enrolment.ts';
import { compareUids, nodeOf, type Uid } from './identity.ts';
import type { Broadcast, LamportVocabulary, ReplicaState, Round, ToReplica } from './messages.ts';
import { executeStable } from './stability.ts';

type Outside = Node<LamportVocabulary>;

const NEW_ROUND: Round = { isRunning: false, estimate: null, passed: null, said: {} };

/** This replica learns, from its own notice or from another one (`by`), that a client is dead. */
export function mourn(
  state: ReplicaState,
  client: Uid,
  by: NodeId | null,
  node: Outside,
): ReplicaState {
  if (state.closed.includes(client) || node.flaw('no-close-round')) return state;
  const record = state.clients[client] ?? NEW_CLIENT;
  if (record.standing !== 'connected') return state;
  const defers = state.reserved !== null || state.joining !== null;
  node.report({ type: 'Mourns', client, by, defers });
  const mourning = withClient(state, client, { ...record, standing: 'dead' });
  return node.flaw('close-alone') ? endQueue(mourning, client, record.last, node) : mourning;
}

/** Begins every round that is due, and goes on with those that are under way. */
export function runRounds(state: ReplicaState, node: Outside): ReplicaState {
  if (state.joining !== null || state.reserved !== null) return state;
  let after = state;
  for (const [client, { standing }] of Object.entries(state.clients)) {
    if (standing === 'dead') after = run(begin(after, client, node), client, node);
  }
  return executeStable(after, node);
}

/** A coordinator's word. It may come ahead of its turn, and is news of the death as well. */
export function coordinatorSaid(
  state: ReplicaState,
  { client, last }: Extract<ToReplica, { type: 'close' }>,
  from: NodeId,
  node: Outside,
): ReplicaState {
  const coordinator = state.members.find((uid) => nodeOf(uid) === from);
  if (coordinator === undefined || state.closed.includes(client)) return state;
  const round = state.rounds[client] ?? NEW_ROUND;
  const said = { ...round.said, [coordinator]: { last } };
  const heard = { ...state, rounds: { ...state.rounds, [client]: { ...round, said } } };
  return runRounds(mourn(heard, client, from, node), node);
}

/** Forgets what a member has said that is dead now; a later life of it is another member. */
export function unsaid(rounds: ReplicaState['rounds'], member: Uid): ReplicaState['rounds'] {
  const kept = Object.entries(rounds).map(([client, round]) => {
    const { [member]: _, ...said } = round.said;
    return [client, { ...round, said }] as const;
  });
  const isAlive = ([, { isRunning, said }]: (typeof kept)[number]): boolean =>
    isRunning || Object.keys(said).length > 0;
  return Object.fromEntries(kept.filter(isAlive));
}

function begin(state: ReplicaState, client: Uid, node: Outside): ReplicaState {
  const round = state.rounds[client] ?? NEW_ROUND;
  if (round.isRunning) return state;
  const telling = tick(state);
  const message = { type: 'closing', clock: telling.clock, client } as const;
  for (const member of others(telling)) node.send(nodeOf(member), message);
  const estimate = state.clients[client]?.last ?? null;
  const running = { ...round, isRunning: true, estimate };
  return { ...telling, rounds: { ...telling.rounds, [client]: running } };
}

/** Lets one coordinator after the other have its turn, until one is silent and alive. */
function run(state: ReplicaState, client: Uid, node: Outside): ReplicaState {
  let after = state;
  for (;;) {
    const round = after.rounds[client];
    if (round === undefined) return after;
    const { passed, said, estimate } = round;
    const next = after.members.find((uid) => passed === null || compareUids(uid, passed) > 0);
    if (next === undefined) return endQueue(after, client, estimate, node);
    const word = next === after.uid ? { last: estimate } : said[next];
    if (word === undefined) return after;
    if (next === after.uid) after = coordinate(after, client, estimate, node);
    else node.report({ type: 'Adopts', client, from: next, turn: word.last?.turn ?? 0 });
    const moved = { ...round, estimate: word.last, passed: next };
    after = { ...after, rounds: { ...after.rounds, [client]: moved } };
  }
}

/** This replica's own turn. */
function coordinate(
  state: ReplicaState,
  client: Uid,
  last: Broadcast | null,
  node: Outside,
): ReplicaState {
  const saying = tick(state);
  const message = { type: 'close', clock: saying.clock, client, last } as const;
  for (const member of others(saying)) node.send(nodeOf(member), message);
  node.report({ type: 'Closes', client, turn: last?.turn ?? 0 });
  return saying;
}

/** The round is over: `last` ends the queue. A broadcast that is here beyond it is dropped, one that is missing is added. */
function endQueue(
  state: ReplicaState,
  client: Uid,
  last: Broadcast | null,
  node: Outside,
): ReplicaState {
  const record = state.clients[client] ?? NEW_CLIENT;
  const turn = last?.turn ?? 0;
  const mine = record.last?.turn ?? 0;
  const change = turn === mine ? 'kept' : turn > mine ? 'added' : 'dropped';
  node.report({ type: 'Closed', client, turn, change });
  const { [client]: _, ...rounds } = state.rounds;
  const over = { ...state, rounds, closed: [...state.closed, client] };
  const upToLast = record.queue.filter((message) => message.turn <= turn);
  const queue = last !== null && turn > mine ? [...upToLast, last] : upToLast;
  return record.departed || queue.length === 0
    ? withoutClient(over, client)
    : withClient(over, client, { ...record, standing: 'ended', last, queue });
}

function others({ members, uid }: ReplicaState): readonly Uid[] {
  return members.filter((member) => member !== uid);
}
