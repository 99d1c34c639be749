/** How much each fact of Raft matters to somebody who watches. */
import { unreachable } from '../../kernel/process.ts';
import type { FactWeight } from '../protocol.ts';
import type { Fact } from './facts.ts';

export function weightOf(fact: Fact): FactWeight {
  switch (fact.type) {
    case 'Appended':
    case 'CommitLearned':
    case 'BacksUp':
    case 'OldTerm':
    case 'Follows':
    case 'SnapshotOld':
    case 'ConfigurationCommitted':
    case 'Redirected':
    case 'Overtaken':
    case 'ReadWaits':
    case 'Asks':
    case 'AsksAgain':
    case 'Answered':
      return 'quiet';
    case 'Applied':
      return fact.executed ? 'quiet' : 'line';
    case 'Proposed':
    case 'Refused':
    case 'NotYet':
    case 'PreVoteStarted':
    case 'VoteGranted':
    case 'VoteRefused':
    case 'PreVoteGranted':
    case 'PreVoteRefused':
    case 'Disregarded':
    case 'SnapshotTaken':
    case 'SnapshotSent':
    case 'CatchUpBegun':
    case 'CatchUpRound':
    case 'CatchUpFailed':
    case 'ChangeRefused':
    case 'TimeoutNowSent':
    case 'TransferAborted':
    case 'Repeated':
    case 'Read':
    case 'GaveUp':
      return 'line';
    case 'SteppedDown':
      return fact.from === 'leader' ? 'mark' : 'line';
    case 'Committed':
    case 'Cut':
    case 'ElectionStarted':
    case 'Elected':
    case 'SnapshotInstalled':
    case 'ConfigurationAppended':
    case 'Retired':
    case 'TransferBegun':
      return 'mark';
    default:
      return unreachable(fact);
  }
}
