/** What the facts of the cluster say in words, each refusal with its reason: sorted here, said in the files by subject. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import { describeElection, describeRegistry, describeTakeover } from './describe-election-facts.ts';
import { describeLog, describeServing } from './describe-log-facts.ts';
import type { Fact } from './facts.ts';

export function describeFact(fact: Fact): FactDescription {
  switch (fact.type) {
    case 'Registered':
    case 'Forgot':
    case 'ListLogged':
    case 'RegistryGone':
    case 'RegistryBack':
      return describeRegistry(fact);
    case 'ElectionStarted':
    case 'LeaderSilent':
    case 'PingAnswered':
    case 'PingUnanswered':
    case 'HigherLives':
    case 'NoVictory':
    case 'Crowned':
    case 'Leads':
    case 'Follows':
    case 'SteppedDown':
      return describeElection(fact);
    case 'TakesOver':
    case 'Promised':
    case 'Fenced':
    case 'StrangerPromised':
    case 'PullsLog':
    case 'LogPulled':
    case 'NotAdmitted':
    case 'TakeoverFailed':
    case 'Serves':
      return describeTakeover(fact);
    case 'Appended':
    case 'Stored':
    case 'Mismatched':
    case 'WalksBack':
    case 'NotRepaired':
    case 'TailCut':
    case 'Committed':
    case 'Applied':
    case 'Admits':
    case 'Expels':
      return describeLog(fact);
    case 'Wrote':
    case 'CopySent':
    case 'CopyFailed':
    case 'Read':
    case 'Acknowledged':
    case 'Redirected':
    case 'Declined':
    case 'Unsettled':
    case 'Repeated':
    case 'Posts':
    case 'Told':
      return describeServing(fact);
    default:
      return unreachable(fact);
  }
}
