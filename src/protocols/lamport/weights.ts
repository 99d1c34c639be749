/** How much each fact of the vaccine database matters to somebody who watches. */
import { unreachable } from '../../kernel/process.ts';
import type { FactWeight } from '../protocol.ts';
import type { Fact } from './facts.ts';

export function weightOf(fact: Fact): FactWeight {
  switch (fact.type) {
    case 'Adopts':
      return 'quiet';
    case 'Ignored':
      return fact.reason === 'unknown' ? 'line' : 'quiet';
    case 'Connected':
    case 'HelloAgain':
    case 'Broadcasts':
    case 'LosesReplica':
    case 'Welcomes':
    case 'Leaves':
    case 'Enrols':
    case 'Executed':
    case 'Mourns':
    case 'Closes':
    case 'Joins':
    case 'Ready':
    case 'Busy':
    case 'Withdraws':
    case 'Fetches':
    case 'Gives':
    case 'TakesOver':
      return 'line';
    case 'Answered':
    case 'Closed':
    case 'GoesLive':
      return 'mark';
    default:
      return unreachable(fact);
  }
}
