/** The prose of two-phase commit: nodes and timers here, messages and facts in the files beside. */
import { type NodeId, unreachable } from '../../kernel/process.ts';
import { at, EMPTY_SEQUENCE } from '../../kernel/sequence.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { Describe, NodeDescription } from '../protocol.ts';
import { describeFact } from './describe-facts.ts';
import { describeMessage } from './describe-messages.ts';
import { hasRefused, lastRecord, openingOf } from './log.ts';
import type {
  ClientState,
  CommitVocabulary,
  CoordinatorState,
  Transaction,
  WorkerState,
} from './messages.ts';
import { numbers } from './texts.ts';
import { isActive } from './transactions.ts';
import { weightOf } from './weights.ts';
import { list, plural } from '../words.ts';

type View = WorldView<CommitVocabulary>;

export const describe: Describe<CommitVocabulary> = {
  node(view, id, state) {
    if ('transactions' in state) return describeCoordinator(view, id, state);
    return 'table' in state ? describeWorker(id, state) : describeClient(view, id, state);
  },
  message: describeMessage,
  weight: weightOf,
  fact: describeFact,
  timer(name) {
    switch (name) {
      case 'watch':
        return { title: 'looks for silent workers', ring: true };
      case 'resend':
        return { title: 'says again what was not acknowledged', ring: false };
      case 'work':
        return { title: 'is working', ring: true };
      case 'doubt':
        return { title: 'asks for the decision', ring: true };
      case 'join':
        return { title: 'asks again to be let in', ring: true };
      case 'patience':
        return { title: 'patience with the coordinator', ring: false };
      default:
        return unreachable(name);
    }
  },
};

const PLAIN = { epoch: null, glyph: null, label: '', dots: [] } as const;

function describeCoordinator(view: View, id: NodeId, state: CoordinatorState): NodeDescription {
  const { lastTxid, pool, transactions, backlog, transfer } = state;
  const active = transactions.filter((one) => isActive(one));
  const [first] = active;
  const waiting = backlog.length === 0 ? '' : ` · ${backlog.length} waiting`;
  const workers = `${plural(pool.length, 'worker')} in the pool`;
  const copying = transfer === null ? '' : ` It has a snapshot copied for ${transfer.joiner.id}.`;
  return {
    ...PLAIN,
    epoch: lastTxid,
    label: String(lastTxid),
    badge: `${active.length === 0 ? `pool ${pool.length}` : `${active.length} open`}${waiting}`,
    sentence: `${id} has ${workers} and ${first === undefined ? 'no transaction open' : openText(active.length, first)}; ${plural(backlog.length, 'request')} waiting.${copying}`,
    dots: first === undefined ? refusedDots(view, state) : dotsOf(view, first),
  };
}

function openText(count: number, { txid, phase, participants, yes, acks }: Transaction): string {
  const of = participants.length;
  const oldest =
    phase === 'voting'
      ? `${yes.length} of ${of} votes on #${txid} are yes`
      : `${acks.length} of ${of} have acknowledged #${txid}`;
  return `${plural(count, 'transaction')} open: ${oldest}`;
}

/** The votes or acknowledgements of the oldest open transaction; a grey dot is one that is still on its way. */
function dotsOf(
  view: View,
  { txid, phase, participants, yes, acks }: Transaction,
): NodeDescription['dots'] {
  const counted = phase === 'voting' ? yes : acks;
  const goal = phase === 'voting' ? 'prepared' : 'committed';
  return participants.map((peer) => {
    if (counted.includes(peer)) return { peer, mark: 'yes' };
    const type = lastRecord(logOf(view, peer), txid)?.type;
    if (type === 'aborted') return { peer, mark: 'no' };
    return { peer, mark: type === goal ? 'granted' : 'unknown' };
  });
}

/**
 * The votes of the last transaction if somebody has refused it, until the next begins: a no decides at once, and would be gone
 * before it is seen.
 */
function refusedDots(view: View, { log, lastTxid }: CoordinatorState): NodeDescription['dots'] {
  if (lastRecord(log, lastTxid)?.type !== 'abort') return [];
  const begin = openingOf(log, lastTxid);
  const dots = (begin?.participants ?? []).map((peer) => {
    const records = logOf(view, peer);
    if (hasRefused(records, lastTxid)) return { peer, mark: 'no' as const };
    const isKnown = lastRecord(records, lastTxid) !== undefined;
    return { peer, mark: isKnown ? ('granted' as const) : ('unknown' as const) };
  });
  return dots.some(({ mark }) => mark === 'no') ? dots : [];
}

function logOf(view: View, id: NodeId): WorkerState['log'] {
  const node = view.node(id);
  return node !== undefined && 'applied' in node.state ? node.state.log : EMPTY_SEQUENCE;
}

function describeWorker(id: NodeId, state: WorkerState): NodeDescription {
  const { log, applied, table, inDoubt, isAsking, phase, queue } = state;
  const rows = plural(table.length, 'row');
  const keys = list(inDoubt.map(({ key }) => key).slice(0, 4));
  const txids = numbers(inDoubt.map(({ txid }) => txid));
  const base = { ...PLAIN, epoch: applied, label: String(applied) };
  if (inDoubt.length > 0 && (isAsking || phase === 'recovering')) {
    const sentence = `${id} is in doubt about ${txids}: it has voted yes and may neither commit nor abort until it hears the decision; it keeps ${keys} locked.`;
    return { ...base, glyph: 'in-doubt', badge: `in doubt ${short(inDoubt)}`, sentence };
  }
  if (phase !== 'member') {
    const sentence = `${id} is not in the pool: it holds ${rows}, up to #${applied}, and has asked to be let in.`;
    return { ...base, glyph: 'recovering', badge: 'joining', sentence };
  }
  if (inDoubt.length > 0) {
    const sentence = `${id} has voted yes on ${txids} and keeps ${keys} locked until it hears the decision; ${plural(queue.length, 'message')} wait to be served.`;
    return { ...base, glyph: 'voter', badge: `prepared ${short(inDoubt)}`, sentence };
  }
  const last = at(log, log.length - 1);
  const refused = last !== undefined && hasRefused(log, last.txid) ? last.txid : null;
  const no = refused === null ? '' : ` Its last vote was a no, on #${refused}.`;
  const sentence = `${id} is in the pool and holds ${rows}, up to #${applied}.${no}`;
  return { ...base, badge: refused === null ? rows : `no to #${refused}`, sentence };
}

/** The transaction, or how many there are. */
function short(inDoubt: WorkerState['inDoubt']): string {
  const [only, ...others] = inDoubt;
  return only === undefined || others.length > 0 ? String(inDoubt.length) : `#${only.txid}`;
}

function describeClient(view: View, id: NodeId, state: ClientState): NodeDescription {
  const own = view.operations().filter(({ client }) => client === id);
  const pending = own.filter(({ outcome }) => outcome === 'pending').length;
  const asking = state.isInquiring ? ', and asks whether the coordinator is still there' : '';
  const sentence =
    pending === 0
      ? `${id} waits for a command; ${plural(state.answered, 'answer')} so far.`
      : `${id} has ${plural(pending, 'command')} without an answer${asking}.`;
  return { ...PLAIN, badge: pending === 0 ? 'idle' : `${pending} open`, sentence };
}
