/** What passes between clients and servers, in words. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { ClientFact } from './facts.ts';
import { say } from '../words.ts';

export function describeClient(fact: ClientFact): FactDescription {
  switch (fact.type) {
    case 'Redirected':
      return say(
        fact.leader === null
          ? `cannot tell ${fact.client} who leads`
          : `sends ${fact.client} to ${fact.leader}`,
        {
          reason:
            fact.why === 'transfer' ? 'It is handing the leadership over' : 'It does not lead',
          source: 'extended paper, section 8',
        },
      );
    case 'Repeated':
      return say(`answers ${fact.client} once more`, {
        reason: 'The session knows this command: it was executed before',
        source: 'dissertation, section 6.3',
      });
    case 'Overtaken':
      return say(`ignores a command of ${fact.client}`, {
        reason: 'A later command of that client was executed already',
        source: 'dissertation, section 6.3',
      });
    case 'ReadWaits':
      return say(`asks whether it still leads before it reads ${fact.key}`, {
        reason: `A majority must answer, and #${fact.readIndex} must be applied`,
        source: 'dissertation, section 6.4',
      });
    case 'Read':
      return say(`reads ${fact.key} for ${fact.client} as of #${fact.index}`, {
        reason: WHY_READ[fact.how],
        source: 'dissertation, section 6.4',
      });
    case 'Asks':
      return say(`asks ${fact.server} for ${fact.what}`);
    case 'AsksAgain':
      return say(`asks ${fact.server} for the same`, {
        reason: WHY_AGAIN[fact.why],
        source: 'extended paper, section 8',
      });
    case 'Answered':
      return say(`has the answer to ${fact.what}`, {
        tone: fact.outcome === 'ok' ? 'good' : 'note',
      });
    case 'GaveUp':
      return say(`gives up on ${fact.what}: it may or may not have taken effect`, {
        reason: 'No answer in time',
      });
    default:
      return unreachable(fact);
  }
}

const WHY_READ = {
  'read-index': 'A majority has confirmed that it still leads',
  lease: 'Its lease still runs',
  unchecked: 'It takes itself for the leader and asks nobody',
} as const;

const WHY_AGAIN = {
  redirect: 'The other does not lead',
  silence: 'No answer came in time',
  'no-leader': 'Nobody led a moment ago',
} as const;
