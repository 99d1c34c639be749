/** What must be so, what must happen at times, and what must come about in the end. */
import type { NodeView, TraceEvent, WorldView } from '../../kernel/trace.ts';
import type { Judgement, Property } from '../protocol.ts';
import { written } from './entries.ts';
import {
  type GossipVocabulary,
  isSamePosition,
  type ReplicaState,
  type Table,
} from './messages.ts';
import { factsOf } from '../facts.ts';

type View = WorldView<GossipVocabulary>;
type Event = TraceEvent<GossipVocabulary>;

const README = 'README of the simple gossip database';

const properties: readonly Property<GossipVocabulary>[] = [
  {
    id: 'equal-state-equal-table',
    kind: 'always',
    title: 'Two replicas with equal state have equal tables',
    source: `${README}, "State"`,
    check(_memory, event, view) {
      const mine = changedReplica(event, view);
      if (mine === null) return null;
      const twin = view
        .nodes('replica')
        .find(
          (other) => other.id !== event.node && isLive(other) && isSamePosition(other.state, mine),
        );
      if (twin === undefined || isSameTable(twin.state.table, mine.table)) return null;
      return `${event.node} and ${twin.id} are both at state ${mine.state} with different tables`;
    },
  },
  {
    id: 'applied-once',
    kind: 'always',
    title: 'A replica applies each index at most once in a life',
    source: `${README}, "State": an index up to the state is ignored`,
    check(_memory, event) {
      const before = replicaState(event.before);
      const twice = factsOf(event, 'Applied').find(({ index }) => index <= (before?.state ?? -1));
      return twice === undefined ? null : `${event.node} applies #${twice.index - 1} a second time`;
    },
  },
  {
    id: 'no-index-skipped',
    kind: 'always',
    title: 'A replica skips no index',
    source: `${README}, "State": only index state + 1 is applied`,
    check(_memory, event) {
      const before = replicaState(event.before);
      if (before === null) return null;
      const skipped = factsOf(event, 'Applied').find(({ index }) => index > before.state + 1);
      if (skipped === undefined) return null;
      return `${event.node} goes from state ${before.state} to ${skipped.index}`;
    },
  },
  {
    id: 'released-after-agreement',
    kind: 'always',
    title: 'An entry is released only when every member has the one before it',
    source: `${README}, "Load Balance Server": released index ≤ min(state) + 1`,
    check(_memory, event, view) {
      const [released] = factsOf(event, 'Released');
      if (released === undefined) return null;
      const late = listedMembers(view).find(({ state }) => state.state < released.index);
      if (late === undefined) return null;
      return `#${released.index} is released while ${late.id} is at state ${late.state.state}`;
    },
  },
  {
    id: 'answered-is-kept',
    kind: 'always',
    title: 'What was answered is in every table until it is overwritten, deleted or declared lost',
    source: `${README}: the replicas reach consensus on every entry`,
    check({ model }, event, view) {
      const [replicated] = factsOf(event, 'Replicated');
      if (replicated === undefined || model === null) return null;
      const table = written(model, replicated.entry);
      const other = listedMembers(view).find(
        ({ state }) => state.state === replicated.index + 1 && !isSameTable(state.table, table),
      );
      if (other === undefined) return null;
      return `#${replicated.index} is answered, but the table of ${other.id} is not what the entries so far make`;
    },
  },
  {
    id: 'listed-once',
    kind: 'always',
    title: 'The balancer lists each replica once',
    source: 'gap f of the original: a restart before the timeout made a double',
    check(_memory, event, view) {
      if (factsOf(event, 'Welcomed').length === 0) return null;
      const ids = view.nodes('balancer').flatMap(({ state }) => state.members.map(({ id }) => id));
      const double = ids.find((id, index) => ids.indexOf(id) !== index);
      return double === undefined ? null : `${double} is on the list twice`;
    },
  },
  {
    id: 'replicated',
    kind: 'sometimes',
    title: 'A command is replicated everywhere',
    source: README,
    check: (_memory, event) => factsOf(event, 'Replicated').length > 0,
  },
  {
    id: 'crash-noticed',
    kind: 'sometimes',
    title: 'A silent replica is taken off the list',
    source: `${README}, "Crash Tolerance"`,
    check: (_memory, event) => factsOf(event, 'Evicted').length > 0,
  },
  {
    id: 'joined',
    kind: 'sometimes',
    title: 'A newcomer pulls the table from a member',
    source: `${README}, "Gossip": pull and push`,
    check: (_memory, event) => factsOf(event, 'Adopted').some(({ from }) => from !== null),
  },
  {
    id: 'all-equal',
    kind: 'eventually',
    title: 'All live replicas are members with equal state and table',
    source: README,
    check(_memory, view) {
      const live = view.nodes('replica').filter(({ status }) => status === 'up');
      const [first] = live;
      if (first === undefined) return 'no replica is up';
      const outside = live.find(({ state }) => state.phase !== 'member');
      if (outside !== undefined) return `${outside.id} is still ${outside.state.phase}`;
      const other = live.find(
        ({ state }) =>
          state.state !== first.state.state || !isSameTable(state.table, first.state.table),
      );
      return other === undefined
        ? null
        : `${first.id} is at state ${first.state.state}, ${other.id} at ${other.state.state}`;
    },
  },
  {
    id: 'queue-drains',
    kind: 'eventually',
    title: "The balancer's queue runs empty",
    source: README,
    check(_memory, view) {
      for (const { id, status, state } of view.nodes('balancer')) {
        if (status !== 'up') return `${id} is ${status}`;
        if (state.phase !== 'serving') return `${id} is ${state.phase}`;
        const waiting = state.queue.length + (state.inflight === null ? 0 : 1);
        if (waiting > 0) return `${waiting} waiting`;
      }
      return null;
    },
  },
  {
    id: 'commands-answered',
    kind: 'eventually',
    title: 'Every command of a live client has an outcome',
    source: 'gap j of the original: the client was never told',
    check(_memory, view) {
      const open = view.operations().filter(({ outcome }) => outcome === 'pending').length;
      return open === 0 ? null : `${open} open`;
    },
  },
];

export const judgement: Judgement<GossipVocabulary> = {
  start: { spread: null, model: [] },
  properties,

  observe(memory, event, view) {
    if (event.facts.length === 0) return memory;
    let { spread, model } = memory;
    for (const fact of event.facts) {
      if (fact.type === 'Released') {
        const population = liveMembers(view).length;
        const { index, what } = fact;
        spread = { index, what, releasedAt: event.time, population, knownAt: [] };
      } else if (fact.type === 'Applied' && spread !== null && fact.index === spread.index + 1) {
        spread = { ...spread, knownAt: [...spread.knownAt, event.time] };
      } else if (fact.type === 'Replicated') {
        model = model === null ? agreedTable(view, fact.index + 1) : written(model, fact.entry);
      } else if (fact.type === 'DataLost') {
        model = [];
      } else if (fact.type === 'Recovered') {
        model = null;
      }
    }
    return spread === memory.spread && model === memory.model ? memory : { spread, model };
  },
};

/** The table of a listed member at `state`; `null` if there is none. */
function agreedTable(view: View, state: number): Table | null {
  return listedMembers(view).find((replica) => replica.state.state === state)?.state.table ?? null;
}

/** The state of a replica that this event changed as a member; `null` otherwise. */
function changedReplica(event: Event, view: View): ReplicaState | null {
  if (event.before === event.after || event.node === null) return null;
  const state = replicaState(event.after);
  return state?.phase === 'member' && view.node(event.node)?.status === 'up' ? state : null;
}

function replicaState(state: Event['after']): ReplicaState | null {
  return state !== null && 'table' in state ? state : null;
}

type Replica = ReturnType<typeof liveMembers>[number];

function liveMembers(view: View) {
  return view.nodes('replica').filter(isLive);
}

function isLive({ status, state }: NodeView<GossipVocabulary, 'replica'>): boolean {
  return status === 'up' && state.phase === 'member';
}

/** The live members on the balancer's list that count in its era. */
function listedMembers(view: View): readonly Replica[] {
  const [balancer] = view.nodes('balancer');
  if (balancer === undefined) return [];
  const { members, era } = balancer.state;
  const listed = new Set(members.map(({ id }) => id));
  return liveMembers(view).filter(({ id, state }) => listed.has(id) && state.era === era);
}

function isSameTable(one: Table, other: Table): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  const rows = new Map(other);
  return one.every(([name, age]) => rows.get(name) === age);
}
