/** What is asked of the yardstick at every event: as many properties as a protocol has, each about as dear. */
import { at } from '../src/kernel/sequence.ts';
import type { TraceEvent } from '../src/kernel/trace.ts';
import type { Judgement, Property } from '../src/protocols/protocol.ts';
import type { ServerState, YardstickVocabulary } from './yardstick.ts';

type Event = TraceEvent<YardstickVocabulary>;
type Fact = YardstickVocabulary['Fact'];
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

const source = 'bench/yardstick.ts';

const properties: readonly Property<YardstickVocabulary>[] = [
  {
    id: 'one-leader',
    kind: 'always',
    title: 'A term has one leader',
    source,
    check(_memory, event, view) {
      if (event.before === event.after) return null;
      const mine = serverState(event.after);
      if (mine?.role !== 'leader') return null;
      const other = view
        .nodes('server')
        .find(({ id, state }) => id !== event.node && state.role === 'leader');
      return other?.state.term === mine.term ? `${other.id} leads in term ${mine.term} too` : null;
    },
  },
  {
    id: 'append-only',
    kind: 'always',
    title: 'A log never shrinks',
    source,
    check(_memory, event) {
      const [before, after] = [serverState(event.before), serverState(event.after)];
      if (before === null || after === null || before.log.length <= after.log.length) return null;
      return `${event.node} forgets`;
    },
  },
  {
    id: 'log-matching',
    kind: 'always',
    title: 'Entries of one index and term are equal',
    source,
    check(_memory, event, view) {
      const mine = serverState(event.after);
      for (const { index } of factsOf(event, 'Appended')) {
        const entry = mine === null ? undefined : at(mine.log, index - 1);
        const other = view.nodes('server').find(({ state }) => {
          const theirs = at(state.log, index - 1);
          return theirs?.term === entry?.term && theirs?.operation !== entry?.operation;
        });
        if (other !== undefined && at(other.state.log, index - 1) !== undefined)
          return `${event.node} and ${other.id} differ at #${index}`;
      }
      return null;
    },
  },
  {
    id: 'in-order',
    kind: 'always',
    title: 'Entries are applied one after another',
    source,
    check(_memory, event) {
      const before = serverState(event.before);
      if (before === null) return null;
      const skipped = factsOf(event, 'Applied').find(
        ({ index }, place) => index !== before.lastApplied + 1 + place,
      );
      return skipped === undefined ? null : `${event.node} applies #${skipped.index} out of order`;
    },
  },
  {
    id: 'majority',
    kind: 'always',
    title: 'What is committed is held by a majority',
    source,
    check(_memory, event, view) {
      const [committed] = factsOf(event, 'Committed');
      if (committed === undefined) return null;
      const servers = view.nodes('server');
      const holders = servers.filter(({ state }) => state.log.length >= committed.index);
      return holders.length * 2 > servers.length ? null : `#${committed.index} is held by few`;
    },
  },
  {
    id: 'commit-grows',
    kind: 'always',
    title: 'The commit index never falls',
    source,
    check({ committed }, event) {
      const fallen = factsOf(event, 'Committed').find(({ index }) => index <= committed);
      return fallen === undefined ? null : `#${fallen.index} is committed again`;
    },
  },
  {
    id: 'commits',
    kind: 'sometimes',
    title: 'An entry is committed',
    source,
    check: (_memory, event) => factsOf(event, 'Committed').length > 0,
  },
  {
    id: 'fails-over',
    kind: 'sometimes',
    title: 'A second leader is there (never: nobody votes)',
    source,
    check: (_memory, event) => event.node !== 'server-1' && leads(event),
  },
  {
    id: 'all-equal',
    kind: 'eventually',
    title: 'All logs are equally long',
    source,
    check(_memory, view) {
      const lengths = view.nodes('server').map(({ state }) => state.log.length);
      return new Set(lengths).size <= 1 ? null : `lengths ${lengths.join(', ')}`;
    },
  },
];

export const judgement: Judgement<YardstickVocabulary> = {
  start: { committed: 0, latencyMs: 0 },
  properties,
  observe(memory, event) {
    const [committed] = factsOf(event, 'Committed');
    if (committed === undefined || event.pending?.kind !== 'deliver') return memory;
    return { committed: committed.index, latencyMs: event.time - event.pending.sentAt };
  },
};

function factsOf<T extends Fact['type']>({ facts }: Event, type: T): readonly FactOf<T>[] {
  return facts.length === 0 ? [] : facts.filter((fact): fact is FactOf<T> => fact.type === type);
}

function leads({ after }: Event): boolean {
  return serverState(after)?.role === 'leader';
}

function serverState(state: Event['after']): ServerState | null {
  return state !== null && 'log' in state ? state : null;
}
