/** What the comings and goings of the pool say in words. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { JoiningFact, PoolFact } from './facts.ts';
import { list, plural, say } from '../words.ts';

export function describePoolFact(fact: PoolFact | JoiningFact): FactDescription {
  switch (fact.type) {
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
      return describeCoordinatorSide(fact);
    case 'Asks':
    case 'DoesNotServe':
    case 'Installed':
    case 'OldSnapshot':
    case 'Welcomed':
      return describeWorkerSide(fact);
    default:
      return unreachable(fact);
  }
}

function describeCoordinatorSide(fact: PoolFact): FactDescription {
  switch (fact.type) {
    case 'Dropped':
      return say(`drops ${fact.worker} from the pool`, {
        reason: `It owes an answer and was not heard for ${fact.silentMs} ms; the time-out is ${fact.timeoutMs} ms`,
        source: 'README, "Coordinator"',
      });
    case 'LeftPool':
      return say(`takes ${fact.worker} out of the pool`, {
        reason: 'It has restarted: what it was asked in its former life is lost',
        source: 'gap g',
      });
    case 'Redialled':
      return say(`dials ${list(fact.workers)}`, {
        reason: 'One that was dropped may not know of it',
      });
    case 'ReadElsewhere':
      return say(`gives the ${fact.what} of ${fact.worker} to another`, { source: 'gap e' });
    case 'MustResolve':
      return say(`does not let ${fact.worker} in yet`, {
        reason: `It is in doubt about ${plural(fact.inDoubt, 'transaction')}`,
        source: 'gap g',
      });
    case 'AwaitsCurrent':
      return say(`does not let ${fact.worker} be the first in the pool`, {
        reason: `It may lack writes: only ${list(fact.current)} can be sure to hold them all`,
      });
    case 'DataLost':
      return say(`starts over with what ${fact.worker} holds: committed writes are lost`, {
        reason: 'Every disk that held them all was wiped or taken away',
      });
    case 'Copies':
      return say(`has the table of ${fact.donor} copied for ${fact.joiner}`, {
        reason: 'No transaction is under way; new ones wait until it is done',
        source: 'gap g',
      });
    case 'CopyAbandoned':
      return say(`gives the copy for ${fact.joiner} up`, {
        reason: 'One of the two is out of the pool; the newcomer will ask again',
      });
    case 'Admitted':
      return say(`takes ${fact.worker} into the pool`, {
        tone: 'good',
        reason:
          fact.by === 'snapshot'
            ? 'It holds the table of a member'
            : 'The pool was empty, and nobody holds more than it does',
      });
    default:
      return unreachable(fact);
  }
}

const WHY_ASKS = {
  start: null,
  rejoin: 'It was given up and has missed what came after',
  again: 'It has resolved its doubts, or was not let in yet',
} as const;

function describeWorkerSide(fact: JoiningFact): FactDescription {
  switch (fact.type) {
    case 'Asks': {
      const open =
        fact.inDoubt === 0 ? '' : `, in doubt about ${plural(fact.inDoubt, 'transaction')}`;
      return say(`asks to be let into the pool${open}`, {
        reason: WHY_ASKS[fact.why],
      });
    }
    case 'DoesNotServe':
      return say(`does not answer ${fact.what}`, {
        reason: 'It is not in the pool: it may lack writes',
        source: 'gap g',
      });
    case 'Installed':
      return say(`takes over a table of ${plural(fact.rows, 'row')}, up to #${fact.applied}`, {
        epoch: fact.applied,
      });
    case 'OldSnapshot':
      return say('ignores a snapshot', {
        reason: `It is number ${fact.attempt}, and number ${fact.installed} is in place`,
      });
    case 'Welcomed':
      return say('is in the pool with what it holds', { tone: 'good' });
    default:
      return unreachable(fact);
  }
}
