/**
 * The balancer after a crash (gap k; the original had no recovery). It remembers nothing: it asks every replica in its address
 * book where it is, for two seconds at least, and goes on from the furthest position it heard of, under a new era. Replicas
 * at that position keep what they have, the others pull. Its queue is lost: clients that ask after a command are told so.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { sendWelcome } from './membership.ts';
import {
  type BalancerState,
  type GossipVocabulary,
  isAhead,
  type Member,
  type Position,
  type ToBalancer,
} from './messages.ts';

const CENSUS_MS = 2000;

type Outside = Node<GossipVocabulary>;

export function askEverybody(blank: BalancerState, node: Outside): BalancerState {
  node.report({ type: 'Recovering' });
  for (const replica of node.peers('replica')) node.send(replica, { type: 'census' });
  node.setTimer('census', CENSUS_MS);
  return { ...blank, phase: 'recovering' };
}

/** Notes where a replica is, in a member record whose `welcome` holds the position. */
export function answerCensus(
  state: BalancerState,
  message: ToBalancer,
  from: NodeId,
  node: Outside,
): BalancerState {
  if (message.type === 'command') {
    node.report({ type: 'NotServing', from });
    return state;
  }
  const { session, era, state: reached } = message;
  const known = state.members.find(({ id }) => id === from);
  if (known !== undefined && known.session > session) return state;
  const welcome = { era, state: reached, keeps: null, alone: false };
  const answer: Member = { id: from, session, state: null, heardAt: node.now, welcome };
  return { ...state, members: [...state.members.filter(({ id }) => id !== from), answer] };
}

/** Goes on from the furthest position if anybody answered; otherwise asks again. */
export function endCensus(state: BalancerState, node: Outside): BalancerState {
  if (state.phase !== 'recovering') return state;
  const heard = state.members.flatMap(({ welcome }): Position[] =>
    welcome === null ? [] : [welcome],
  );
  const [first, ...rest] = heard;
  if (first === undefined) return askEverybody(state, node);
  const furthest = rest.reduce((best, other) => (isAhead(other, best) ? other : best), first);
  const keeps = { era: furthest.era, state: furthest.state };
  const welcome = { era: node.now, state: furthest.state, keeps, alone: false };
  const members = state.members.map((member): Member => ({
    ...member,
    heardAt: node.now,
    welcome,
  }));
  node.report({ type: 'Recovered', state: furthest.state, members: members.length });
  const next: BalancerState = {
    ...state,
    phase: 'serving',
    era: node.now,
    selfState: furthest.state,
    nodeState: furthest.state,
    members,
  };
  for (const member of members) sendWelcome(next, member, welcome, node);
  return next;
}
