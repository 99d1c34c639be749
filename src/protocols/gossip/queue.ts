/** The balancer's queue: stamping, releasing, sending again. */
import type { Node, NodeId } from '../../kernel/process.ts';
import { enqueue, isAgreed } from './stamp.ts';
import { welcomeHead } from './membership.ts';
import {
  type BalancerState,
  entryText,
  type GossipVocabulary,
  type InFlight,
  type Receipts,
  type ToBalancer,
} from './messages.ts';

const RESEND_MS = 2000;

type Outside = Node<GossipVocabulary>;
type Of<T extends ToBalancer['type']> = Extract<ToBalancer, { type: T }>;

/** Queues a command, or confirms again the one that is known. */
export function onCommand(
  state: BalancerState,
  { sequence, write, index, oldest }: Of<'command'>,
  from: NodeId,
  node: Outside,
): BalancerState {
  const before = state.receipts[from] ?? { oldest: 0, entries: [] };
  if (sequence < before.oldest) return state; // a late copy: the client has had its outcome
  const receipt = before.entries.find((entry) => entry.sequence === sequence);
  if (receipt !== undefined) {
    const { index: known } = receipt;
    const waits = state.members.length === 0;
    node.report({ type: 'Repeated', client: from, index: known });
    if (known < state.nodeState) node.send(from, { type: 'replicated', sequence, index: known });
    else node.send(from, { type: 'queued', sequence, index: known, waits });
    return state;
  }
  if (index !== null) {
    node.send(from, { type: 'forgotten', sequence });
    return state;
  }
  const waits = state.members.length === 0;
  node.send(from, { type: 'queued', sequence, index: state.selfState, waits });
  const receipts: Receipts = {
    oldest: Math.max(oldest, before.oldest),
    entries: [
      ...before.entries.filter((entry) => entry.sequence >= oldest),
      { sequence, index: state.selfState },
    ],
  };
  const next = enqueue(state, write, { client: from, sequence }, node);
  return { ...next, receipts: { ...next.receipts, [from]: receipts } };
}

/** Rule 2: lets as much go as the reports allow. */
export function releaseHead(state: BalancerState, node: Outside): BalancerState {
  if (state.phase === 'recovering') return state;
  const settled = settleInFlight(state, node);
  const welcomed = welcomeHead(settled, node);
  if (welcomed !== settled) return releaseHead(welcomed, node);
  const head = settled.queue[0];
  if (head === undefined || head.kind === 'node' || settled.members.length === 0) return settled;
  if (settled.inflight !== null) return settled;
  if (!isAgreed(settled) && !node.flaw('release-early')) return settled;
  if (head.index !== settled.nodeState && !node.flaw('release-early')) return settled;
  const { index, entry, origin } = head;
  const inflight = seed(settled, { index, entry, origin, seeds: [] }, node);
  node.report({ type: 'Released', index, what: entryText(entry), seeds: inflight.seeds });
  return { ...settled, queue: settled.queue.slice(1), inflight };
}

/** Closes the entry in flight once every member has reported its state, and tells the client. */
function settleInFlight(state: BalancerState, node: Outside): BalancerState {
  const { inflight, members } = state;
  if (inflight === null || members.length === 0) return state;
  const { index, origin } = inflight;
  const isEverywhere = members.every((member) => member.state !== null && member.state > index);
  if (!isEverywhere && !node.flaw('release-early')) return state;
  const { entry } = inflight;
  node.report({ type: 'Replicated', index, entry, members: members.length });
  if (origin !== null) {
    node.send(origin.client, { type: 'replicated', sequence: origin.sequence, index });
  }
  node.cancelTimer('resend');
  return { ...state, inflight: null, nodeState: index + 1 };
}

/** Sends an entry to a few members at random, others than the last time if there are enough. */
function seed(state: BalancerState, inflight: InFlight, node: Outside): InFlight {
  const { index, entry, origin } = inflight;
  const ids = state.members.map(({ id }) => id);
  const fresh = ids.filter((id) => !inflight.seeds.includes(id));
  const count = node.options.seeds;
  const seeds = node.random.sample(fresh.length >= count ? fresh : ids, count);
  for (const id of seeds) {
    node.send(id, { type: 'seed', era: state.era, index: index + 1, entry });
  }
  if (!node.flaw('no-resend')) node.setTimer('resend', RESEND_MS);
  return { index, entry, origin, seeds };
}

/** Gap c: if no member reports the entry, whoever had it is dead; two others get it. By its index it is applied once. */
export function resend(state: BalancerState, node: Outside): BalancerState {
  const { inflight, members } = state;
  if (inflight === null) return state;
  const isKnown = members.some((member) => member.state !== null && member.state > inflight.index);
  if (isKnown || members.length === 0) {
    node.setTimer('resend', RESEND_MS);
    return state;
  }
  const again = seed(state, inflight, node);
  node.report({ type: 'Resent', index: again.index, seeds: again.seeds });
  return { ...state, inflight: again };
}
