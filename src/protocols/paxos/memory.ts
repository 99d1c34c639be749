/** What the judges remember: per round who promised, proposed, accepted and logged what, as the facts and states of the run tell it. */
import type { NodeId } from '../../kernel/process.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import { type Ballot, compareBallots, higher, indexOf, majorityOf, roundAt } from './ballot.ts';
import { type Cost, costAfter, NO_COST, roundsOf } from './costs.ts';
import type { Fact } from './facts.ts';
import type { PaxosVocabulary } from './messages.ts';
import { type Decision, isSameValue, type Value, valueKey } from './values.ts';

type Event = TraceEvent<PaxosVocabulary>;

export interface Memory {
  /** At `indexOf(round)`. */
  readonly rounds: readonly RoundMemory[];
  /** Promises for every round at once. */
  readonly standing: Readonly<Record<NodeId, Ballot>>;
  /** Text, by its key, to the round in which it was chosen. */
  readonly texts: Readonly<Record<string, number>>;
}

export interface RoundMemory {
  readonly promised: Readonly<Record<NodeId, Ballot>>;
  readonly proposals: readonly Proposed[];
  readonly ballots: readonly Votes[];
  /** By the first ballot that a majority has accepted, and by which majority. */
  readonly chosen: (Votes & { readonly time: number }) | null;
  /** What the first server wrote into its log. */
  readonly logged: Value | null;
  readonly cost: Cost;
}

export interface Proposed {
  readonly server: NodeId;
  readonly ballot: Ballot;
  readonly value: Value;
  /** Whose promises it rests on; empty if phase 1 was skipped. */
  readonly promisers: readonly NodeId[];
}

export interface Votes {
  readonly ballot: Ballot;
  readonly value: Value;
  readonly acceptors: readonly NodeId[];
}

export const NO_MEMORY: Memory = { rounds: [], standing: {}, texts: {} };

const NO_ROUND: RoundMemory = {
  promised: {},
  proposals: [],
  ballots: [],
  chosen: null,
  logged: null,
  cost: NO_COST,
};

/** What is remembered of a round. */
export function memoryOf({ rounds }: Memory, round: number): RoundMemory {
  return rounds[indexOf(round)] ?? NO_ROUND;
}

export function withRound(
  memory: Memory,
  round: number,
  change: (before: RoundMemory) => RoundMemory,
): Memory {
  const before = memoryOf(memory, round);
  const after = change(before);
  if (after === before) return memory;
  const missing = Math.max(0, indexOf(round) + 1 - memory.rounds.length);
  const rounds = [...memory.rounds, ...Array.from({ length: missing }, () => NO_ROUND)];
  return { ...memory, rounds: rounds.with(indexOf(round), after) };
}

/** The memory after an event; `servers` is the size of the cluster. */
export function remember(memory: Memory, event: Event, servers: number): Memory {
  let next = memory;
  for (const fact of event.facts) next = rememberFact(next, fact, event, servers);
  next = rememberLog(next, event);
  for (const round of roundsOf(event)) {
    next = withRound(next, round, (before) => {
      const cost = costAfter(before.cost, event, round);
      return cost === before.cost ? before : { ...before, cost };
    });
  }
  return next;
}

/** The last round that one ballot decided alone, with all its messages counted; `null` if there is none. */
export function lastCleanRound({
  rounds,
}: Memory): { readonly round: number; readonly cost: Cost } | null {
  const index = rounds.findLastIndex(({ cost }) => cost.isSettled && !cost.isDisturbed);
  const cost = rounds[index]?.cost;
  return cost === undefined ? null : { round: roundAt(index), cost };
}

function rememberFact(memory: Memory, fact: Fact, event: Event, servers: number): Memory {
  const { node, time } = event;
  if (node === null) return memory;
  if (fact.type === 'Promised') {
    if (fact.all) return { ...memory, standing: { ...memory.standing, [node]: fact.ballot } };
    return withRound(memory, fact.round, (round) => raised(round, node, fact.ballot));
  }
  if (fact.type === 'Proposes') {
    const { ballot, value, promisers } = fact;
    const proposed = { server: node, ballot, value, promisers };
    return withRound(memory, fact.round, (round) => ({
      ...round,
      proposals: [...round.proposals, proposed],
    }));
  }
  if (fact.type !== 'Accepted') return memory;
  const voted = withRound(memory, fact.round, (round) =>
    withVote(raised(round, node, fact.ballot), fact, node, time, servers),
  );
  const { chosen } = memoryOf(voted, fact.round);
  if (
    chosen === null ||
    chosen.value.kind === 'nop' ||
    memoryOf(memory, fact.round).chosen !== null
  )
    return voted;
  return { ...voted, texts: { ...voted.texts, [valueKey(chosen.value)]: fact.round } };
}

function raised(round: RoundMemory, node: NodeId, ballot: Ballot): RoundMemory {
  return { ...round, promised: { ...round.promised, [node]: ballot } };
}

function withVote(
  round: RoundMemory,
  { ballot, value }: Decision,
  node: NodeId,
  time: number,
  servers: number,
): RoundMemory {
  const isThis = (votes: Votes): boolean =>
    compareBallots(votes.ballot, ballot) === 0 && isSameValue(votes.value, value);
  const before = round.ballots.find(isThis) ?? { ballot, value, acceptors: [] };
  if (before.acceptors.includes(node)) return round;
  const votes: Votes = { ...before, acceptors: [...before.acceptors, node] };
  const ballots = [...round.ballots.filter((other) => !isThis(other)), votes];
  const isChosen = round.chosen === null && votes.acceptors.length >= majorityOf(servers);
  return { ...round, ballots, chosen: isChosen ? { ...votes, time } : round.chosen };
}

function rememberLog(memory: Memory, event: Event): Memory {
  return newDecisions(event).reduce(
    (next, { round, value }) =>
      withRound(next, round, (before) =>
        before.logged === null ? { ...before, logged: value } : before,
      ),
    memory,
  );
}

/** What the event wrote into a server's log. */
export function newDecisions({ before, after }: Event): readonly Decision[] {
  if (after === null || !('log' in after) || before === after) return [];
  const known = before !== null && 'log' in before ? before.log : [];
  if (known === after.log) return [];
  return after.log.filter(
    (decision, index): decision is Decision => decision !== null && known[index] !== decision,
  );
}

/** The highest ballot that a server has promised for a round, in all its lives. */
export function promiseOf(memory: Memory, round: number, server: NodeId): Ballot | null {
  return higher(memoryOf(memory, round).promised[server] ?? null, memory.standing[server] ?? null);
}
