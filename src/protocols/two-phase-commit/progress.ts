/** What must happen at times, and what must come about once the faults have stopped. */
import type { Property } from '../protocol.ts';
import { BOOK, coordinatorOf, isRunning } from './judging.ts';
import type { CommitVocabulary } from './messages.ts';
import { factsOf } from '../facts.ts';
import { list } from '../words.ts';

/** The longest round trip in the weather that a run begins with. */
const ROUND_TRIP_MS = 500;

export const activity: readonly Property<CommitVocabulary>[] = [
  {
    id: 'commits',
    kind: 'sometimes',
    title: 'A transaction commits',
    source: BOOK,
    check: (_memory, event) => factsOf(event, 'Answered').length > 0,
  },
  {
    id: 'aborts',
    kind: 'sometimes',
    title: 'A transaction aborts',
    source: BOOK,
    check: (_memory, event) =>
      factsOf(event, 'Decided').some(({ decision }) => decision === 'abort'),
  },
  {
    id: 'votes-no',
    kind: 'sometimes',
    title: 'A worker votes no',
    source: BOOK,
    check: (_memory, event) => factsOf(event, 'VotedNo').length > 0,
  },
  {
    id: 'blocks-and-goes-on',
    kind: 'sometimes',
    title: 'A worker that was blocked in doubt learns the decision',
    source: `${BOOK}: blocking`,
    check: (_memory, event) =>
      [...factsOf(event, 'Committed'), ...factsOf(event, 'Aborted')].some(
        ({ wasAsking }) => wasAsking,
      ),
  },
  {
    id: 'recovers-a-commit',
    kind: 'sometimes',
    title: 'A coordinator finds a commit without an end in its log and carries it through',
    source: BOOK,
    check: (_memory, event) =>
      factsOf(event, 'Recovered').some(({ committed }) => committed.length > 0),
  },
  {
    id: 'joins',
    kind: 'sometimes',
    title: 'A worker comes into the pool with a snapshot',
    source: 'gap g of the original',
    check: (_memory, event) => factsOf(event, 'Admitted').some(({ by }) => by === 'snapshot'),
  },
];

export const progress: readonly Property<CommitVocabulary>[] = [
  {
    id: 'no-doubt-remains',
    kind: 'eventually',
    title: 'No worker that is up is in doubt',
    source: `${BOOK}, AC5: if all failures are repaired, all processes decide`,
    check(_memory, view) {
      const blocked = view
        .nodes('worker')
        .find(({ status, state }) => isRunning(status) && state.inDoubt.length > 0);
      if (blocked === undefined) return null;
      return `${blocked.id} is in doubt about #${blocked.state.inDoubt[0]?.txid}`;
    },
  },
  {
    id: 'commands-answered',
    kind: 'eventually',
    title: 'Every command has an outcome',
    source: 'gaps a, b, c and e of the original',
    check(_memory, view) {
      const open = view.operations().filter(({ outcome }) => outcome === 'pending');
      return open.length === 0 ? null : `${open.length} open, the first is ${open[0]?.text}`;
    },
  },
  {
    id: 'commits-end',
    kind: 'eventually',
    title: 'Every commit that all its participants can acknowledge has its end record',
    source: `${BOOK}: COMMIT again until all have acknowledged`,
    check(_memory, view) {
      const workers = view.nodes('worker');
      const open = coordinatorOf(view)?.transactions.find(({ participants, acks }) =>
        participants.every(
          (id) =>
            acks.includes(id) ||
            workers.some((worker) => worker.id === id && isRunning(worker.status)),
        ),
      );
      return open === undefined ? null : `#${open.txid} has no end`;
    },
  },
  {
    id: 'all-in-the-pool',
    kind: 'eventually',
    title: 'Every worker that is up is in the pool',
    source: 'gap g of the original: nobody ever came back',
    unpromised: ({ timeoutMs, thinkMs }) =>
      timeoutMs < ROUND_TRIP_MS + thinkMs
        ? 'the time-out is shorter than a round trip and the work: healthy workers are taken for dead'
        : null,
    check(_memory, view) {
      const coordinator = coordinatorOf(view);
      if (coordinator === null) return 'the coordinator is down';
      const up = view.nodes('worker').filter(({ status }) => isRunning(status));
      const inPool = new Set(coordinator.pool.map(({ id }) => id));
      // With all who hold every write down, nobody may be the first in the pool.
      const isHeld = inPool.size === 0 && !up.some(({ id }) => coordinator.current.includes(id));
      const outside = up.filter(({ id, state }) => !inPool.has(id) || state.phase !== 'member');
      return isHeld || outside.length === 0 ? null : `${list(outside.map(({ id }) => id))} outside`;
    },
  },
];
