/** What the facts say in words, each refusal with its reason. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import { idText, nodeOf, shortUid } from './identity.ts';
import type { FactOf } from './memory.ts';
import type { Fact } from './facts.ts';
import { plural, say } from '../words.ts';

const BROADCASTS = 'Schneider, Gries and Schlichting 1984';
const STABILITY = 'Schneider 1990, section 3.2.1';

export function describeFact(fact: Fact): FactDescription {
  switch (fact.type) {
    case 'Connected':
    case 'HelloAgain':
    case 'Broadcasts':
    case 'LosesReplica':
    case 'Welcomes':
    case 'Answered':
    case 'Leaves':
      return describeClientFact(fact);
    case 'Enrols':
    case 'Executed':
    case 'Ignored':
      return describeOrder(fact);
    case 'Mourns':
    case 'Closes':
    case 'Adopts':
    case 'Closed':
      return describeClosing(fact);
    case 'Joins':
    case 'Ready':
    case 'Busy':
    case 'Withdraws':
    case 'Fetches':
    case 'Gives':
    case 'TakesOver':
    case 'GoesLive':
      return describeJoining(fact);
    default:
      return unreachable(fact);
  }
}

function describeClientFact(
  fact: FactOf<
    'Connected' | 'HelloAgain' | 'Broadcasts' | 'LosesReplica' | 'Welcomes' | 'Answered' | 'Leaves'
  >,
): FactDescription {
  switch (fact.type) {
    case 'Connected':
      return say(
        `is connected to ${plural(fact.replicas, 'replica')}; its first id exceeds ${fact.clock}`,
        {
          reason: 'All have answered its hello, and its clock has passed theirs',
        },
      );
    case 'HelloAgain':
      return say(`says hello once more, without ${fact.replica}`, {
        reason: `${fact.replica} failed, and may have executed something later than the clocks of the former answers`,
        source: 'Lamport 1978, rule IR2',
      });
    case 'Broadcasts':
      return say(`broadcasts ${idText(fact.id)} (${fact.what}) to ${plural(fact.to, 'replica')}`, {
        source: BROADCASTS,
      });
    case 'LosesReplica':
      return say(`goes on without ${fact.replica}, with ${plural(fact.left, 'replica')}`, {
        reason: 'A failed replica acknowledges nothing: it is waited for no longer',
        source: STABILITY,
      });
    case 'Welcomes':
      return say(`sends to ${fact.replica} too, from its broadcast ${fact.turn} on`, {
        reason: `All members have everything before ${fact.turn}`,
        source: 'gap f',
      });
    case 'Answered':
      return say(`has its answer to ${fact.what}, from ${fact.by} first`, {
        tone: 'good',
        epoch: fact.place,
        band: { epoch: fact.place, label: `log ${fact.place}` },
      });
    case 'Leaves':
      return say('leaves', {
        reason: 'Its q is executed, and every replica has the proof for it',
        source: 'gap c',
      });
    default:
      return unreachable(fact);
  }
}

function describeOrder(fact: FactOf<'Enrols' | 'Executed' | 'Ignored'>): FactDescription {
  switch (fact.type) {
    case 'Enrols':
      return say(
        `connects ${nodeOf(fact.client)}: nothing is executed before its first broadcast`,
        {
          source: 'Lamport 1978; README of the distributed vaccine database',
        },
      );
    case 'Executed': {
      const number = fact.index + 1;
      return say(`executes ${idText(fact.id)} (${fact.what}) in place ${number}`, {
        epoch: number,
        tone: 'good',
        source: STABILITY,
      });
    }
    case 'Ignored':
      return say(`takes no notice of ${nodeOf(fact.client)}`, {
        reason: WHY_IGNORED[fact.reason],
        source: 'gap b',
      });
    default:
      return unreachable(fact);
  }
}

const WHY_IGNORED = {
  closed: 'That life of it is over and its queue has ended',
  dead: 'It is dead: the CLOSE round decides about its last broadcast',
  unknown: 'It has not said hello to this life of the replica',
  'not-meant': 'It welcomes a former life of this replica',
} as const;

function describeClosing(fact: FactOf<'Mourns' | 'Closes' | 'Adopts' | 'Closed'>): FactDescription {
  const client = shortUid(fact.client);
  switch (fact.type) {
    case 'Mourns': {
      const by = fact.by === null ? '' : ` from ${fact.by}`;
      const waits = fact.defers ? '; its CLOSE round waits for the newcomer' : '';
      return say(`learns${by} that ${client} is no more${waits}`, { source: 'gap a' });
    }
    case 'Closes':
      return say(`says CLOSE ${client} at ${broadcast(fact.turn)}`, {
        source: BROADCASTS,
      });
    case 'Adopts':
      return say(`adopts the word of ${nodeOf(fact.from)} on ${client}: ${broadcast(fact.turn)}`, {
        source: BROADCASTS,
      });
    case 'Closed':
      return say(`ends the queue of ${client} at ${broadcast(fact.turn)}${CHANGES[fact.change]}`, {
        source: BROADCASTS,
      });
    default:
      return unreachable(fact);
  }
}

const CHANGES = {
  kept: '',
  added: ', which it did not have',
  dropped: ' and drops the one after it',
} as const;

function describeJoining(
  fact: FactOf<
    'Joins' | 'Ready' | 'Busy' | 'Withdraws' | 'Fetches' | 'Gives' | 'TakesOver' | 'GoesLive'
  >,
): FactDescription {
  const source = 'gap f';
  switch (fact.type) {
    case 'Joins':
      return say(fact.attempt === 1 ? 'asks to join' : `asks to join, attempt ${fact.attempt}`, {
        source,
      });
    case 'Ready':
      return say(
        `is ready for ${nodeOf(fact.newcomer)}: it begins no CLOSE round until that is in`,
        {
          source,
        },
      );
    case 'Busy':
      return say(`turns ${nodeOf(fact.newcomer)} down for now`, {
        reason: WHY_BUSY[fact.reason],
        source,
      });
    case 'Withdraws':
      return say(`withdraws and tries again later`, { reason: `${fact.busy} is busy`, source });
    case 'Fetches':
      return say(`asks ${fact.donor} for a snapshot`, {
        reason: 'Every client sends to it, and every member is ready',
        source,
      });
    case 'Gives':
      return say(`gives ${fact.newcomer} a snapshot after ${plural(fact.executed, 'request')}`, {
        source,
      });
    case 'TakesOver':
      return say(
        `takes over the state of ${fact.donor} after ${plural(fact.executed, 'request')}`,
        {
          epoch: fact.executed,
          source,
        },
      );
    case 'GoesLive':
      return say(`is live, one of ${fact.members}`, { tone: 'good', source });
    default:
      return unreachable(fact);
  }
}

const WHY_BUSY = {
  round: 'It is in a CLOSE round, which counts on the members as they are',
  newcomer: 'It is ready for another newcomer: one joins at a time',
} as const;

function broadcast(turn: number): string {
  return turn === 0 ? 'no broadcast' : `broadcast ${turn}`;
}
