/** What must be so after every event. */
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type { Property } from '../protocol.ts';
import { BOOK, coordinatorOf, type Event, isRunning, README } from './judging.ts';
import { lastRecord, openingOf } from './log.ts';
import { actOf, type OpenRead, outcomeOf } from './memory.ts';
import type { CommitVocabulary, CoordinatorState, ToClient } from './messages.ts';
import { isSameTable, valueOf } from './table.ts';
import { isActive } from './transactions.ts';
import { factsOf } from '../facts.ts';

type View = WorldView<CommitVocabulary>;

export const safety: readonly Property<CommitVocabulary>[] = [
  {
    id: 'keeps-its-promise',
    kind: 'always',
    title: 'No worker votes yes and then aborts alone',
    source: `${BOOK}, AC2: a vote cannot be taken back`,
    check(memory, event) {
      const alone = factsOf(event, 'Aborted').find(
        ({ txid, wasPrepared }) => wasPrepared && outcomeOf(memory, txid) !== 'abort',
      );
      if (alone === undefined) return null;
      return `${event.node} aborts #${alone.txid}, for which it has voted yes, and nobody else has`;
    },
  },
  {
    id: 'agreement',
    kind: 'always',
    title: 'No transaction is committed at one place and aborted at another',
    source: `${BOOK}, AC1: all processes that reach a decision reach the same one`,
    check(memory, event) {
      for (const fact of event.facts) {
        const act = actOf(fact);
        const known = act === null ? null : outcomeOf(memory, act.txid);
        if (act === null || known === null || known === act.decision) continue;
        return `${event.node} does ${act.decision} #${act.txid}, of which ${known} is known elsewhere`;
      }
      return null;
    },
  },
  {
    id: 'unanimous',
    kind: 'always',
    title: 'Commit is decided only when every participant has voted yes',
    source: `${BOOK}, AC3`,
    check({ doubts }, event, view) {
      for (const { txid, decision } of factsOf(event, 'Decided')) {
        if (decision !== 'commit') continue;
        const begin = isCoordinator(event.after) ? openingOf(event.after.log, txid) : undefined;
        const participants = begin?.participants ?? [];
        const other = view.nodes('worker').find(({ id, state }) => {
          if (!participants.includes(id)) return false;
          // A yes was given although the disk that it stood on was wiped since.
          const hasPromised = doubts.some((one) => one.worker === id && one.txid === txid);
          return !hasPromised && lastRecord(state.log, txid)?.type !== 'committed';
        });
        if (other !== undefined) return `#${txid} is committed, and ${other.id} has not voted yes`;
      }
      return null;
    },
  },
  {
    id: 'true-means-logged',
    kind: 'always',
    title: 'A client that is told true has a commit record in the log',
    source: 'gap h of the original: nothing was logged',
    check(_memory, event, view) {
      const { pending, kind } = event;
      if (kind !== 'deliver' || pending?.kind !== 'deliver') return null;
      const { message } = pending;
      if (message.type !== 'set-response' || !message.success || message.txid === null) return null;
      const { txid } = message;
      const type = coordinatorOf(view)?.log;
      const record = type === undefined ? undefined : lastRecord(type, txid);
      const isLogged = record?.type === 'commit' || record?.type === 'end';
      return isLogged
        ? null
        : `${event.node} is told that #${txid} is committed; no record says so`;
    },
  },
  {
    id: 'quiet-means-equal',
    kind: 'always',
    title: 'When nothing is under way, all tables in the pool are equal',
    source: `${README}, "verify"`,
    check(_memory, event, view) {
      const members = quietMembers(event, view);
      const [first, ...others] = members;
      const other = others.find(({ state }) => !isSameTable(state.table, first?.state.table ?? []));
      return other === undefined ? null : `${first?.id} and ${other.id} hold different tables`;
    },
  },
  {
    id: 'committed-is-kept',
    kind: 'always',
    title:
      'When nothing is under way, every table in the pool holds all that was committed, if a disk is left that held it',
    source: `${BOOK}: a committed write is for ever`,
    check({ model }, event, view) {
      if (factsOf(event, 'DataLost').length > 0) return null;
      const other = quietMembers(event, view).find(
        ({ state }) => model !== null && !isSameTable(state.table, model),
      );
      return other === undefined
        ? null
        : `the table of ${other.id} is not what the committed writes make`;
    },
  },
  {
    id: 'reads-what-is-committed',
    kind: 'always',
    title: 'A read returns what was committed when a worker was asked, or since',
    source: 'gap g of the original: one that has been away serves no reads',
    check({ reads }, event) {
      for (const item of event.sent) {
        if (item.kind !== 'deliver') continue;
        const { message } = item;
        if (message.type !== 'get-response' && message.type !== 'db-response') continue;
        const read = reads.find(({ operation }) => operation === message.operation);
        const wrong = read === undefined ? null : wrongRow(read, message);
        if (wrong !== null) return `${item.node} is told ${wrong}, which is not what was committed`;
      }
      return null;
    },
  },
  {
    id: 'verify-finds-no-difference',
    kind: 'always',
    title: 'A verification never finds a difference',
    source: `${README}, "verify"`,
    check(_memory, event) {
      const found = factsOf(event, 'Verified').some(({ isEqual }) => !isEqual);
      return found ? 'the tables in the pool differ' : null;
    },
  },
  {
    id: 'one-writer-per-key',
    kind: 'always',
    title: 'No two transactions write one key at a time',
    source: `${README}, "rapidset": the first alone succeeds`,
    check({ open }, event) {
      const [begun] = factsOf(event, 'Begun');
      const other = open.find(({ key }) => key === begun?.key);
      if (begun === undefined || other === undefined) return null;
      return `#${begun.txid} writes ${begun.key} while #${other.txid} does`;
    },
  },
  {
    id: 'dropped-for-silence',
    kind: 'always',
    title: 'A worker is dropped only for silence',
    source: `${README}, "Coordinator": workers that time out are removed`,
    check(_memory, event) {
      const rash = factsOf(event, 'Dropped').find(
        ({ silentMs, timeoutMs }) => silentMs < timeoutMs,
      );
      return rash === undefined
        ? null
        : `${rash.worker} is dropped, and it was heard ${rash.silentMs} ms ago`;
    },
  },
];

function isCoordinator(state: Event['after']): state is CoordinatorState {
  return state !== null && 'transactions' in state;
}

/** The members of the pool that take part, if this event has brought quiet or a new member; nobody otherwise. */
function quietMembers(event: Event, view: View): readonly NodeView<CommitVocabulary, 'worker'>[] {
  const { before, after } = event;
  if (before === after || !isCoordinator(after) || !isCoordinator(before)) return [];
  if (after.transactions.some((one) => isActive(one))) return [];
  const wasBusy = before.transactions.some((one) => isActive(one));
  if (!wasBusy && factsOf(event, 'Admitted').length === 0) return [];
  const inPool = new Set(after.pool.map(({ id }) => id));
  return view
    .nodes('worker')
    .filter(
      ({ id, status, state }) => inPool.has(id) && isRunning(status) && state.phase === 'member',
    );
}

type ReadAnswer = Extract<ToClient, { type: 'get-response' | 'db-response' }>;

/** A row of an answer that was never right while it was under way; `null` if there is none. */
function wrongRow({ model, since }: OpenRead, answer: ReadAnswer): string | null {
  const isRight = (key: string, value: string | null): boolean =>
    valueOf(model, key) === value || since.some((one) => one.key === key && one.value === value);
  if (answer.type === 'get-response') {
    const { key, value } = answer;
    return isRight(key, value) ? null : `${key}: ${value}`;
  }
  const keys = new Set(answer.table.map(([key]) => key));
  const missing = model.find(([key]) => !keys.has(key));
  if (missing !== undefined) return `nothing of ${missing[0]}`;
  const wrong = answer.table.find(([key, value]) => !isRight(key, value));
  return wrong === undefined ? null : `${wrong[0]}: ${wrong[1]}`;
}
