/**
 * How members let a newcomer in. One newcomer at a time, and never together with a CLOSE round: a round counts on every member,
 * so the list of members must be the same at all of them from its beginning to its end.
 *
 * A member that says READY begins no round until the newcomer is live, withdraws or fails. It says BUSY if it is in a round or
 * is keeping itself ready for somebody else. Every join ends, because the newcomer drives it: its word or its failure comes.
 *
 * A member says READY with the list of members that it counts, and says it anew when one of them fails. The newcomer goes on
 * when all who are on the lists are ready and the lists are equal. That leaves nobody out: a newcomer that went live before is
 * on the list of each member that kept itself ready for it, and no other member is free to say READY.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { tick } from './clock.ts';
import { runRounds, unsaid } from './closing.ts';
import { compareUids, nodeOf } from './identity.ts';
import { askToJoin } from './joining.ts';
import {
  executedCount,
  type LamportVocabulary,
  type ReplicaState,
  type ToReplica,
} from './messages.ts';

type Outside = Node<LamportVocabulary>;
type Of<T extends ToReplica['type']> = Extract<ToReplica, { type: T }>;

export function considerJoin(
  state: ReplicaState,
  { newcomer, attempt }: Of<'join'>,
  from: NodeId,
  node: Outside,
): ReplicaState {
  if (state.joining !== null) return state;
  const isInRound = Object.keys(state.rounds).length > 0;
  const isTaken = state.reserved !== null && state.reserved.newcomer !== newcomer;
  if (isInRound || isTaken) {
    const saying = tick(state);
    node.send(from, { type: 'busy', clock: saying.clock, newcomer, attempt });
    node.report({ type: 'Busy', newcomer, reason: isInRound ? 'round' : 'newcomer' });
    return saying;
  }
  node.report({ type: 'Ready', newcomer });
  return sayReady({ ...state, reserved: { newcomer, attempt } }, node);
}

function sayReady(state: ReplicaState, node: Outside): ReplicaState {
  const { reserved, members } = state;
  if (reserved === null) return state;
  const saying = tick(state);
  const { clock } = saying;
  node.send(nodeOf(reserved.newcomer), { type: 'ready', clock, ...reserved, members });
  return saying;
}

export function withdrawn(
  state: ReplicaState,
  { newcomer, attempt }: Of<'withdraw'>,
  node: Outside,
): ReplicaState {
  const { reserved } = state;
  const isMeant = reserved?.newcomer === newcomer && reserved.attempt === attempt;
  return isMeant ? runRounds({ ...state, reserved: null }, node) : state;
}

/**
 * Only a member that has said READY gives one. A newcomer that has not heard yet that its donor died may ask the next life of it,
 * which has nothing to give: replica-4 would go live with an empty log.
 */
export function giveSnapshot(
  state: ReplicaState,
  { newcomer }: Of<'fetch'>,
  from: NodeId,
  node: Outside,
): ReplicaState {
  if (state.reserved?.newcomer !== newcomer) return state;
  const giving = tick(state);
  const { clock, sites, executedId, clients, closed } = giving;
  const executed = executedCount(giving);
  const content = { sites, executed, executedId, clients, closed };
  node.send(from, { type: 'snapshot', clock, newcomer, content });
  node.report({ type: 'Gives', newcomer: from, executed });
  return giving;
}

/** A newcomer is a member now. One that is joining itself must ask it as well: by the lists of the others it counts. */
export function memberLive(
  state: ReplicaState,
  { newcomer }: Of<'live'>,
  from: NodeId,
  node: Outside,
): ReplicaState {
  if (state.joining !== null) return askToJoin(state, [from], node);
  const members = [...state.members, newcomer].toSorted(compareUids);
  const reserved = state.reserved?.newcomer === newcomer ? null : state.reserved;
  return runRounds({ ...state, members, reserved }, node);
}

/** A failed replica is no member, coordinates no round, and joins no more. */
export function memberFailed(state: ReplicaState, peer: NodeId, node: Outside): ReplicaState {
  const { reserved } = state;
  if (reserved !== null && nodeOf(reserved.newcomer) === peer) {
    return memberFailed({ ...state, reserved: null }, peer, node);
  }
  const dead = state.members.find((uid) => nodeOf(uid) === peer);
  if (dead === undefined) return runRounds(state, node);
  const members = state.members.filter((uid) => uid !== dead);
  const rounds = unsaid(state.rounds, dead);
  const left = { ...state, members, rounds };
  return reserved === null ? runRounds(left, node) : sayReady(left, node);
}
