/**
 * The worker: a participant of two-phase commit that holds the whole table (Bernstein, Hadzilacos and Goodman 1987, chapter 7).
 *
 *     VOTE-REQUEST   can do it: log prepared (the yes is a promise), vote yes, keep the key locked
 *                    cannot:    log aborted, vote no
 *     COMMIT         log committed, write the table, free the key, acknowledge
 *     ABORT          log aborted, free the key
 *
 * Between its yes and the decision a worker is *in doubt*: it may neither commit nor abort, whatever happens, until it hears the
 * decision. It asks the coordinator, and with cooperative termination its peers. A restart does not free it: the log remembers.
 *
 * A worker serves one message after another; COMMIT and GET take it some time (the original: 10 to 135 ms). A handler's next
 * state is on disk before its messages are on the wire: the prepared record is forced before the yes, the committed before the ACK.
 */
import type { Node, NodeId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { EMPTY_SEQUENCE } from '../../kernel/sequence.ts';
import { ask, onDecision, onDoubt, onPeerAsks, watchDoubt } from './doubt.ts';
import { askToJoin, onRejoin, onSnapshot, onWelcome, resolved } from './joining.ts';
import { undecided } from './log.ts';
import type { CommitVocabulary, ToWorker, Work, WorkerState } from './messages.ts';
import { abort, commit, disown, vote } from './participant.ts';
import { PRELOADED, valueOf } from './table.ts';

type Outside = Node<CommitVocabulary>;

/** The least time that a COMMIT or a GET takes, if it takes any. */
const THINK_MS_MIN = 10;

export const worker: Process<CommitVocabulary, 'worker'> = {
  durable: ['log', 'table', 'applied', 'isBlank', 'hasLostLog'],

  boot(node, disk) {
    const preloaded = node.founding && node.options.preload ? PRELOADED : [];
    const log = disk.log ?? EMPTY_SEQUENCE;
    const state: WorkerState = {
      log,
      table: disk.table ?? preloaded,
      applied: disk.applied ?? 0,
      phase: node.founding ? 'member' : 'joining',
      isBlank: disk.isBlank ?? !node.founding,
      hasLostLog: disk.hasLostLog ?? node.incarnation > 1,
      inDoubt: undecided(log),
      isAsking: false,
      queue: [],
      isServing: false,
      heardAt: node.now,
      installed: 0,
    };
    if (node.founding) return state;
    const kept = node.flaw('worker-forgets-vote') ? disown(state, node) : state;
    const asking = kept.inDoubt.length > 0 ? ask(kept, node) : kept;
    return askToJoin(asking, 'start', node);
  },

  onMessage(state, message, from, node) {
    const isCoordinator = !node.peers('worker').includes(from);
    const heard = isCoordinator ? { ...state, heardAt: node.now } : state;
    return serve({ ...heard, queue: [...heard.queue, { from, message }] }, node);
  },

  onTimer(state, timer, node) {
    switch (timer) {
      case 'work': {
        const [work, ...queue] = state.queue;
        if (work === undefined) return state;
        return serve(perform({ ...state, queue, isServing: false }, work, node), node);
      }
      case 'doubt':
        return onDoubt(state, node);
      case 'join':
        return state.phase === 'member' ? state : askToJoin(state, 'again', node);
      case 'watch':
      case 'resend':
      case 'patience':
        return state; // the timers of other roles
      default:
        return unreachable(timer);
    }
  },
};

/** Serves what is queued, in order, up to the first that takes time. */
function serve(state: WorkerState, node: Outside): WorkerState {
  let next = state;
  while (!next.isServing) {
    const [work, ...queue] = next.queue;
    if (work === undefined) break;
    const thinkMs = thinkTime(work.message, node);
    if (thinkMs > 0) {
      node.setTimer('work', thinkMs);
      next = { ...next, isServing: true };
    } else {
      next = perform({ ...next, queue }, work, node);
    }
  }
  return next;
}

function thinkTime({ type }: ToWorker, node: Outside): number {
  const { thinkMs } = node.options;
  if (thinkMs === 0 || (type !== 'commit' && type !== 'get')) return 0;
  return node.random.between(Math.min(THINK_MS_MIN, thinkMs), thinkMs);
}

function perform(state: WorkerState, { message, from }: Work, node: Outside): WorkerState {
  switch (message.type) {
    case 'vote-request':
      return watchDoubt(state, vote(state, message, from, node), node);
    case 'commit':
      node.send(from, { type: 'ack', txid: message.txid });
      return resolved(commit(state, message.txid, from, node), node);
    case 'abort':
      return resolved(abort(state, message.txid, from, node), node);
    case 'decision-req':
      return onPeerAsks(state, message.txids, from, node);
    case 'decision':
      return resolved(onDecision(state, message.answers, from, node), node);
    case 'get':
    case 'get-db':
    case 'verify':
    case 'snapshot-req':
      return read(state, message, from, node);
    case 'snapshot':
      return onSnapshot(state, message, from, node);
    case 'welcome':
      return onWelcome(state, message.attempt, node);
    case 'rejoin':
      return onRejoin(state, node);
    default:
      return unreachable(message);
  }
}

type Reading = Extract<ToWorker, { type: 'get' | 'get-db' | 'verify' | 'snapshot-req' }>;

/** Reads are served by members only: one that has been away may lack writes. */
function read(state: WorkerState, message: Reading, from: NodeId, node: Outside): WorkerState {
  if (state.phase !== 'member') {
    node.report({ type: 'DoesNotServe', what: message.type });
    return state;
  }
  const { table, applied } = state;
  switch (message.type) {
    case 'get': {
      const { operation, key } = message;
      node.send(from, { type: 'send', operation, key, value: valueOf(table, key) });
      return state;
    }
    case 'get-db':
    case 'verify':
      node.send(from, { type: 'send-db', operation: message.operation, table });
      return state;
    case 'snapshot-req':
      node.send(from, { type: 'snapshot', attempt: message.attempt, table, applied });
      return state;
    default:
      return unreachable(message);
  }
}
