/** Facts of the registry and of elections in words. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { ElectionFact, RegistryFact, TakeoverFact } from './facts.ts';
import { RAFT, README, seconds } from './saying.ts';
import { termText } from './term.ts';
import { list, plural, say } from '../words.ts';

const BULLY = `${README}, "version 2.1.0"`;

export function describeRegistry(fact: RegistryFact): FactDescription {
  switch (fact.type) {
    case 'Registered':
      return fact.again
        ? say(`registers ${fact.name} once more, beside its former entry`, {
            reason: 'Entries of version 2.0.0 never expire, and nobody looks for doubles',
            source: `${README}, "version 2.0.0"`,
          })
        : say(`registers ${fact.name}`);
    case 'Forgot':
      return say(`forgets ${list(fact.names)}`, {
        reason: `No registration for ${seconds(fact.expiryMs)} when it swept`,
        source: BULLY,
      });
    case 'ListLogged':
      return say(`logs the list: ${list(fact.names)}`);
    case 'RegistryGone':
      return say('finds the registry down and goes on with the list it has', {
        reason: `The connection was refused; ${plural(fact.listed, 'node')} on the list it had last`,
        source: 'gaps g and n of the original',
      });
    case 'RegistryBack':
      return say('has the list of the registry again');
    default:
      return unreachable(fact);
  }
}

export function describeElection(fact: ElectionFact): FactDescription {
  switch (fact.type) {
    case 'ElectionStarted':
    case 'LeaderSilent':
    case 'NoVictory':
    case 'Crowned':
    case 'Leads':
      return describeCandidacy(fact);
    case 'PingAnswered':
      return say(`answers ${fact.from}'s ping`, {
        reason:
          fact.standing === 'waiting'
            ? null
            : `It is ${WORDS[fact.standing] ?? fact.standing}, and stays so`,
      });
    case 'PingUnanswered':
      return say(`does not answer ${fact.from}'s ping`, {
        reason:
          fact.reason === 'learner'
            ? 'It is not admitted, so it could not lead'
            : 'Its handler serves victories only',
        source: fact.reason === 'learner' ? 'gap l of the original' : 'gap a of the original',
      });
    case 'HigherLives':
      return say(`hears that ${fact.peer} lives and leaves it to the higher name`, {
        reason: `A victory is due within ${seconds(fact.waitMs)}`,
        source: `${BULLY}, step 2`,
      });
    case 'Follows':
      return say(`follows ${fact.leader}`, {
        epoch: fact.term.generation,
        reason: fact.stored
          ? 'Its victory was noted while answers were awaited'
          : fact.by === 'victory'
            ? 'It announced its victory'
            : 'It sent a sign of life',
        source: BULLY,
      });
    case 'SteppedDown':
      return say(`steps down from term ${termText(fact.term)}`, {
        epoch: fact.higher.generation,
        reason: `${fact.by} is at term ${termText(fact.higher)}`,
        source: 'gap c of the original',
      });
    default:
      return unreachable(fact);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  following: 'following a leader that it hears',
  asking: 'in an election of its own',
  awaiting: 'waiting for a victory itself',
  'taking-over': 'taking over',
  leading: 'leading',
};

type Candidacy = Extract<
  ElectionFact,
  { type: 'ElectionStarted' | 'LeaderSilent' | 'NoVictory' | 'Crowned' | 'Leads' }
>;

function describeCandidacy(fact: Candidacy): FactDescription {
  switch (fact.type) {
    case 'LeaderSilent':
      return say(
        fact.leader === null ? 'has heard no leader' : `gives up ${fact.leader} for dead`,
        {
          reason: `No heart-beat for ${seconds(fact.afterMs)}, five periods`,
          source: BULLY,
        },
      );
    case 'ElectionStarted':
      return say(
        fact.asked.length === 0
          ? 'stands for election: no name is higher'
          : `stands for election and pings ${list(fact.asked)}`,
        { source: `${BULLY}, step 1` },
      );
    case 'NoVictory':
      return say('begins the election again', {
        reason: `Somebody higher lives, but no victory came in ${seconds(fact.waitMs)}`,
        source: 'gap a of the original',
      });
    case 'Crowned':
      return say('wins the election', {
        reason:
          fact.why === 'nobody-higher' ? 'Nobody higher lives' : 'Nobody higher answered in time',
        source: `${BULLY}, step 3`,
      });
    case 'Leads': {
      const { generation } = fact.term;
      const band = { epoch: generation, label: termText(fact.term) };
      return say(`leads, term ${termText(fact.term)}`, {
        epoch: generation,
        tone: 'good',
        band,
      });
    }
    default:
      return unreachable(fact);
  }
}

export function describeTakeover(fact: TakeoverFact): FactDescription {
  switch (fact.type) {
    case 'TakesOver':
      return say(
        `takes over: asks for ${plural(fact.needed, 'promise')} of term ${termText(fact.term)}`,
        {
          epoch: fact.term.generation,
          reason: 'The highest name need not have the furthest log',
          source: 'take-over, step 1; gap f of the original',
        },
      );
    case 'Promised':
      return say(`promises term ${termText(fact.term)} to ${fact.to}`, {
        epoch: fact.term.generation,
        source: 'take-over, step 1; gap f of the original',
      });
    case 'Fenced':
      return say(`refuses ${fact.from}'s ${fact.what === 'heartbeat' ? 'heart-beat' : fact.what}`, {
        epoch: fact.promised.generation,
        reason: `Term ${termText(fact.term)} is below ${termText(fact.promised)}, which it has accepted`,
        source: `gap c of the original; ${RAFT}, section 5.1`,
      });
    case 'StrangerPromised':
      return say(`does not count ${fact.from}'s promise`, {
        reason: `With the disk it has now (of life ${fact.identity}) it is not admitted`,
        source: 'gap m of the original',
      });
    case 'PullsLog':
      return say(`fetches the log of ${fact.from}`, {
        reason: `It goes to entry ${fact.lastIndex} of term ${termText(fact.lastTerm)}, further than its own`,
        source: 'take-over, step 2; gap f of the original',
      });
    case 'LogPulled':
      return say(`has the log of ${fact.from}: ${fact.entries} entries`);
    case 'NotAdmitted':
      return say('leaves the field to the others', {
        reason: 'The furthest log does not name it as a member: it was taken out while it was away',
        source: 'take-over, step 3; gap f of the original',
      });
    case 'TakeoverFailed':
      return say(`gives up taking over with ${fact.promises} of ${fact.needed} promises`, {
        reason: 'No majority of the admitted nodes answered in time',
        source: 'gap d of the original',
      });
    case 'Serves':
      return say(`serves from entry ${fact.index} on`, {
        epoch: fact.term.generation,
        tone: 'good',
        reason: 'A majority holds the first entry of its term, and with it all before',
        source: 'take-over, step 4; gap f of the original',
      });
    default:
      return unreachable(fact);
  }
}
