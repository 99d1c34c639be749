/** What the facts of the Paxos chat say in words, each refusal with its reason. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import { ballotText } from './ballot.ts';
import { describeClient, describeMembership, describeRouting } from './describe-service.ts';
import type { Fact, FactOf as Of } from './facts.ts';
import { valueText } from './values.ts';
import { say } from '../words.ts';

const SYNOD = 'Paxos Made Simple, section 2.2';
const README = 'README of p2p-pacman';

export function describeFact(fact: Fact): FactDescription {
  switch (fact.type) {
    case 'Prepares':
    case 'Proposes':
    case 'Chosen':
    case 'Fails':
    case 'GoesOn':
      return describeProposer(fact);
    case 'Leads':
    case 'Deposed':
    case 'Forwards':
    case 'TakesOver':
      return describeLeader(fact);
    case 'Promised':
    case 'Accepted':
    case 'Refused':
    case 'OldInstance':
      return describeAcceptor(fact);
    case 'Learned':
    case 'Repeated':
    case 'Recovering':
    case 'AsksHighest':
    case 'Fills':
    case 'Recovered':
      return describeLearner(fact);
    case 'TurnedAway':
    case 'Registers':
    case 'Serves':
    case 'Resumes':
    case 'TurnsAway':
    case 'Recalls':
      return describeMembership(fact);
    case 'NotReady':
    case 'Routes':
    case 'MarksFailed':
    case 'OldLife':
    case 'Stops':
      return describeRouting(fact);
    case 'Seated':
    case 'Hops':
    case 'Stopped':
    case 'Acknowledged':
    case 'Reads':
      return describeClient(fact);
    default:
      return unreachable(fact);
  }
}

function describeProposer(
  fact: Of<'Prepares' | 'Proposes' | 'Chosen' | 'Fails' | 'GoesOn'>,
): FactDescription {
  switch (fact.type) {
    case 'Prepares': {
      const { round, ballot, purpose, all } = fact;
      const what = all ? `round ${round} and all later ones` : `round ${round}`;
      const why = purpose === 'learn' ? ' with nothing to say' : '';
      return say(`asks for promises of ballot ${ballotText(ballot)} in ${what}${why}`, {
        epoch: ballot.server,
        source: `${SYNOD}, phase 1a`,
      });
    }
    case 'Proposes': {
      const { round, ballot, value, adoptedFrom, promisers } = fact;
      const adopted = `A promise told of a vote for it by ballot ${ballotText(adoptedFrom ?? ballot)}: the highest-numbered vote must be proposed again`;
      const skipped = 'Its promises stand for all rounds: phase 1 is skipped';
      return say(
        `proposes "${valueText(value)}" in round ${round} by ballot ${ballotText(ballot)}`,
        {
          epoch: ballot.server,
          reason: adoptedFrom !== null ? adopted : promisers.length === 0 ? skipped : null,
          source: adoptedFrom === null ? `${SYNOD}, phase 2a` : `${SYNOD}, P2c`,
        },
      );
    }
    case 'Chosen': {
      const { round, ballot, value, acceptors } = fact;
      const band = { epoch: ballot.server, label: String(round) };
      return say(
        `sees "${valueText(value)}" chosen in round ${round}: ${acceptors.join(', ')} have accepted it`,
        { epoch: ballot.server, tone: 'good', band },
      );
    }
    case 'Fails': {
      const { round, ballot, phase, yes, needed, why, restMs } = fact;
      const missing = `${yes} of the ${needed} ${phase === 'prepare' ? 'promises' : 'votes'} it needs`;
      const reason =
        why === 'timeout'
          ? `The phase is over with ${missing}`
          : `Too many have said no or cannot be reached: ${missing}`;
      return say(
        `gives up ballot ${ballotText(ballot)} in round ${round} and backs off for ${restMs} ms`,
        { epoch: ballot.server, reason },
      );
    }
    case 'GoesOn':
      return say(`goes on: "${valueText(fact.text)}" is still to be chosen`, {
        reason: `Round ${fact.round} belongs to "${valueText(fact.value)}"`,
        source: 'gap f of the original',
      });
    default:
      return unreachable(fact);
  }
}

function describeLeader(fact: Of<'Leads' | 'Deposed' | 'Forwards' | 'TakesOver'>): FactDescription {
  switch (fact.type) {
    case 'Leads':
      return say(`leads from round ${fact.from} on by ballot ${ballotText(fact.ballot)}`, {
        epoch: fact.ballot.server,
        reason: 'A majority has promised this ballot for all rounds',
        source: 'Paxos Made Simple, section 3',
      });
    case 'Deposed':
      return say(`leads no more`, {
        epoch: fact.by.server,
        reason: `It has promised ballot ${ballotText(fact.by)}, above its own ${ballotText(fact.ballot)}`,
        source: 'Paxos Made Simple, section 3',
      });
    case 'Forwards':
      return say(`hands "${valueText(fact.text)}" to the leader, ${fact.to}`);
    case 'TakesOver':
      return say(`proposes itself`, {
        reason:
          fact.why === 'unreachable'
            ? `The leader, ${fact.from}, is down`
            : `The leader, ${fact.from}, has let none of its texts be chosen within the phase timeout`,
      });
    default:
      return unreachable(fact);
  }
}

function describeAcceptor(
  fact: Of<'Promised' | 'Accepted' | 'Refused' | 'OldInstance'>,
): FactDescription {
  switch (fact.type) {
    case 'Promised': {
      const { ballot, round, all, to, votes } = fact;
      const told = votes === 0 ? '' : ` and tells what it has accepted`;
      const rounds = all ? `round ${round} and all later ones` : `round ${round}`;
      return say(`promises ballot ${ballotText(ballot)} to ${to} in ${rounds}${told}`, {
        epoch: ballot.server,
        source: `${SYNOD}, phase 1b`,
      });
    }
    case 'Accepted':
      return say(
        `accepts "${valueText(fact.value)}" in round ${fact.round} by ballot ${ballotText(fact.ballot)}`,
        { epoch: fact.ballot.server, source: `${SYNOD}, P1a` },
      );
    case 'Refused':
      return say(
        `refuses ballot ${ballotText(fact.ballot)} of ${fact.from} in round ${fact.round}`,
        {
          epoch: fact.promised.server,
          reason: `It has promised ${ballotText(fact.promised)}, which is higher`,
          source: fact.phase === 'prepare' ? `${SYNOD}, phase 1b` : `${SYNOD}, P1a`,
        },
      );
    case 'OldInstance':
      return say(`ignores the ${fact.what} of ${fact.from} in round ${fact.round}`, {
        reason: 'Old instance: the round is decided; it answers with what was chosen',
        source: README,
      });
    default:
      return unreachable(fact);
  }
}

function describeLearner(
  fact: Of<'Learned' | 'Repeated' | 'Recovering' | 'AsksHighest' | 'Fills' | 'Recovered'>,
): FactDescription {
  switch (fact.type) {
    case 'Learned': {
      const how = fact.how === 'commit' ? `by the Commit of` : `from the old-instance answer of`;
      return say(`logs "${valueText(fact.value)}" in round ${fact.round} ${how} ${fact.from}`, {
        epoch: fact.ballot.server,
        tone: 'good',
      });
    }
    case 'Repeated':
      return say(`is told "${valueText(fact.text)}" once more`, {
        reason:
          fact.why === 'queued'
            ? 'It waits in the queue already: same client, same number'
            : 'It is chosen already: same client, same number',
        source: 'gap j of the original',
      });
    case 'Recovering':
      return say('is back with its promises and votes, and without the log');
    case 'AsksHighest':
      return say(`asks the others how far they are; its own highest round is ${fact.highest}`, {
        reason: fact.why === 'idle' ? 'It has heard nothing from them for half a minute' : null,
      });
    case 'Fills':
      return say(`proposes NOP in round ${fact.round} to learn what was chosen there`, {
        reason: `The others are at round ${fact.goal}`,
        source: `${README}: it proposes a Nop and its current round`,
      });
    case 'Recovered':
      return say(`has the whole log up to round ${fact.highest} and serves`, {
        tone: 'good',
      });
    default:
      return unreachable(fact);
  }
}
