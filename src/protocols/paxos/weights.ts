/** How much each fact of the Paxos chat matters to somebody who watches. */
import { unreachable } from '../../kernel/process.ts';
import type { FactWeight } from '../protocol.ts';
import type { Fact } from './facts.ts';

export function weightOf(fact: Fact): FactWeight {
  switch (fact.type) {
    case 'Promised':
    case 'Accepted':
    case 'Repeated':
    case 'Fills':
    case 'Reads':
      return 'quiet';
    case 'AsksHighest':
      return fact.why === 'idle' ? 'quiet' : 'line';
    case 'Prepares':
    case 'GoesOn':
    case 'Forwards':
    case 'Refused':
    case 'OldInstance':
    case 'Learned':
    case 'TurnedAway':
    case 'Registers':
    case 'NotReady':
    case 'MarksFailed':
    case 'OldLife':
    case 'Seated':
    case 'Acknowledged':
      return 'line';
    case 'Proposes':
      return fact.adoptedFrom === null ? 'line' : 'mark';
    case 'Routes':
      return fact.attempt === 'retry' ? 'mark' : 'line';
    case 'Chosen':
    case 'Fails':
    case 'Leads':
    case 'Deposed':
    case 'TakesOver':
    case 'Recovering':
    case 'Recovered':
    case 'Serves':
    case 'Resumes':
    case 'TurnsAway':
    case 'Recalls':
    case 'Stops':
    case 'Hops':
    case 'Stopped':
      return 'mark';
    default:
      return unreachable(fact);
  }
}
