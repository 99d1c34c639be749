/** What the coordinator says of votes, decisions and its log. */
import { type NodeId, unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { CoordinatorFact, Ground, WaitReason } from './facts.ts';
import { numbers } from './texts.ts';
import { list, plural, say } from '../words.ts';

type Of<T extends CoordinatorFact['type']> = Extract<CoordinatorFact, { type: T }>;

const BOOK = 'Bernstein, Hadzilacos and Goodman 1987';

export function describeCoordinatorFact(fact: CoordinatorFact): FactDescription {
  switch (fact.type) {
    case 'Begun':
    case 'KeyPending':
    case 'NoWorkers':
    case 'VoteCounted':
    case 'VoteTooLate':
    case 'AckCounted':
      return describeCounting(fact);
    case 'Decided':
      return describeDecision(fact);
    case 'Answered':
    case 'Ended':
    case 'Resent':
      return describeEnding(fact);
    case 'Recovered':
    case 'NotDecided':
    case 'Told':
      return describeRecovery(fact);
    case 'Waits':
      return say(`keeps ${fact.what} waiting`, {
        reason: WHY_WAITS[fact.why],
        source: 'gaps b, c',
      });
    case 'Verified':
      return say(
        fact.isEqual
          ? `finds ${plural(fact.workers, 'table')} equal`
          : `finds that ${fact.workers} tables differ`,
        { tone: fact.isEqual ? 'good' : 'note' },
      );
    default:
      return unreachable(fact);
  }
}

function describeCounting(
  fact: Of<'Begun' | 'KeyPending' | 'NoWorkers' | 'VoteCounted' | 'VoteTooLate' | 'AckCounted'>,
): FactDescription {
  switch (fact.type) {
    case 'Begun': {
      const { txid, key, value, participants } = fact;
      const band = { epoch: txid, label: `#${txid}` };
      return say(`begins #${txid}: set ${key} ${value}, and asks ${list(participants)}`, {
        epoch: txid,
        band,
      });
    }
    case 'KeyPending':
      return say(`refuses to set ${fact.key}`, {
        epoch: fact.txid,
        reason: `#${fact.txid} is writing that key; a set is refused and never queued`,
        source: 'README, "rapidset"',
      });
    case 'NoWorkers':
      return say(`cannot serve ${fact.what}`, {
        reason: 'There is no worker in the pool',
        source: 'gap e',
      });
    case 'VoteCounted': {
      const { txid, worker, vote, yes, of } = fact;
      const sentence = `counts the ${vote} of ${worker} on #${txid}: ${yes} of ${of} yes`;
      return say(sentence, { epoch: txid });
    }
    case 'VoteTooLate':
      return say(`ignores the vote of ${fact.worker} on #${fact.txid}`, {
        epoch: fact.txid,
        reason: 'That transaction is decided',
      });
    case 'AckCounted': {
      const { txid, worker, acks, of } = fact;
      const sentence = `counts the acknowledgement of ${worker} for #${txid}: ${acks} of ${of}`;
      return say(sentence, { epoch: txid });
    }
    default:
      return unreachable(fact);
  }
}

const WHY_WAITS: Readonly<Record<WaitReason, string>> = {
  key: 'That key is being written',
  quiet: 'A transaction is under way: a whole table is read between transactions',
  verification: 'Tables are being compared',
  transfer: 'A newcomer is taking a snapshot over',
};

function describeDecision(fact: Of<'Decided'>): FactDescription {
  const { txid, decision, key, value, ground, who } = fact;
  return say(`logs ${decision} #${txid}${decision === 'commit' ? `: ${key} is ${value}` : ''}`, {
    epoch: txid,
    tone: decision === 'commit' ? 'good' : 'note',
    reason: whyDecided(ground, who),
    source: `${BOOK}, 7.4`,
  });
}

function whyDecided(ground: Ground, who: readonly NodeId[]): string {
  switch (ground) {
    case 'all-yes':
      return `${list(who)} voted yes`;
    case 'a-no':
      return `${list(who)} voted no: one no is enough`;
    case 'timeout':
      return `${list(who)} left the pool without a vote`;
    case 'restart':
      return 'It was begun before the crash, and nothing was decided';
    default:
      return unreachable(ground);
  }
}

function describeEnding(fact: Of<'Answered' | 'Ended' | 'Resent'>): FactDescription {
  const { txid } = fact;
  switch (fact.type) {
    case 'Answered':
      return say(`is done with #${txid}`, {
        epoch: txid,
        tone: 'good',
        reason:
          fact.missing.length === 0
            ? 'All have acknowledged'
            : `All that are in the pool have acknowledged; ${list(fact.missing)} will be told again`,
      });
    case 'Ended':
      return say(`logs end #${txid}`, {
        epoch: txid,
        reason: 'Every participant has acknowledged: nobody will ask again',
      });
    case 'Resent':
      return say(`sends COMMIT #${txid} again to ${list(fact.workers)}`, {
        epoch: txid,
        reason: 'Its log has the commit and no end',
        source: `${BOOK}, 7.4`,
      });
    default:
      return unreachable(fact);
  }
}

function describeRecovery(fact: Of<'Recovered' | 'NotDecided' | 'Told'>): FactDescription {
  switch (fact.type) {
    case 'Recovered': {
      const { aborted, committed } = fact;
      const found = [
        ...(aborted.length === 0 ? [] : [`${numbers(aborted)} undecided`]),
        ...(committed.length === 0 ? [] : [`${numbers(committed)} committed without an end`]),
      ];
      return say(`replays its log: ${found.length === 0 ? 'nothing is open' : found.join('; ')}`, {
        reason: 'Undecided: abort. Committed without an end: COMMIT again',
        source: `${BOOK}, 7.4`,
      });
    }
    case 'NotDecided':
      return say(`cannot tell ${fact.worker} about #${fact.txid}`, {
        epoch: fact.txid,
        reason: 'It is still counting votes',
      });
    case 'Told':
      return say(`tells ${fact.worker}: ${fact.decision} #${fact.txid}`, {
        epoch: fact.txid,
        reason: fact.presumed
          ? 'Its log has nothing about that transaction: presumed abort'
          : 'So says its log',
        source: fact.presumed ? 'Mohan, Lindsay and Obermarck 1986' : null,
      });
    default:
      return unreachable(fact);
  }
}
