/** What must happen at times, and what must come about once the faults have stopped. */
import type { WorldView } from '../../kernel/trace.ts';
import type { Property } from '../protocol.ts';
import { isLive, isStopped } from './balancer.ts';
import { compareBallots, majorityOf, serverIds } from './ballot.ts';
import { hasHole } from './log.ts';
import type { PaxosVocabulary } from './messages.ts';
import { type Decision, isSameValue } from './values.ts';
import { factsOf } from '../facts.ts';

type View = WorldView<PaxosVocabulary>;

const SYNOD = 'Lamport, Paxos Made Simple, section 2.2';
const README = 'README of p2p-pacman';

export const sometimes: readonly Property<PaxosVocabulary>[] = [
  {
    id: 'value-adopted',
    kind: 'sometimes',
    title: 'A proposer adopts the value of an earlier ballot',
    source: `${SYNOD}, P2c`,
    check: (_memory, event) =>
      factsOf(event, 'Proposes').some(
        ({ adoptedFrom, ballot }) =>
          adoptedFrom !== null && compareBallots(adoptedFrom, ballot) < 0,
      ),
  },
  {
    id: 'hole-filled',
    kind: 'sometimes',
    title: 'A catch-up fills a hole',
    source: `${README}: automatic server update of all previous logs`,
    check: (_memory, event) => factsOf(event, 'Learned').some(({ fills }) => fills),
  },
  {
    id: 'client-rerouted',
    kind: 'sometimes',
    title: 'A client whose server is down is given another',
    source: `${README}: automatic client reroute`,
    check: (_memory, event) => factsOf(event, 'Routes').some(({ attempt }) => attempt === 'retry'),
  },
];

function excused(view: View): string | null {
  return isServiceDue(view) ? null : 'too few servers are up';
}

export const eventually: readonly Property<PaxosVocabulary>[] = [
  {
    id: 'texts-chosen',
    kind: 'eventually',
    title: 'Every text of a live client is chosen, as long as a majority of the servers is up',
    source: 'gap f of the original: texts were lost',
    excused,
    check({ texts }, view) {
      for (const { id, client, command, outcome } of view.operations()) {
        if (command?.type !== 'say' || outcome === 'unknown') continue;
        if (texts[`${client}:${id}`] === undefined) return `"${command.text}" is not chosen`;
        if (outcome === 'pending') return `${client} does not know of "${command.text}"`;
      }
      return null;
    },
  },
  {
    id: 'logs-equal',
    kind: 'eventually',
    title: 'The logs of all live servers are equal and without holes',
    source: README,
    excused,
    check(_memory, view) {
      const live = liveMembers(view);
      const [first] = live;
      if (first === undefined) return null;
      for (const { id, state } of live) {
        if (state.recovery !== null) return `${id} is recovering`;
        if (hasHole(state)) return `${id} has a hole`;
        if (!isSameLog(state.log, first.state.log)) return `${first.id} and ${id} differ`;
      }
      return null;
    },
  },
  {
    id: 'clients-served',
    kind: 'eventually',
    title: 'Every live client has a live server',
    source: `${README}: automatic client reroute`,
    excused,
    check(_memory, view) {
      const stopped = view
        .nodes('balancer')
        .find(({ state }) => state.phase === 'gathering' || isStopped(state));
      if (stopped !== undefined) {
        return `${stopped.id} counts ${stopped.state.servers.filter(isLive).length} live servers`;
      }
      for (const { id, status, state } of view.nodes('client')) {
        if (status !== 'up') continue;
        if (state.seat === null) return `${id} has no server`;
        if (view.node(state.seat.server)?.status !== 'up') return `${id} is at a dead server`;
      }
      return null;
    },
  },
];

function liveMembers(view: View) {
  const members = serverIds(view.options.servers);
  return view.nodes('server').filter(({ id, status }) => status === 'up' && members.includes(id));
}

/** Whether service is promised at all: a majority is up, and nobody is missing whom the balancer must have seen before it begins. */
function isServiceDue(view: View): boolean {
  const live = liveMembers(view);
  const isWaiting = view
    .nodes('balancer')
    .some(({ state }) => state.phase === 'gathering' && live.length < state.required);
  return !isWaiting && live.length >= majorityOf(view.options.servers);
}

function isSameLog(
  one: readonly (Decision | null)[],
  other: readonly (Decision | null)[],
): boolean {
  return (
    one.length === other.length &&
    one.every((decision, index) => {
      const twin = other[index] ?? null;
      return decision !== null && twin !== null && isSameValue(decision.value, twin.value);
    })
  );
}
