/** Changes of the members and of the leader, in words. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { ConfigurationFact, TransferFact } from './facts.ts';
import { list, say } from '../words.ts';
import { configurationText } from './words.ts';

export function describeConfiguration(fact: ConfigurationFact): FactDescription {
  switch (fact.type) {
    case 'ConfigurationAppended':
      return say(`goes by ${configurationText(fact)} (#${fact.index}) from now on`, {
        epoch: fact.term,
        reason: 'The newest configuration in a log is in use, committed or not',
        source: 'extended paper, section 6',
      });
    case 'ConfigurationCommitted':
      return say(`knows ${configurationText(fact)} (#${fact.index}) to be committed`, {
        epoch: fact.term,
        tone: 'good',
      });
    case 'CatchUpBegun':
      return say(`brings ${list(fact.servers)} up to date, up to #${fact.goal}`, {
        reason:
          'A newcomer without a log would hold up what is to be committed: it gets the log before it may vote',
        source: 'dissertation, section 4.2.1',
      });
    case 'CatchUpRound':
      return say(
        `sees ${list(fact.servers)} at #${fact.goal} after round ${fact.round}, ${fact.tookMs} ms`,
        {
          source: 'dissertation, section 4.2.1',
        },
      );
    case 'CatchUpFailed':
      return say(`gives up bringing ${list(fact.servers)} up to date`, {
        reason: 'Ten election timeouts were not enough',
        source: 'dissertation, section 4.2.1',
      });
    case 'ChangeRefused':
      return say(`refuses ${fact.client} a change of the members`, {
        reason: fact.text,
        source: 'extended paper, section 6; dissertation, section 4.1',
      });
    case 'Retired':
      return say('is no longer a member', {
        reason: `The configuration of #${fact.index} is committed and does without it`,
        source: 'dissertation, section 4.2.2',
      });
    default:
      return unreachable(fact);
  }
}

export function describeTransfer(fact: TransferFact): FactDescription {
  switch (fact.type) {
    case 'TransferBegun':
      return say(`takes no more requests: it hands over to ${fact.target}`, {
        source: 'dissertation, section 3.10',
      });
    case 'TimeoutNowSent':
      return say(`tells ${fact.target} to stand for election now`, {
        reason: `It has the whole log, up to #${fact.index}`,
        source: 'dissertation, section 3.10',
      });
    case 'TransferAborted':
      return say(`takes requests again: ${fact.target} did not take over`, {
        reason: 'An election timeout has passed',
        source: 'dissertation, section 3.10',
      });
    default:
      return unreachable(fact);
  }
}
