/** What the facts of the gossip database say in words, each refusal with its reason. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { Fact } from './facts.ts';
import { entryText } from './messages.ts';
import { list, say } from '../words.ts';

const README = 'README, "State"';

export function describeFact(fact: Fact): FactDescription {
  switch (fact.type) {
    case 'Queued':
    case 'QueueWaits':
    case 'Released':
    case 'Resent':
    case 'Replicated':
    case 'Repeated':
      return describeQueueing(fact);
    case 'Welcomed':
    case 'Replaced':
    case 'Evicted':
    case 'SentBack':
    case 'DataLost':
    case 'Recovering':
    case 'Recovered':
    case 'NotServing':
      return describeMembership(fact);
    case 'Applied':
    case 'Ignored':
    case 'Asks':
    case 'Pulls':
    case 'Adopted':
    case 'PullRefused':
      return describeSpread(fact);
    default:
      return unreachable(fact);
  }
}

type Of<T extends Fact['type']> = Extract<Fact, { type: T }>;

function describeQueueing(
  fact: Of<'Queued' | 'QueueWaits' | 'Released' | 'Resent' | 'Replicated' | 'Repeated'>,
): FactDescription {
  switch (fact.type) {
    case 'Queued': {
      const by = fact.client === null ? '' : ` for ${fact.client}`;
      return say(`queues ${fact.what} as #${fact.index}${by}`);
    }
    case 'QueueWaits':
      return say('keeps it: there is no replica to give it to', {
        reason: 'The member list is empty',
      });
    case 'Released': {
      const band = { epoch: fact.index + 1, label: `#${fact.index}` };
      const epoch = fact.index + 1;
      return say(`releases #${fact.index} (${fact.what}) to ${list(fact.seeds)}`, { epoch, band });
    }
    case 'Resent':
      return say(`sends #${fact.index} again, to ${list(fact.seeds)}`, {
        epoch: fact.index + 1,
        reason:
          'No member has reported it two seconds after its release: those who were given it may be dead',
        source: 'gap c',
      });
    case 'Replicated':
      return say(
        `sees #${fact.index} (${entryText(fact.entry)}) replicated: all ${fact.members} report state ${fact.index + 1}`,
        {
          epoch: fact.index + 1,
          tone: 'good',
        },
      );
    case 'Repeated':
      return say(`confirms #${fact.index} to ${fact.client} once more`);
    default:
      return unreachable(fact);
  }
}

function describeMembership(
  fact: Of<
    | 'Welcomed'
    | 'Replaced'
    | 'Evicted'
    | 'SentBack'
    | 'DataLost'
    | 'Recovering'
    | 'Recovered'
    | 'NotServing'
  >,
): FactDescription {
  switch (fact.type) {
    case 'Welcomed':
      return say(`sends ${fact.replica} the member list; it begins at state ${fact.state}`, {
        reason: fact.alone ? 'It is the first member' : null,
      });
    case 'Replaced':
      return say(`forgets the former life of ${fact.replica}`, {
        reason: 'A listed address asks to join: it has restarted before its silence was noticed',
        source: 'gap f',
      });
    case 'Evicted':
      return say(`takes ${list(fact.replicas)} off the list`, {
        reason: `Silent for more than ${fact.timeoutMs / 1000} s, the crash timeout`,
        source: 'README, "Crash Tolerance"',
      });
    case 'SentBack':
      return say(`sends ${fact.replica} back to join again`, {
        reason: 'It reports its state but is not on the list: it was thought dead',
        source: 'gap e',
      });
    case 'DataLost':
      return say(`starts over at state ${fact.state} with an empty table: all data is lost`, {
        reason: 'Every replica that held the table is gone',
        source: 'gap i',
      });
    case 'Recovering':
      return say('has restarted with nothing and asks every replica where it is');
    case 'Recovered':
      return say(`goes on from state ${fact.state} with ${fact.members} members`);
    case 'NotServing':
      return say(`does not take a command of ${fact.from}`, { reason: 'It is still recovering' });
    default:
      return unreachable(fact);
  }
}

function describeSpread(
  fact: Of<'Applied' | 'Ignored' | 'Asks' | 'Pulls' | 'Adopted' | 'PullRefused'>,
): FactDescription {
  switch (fact.type) {
    case 'Applied':
      return say(`learns #${fact.index - 1} (${fact.what}) from ${fact.from}`, {
        epoch: fact.index,
      });
    case 'Ignored':
      return say(`ignores #${fact.index - 1} from ${fact.from}`, {
        epoch: fact.index,
        reason: whyIgnored(fact),
        source: README,
      });
    case 'Asks':
      return say(fact.why === 'join' ? 'asks to join' : 'asks to join again, with what it has');
    case 'Pulls':
      return say(`asks ${fact.from} for its table`, { reason: WHY_PULLS[fact.why] });
    case 'Adopted':
      return say(
        fact.from === null
          ? `is a member at state ${fact.state}`
          : `takes over the table of ${fact.from}: state ${fact.state}, ${fact.rows} rows`,
        { epoch: fact.state },
      );
    case 'PullRefused':
      return say(`has no table to give to ${fact.from}`, { reason: 'It is joining itself' });
    default:
      return unreachable(fact);
  }
}

const WHY_PULLS = {
  join: null,
  gap: 'It was sent an index beyond its state + 1: it has missed some',
  'new-era': 'The sender counts in a later era',
  timeout: 'The former one did not answer within two seconds',
} as const;

function whyIgnored({ reason, index, state }: Of<'Ignored'>): string {
  switch (reason) {
    case 'old':
      return `Index ${index} is below its state ${state}: old`;
    case 'duplicate':
      return `Index ${index} equals its state: a duplicate`;
    case 'joining':
      return 'It is not a member yet';
    case 'old-era':
      return 'The sender counts in an era that is over';
    default:
      return unreachable(reason);
  }
}
