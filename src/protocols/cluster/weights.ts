/** How much each fact of the cluster matters to somebody who watches. */
import { unreachable } from '../../kernel/process.ts';
import type { FactWeight } from '../protocol.ts';
import type { Fact } from './facts.ts';

export function weightOf(fact: Fact): FactWeight {
  switch (fact.type) {
    case 'ListLogged':
    case 'Stored':
    case 'NotRepaired':
    case 'Applied':
    case 'CopySent':
    case 'Acknowledged':
    case 'Told':
      return 'quiet';
    case 'Fenced':
      return fact.what === 'heartbeat' ? 'quiet' : 'line';
    case 'Read':
      return fact.found ? 'quiet' : 'line';
    case 'Registered':
    case 'RegistryGone':
    case 'RegistryBack':
    case 'LeaderSilent':
    case 'PingAnswered':
    case 'PingUnanswered':
    case 'HigherLives':
    case 'NoVictory':
    case 'Crowned':
    case 'Follows':
    case 'TakesOver':
    case 'Promised':
    case 'StrangerPromised':
    case 'PullsLog':
    case 'LogPulled':
    case 'NotAdmitted':
    case 'TakeoverFailed':
    case 'Appended':
    case 'Mismatched':
    case 'WalksBack':
    case 'Wrote':
    case 'CopyFailed':
    case 'Redirected':
    case 'Declined':
    case 'Repeated':
    case 'Posts':
      return 'line';
    case 'Forgot':
    case 'ElectionStarted':
    case 'Leads':
    case 'SteppedDown':
    case 'Serves':
    case 'TailCut':
    case 'Committed':
    case 'Admits':
    case 'Expels':
    case 'Unsettled':
      return 'mark';
    default:
      return unreachable(fact);
  }
}
