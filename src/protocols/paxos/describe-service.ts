/** What the facts of balancer and clients say in words. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { FactOf as Of } from './facts.ts';
import { valueText } from './values.ts';
import { say } from '../words.ts';

const README = 'README of p2p-pacman';

export function describeMembership(
  fact: Of<'TurnedAway' | 'Registers' | 'Serves' | 'Resumes' | 'TurnsAway' | 'Recalls'>,
): FactDescription {
  switch (fact.type) {
    case 'TurnedAway':
      return say('leaves: it is not one of the cluster', {
        reason: 'The balancer has answered INVALID',
        source: README,
      });
    case 'Registers':
      return say(`registers ${fact.server}: ${fact.count} of ${fact.of}`);
    case 'Serves':
      return say(`serves clients from now on with ${fact.servers} servers`, {
        tone: 'good',
      });
    case 'Resumes':
      return say(`resumes the service: ${fact.live} servers are there`, {
        tone: 'good',
        source: 'gap o of the original',
      });
    case 'TurnsAway':
      return say(`turns ${fact.server} away`, {
        reason: 'Its number is none of those the cluster began with',
        source: README,
      });
    case 'Recalls':
      return say('has restarted with nothing and asks who is there');
    default:
      return unreachable(fact);
  }
}

export function describeRouting(
  fact: Of<'NotReady' | 'Routes' | 'MarksFailed' | 'OldLife' | 'Stops'>,
): FactDescription {
  switch (fact.type) {
    case 'NotReady':
      return say(`puts ${fact.to} off`, {
        reason: `Only ${fact.count} of ${fact.of} servers have registered`,
        source: README,
      });
    case 'Routes':
      return say(`gives ${fact.client} to ${fact.to}; loads ${fact.loads.join(', ')}`, {
        reason: 'The least load among those that have not failed, ties to the lowest number',
        source: `${README}: routed to another working server`,
      });
    case 'MarksFailed':
      return say(`marks ${fact.server} failed; its load is 0`, {
        reason: `A call of ${fact.by} to it has failed`,
        source: README,
      });
    case 'OldLife':
      return say(`does not mark ${fact.server} failed`, {
        reason: `${fact.by} complains of a life that is over: it has registered again since`,
        source: 'gap g of the original',
      });
    case 'Stops':
      return say('stops the service', {
        reason: `${fact.failed} servers have failed, ${fact.tolerated} may: no majority`,
        source: `${README}: everything stops working`,
      });
    default:
      return unreachable(fact);
  }
}

export function describeClient(
  fact: Of<'Seated' | 'Hops' | 'Stopped' | 'Acknowledged' | 'Reads'>,
): FactDescription {
  switch (fact.type) {
    case 'Seated':
      return say(`is at ${fact.server} now`);
    case 'Hops':
      return say(`has lost ${fact.from} and asks for another server`, {
        reason: `Its ${fact.call} call has failed: the server is down`,
        source: `${README}: automatic client reroute`,
      });
    case 'Stopped':
      return say('is told that most servers have failed');
    case 'Acknowledged':
      return say(`is told that "${valueText(fact.text)}" stands in round ${fact.round}`, {
        tone: 'good',
      });
    case 'Reads':
      return say(
        `reads ${fact.lines} new ${fact.lines === 1 ? 'line' : 'lines'}, up to round ${fact.upTo}`,
      );
    default:
      return unreachable(fact);
  }
}
