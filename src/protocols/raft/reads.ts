/** Reads that do not go through the log (dissertation 6.4): the leader must know that it still leads when it answers. */
import { withLeadership } from './changed.ts';
import { isQuorum } from './configuration.ts';
import { termAt } from './log.ts';
import { readAnswer } from './machine.ts';
import type { Origin, ServerState } from './messages.ts';
import { broadcast, leading, progressOf } from './replication.ts';
import { hasLease, type Outside } from './roles.ts';

/** Answers a `get` from the machine: at once under a lease, else after a round of heart-beats. */
export function read(state: ServerState, key: string, origin: Origin, node: Outside): ServerState {
  if (node.flaw('stale-leader-read')) return answerRead(state, key, origin, 'unchecked', node);
  const { firstIndex, leaseGivenUp, reads } = leading(state, node);
  // Step 1: until an entry of this term is committed, the leader does not know what is (Leader Completeness says only that it has it).
  const knowsCommit = termAt(state, state.commitIndex) === state.currentTerm;
  const readIndex = knowsCommit ? state.commitIndex : firstIndex;
  const isLeased = node.options.reads === 'lease' && !leaseGivenUp && hasLease(state, node);
  if (isLeased && knowsCommit) return answerRead(state, key, origin, 'lease', node);
  node.report({ type: 'ReadWaits', key, readIndex });
  // Steps 2 and 3: the heart-beats of a new round; whoever answers had not heard of a later term when it did.
  const asked = broadcast(state, node);
  const { round } = leading(asked, node);
  const waiting = { ...origin, key, readIndex, round };
  return answerReads(withLeadership(asked, { reads: [...reads, waiting] }), node);
}

/** Step 4: answers the reads whose round a majority has answered and whose index is applied. */
export function answerReads(state: ServerState, node: Outside): ServerState {
  const { leadership, configuration, lastApplied } = state;
  if (leadership === null || leadership.reads.length === 0) return state;
  const { reads } = leadership;
  const open = reads.filter((one) => {
    const hasAnswered = (server: string): boolean =>
      server === node.id || (progressOf(leadership, server)?.ackedRound ?? 0) >= one.round;
    const isReady = one.readIndex <= lastApplied && isQuorum(configuration, hasAnswered, node);
    if (isReady) answerRead(state, one.key, one, 'read-index', node);
    return !isReady;
  });
  return open.length === reads.length ? state : withLeadership(state, { reads: open });
}

function answerRead(
  state: ServerState,
  key: string,
  { client, sequence }: Origin,
  how: 'read-index' | 'lease' | 'unchecked',
  node: Outside,
): ServerState {
  node.report({ type: 'Read', client, key, how, index: state.lastApplied });
  node.send(client, { type: 'ClientReply', sequence, ...readAnswer(state.machine.store, key) });
  return state;
}
