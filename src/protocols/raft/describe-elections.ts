/** Elections in words. */
import { unreachable, type NodeId } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { ElectionFact, Fact, LogEnd } from './facts.ts';
import { list, say } from '../words.ts';

type Of<T extends Fact['type']> = Extract<Fact, { type: T }>;

const VOTE_RULE = 'extended paper, Figure 2, RequestVote RPC, rule 2';

/** `node` is the one that reports it. */
export function describeElection(fact: ElectionFact, node: NodeId): FactDescription {
  const { term } = fact;
  switch (fact.type) {
    case 'ElectionStarted':
      return say(`stands for election in term ${term}`, {
        epoch: term,
        reason: WHY_ELECTION[fact.why],
        source: 'extended paper, section 5.2',
      });
    case 'PreVoteStarted':
      return say(`asks whether it could win term ${term}`, {
        reason: 'It hears no leader, and raises its term only if a majority would vote for it',
        source: 'dissertation, section 9.6',
      });
    case 'VoteGranted':
      return say(`votes for ${fact.candidate} in term ${term}`, { epoch: term });
    case 'VoteRefused':
      return say(`refuses ${fact.candidate} its vote`, {
        epoch: term,
        reason: whyNoVote(fact),
        source: fact.reason.type === 'log-behind' ? 'extended paper, section 5.4.1' : VOTE_RULE,
      });
    case 'PreVoteGranted':
      return say(`would vote for ${fact.candidate} in term ${term}`);
    case 'PreVoteRefused':
      return say(`would not vote for ${fact.candidate} in term ${term}`, {
        reason: WHY_NO_PRE_VOTE[fact.reason],
        source: 'dissertation, section 9.6',
      });
    case 'Disregarded':
      return describeDisregard(fact, node);
    case 'Elected':
      return say(`is elected in term ${term} by ${list(fact.voters)}`, {
        epoch: term,
        tone: 'good',
        band: { epoch: term, label: `term ${term}` },
      });
    case 'Follows':
      return say(`follows ${fact.leader} in term ${term}`, { epoch: term });
    case 'SteppedDown':
      return say(fact.from === 'leader' ? 'no longer leads' : 'no longer stands for election', {
        epoch: term,
        reason: whyDown(fact),
        source: 'extended paper, Figure 2, rules for servers',
      });
    default:
      return unreachable(fact);
  }
}

/** A server that a leader may count on votes for nobody, not even for itself. */
function describeDisregard(
  { candidate, leader, term }: Of<'Disregarded'>,
  node: NodeId,
): FactDescription {
  const what =
    candidate === node
      ? 'does not stand now'
      : `disregards ${candidate}, which stands in term ${term}`;
  return say(what, {
    reason: `It heard ${leader} less than the least election timeout ago`,
    source: 'extended paper, section 6, third issue; dissertation, section 4.2.3',
  });
}

const WHY_ELECTION = {
  silence: 'It has heard no leader for an election timeout',
  'split-vote': 'The last election timeout brought no majority for anybody: a split vote',
  transfer: 'The leader told it to: leadership transfer',
  'pre-vote': 'A majority would vote for it',
  asked: 'It was told to by hand',
} as const;

const WHY_NO_PRE_VOTE = {
  'old-term': 'It is in that term or a later one already',
  'leader-alive': 'It has heard a leader within the least election timeout',
  'log-behind': 'Its own log is more up to date',
} as const;

function whyNoVote({ reason, term }: Of<'VoteRefused'>): string {
  switch (reason.type) {
    case 'old-term':
      return `Term ${reason.asked} is over: it is in term ${term}`;
    case 'voted':
      return `It has voted for ${reason.votedFor} in term ${term}`;
    case 'log-behind':
      return `The candidate's log ends with ${end(reason.theirs)}, its own with ${end(reason.mine)}: more up to date`;
    default:
      return unreachable(reason);
  }
}

function end({ index, term }: LogEnd): string {
  return `#${index} of term ${term}`;
}

function whyDown({ why, peer, term }: Of<'SteppedDown'>): string {
  switch (why) {
    case 'higher-term':
      return `${peer ?? 'somebody'} is in term ${term}: a later term rules`;
    case 'leader':
      return `${peer ?? 'somebody'} leads term ${term}`;
    case 'no-quorum':
      return 'No majority has answered for an election timeout: it may have been replaced';
    case 'removed':
      return 'The configuration without it is committed';
    default:
      return unreachable(why);
  }
}
