/** Facts of the log and of the service in words. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { LogFact, ServingFact } from './facts.ts';
import { changeText } from './log.ts';
import { RAFT, README } from './saying.ts';
import { termText } from './term.ts';
import { list, plural, say } from '../words.ts';

export function describeLog(fact: LogFact): FactDescription {
  switch (fact.type) {
    case 'Appended':
      return say(`appends entry ${fact.index}: ${changeText(fact.change)}`, {
        epoch: fact.term.generation,
      });
    case 'Stored':
      return say(`stores ${span(fact.first, fact.last)} from ${fact.from}`, {
        epoch: fact.term.generation,
      });
    case 'Mismatched':
    case 'WalksBack':
    case 'NotRepaired':
    case 'TailCut':
      return describeRepair(fact);
    case 'Committed':
      return say(`commits entry ${fact.index}, held by ${list(fact.held)}`, {
        epoch: fact.term.generation,
        tone: 'good',
        reason: `${fact.held.length} of the ${plural(fact.voters, 'node')} that count`,
        source: `gap d of the original; ${RAFT}, section 5.3`,
      });
    case 'Applied':
      return say(`applies entry ${fact.index}: ${changeText(fact.change)}`, {
        epoch: fact.term.generation,
      });
    case 'Admits':
      return say(`admits ${fact.member.id}: ${plural(fact.members, 'node')} count`, {
        reason: 'It is registered and has caught up with the log',
        source: `gap l of the original; ${RAFT}, section 6`,
      });
    case 'Expels':
      return say(`takes ${fact.id} out: ${plural(fact.members, 'node')} count`, {
        reason:
          fact.why === 'lost-disk'
            ? 'It is back with another disk: its promises are gone, it must learn and be admitted anew'
            : 'It was told to, by command',
        source: 'gap m of the original',
      });
    default:
      return unreachable(fact);
  }
}

type Repair = Extract<LogFact, { type: 'Mismatched' | 'WalksBack' | 'NotRepaired' | 'TailCut' }>;

function describeRepair(fact: Repair): FactDescription {
  switch (fact.type) {
    case 'Mismatched':
      return say(`refuses an append of ${fact.from}`, {
        reason:
          fact.previousIndex > fact.lastIndex
            ? `It follows entry ${fact.previousIndex}, and this log ends at ${fact.lastIndex}`
            : `Entry ${fact.previousIndex} is not of term ${termText(fact.previousTerm)} here`,
        source: `gap e of the original; ${RAFT}, section 5.3`,
      });
    case 'WalksBack':
      return say(`walks back: sends ${fact.peer} everything from entry ${fact.next}`, {
        source: `gap e of the original; ${RAFT}, section 5.3`,
      });
    case 'NotRepaired':
      return say(`sends ${fact.peer} nothing of what it has missed`, {
        reason: 'The rule that repairs followers is switched off',
        source: 'gap e of the original',
      });
    case 'TailCut':
      return say(`cuts off ${span(fact.first, fact.first + fact.count - 1)}`, {
        epoch: fact.term.generation,
        reason: `The log of ${fact.from}, leader of term ${termText(fact.term)}, has others there, or none`,
        source: 'gap f of the original',
      });
    default:
      return unreachable(fact);
  }
}

export function describeServing(fact: ServingFact): FactDescription {
  switch (fact.type) {
    case 'Wrote':
      return say(`writes ${fact.key} = ${fact.value}`);
    case 'CopySent':
      return say(`posts ${fact.key} to ${list(fact.peers)}`);
    case 'CopyFailed':
      return say(`logs that ${fact.peer} did not get ${fact.key}`, {
        reason: 'The connection was refused; the write is not repeated',
        source: `${README}, "version 2.2.0"`,
      });
    case 'Read':
      return say(fact.found ? `reads ${fact.key}` : `has no ${fact.key}: 404`);
    case 'Acknowledged':
      return say(`answers ${fact.client} 201 for entry ${fact.index}`, {
        tone: 'good',
      });
    case 'Redirected':
    case 'Declined':
    case 'Unsettled':
    case 'Repeated':
    case 'Posts':
    case 'Told':
      return describeTurnedAway(fact);
    default:
      return unreachable(fact);
  }
}

type TurnedAway = Exclude<
  ServingFact,
  { type: 'Wrote' | 'CopySent' | 'CopyFailed' | 'Read' | 'Acknowledged' }
>;

function describeTurnedAway(fact: TurnedAway): FactDescription {
  switch (fact.type) {
    case 'Redirected':
      return say(`sends ${fact.client} on to ${fact.leader}`, {
        reason: 'It follows; writes go through the leader',
        source: `gap i of the original; ${README}, "version 2.2.0"`,
      });
    case 'Declined':
      return say(`turns ${fact.client} away: nothing is done`, {
        reason: WHY_DECLINED[fact.reason],
      });
    case 'Unsettled':
      return say(`tells ${fact.client} that it cannot say what becomes of entry ${fact.index}`, {
        reason:
          fact.reason === 'no-quorum'
            ? 'No majority of the admitted nodes has stored it in time; it stays in the log'
            : 'It leads no more; the next leader decides',
        source: 'gap d of the original',
      });
    case 'Repeated':
      return say(`has the command of ${fact.client} already, as entry ${fact.index}`, {
        reason: 'An entry bears the number of its command',
      });
    case 'Posts':
      return describePost(fact);
    case 'Told':
      return say(`is answered: ${fact.outcome}`);
    default:
      return unreachable(fact);
  }
}

const WHY_DECLINED = {
  'no-leader': 'It knows no leader at present',
  'taking-over': 'It leads, but the first entry of its term is not committed yet',
  'not-a-member': 'The node to be taken out does not count as it is',
  'still-registered': 'The node to be taken out is registered, and would be admitted again at once',
  'leader-itself': 'A leader does not take itself out',
  'change-pending': 'Who counts changes one node at a time, and a change is not committed yet',
  'no-such-thing': 'This version counts no majority, so there is nobody to take out',
} as const;

function describePost({ to, why, as }: Extract<ServingFact, { type: 'Posts' }>): FactDescription {
  if (as === 'get-instead') {
    return say(`repeats its POST at ${to} as a GET`, {
      reason: 'A library that follows redirects does so: the write is lost',
      source: 'gap i of the original',
    });
  }
  const what = as === 'other' ? 'its question' : `its ${as === 'put' ? 'POST' : 'GET'}`;
  return why === 'redirect'
    ? say(`repeats ${what} at ${to}`, { source: 'gap i of the original' })
    : say(`goes on to ${to} with ${what}`, { reason: 'The node before refused the connection' });
}

function span(first: number, last: number): string {
  return first >= last ? `entry ${last}` : `entries ${first} to ${last}`;
}
