/**
 * What a round costs, counted from the trace: its messages, and how many message delays lie between the proposer's first step and
 * the vote that makes the majority. A round counts if one ballot did it alone and nothing was lost; it is settled
 * when the value is chosen and none of its messages is on its way any more.
 *
 * Theory (n servers, a server's word to itself costs nothing): each phase is n − 1 requests and n − 1 answers and takes two delays, a
 * round trip; the announcement is n − 1 more. So 4 (n − 1) messages and two round trips with phase 1, and 2 (n − 1) and one without.
 */
import type { Pending } from '../../kernel/pending.ts';
import type { Message } from '../../kernel/process.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import { ballotText } from './ballot.ts';
import type { PaxosVocabulary } from './messages.ts';

type Event = TraceEvent<PaxosVocabulary>;
type AnyMessage = Message<PaxosVocabulary>;

export interface Cost {
  /** Requests and answers of both phases. */
  readonly votes: number;
  /** Commits. */
  readonly announcements: number;
  /** On their way. */
  readonly flying: number;
  /** The ballot that does it alone; `null` before the first. */
  readonly ballot: string | null;
  readonly hasPhase1: boolean;
  /** More than one ballot, or a message that did not arrive. */
  readonly isDisturbed: boolean;
  /** Message delays from the first step to each event of this round that sent something, by event. */
  readonly depths: Readonly<Record<number, number>>;
  /** Message delays until the value was known to be chosen. */
  readonly delays: number | null;
  readonly isSettled: boolean;
}

export const NO_COST: Cost = {
  votes: 0,
  announcements: 0,
  flying: 0,
  ballot: null,
  hasPhase1: false,
  isDisturbed: false,
  depths: {},
  delays: null,
  isSettled: false,
};

/** The round that a message of Paxos belongs to; `null` for all others. */
function roundOf(message: AnyMessage): number | null {
  return 'ballot' in message ? message.round : null;
}

/** The rounds whose messages an event has sent, delivered or lost. */
export function roundsOf({ sent, pending }: Event): ReadonlySet<number> {
  const rounds = new Set<number>();
  for (const item of pending === null ? sent : [...sent, pending]) {
    const round = item.kind === 'deliver' ? roundOf(item.message) : null;
    if (round !== null) rounds.add(round);
  }
  return rounds;
}

/** The cost of a round after an event that concerns it. */
export function costAfter(before: Cost, event: Event, round: number): Cost {
  if (before.isSettled) return before;
  const ended = endedFlight(event, round);
  const depth = ended === null ? 0 : (before.depths[ended.cause] ?? 0) + 1;
  let cost = ended === null ? before : { ...before, flying: before.flying - 1 };
  if (event.loss !== null || event.kind === 'duplicate') cost = { ...cost, isDisturbed: true };
  for (const fact of event.facts) cost = withFact(cost, fact, round, depth);
  const sent = event.sent.filter((flight) => isOf(flight, round));
  if (sent.length > 0) cost = { ...cost, depths: { ...cost.depths, [event.number]: depth } };
  for (const flight of sent) cost = withFlight(cost, flight);
  const isSettled = cost.delays !== null && cost.flying === 0;
  return isSettled ? { ...cost, isSettled, depths: {} } : cost;
}

function isOf(pending: Pending<AnyMessage>, round: number): boolean {
  return pending.kind === 'deliver' && roundOf(pending.message) === round;
}

/** The message of this round whose way the event ends. */
function endedFlight({ kind, pending }: Event, round: number): Pending<AnyMessage> | null {
  const isEnd = kind === 'deliver' || kind === 'lost' || kind === 'drop';
  return isEnd && pending !== null && isOf(pending, round) ? pending : null;
}

function withFact(cost: Cost, fact: Event['facts'][number], round: number, depth: number): Cost {
  if (fact.type !== 'Prepares' && fact.type !== 'Proposes' && fact.type !== 'Chosen') return cost;
  if (fact.round !== round) return cost;
  const name = ballotText(fact.ballot);
  const isDisturbed = cost.isDisturbed || (cost.ballot !== null && cost.ballot !== name);
  const next = { ...cost, ballot: cost.ballot ?? name, isDisturbed };
  if (fact.type === 'Prepares') return { ...next, hasPhase1: true };
  return fact.type === 'Chosen' ? { ...next, delays: depth } : next;
}

function withFlight(cost: Cost, flight: Pending<AnyMessage>): Cost {
  if (flight.kind !== 'deliver') return cost;
  const flying = cost.flying + 1;
  const isDisturbed = cost.isDisturbed || flight.fate !== 'arrive';
  return flight.message.type === 'commit'
    ? { ...cost, flying, isDisturbed, announcements: cost.announcements + 1 }
    : { ...cost, flying, isDisturbed, votes: cost.votes + 1 };
}
