/** How much each fact of two-phase commit matters to somebody who watches. */
import { unreachable } from '../../kernel/process.ts';
import type { FactWeight } from '../protocol.ts';
import type { Fact } from './facts.ts';

export function weightOf(fact: Fact): FactWeight {
  switch (fact.type) {
    case 'VoteTooLate':
    case 'AckCounted':
    case 'Ended':
    case 'Redialled':
    case 'OldSnapshot':
    case 'NothingToCommit':
      return 'quiet';
    case 'Asks':
      return fact.why === 'again' ? 'quiet' : 'line';
    case 'KeyPending':
    case 'NoWorkers':
    case 'VoteCounted':
    case 'Resent':
    case 'NotDecided':
    case 'Told':
    case 'Waits':
    case 'ReadElsewhere':
    case 'MustResolve':
    case 'AwaitsCurrent':
    case 'CopyAbandoned':
    case 'DoesNotServe':
    case 'Installed':
    case 'Welcomed':
    case 'Prepared':
    case 'Uncertain':
    case 'PeerTold':
    case 'Inquires':
      return 'line';
    case 'Committed':
    case 'Aborted':
      return fact.wasAsking ? 'mark' : 'line';
    case 'InDoubt':
      return fact.isFirst ? 'mark' : 'quiet';
    case 'Begun':
    case 'Decided':
    case 'Answered':
    case 'Recovered':
    case 'Verified':
    case 'Dropped':
    case 'LeftPool':
    case 'DataLost':
    case 'Copies':
    case 'Admitted':
    case 'VotedNo':
    case 'ActsAlone':
    case 'RenouncesVote':
    case 'GaveUp':
      return 'mark';
    default:
      return unreachable(fact);
  }
}
