/**
 * Catching up. The log itself is memory: a majority's votes are on disk, and from them every decision can be learned again.
 *
 * After a restart a server asks the others how far they are. Once a majority (itself included) has answered, no decided round lies
 * beyond the highest answer, since a majority has voted in it. Up to there it proposes NOP in each round it does not know;
 * those who know answer "old instance", and what nobody knows comes back as votes that must be adopted. Only then does it serve.
 * It never opens a round beyond: the original's first restart committed an empty entry at round 10 everywhere (gap g).
 *
 * The same fills a hole in running operation (gap e): whoever prepares round r knows all earlier ones, so a server that does not
 * has missed a Commit. It waits a moment, in case the Commit was only overtaken. A server that hears nothing from its peers for
 * half a minute asks them how far they are: the last Commit may have died with its sender.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { majorityOf } from './ballot.ts';
import { firstGap, hasHole, highestKnown, prefixEnd, raiseGoal } from './log.ts';
import type { PaxosVocabulary, ToServer } from './messages.ts';
import { otherServers } from './peers.ts';
import { prepare } from './proposer.ts';
import type { ServerState } from './states.ts';

type Outside = Node<PaxosVocabulary>;
type Of<T extends ToServer['type']> = Extract<ToServer, { type: T }>;

/** A Commit that was overtaken has this long to arrive. */
const HOLE_PATIENCE_MS = 1000;
const IDLE_MS = 30_000;

/** A new life begins: asks everybody how far they are. */
export function recover(state: ServerState, node: Outside): ServerState {
  node.report({ type: 'Recovering' });
  const begun = raiseGoal({ ...state, recovery: { heard: [] } }, highestKnown(state));
  return askHighest(begun, 'restart', node);
}

/** Asks the others that have not answered how far they are. */
export function askHighest(
  state: ServerState,
  why: 'restart' | 'idle',
  node: Outside,
): ServerState {
  const highest = highestKnown(state);
  node.report({ type: 'AsksHighest', why, highest });
  for (const id of otherServers(node)) {
    if (state.recovery?.heard.includes(id) !== true)
      node.send(id, { type: 'ask-highest', highest });
  }
  if (why === 'restart') node.setTimer('ask', node.options.phaseTimeoutMs);
  return state;
}

export function onAskHighest(
  state: ServerState,
  message: Of<'ask-highest'>,
  from: NodeId,
  node: Outside,
): ServerState {
  node.send(from, { type: 'highest', highest: highestKnown(state) });
  return raiseGoal(state, message.highest);
}

export function onHighest(
  state: ServerState,
  message: Of<'highest'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const raised = raiseGoal(state, message.highest);
  const { recovery } = raised;
  if (recovery === null || recovery.heard.includes(from)) return raised;
  const heard = [...recovery.heard, from];
  if (isEnough(heard, node)) node.cancelTimer('ask');
  return { ...raised, recovery: { heard } };
}

function isEnough(heard: readonly NodeId[], node: Outside): boolean {
  return heard.length + 1 >= majorityOf(node.options.servers);
}

/** While recovering: the next round to be learned, or the end of it. */
export function goOnRecovering(state: ServerState, node: Outside): ServerState {
  if (state.recovery === null || !isEnough(state.recovery.heard, node)) return state;
  if (hasHole(state)) return fillHole(state, node);
  node.report({ type: 'Recovered', highest: prefixEnd(state) });
  return { ...state, recovery: null };
}

/** Proposes NOP in the first round that is not known. */
export function fillHole(state: ServerState, node: Outside): ServerState {
  node.report({ type: 'Fills', round: firstGap(state), goal: state.goal });
  return prepare(state, 'learn', node);
}

/** If there is a hole, begins to wait for its Commit; polls that come meanwhile do not begin the wait anew. */
export function watchHole(state: ServerState, node: Outside): ServerState {
  if (state.watchesHole || !hasHole(state)) return state;
  node.setTimer('fill', HOLE_PATIENCE_MS);
  return { ...state, watchesHole: true };
}

/** Somebody has spoken: half a minute begins anew. */
export function stayAwake(node: Outside): void {
  node.setTimer('idle', IDLE_MS);
}
