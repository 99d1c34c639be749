/**
 * The proposer, Paxos Made Simple section 2.2, one instance for each round of the log.
 *
 *   1a  pick a ballot above all it has seen and ask every acceptor for a promise;
 *   2a  with promises of a majority, ask every acceptor to accept: the value of the highest-numbered vote among the answers (P2c),
 *       or, if there is none, any value: the first text in the queue;
 *       with votes of a majority the value is chosen; say so to everybody.
 *
 * A phase that does not get its majority within the timeout, or cannot get it any more, is given up; after a back-off with
 * jitter the proposer tries again with a higher ballot. When a round turns out to belong to somebody else's text, the proposer
 * goes on with the next one until its own is chosen (gap f).
 *
 * One round after the other: a proposer opens only the first round that it does not know. Hence a text is chosen at most once:
 * a vote for it in round r goes back to a first proposer that knew every round below r and would not have proposed it,
 * had it stood there; and it would not have opened r before those rounds were over.
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { accept, promise, promisedIn, wipeSlot } from './acceptor.ts';
import {
  type Ballot,
  compareBallots,
  higher,
  indexOf,
  majorityOf,
  serverNumber,
} from './ballot.ts';
import { learn, spread } from './learner.ts';
import { firstGap, roundOf } from './log.ts';
import type { PaxosVocabulary, ToServer } from './messages.ts';
import { otherServers } from './peers.ts';
import type { Proposal, ServerState } from './states.ts';
import { NOP, type Value, type Vote } from './values.ts';

type Outside = Node<PaxosVocabulary>;
type Of<T extends ToServer['type']> = Extract<ToServer, { type: T }>;

/** The first text in the queue that is not chosen yet. */
function ownValue(state: ServerState, node: Outside): Value {
  const queued = state.queue.find(
    ({ text }) => node.flaw('propose-again') || roundOf(state.log, text) === null,
  );
  return queued?.text ?? NOP;
}

/**
 * A ballot above all that this server has promised or been refused for, its own former ones included: they were promised to itself.
 * For all later rounds at once it must be above those promised in any of them, or it could come to use a number twice there.
 */
function nextBallot(state: ServerState, round: number, all: boolean, node: Outside): Ballot {
  const later = all ? state.acceptors.slice(indexOf(round)) : [];
  const highest = later.reduce<Ballot | null>(
    (best, { promised }) => higher(best, promised),
    higher(promisedIn(state, round, node), state.refusedFor),
  );
  const server = node.flaw('colliding-ballots') ? 0 : serverNumber(node.id);
  return { counter: (highest?.counter ?? 0) + 1, server };
}

/** Phase 1a. A NOP asks for its round alone, so that filling a hole deposes no leader. */
export function prepare(
  before: ServerState,
  purpose: Proposal['purpose'],
  node: Outside,
): ServerState {
  const round = firstGap(before);
  const all = purpose === 'text' && node.options.multiPaxos;
  const ballot = nextBallot(before, round, all, node);
  node.report({ type: 'Prepares', round, ballot, purpose, all });
  const own = promise(before, { round, ballot, all }, node.id, node);
  const opened = open({ round, ballot, purpose, all, phase: 'prepare', value: NOP }, node);
  const proposal: Proposal =
    own === null ? { ...opened, no: [node.id] } : { ...opened, yes: [node.id], votes: own.votes };
  for (const id of otherServers(node)) node.send(id, { type: 'prepare', round, ballot, all });
  return weigh({ ...(own?.state ?? before), proposal, lead: all ? null : before.lead }, node);
}

/** A new phase begins: its timer runs, nobody has answered. */
function open(
  phase: Pick<Proposal, 'round' | 'ballot' | 'purpose' | 'all' | 'phase' | 'value'>,
  node: Outside,
): Proposal {
  node.setTimer('phase', node.options.phaseTimeoutMs);
  return { ...phase, yes: [], no: [], votes: [], since: node.now };
}

/** Phase 1b has arrived. */
export function onPromise(
  state: ServerState,
  { round, ballot, votes }: Of<'promise'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const { proposal } = state;
  if (proposal === null || !isAnswer(proposal, 'prepare', round, ballot)) return state;
  if (proposal.yes.includes(from)) return state;
  const yes = [...proposal.yes, from];
  return weigh(
    { ...state, proposal: { ...proposal, yes, votes: [...proposal.votes, ...votes] } },
    node,
  );
}

/** Phase 2b has arrived. */
export function onAccepted(
  state: ServerState,
  { round, ballot }: Of<'accepted'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const { proposal } = state;
  if (proposal === null || !isAnswer(proposal, 'accept', round, ballot)) return state;
  if (proposal.yes.includes(from)) return state;
  return weigh({ ...state, proposal: { ...proposal, yes: [...proposal.yes, from] } }, node);
}

/** An acceptor has promised a higher ballot. */
export function onReject(
  state: ServerState,
  { round, ballot, promised }: Of<'reject'>,
  from: NodeId,
  node: Outside,
): ServerState {
  const { proposal } = state;
  if (proposal === null || proposal.round !== round) return state;
  if (compareBallots(proposal.ballot, ballot) !== 0) return state;
  return without({ ...state, refusedFor: higher(state.refusedFor, promised) }, from, node);
}

/** A call to a crashed server has failed: it will not answer. */
export function onFailedCall(
  state: ServerState,
  { type, round, ballot }: Of<'prepare' | 'accept'>,
  peer: NodeId,
  node: Outside,
): ServerState {
  const { proposal } = state;
  if (proposal === null || !isAnswer(proposal, type, round, ballot)) return state;
  return without(state, peer, node);
}

/** `from` will not say yes in this phase. */
function without(state: ServerState, from: NodeId, node: Outside): ServerState {
  const { proposal } = state;
  if (proposal === null || proposal.no.includes(from) || proposal.yes.includes(from)) return state;
  return weigh({ ...state, proposal: { ...proposal, no: [...proposal.no, from] } }, node);
}

function isAnswer(
  proposal: Proposal,
  phase: Proposal['phase'],
  round: number,
  ballot: Ballot,
): boolean {
  return (
    proposal.phase === phase &&
    proposal.round === round &&
    compareBallots(proposal.ballot, ballot) === 0
  );
}

/** Counts: a majority is the next phase or the end; a majority out of reach is a failure. */
function weigh(state: ServerState, node: Outside): ServerState {
  const { proposal } = state;
  if (proposal === null) return state;
  const needed = majorityOf(node.options.servers);
  const { yes, no, phase } = proposal;
  // Gap a: the original counted its own vote twice, so that one server of three was a "majority".
  const twice = node.flaw('self-vote-twice') && yes.includes(node.id) ? 1 : 0;
  if (yes.length + twice >= needed) {
    return phase === 'prepare' ? beginPhase2(state, proposal, node) : choose(state, proposal, node);
  }
  const isLost = node.options.servers - no.length < needed;
  return isLost ? giveUp(state, 'refused', node) : state;
}

function beginPhase2(state: ServerState, proposal: Proposal, node: Outside): ServerState {
  const { round, ballot, all, purpose, votes, yes } = proposal;
  const promises = { by: yes, votes };
  if (!all) return propose(state, { round, ballot, purpose, all }, promises, node);
  node.report({ type: 'Leads', ballot, from: round });
  const lead = { ballot, votes };
  return propose({ ...state, lead }, { round, ballot, purpose, all }, promises, node);
}

/** Multi-Paxos: the promises given for all rounds stand for the next one as well; phase 1 is skipped. */
export function proposeAsLeader(state: ServerState, node: Outside): ServerState {
  const { lead } = state;
  if (lead === null) return state;
  const phase = {
    round: firstGap(state),
    ballot: lead.ballot,
    purpose: 'text',
    all: true,
  } as const;
  return propose(state, phase, { by: [], votes: lead.votes }, node);
}

/** Phase 2a. P2c: the value of the highest-numbered vote among the promises, else its own. `by`: whose promises; empty if phase 1 was skipped. */
function propose(
  before: ServerState,
  phase: Pick<Proposal, 'round' | 'ballot' | 'purpose' | 'all'>,
  { by, votes }: { readonly by: readonly NodeId[]; readonly votes: readonly Vote[] },
  node: Outside,
): ServerState {
  const { round, ballot, purpose } = phase;
  const vote = node.flaw('ignore-accepted-value') ? null : highestVote(votes, round);
  const value = vote?.value ?? (purpose === 'text' ? ownValue(before, node) : NOP);
  const adoptedFrom = vote?.ballot ?? null;
  node.report({ type: 'Proposes', round, ballot, value, adoptedFrom, promisers: by });
  const own = accept(before, { round, ballot, value }, node.id, node);
  const opened = open({ ...phase, phase: 'accept', value }, node);
  const proposal: Proposal =
    own === null ? { ...opened, no: [node.id] } : { ...opened, yes: [node.id] };
  for (const id of otherServers(node)) node.send(id, { type: 'accept', round, ballot, value });
  return weigh({ ...(own ?? before), proposal }, node);
}

function highestVote(votes: readonly Vote[], round: number): Vote | null {
  const here = votes.filter((vote) => vote.round === round);
  return here.reduce<Vote | null>(
    (best, vote) => (compareBallots(vote.ballot, best?.ballot ?? null) > 0 ? vote : best),
    null,
  );
}

/** A majority has accepted: the value is chosen, and everybody is told. */
function choose(state: ServerState, proposal: Proposal, node: Outside): ServerState {
  const { round, ballot, value, yes } = proposal;
  node.report({ type: 'Chosen', round, ballot, value, acceptors: yes });
  const decision = { round, ballot, value };
  spread(decision, node);
  return learn(wipeSlot(state, node), decision, node);
}

/** No majority: rest a while, then try again with a higher ballot. */
export function giveUp(state: ServerState, why: 'refused' | 'timeout', node: Outside): ServerState {
  const { proposal } = state;
  if (proposal === null) return state;
  const { backOffMs, jitterMs } = node.options;
  const restMs = backOffMs + node.random.between(0, jitterMs);
  const { round, ballot, phase, yes, all } = proposal;
  const needed = majorityOf(node.options.servers);
  node.report({ type: 'Fails', round, ballot, phase, yes: yes.length, needed, why, restMs });
  node.cancelTimer('phase');
  node.setTimer('rest', restMs);
  return { ...state, proposal: null, lead: all ? null : state.lead, resting: true };
}
