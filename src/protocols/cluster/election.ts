/**
 * Version 2.1.0: the bully algorithm. When a leader falls silent, the highest name that lives becomes the next.
 *
 *  1. A node that has heard no heart-beat for five periods pings every higher-named node.
 *  2. If one of them answers, it waits for a victory. A node that is pinged answers and, if it knows no leader either, stands itself.
 *  3. If none of them lives, or none answers in time, it has won. From 2.1.0 to 2.2.0 it leads at once, from 3.0.0 on it takes over first.
 *
 * The answers decide: a victory that comes while they are awaited is noted and believed once somebody higher has answered. A node that follows a
 * leader answers a ping and stays with it, and a newcomer waits for a heart-beat first: nobody overthrows a leader that lives.
 * Names are ordered by the number in them.
 *
 * Sources: README, "version 2.1.0", steps 1 to 3; Garcia-Molina, "Elections in a Distributed Computing System" (1982), where every
 * process that is pinged answers and stands (gap a: the original serves victories only and answers no ping).
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { has } from './ladder.ts';
import { announceTo, becomeLeader } from './leadership.ts';
import { higherNamed, mayLead } from './members.ts';
import type { ClusterVocabulary, NodeState } from './messages.ts';
import { deadAfterMs, follow, isFenced } from './standing.ts';
import { startTakeover } from './takeover.ts';

type Outside = Node<ClusterVocabulary>;

/** Nobody leads, as far as this node can hear. */
export function onSilence(state: NodeState, node: Outside): NodeState {
  const { standing } = state;
  if (standing.kind === 'following' || state.round === 0) {
    const leader = standing.kind === 'following' ? standing.leader : null;
    node.report({ type: 'LeaderSilent', leader, afterMs: deadAfterMs(node) });
  }
  if (mayLead(state, node)) return startElection(state, node);
  node.setTimer('silence', deadAfterMs(node));
  return standing.kind === 'waiting' ? state : { ...state, standing: { kind: 'waiting' } };
}

/** Step 1. */
export function startElection(before: NodeState, node: Outside): NodeState {
  const asked = higherNamed(before, node);
  const round = before.round + 1;
  // Flaw, gap b: a victory of former days is still there to be believed.
  const victory = node.flaw('stored-victory') ? before.victory : null;
  const state: NodeState = { ...before, round, victory, standing: { kind: 'asking', open: asked } };
  node.report({ type: 'ElectionStarted', round, asked });
  node.cancelTimer('silence');
  if (asked.length === 0) return crown(state, 'nobody-higher', node);
  for (const peer of asked) node.send(peer, { type: 'election', round });
  node.setTimer('election', node.options.aliveWaitMs);
  return state;
}

/** Step 2, at the one that is pinged. */
export function onPing(state: NodeState, round: number, from: NodeId, node: Outside): NodeState {
  // Flaw, gap a: the handler serves victories only.
  if (node.flaw('unanswered-ping') || !mayLead(state, node)) {
    const reason = mayLead(state, node) ? 'flaw' : 'learner';
    node.report({ type: 'PingUnanswered', from, reason });
    return state;
  }
  const { standing, promised } = state;
  node.report({ type: 'PingAnswered', from, standing: standing.kind });
  node.send(from, { type: 'alive', round });
  if (standing.kind === 'leading') announceTo(from, promised, node);
  return standing.kind === 'waiting' ? startElection(state, node) : state;
}

/** Step 2, at the one that has pinged. */
export function onAlive(state: NodeState, round: number, from: NodeId, node: Outside): NodeState {
  const { standing, victory } = state;
  if (round !== state.round) return state;
  if (standing.kind === 'awaiting') {
    return { ...state, standing: { ...standing, answered: [...standing.answered, from] } };
  }
  if (standing.kind !== 'asking') return state;
  node.report({ type: 'HigherLives', peer: from, waitMs: node.options.victoryWaitMs });
  if (victory !== null && !isFenced(state, victory.term, node)) {
    return follow(state, victory.leader, victory.term, 'victory', true, node);
  }
  node.setTimer('election', node.options.victoryWaitMs);
  return { ...state, standing: { kind: 'awaiting', answered: [from] } };
}

/** A pinged node is down: its refusal is as good as an answer. */
export function onRefusedPing(
  state: NodeState,
  round: number,
  peer: NodeId,
  node: Outside,
): NodeState {
  const { standing } = state;
  if (standing.kind !== 'asking' || round !== state.round) return state;
  const open = standing.open.filter((id) => id !== peer);
  const next: NodeState = { ...state, standing: { kind: 'asking', open } };
  return open.length > 0 ? next : crown(next, 'nobody-higher', node);
}

/** The answers, or the victory, did not come in time. */
export function onElectionTimer(state: NodeState, node: Outside): NodeState {
  if (state.standing.kind === 'asking') return crown(state, 'no-answer', node);
  if (state.standing.kind !== 'awaiting') return state;
  node.report({ type: 'NoVictory', waitMs: node.options.victoryWaitMs });
  return startElection(state, node);
}

/** Step 3. */
function crown(state: NodeState, why: 'nobody-higher' | 'no-answer', node: Outside): NodeState {
  node.cancelTimer('election');
  node.report({ type: 'Crowned', round: state.round, why });
  if (has('replication', node.options)) return startTakeover(state, node);
  const term = { generation: state.promised.generation + 1, name: node.id };
  return becomeLeader(state, term, node);
}
