/** How much each fact of the gossip database matters to somebody who watches. */
import { unreachable } from '../../kernel/process.ts';
import type { FactWeight } from '../protocol.ts';
import type { Fact } from './facts.ts';

export function weightOf(fact: Fact): FactWeight {
  switch (fact.type) {
    case 'Repeated':
    case 'Ignored':
      return 'quiet';
    case 'Queued':
    case 'QueueWaits':
    case 'Replaced':
    case 'SentBack':
    case 'NotServing':
    case 'Applied':
    case 'Asks':
    case 'Pulls':
    case 'Adopted':
    case 'PullRefused':
      return 'line';
    case 'Released':
    case 'Resent':
    case 'Replicated':
    case 'Welcomed':
    case 'Evicted':
    case 'DataLost':
    case 'Recovering':
    case 'Recovered':
      return 'mark';
    default:
      return unreachable(fact);
  }
}
