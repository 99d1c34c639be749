/** What must be so: one order everywhere, nothing executed too soon, clocks that respect cause and effect. */
import { at, EMPTY_SEQUENCE } from '../../kernel/sequence.ts';
import type { TraceEvent, WorldView } from '../../kernel/trace.ts';
import type { Judgement, Property } from '../protocol.ts';
import { compareIds, idText, shortUid } from './identity.ts';
import { isReplica, observe, START } from './memory.ts';
import { executedCount, type LamportVocabulary, type ReplicaState } from './messages.ts';
import { factsOf } from '../facts.ts';

type View = WorldView<LamportVocabulary>;
type Event = TraceEvent<LamportVocabulary>;

const SCHNEIDER = 'Schneider 1990, section 3.2.1';
const LAMPORT = 'Lamport 1978';

const properties: readonly Property<LamportVocabulary>[] = [
  {
    id: 'logs-are-prefixes',
    kind: 'always',
    title: 'The execution logs of all replicas, dead ones included, are prefixes of one another',
    source: 'Schneider 1990, section 2: replica coordination; the last check of the original',
    check({ order }, event) {
      for (const [nth, { index, id }] of factsOf(event, 'Executed').entries()) {
        const first = at(order, index);
        const mine = idText(id);
        if (index > order.length + nth) return `${event.node} leaves places out`;
        if (first !== undefined && first !== mine) {
          return `${event.node} executes ${mine} in place ${index + 1}, where another replica has executed ${first}`;
        }
      }
      return null;
    },
  },
  {
    id: 'ids-increase',
    kind: 'always',
    title: 'A replica executes ids in strictly increasing order, so each at most once',
    source: `${LAMPORT}, the total order ⇒`,
    check(_memory, event) {
      const states = executing(event);
      if (states === null) return null;
      const ids = factsOf(event, 'Executed').map(({ id }) => id);
      const { executedId: last } = states.after;
      const isLastDummy = last !== null && !ids.some((id) => compareIds(id, last) === 0);
      const line = [states.before.executedId, ...ids, ...(isLastDummy ? [last] : [])];
      for (const [index, id] of line.entries()) {
        const next = line[index + 1];
        if (id && next && compareIds(next, id) <= 0) {
          return `${event.node} executes ${idText(next)} after ${idText(id)}`;
        }
      }
      return null;
    },
  },
  {
    id: 'stable-before-executed',
    kind: 'always',
    title: 'Nothing is executed while a connected client has no head request',
    source: `${SCHNEIDER}, stability test for fail-stop processors`,
    check(_memory, event) {
      const states = executing(event);
      if (states === null) return null;
      // A queue never runs empty by executing (the proof stays behind), so a head that was there is there still.
      const missing = Object.entries(states.after.clients).find(
        ([, { queue, departed, standing }]) =>
          !departed && standing !== 'ended' && queue.length === 0,
      );
      if (missing === undefined) return null;
      return `${event.node} executes without a head request of ${shortUid(missing[0])}`;
    },
  },
  {
    id: 'clock-condition',
    kind: 'always',
    title:
      'Clocks respect cause and effect: a receipt comes after its sending, a sending after what went before',
    source: `${LAMPORT}, clock condition, rules IR1 and IR2`,
    check(_memory, { kind, pending, before, after, sent, node }) {
      if (before === null || after === null || before.uid !== after.uid) return null;
      if (
        kind === 'deliver' &&
        pending?.kind === 'deliver' &&
        pending.message.clock >= after.clock
      ) {
        return `${node} receives ${pending.message.type} of ${pending.message.clock} and has clock ${after.clock}`;
      }
      for (const item of sent) {
        if (item.kind !== 'deliver') continue;
        const { type, clock } = item.message;
        if (clock <= before.clock || clock > after.clock) {
          return `${node} stamps ${type} with ${clock}, its clock goes from ${before.clock} to ${after.clock}`;
        }
      }
      return null;
    },
  },
  {
    id: 'tie-broken',
    kind: 'sometimes',
    title: 'Two clients stamp their requests with equal clocks, and the order of clients decides',
    source: `${LAMPORT}, the total order ⇒`,
    check(_memory, event) {
      const log = executing(event)?.after.log ?? EMPTY_SEQUENCE;
      const newest = at(log, log.length - 1)?.id.clock;
      const hasRequest = factsOf(event, 'Executed').length > 0;
      return hasRequest && newest !== undefined && newest === at(log, log.length - 2)?.id.clock;
    },
  },
  {
    id: 'round-ended',
    kind: 'sometimes',
    title: 'A CLOSE round comes to its end',
    source: 'Schneider, Gries and Schlichting 1984',
    check: (_memory, event) => factsOf(event, 'Closed').length > 0,
  },
  {
    id: 'last-word-differs',
    kind: 'sometimes',
    title: 'A client died in the middle of a broadcast, and the round adds or drops it somewhere',
    source: 'gap b of the original',
    check: (_memory, event) => factsOf(event, 'Closed').some(({ change }) => change !== 'kept'),
  },
  {
    id: 'newcomer-live',
    kind: 'sometimes',
    title: 'A replica joins by state transfer',
    source: 'gap f of the original',
    check: (_memory, event) => factsOf(event, 'GoesLive').length > 0,
  },
  {
    id: 'answered',
    kind: 'eventually',
    title: 'Every request of a live client is executed and answered',
    source: `${SCHNEIDER}: requests become stable as long as clients go on`,
    check(_memory, view) {
      const open = view.operations().find(({ outcome }) => outcome === 'pending');
      return open === undefined ? null : `${open.client} has no answer to "${open.text}"`;
    },
  },
  {
    id: 'replicas-equal',
    kind: 'eventually',
    title: 'Live replicas have executed the same and count the same members',
    source: 'Schneider 1990, section 2',
    check: (_memory, view) => difference(view),
  },
  {
    id: 'nobody-stuck',
    kind: 'eventually',
    title: 'Nobody is saying hello, joining or closing any more',
    source: 'gaps a and f of the original',
    check: (_memory, view) => stuck(view),
  },
];

export const judgement: Judgement<LamportVocabulary> = { start: START, properties, observe };

/** The states of a live replica that executed something in this event; `null` if there is none. */
function executing({ before, after }: Event): Record<'before' | 'after', ReplicaState> | null {
  if (before === after || before === null || after === null) return null;
  if (!isReplica(before) || !isReplica(after) || before.joining !== null) return null;
  if (before.uid !== after.uid) return null;
  return before.executedId === after.executedId ? null : { before, after };
}

function difference(view: View): string | null {
  const live = view.nodes('replica').filter(({ status }) => status === 'up');
  const [first] = live;
  if (first === undefined) return 'no replica is up';
  const uids = live.map(({ state }) => state.uid);
  for (const { id, state } of live) {
    if (executedCount(state) !== executedCount(first.state)) {
      return `${id} has executed ${executedCount(state)}, ${first.id} ${executedCount(first.state)}`;
    }
    if (JSON.stringify(state.sites) !== JSON.stringify(first.state.sites)) {
      return `${id} and ${first.id} hold different sites`;
    }
    const isComplete = uids.every((uid) => state.members.includes(uid));
    if (!isComplete || state.members.length !== uids.length) {
      return `${id} counts ${state.members.join(', ')}`;
    }
  }
  return null;
}

function stuck(view: View): string | null {
  for (const { id, status, state } of view.nodes('replica')) {
    if (status !== 'up') continue;
    if (state.joining !== null) return `${id} is joining`;
    if (Object.keys(state.rounds).length > 0) return `${id} is in a CLOSE round`;
  }
  const greeting = view
    .nodes('client')
    .find(({ status, state }) => status === 'up' && state.phase === 'hello');
  return greeting === undefined ? null : `${greeting.id} is still saying hello`;
}
