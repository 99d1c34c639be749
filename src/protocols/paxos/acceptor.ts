/**
 * The acceptor: two rules and what they must write down. Everything here is decided and on disk before an answer leaves,
 * because a handler's whole next state is one write.
 *
 *   P1a  "An acceptor can accept a proposal numbered n iff it has not responded to a prepare request having a number greater
 *        than n" (Paxos Made Simple, section 2.2).
 *   1b   A prepare request with a number not lower than any promised before is answered with the promise never to accept a lower
 *        one, and with what was accepted so far. The same number again is the same proposer asking again: ballots are never shared.
 *
 * Each round of the log is an instance of its own (gap d: the original had one slot for all). With Multi-Paxos a prepare may
 * ask for a round and all later ones; such a promise stands beside those of the single rounds.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { type Ballot, compareBallots, higher, indexOf, roundBefore } from './ballot.ts';
import { highestKnown, isKnown, raiseGoal } from './log.ts';
import type { PaxosVocabulary, ToServer } from './messages.ts';
import type { ServerState } from './states.ts';
import type { Acceptor, Vote } from './values.ts';

type Outside = Node<PaxosVocabulary>;
type Of<T extends ToServer['type']> = Extract<ToServer, { type: T }>;

const BLANK: Acceptor = { promised: null, accepted: null };

/** The acceptor's word in a round. */
function wordIn({ acceptors }: ServerState, round: number, node: Outside): Acceptor {
  const index = node.flaw('one-acceptor-slot') ? 0 : indexOf(round);
  return acceptors[index] ?? BLANK;
}

function withWord(state: ServerState, round: number, word: Acceptor, node: Outside): ServerState {
  const index = node.flaw('one-acceptor-slot') ? 0 : indexOf(round);
  const missing = Math.max(0, index + 1 - state.acceptors.length);
  const acceptors = [...state.acceptors, ...Array.from({ length: missing }, () => BLANK)];
  return { ...state, acceptors: acceptors.with(index, word) };
}

/** The highest ballot promised for a round; `null` if none was. */
export function promisedIn(state: ServerState, round: number, node: Outside): Ballot | null {
  return higher(wordIn(state, round, node).promised, state.standing);
}

/** Phase 1b at this server: the state with the promise given and what was accepted so far; `null` if a higher ballot was promised. */
export function promise(
  state: ServerState,
  { round, ballot, all }: Pick<Of<'prepare'>, 'round' | 'ballot' | 'all'>,
  to: NodeId,
  node: Outside,
): { readonly state: ServerState; readonly votes: readonly Vote[] } | null {
  if (compareBallots(ballot, promisedIn(state, round, node)) < 0) return null;
  const votes = votesFrom(state, round, all, node);
  node.report({ type: 'Promised', round, ballot, all, to, votes: votes.length });
  const latest = { round, ballot };
  if (all) return { state: { ...state, standing: ballot, latest }, votes };
  const word = { ...wordIn(state, round, node), promised: ballot };
  return { state: { ...withWord(state, round, word, node), latest }, votes };
}

/** What was accepted in a round, and in all later ones if those are asked about as well. */
function votesFrom(
  state: ServerState,
  round: number,
  all: boolean,
  node: Outside,
): readonly Vote[] {
  const { accepted } = wordIn(state, round, node);
  const own = accepted === null ? [] : [{ ...accepted, round }];
  if (!all) return own;
  const later = state.acceptors.slice(indexOf(round) + 1);
  return [...own, ...later.flatMap((word) => (word.accepted === null ? [] : [word.accepted]))];
}

/** Phase 2b at this server: the state with the vote cast; `null` if a higher ballot was promised (P1a). */
export function accept(
  state: ServerState,
  { round, ballot, value }: Vote,
  from: NodeId,
  node: Outside,
): ServerState | null {
  if (compareBallots(ballot, promisedIn(state, round, node)) < 0) return null;
  const vote: Vote = { round, ballot, value };
  node.report({ type: 'Accepted', ...vote, from });
  const voted = withWord(state, round, { promised: ballot, accepted: vote }, node);
  return { ...voted, latest: { round, ballot } };
}

/** Answers phase 1a. */
export function onPrepare(
  before: ServerState,
  message: Of<'prepare'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const { round, ballot } = message;
  if (isKnown(before, round)) return answerOldInstance(before, message, from, node);
  // Whoever asks for this round knows all earlier ones.
  const state = raiseGoal(before, roundBefore(round));
  const given = promise(state, message, from, node);
  if (given === null) return refuse(state, message, from, node);
  node.send(from, { type: 'promise', round, ballot, votes: given.votes });
  return given.state;
}

/** Answers phase 2a. */
export function onAccept(
  before: ServerState,
  message: Of<'accept'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const { round, ballot } = message;
  // Without this, an Accept that comes after the Commit (test 2 of the original) would vote in a round that is over.
  if (isKnown(before, round)) return answerOldInstance(before, message, from, node);
  const state = raiseGoal(before, roundBefore(round));
  const voted = accept(state, message, from, node);
  if (voted === null) return refuse(state, message, from, node);
  node.send(from, { type: 'accepted', round, ballot });
  return voted;
}

function answerOldInstance(
  state: ServerState,
  { type, round }: Of<'prepare' | 'accept'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const decision = state.log[indexOf(round)];
  if (decision === undefined || decision === null) return state;
  node.report({ type: 'OldInstance', round, from, what: type });
  node.send(from, { type: 'old-instance', ...decision, highest: highestKnown(state) });
  return state;
}

function refuse(
  state: ServerState,
  { type, round, ballot }: Of<'prepare' | 'accept'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const promised = promisedIn(state, round, node) ?? ballot;
  node.report({ type: 'Refused', round, ballot, phase: type, from, promised });
  node.send(from, { type: 'reject', round, ballot, promised });
  return state;
}

/** Flaw: what the original's Commit did to its one slot, whatever round it was for. */
export function wipeSlot(state: ServerState, node: Outside): ServerState {
  if (!node.flaw('one-acceptor-slot') || state.acceptors.length === 0) return state;
  return { ...state, acceptors: state.acceptors.with(0, BLANK) };
}
