/** What the facts of Raft say in words, each refusal with its reason and its rule. */
import { unreachable, type NodeId } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import { describeConfiguration, describeTransfer } from './describe-changes.ts';
import { describeClient } from './describe-clients.ts';
import { describeElection } from './describe-elections.ts';
import { describeLog, describeSnapshot } from './describe-logs.ts';
import type { Fact } from './facts.ts';

export function describeFact(fact: Fact, node: NodeId): FactDescription {
  switch (fact.type) {
    case 'ElectionStarted':
    case 'PreVoteStarted':
    case 'VoteGranted':
    case 'VoteRefused':
    case 'PreVoteGranted':
    case 'PreVoteRefused':
    case 'Disregarded':
    case 'Elected':
    case 'Follows':
    case 'SteppedDown':
      return describeElection(fact, node);
    case 'Proposed':
    case 'Appended':
    case 'Refused':
    case 'Cut':
    case 'BacksUp':
    case 'OldTerm':
    case 'Committed':
    case 'NotYet':
    case 'CommitLearned':
    case 'Applied':
      return describeLog(fact);
    case 'SnapshotTaken':
    case 'SnapshotSent':
    case 'SnapshotInstalled':
    case 'SnapshotOld':
      return describeSnapshot(fact);
    case 'ConfigurationAppended':
    case 'ConfigurationCommitted':
    case 'CatchUpBegun':
    case 'CatchUpRound':
    case 'CatchUpFailed':
    case 'ChangeRefused':
    case 'Retired':
      return describeConfiguration(fact);
    case 'TransferBegun':
    case 'TimeoutNowSent':
    case 'TransferAborted':
      return describeTransfer(fact);
    case 'Redirected':
    case 'Repeated':
    case 'Overtaken':
    case 'ReadWaits':
    case 'Read':
    case 'Asks':
    case 'AsksAgain':
    case 'Answered':
    case 'GaveUp':
      return describeClient(fact);
    default:
      return unreachable(fact);
  }
}
