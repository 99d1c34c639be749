/**
 * The coordinator of two-phase commit (Gray, "Notes on Data Base Operating Systems", 1978; Lampson and Sturgis; Bernstein,
 * Hadzilacos and Goodman, "Concurrency Control and Recovery in Database Systems", 1987, chapter 7):
 *
 *     log begin;            send VOTE-REQUEST to all participants
 *     all votes are yes:    log commit;  send COMMIT to all;  all acknowledged: answer the client, log end
 *     one no, or silence:   log abort;   send ABORT to all who have not said no;  answer the client
 *
 * The commit record is the decision. A crash before it aborts, a crash after it commits; either way the log, replayed at a
 * restart, says which: begun and not decided → abort; commit without end → COMMIT again until all have acknowledged. What is
 * not in the log was aborted ("presumed abort": Mohan, Lindsay and Obermarck 1986), so aborts need no acknowledgement.
 *
 * A handler's next state is on disk before any of its messages is on the wire: that is the force-write. A crash may fall between
 * any two messages of a broadcast, never between a record and the first message that tells of it.
 *
 * Silence decides who is dead, and only about the pool, never about a transaction whose commit is logged. See `watch.ts`, `pool.ts`.
 */
import type { Node, NodeId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { append, EMPTY_SEQUENCE } from '../../kernel/sequence.ts';
import { flush } from './backlog.ts';
import { lastRecord, openTransactions } from './log.ts';
import type {
  Answer,
  CommitVocabulary,
  CoordinatorState,
  Request,
  ToCoordinator,
  Transaction,
  Txid,
} from './messages.ts';
import { onVote } from './phase-one.ts';
import { announce, onAck } from './phase-two.ts';
import {
  admitNext,
  noteAwaited,
  onInstalled,
  onJoin,
  onResend,
  onSnapshot,
  onWatch,
  startResending,
} from './pool.ts';
import { onSend, onSendDb } from './reads.ts';
import { isActive } from './transactions.ts';
import { heard } from './watch.ts';

type Outside = Node<CommitVocabulary>;

/** Numbers of attempts at a snapshot never repeat those of a former life. */
const ATTEMPTS_PER_LIFE = 1_000_000;

export const coordinator: Process<CommitVocabulary, 'coordinator'> = {
  durable: ['log', 'lastTxid', 'pool', 'current'],

  boot(node, disk) {
    const founders = node.founding ? node.peers('worker') : [];
    const isForgetful = node.flaw('coordinator-without-log');
    const fresh: CoordinatorState = {
      log: (isForgetful ? undefined : disk.log) ?? EMPTY_SEQUENCE,
      lastTxid: disk.lastTxid ?? 0,
      pool: disk.pool ?? founders.map((id) => ({ id, life: 1 })),
      current: disk.current ?? founders,
      transactions: [],
      backlog: [],
      reads: [],
      verification: null,
      joiners: [],
      transfer: null,
      attempts: node.incarnation * ATTEMPTS_PER_LIFE,
      signs: {},
      isWatching: false,
      isResending: false,
    };
    return node.founding ? fresh : startResending(recovered(fresh, node), node);
  },

  onMessage(state, message, from, node) {
    switch (message.type) {
      case 'set':
      case 'get':
      case 'get-db':
      case 'verify':
        return goOn(enqueued(state, message, from), node);
      case 'inquire':
        node.send(from, { type: 'pending', operations: openOf(state, from) });
        return state;
      case 'vote-response':
      case 'ack':
      case 'decision-req':
      case 'send':
      case 'send-db':
      case 'join':
      case 'snapshot':
      case 'installed':
        return goOn(onWorker(heard(state, from, node), message, from, node), node);
      default:
        return unreachable(message);
    }
  },

  onTimer(state, timer, node) {
    switch (timer) {
      case 'watch':
        return goOn(onWatch(state, node), node);
      case 'resend':
        return onResend(state, node);
      case 'work':
      case 'doubt':
      case 'join':
      case 'patience':
        return state; // the timers of other roles
      default:
        return unreachable(timer);
    }
  },
};

type FromWorker = Exclude<ToCoordinator, { type: 'set' | 'get' | 'get-db' | 'verify' | 'inquire' }>;

function onWorker(
  state: CoordinatorState,
  message: FromWorker,
  from: NodeId,
  node: Outside,
): CoordinatorState {
  switch (message.type) {
    case 'vote-response':
      return onVote(state, message, from, node);
    case 'ack':
      return onAck(state, message.txid, from, node);
    case 'decision-req': {
      const answers = message.txids.map((txid) => answerTo(state, txid, from, node));
      node.send(from, { type: 'decision', answers });
      return state;
    }
    case 'send':
      return onSend(state, message, from, node);
    case 'send-db':
      return onSendDb(state, message, from, node);
    case 'join': {
      const next = onJoin(state, message, from, node);
      noteAwaited(next, from, node);
      return next;
    }
    case 'snapshot':
      return onSnapshot(state, message, from, node);
    case 'installed':
      return onInstalled(state, message.attempt, from, node);
    default:
      return unreachable(message);
  }
}

/** After whatever happened: what may go on goes on, and what was left behind is seen to. */
function goOn(state: CoordinatorState, node: Outside): CoordinatorState {
  const next = admitNext(flush(state, node), node);
  const needsResending = !next.isResending && next.transactions.some((one) => !isActive(one));
  return needsResending ? startResending(next, node) : next;
}

/** Replays the log: what was begun and not decided is aborted, what was committed and not ended is committed again. */
function recovered(state: CoordinatorState, node: Outside): CoordinatorState {
  const open = openTransactions(state.log);
  const undecided = open.filter(({ last }) => last === 'begin').map(({ begin }) => begin);
  const unended = open.filter(({ last }) => last === 'commit').map(({ begin }) => begin);
  node.report({
    type: 'Recovered',
    aborted: undecided.map(({ txid }) => txid),
    committed: unended.map(({ txid }) => txid),
  });
  let { log } = state;
  for (const { txid, key, value, participants } of undecided) {
    const ground = 'restart';
    node.report({ type: 'Decided', txid, decision: 'abort', key, value, ground, who: [] });
    log = append(log, { type: 'abort', txid });
    for (const worker of participants) node.send(worker, { type: 'abort', txid });
  }
  let next: CoordinatorState = { ...state, log };
  for (const { txid, key, value, participants } of unended) {
    const found: Transaction = {
      txid,
      key,
      value,
      participants,
      phase: 'committing',
      yes: participants,
      acks: [],
      origin: null,
      since: node.now,
    };
    node.report({ type: 'Resent', txid, workers: participants });
    next = announce(next, found, node);
  }
  return next;
}

/** What the log says of a transaction that a worker asks after. */
function answerTo(state: CoordinatorState, txid: Txid, worker: NodeId, node: Outside): Answer {
  const record = lastRecord(state.log, txid);
  if (record?.type === 'begin') {
    node.report({ type: 'NotDecided', txid, worker });
    return { txid, decision: 'uncertain' };
  }
  const decision = record?.type === 'commit' || record?.type === 'end' ? 'commit' : 'abort';
  const presumed = record === undefined;
  node.report({ type: 'Told', txid, worker, decision, presumed });
  return { txid, decision };
}

function enqueued(state: CoordinatorState, ask: Request['ask'], client: NodeId): CoordinatorState {
  const { operation } = ask;
  return { ...state, backlog: [...state.backlog, { client, operation, waited: false, ask }] };
}

/** The operations of a client that are still to be answered. */
function openOf(state: CoordinatorState, client: NodeId): readonly number[] {
  const { transactions, backlog, reads, verification } = state;
  const origins = [
    ...transactions.flatMap((one) => (isActive(one) && one.origin !== null ? [one.origin] : [])),
    ...backlog,
    ...reads,
    ...(verification === null ? [] : [verification]),
  ];
  return origins.filter((one) => one.client === client).map(({ operation }) => operation);
}
