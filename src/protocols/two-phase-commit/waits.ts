/** Who waits for whom: workers in doubt, the coordinator for those that are silent, requests in the backlog, newcomers. */
import type { NodeId } from '../../kernel/process.ts';
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type { Wait } from '../views.ts';
import type { Doubt, Memory } from './memory.ts';
import type { CommitVocabulary, CoordinatorState, Request, WorkerState } from './messages.ts';
import { numbers } from './texts.ts';
import { isActive, writing } from './transactions.ts';
import { owes } from './watch.ts';
import { list } from '../words.ts';

type View = WorldView<CommitVocabulary>;

/** The part of the time-out after which silence is worth a word at the latest. */
const SUSPICIOUS = 0.9;
/** Requests of the backlog that are shown, the oldest. */
const SHOWN_MAX = 8;

export function waits(view: View, memory: Memory): readonly Wait[] {
  const [coordinator] = view.nodes('coordinator');
  const blocked = view.nodes('worker').flatMap((one) => doubtOf(view, one, memory));
  const others =
    coordinator?.status === 'up'
      ? [
          ...silent(view, coordinator.id, coordinator.state, memory),
          ...held(view, coordinator.state),
          ...backlog(view, coordinator.id, coordinator.state),
        ]
      : [];
  return [...blocked, ...others].toSorted((a, b) => a.since - b.since);
}

/** A worker that is blocked: it has voted yes, and whoever could tell the decision does not. */
function doubtOf(
  view: View,
  { id, status, state }: NodeView<CommitVocabulary, 'worker'>,
  { doubts }: Memory,
): readonly Wait[] {
  const isBlocked = state.inDoubt.length > 0 && (state.isAsking || state.phase === 'recovering');
  if ((status !== 'up' && status !== 'frozen') || !isBlocked) return [];
  const own = doubts.filter(
    ({ worker, txid }) => worker === id && state.inDoubt.some((one) => one.txid === txid),
  );
  const keys = [...new Set(state.inDoubt.map(({ key }) => key))];
  const locked = keys.length > 4 ? `${keys.length} keys stay` : keysText(keys);
  return [
    {
      node: id,
      peers: [...view.nodes('coordinator').map((one) => one.id), ...peersOf(view, id, state)],
      what: `the decision on ${numbers(state.inDoubt.map(({ txid }) => txid))}`,
      effect: `Voted yes: may neither commit nor abort; ${locked} locked.`,
      since: earliest(own, view.now),
    },
  ];
}

function keysText(keys: readonly string[]): string {
  const named = list(keys.map((key) => `\`${key}\``));
  return keys.length === 1 ? `key ${named} stays` : `keys ${named} stay`;
}

function earliest(doubts: readonly Doubt[], now: number): number {
  return Math.min(now, ...doubts.map(({ since }) => since));
}

function peersOf(view: View, id: NodeId, { inDoubt }: WorkerState): readonly NodeId[] {
  if (!view.options.cooperative) return [];
  const all = new Set(inDoubt.flatMap(({ participants }) => participants));
  return view
    .nodes('worker')
    .map((one) => one.id)
    .filter((peer) => peer !== id && all.has(peer));
}

/** Workers that owe the coordinator something and have been silent for most of the time-out. */
function silent(view: View, id: NodeId, state: CoordinatorState, memory: Memory): readonly Wait[] {
  const { timeoutMs } = view.options;
  const oldest = state.transactions.find((one) => isActive(one));
  if (oldest === undefined) return [];
  const { txid, phase, participants } = oldest;
  const begun = memory.open.find((one) => one.txid === txid)?.since ?? view.now;
  const since = (worker: NodeId): number => Math.max(begun, memory.heard[worker] ?? 0);
  // Two ways and the work are no silence.
  const usualMs = 2 * view.weather.latencyMs[1] + view.options.thinkMs;
  const suspiciousMs = Math.min(usualMs, timeoutMs * SUSPICIOUS);
  const late = participants.filter(
    (worker) => owes(state, worker) && view.now - since(worker) > suspiciousMs,
  );
  if (late.length === 0) return [];
  const isVote = phase === 'voting';
  return [
    {
      node: id,
      peers: late,
      what: `${isVote ? 'the vote' : 'the acknowledgement'} on #${txid}`,
      effect: `After ${timeoutMs} ms of silence a worker is dropped; ${isVote ? 'without its vote the write is aborted' : 'the commit stands without it'}.`,
      since: Math.min(...late.map(since)),
    },
  ];
}

/** Newcomers to an empty pool that may lack writes: they wait for one that holds them all. */
function held(view: View, { pool, joiners, current }: CoordinatorState): readonly Wait[] {
  if (pool.length > 0 || joiners.some(({ id }) => current.includes(id))) return [];
  return joiners.map(({ id }) => ({
    node: id,
    peers: current,
    what: 'a worker that holds every write',
    effect:
      'The pool is empty, and whoever may lack a write cannot open it: nothing can be read or written.',
    since: view.node(id)?.since ?? view.now,
  }));
}

/** What clients have asked and the coordinator keeps for later. */
function backlog(view: View, id: NodeId, state: CoordinatorState): readonly Wait[] {
  return state.backlog.slice(0, SHOWN_MAX).map((request) => {
    const asked = view.operations()[request.operation - 1];
    return {
      node: request.client,
      peers: [id],
      what: wordsOf(request),
      effect: whyHeld(state, request),
      since: asked?.started ?? view.now,
    };
  });
}

function wordsOf({ ask }: Request): string {
  return 'key' in ask ? `${ask.type} ${ask.key}` : ask.type;
}

function whyHeld(state: CoordinatorState, { ask }: Request): string {
  const writer = 'key' in ask ? writing(state, ask.key) : undefined;
  if (ask.type === 'get' && writer !== undefined)
    return `#${writer.txid} is writing \`${ask.key}\`.`;
  if (ask.type === 'set') return 'Tables are being read as a whole; writes wait for the end.';
  return 'A whole table is read between transactions, first come first served.';
}
