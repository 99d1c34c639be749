/** What the facts of two-phase commit say in words, each refusal with its reason. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import { describeCoordinatorFact } from './describe-coordinator-facts.ts';
import { describePoolFact } from './describe-pool-facts.ts';
import { describeWorkerFact } from './describe-worker-facts.ts';
import type { ClientFact, Fact } from './facts.ts';
import { plural, say } from '../words.ts';

export function describeFact(fact: Fact): FactDescription {
  switch (fact.type) {
    case 'Begun':
    case 'KeyPending':
    case 'NoWorkers':
    case 'VoteCounted':
    case 'VoteTooLate':
    case 'Decided':
    case 'AckCounted':
    case 'Answered':
    case 'Ended':
    case 'Resent':
    case 'Recovered':
    case 'NotDecided':
    case 'Told':
    case 'Waits':
    case 'Verified':
      return describeCoordinatorFact(fact);
    case 'Dropped':
    case 'LeftPool':
    case 'Redialled':
    case 'ReadElsewhere':
    case 'MustResolve':
    case 'AwaitsCurrent':
    case 'DataLost':
    case 'Copies':
    case 'CopyAbandoned':
    case 'Admitted':
    case 'Asks':
    case 'DoesNotServe':
    case 'Installed':
    case 'OldSnapshot':
    case 'Welcomed':
      return describePoolFact(fact);
    case 'Prepared':
    case 'VotedNo':
    case 'Committed':
    case 'Aborted':
    case 'ActsAlone':
    case 'NothingToCommit':
    case 'InDoubt':
    case 'Uncertain':
    case 'PeerTold':
    case 'RenouncesVote':
      return describeWorkerFact(fact);
    case 'Inquires':
    case 'GaveUp':
      return describeClientFact(fact);
    default:
      return unreachable(fact);
  }
}

function describeClientFact(fact: ClientFact): FactDescription {
  const open = plural(fact.open, 'command');
  switch (fact.type) {
    case 'Inquires':
      return say(`asks whether the coordinator is still there: ${open} open`, {
        reason: 'No word for three seconds',
      });
    case 'GaveUp':
      return say(`gives up: ${open} of unknown outcome`, {
        reason:
          fact.why === 'silence'
            ? 'The coordinator does not answer'
            : 'The coordinator has restarted and knows nothing of it',
      });
    default:
      return unreachable(fact);
  }
}
