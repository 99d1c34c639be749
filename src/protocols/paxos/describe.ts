/** The prose of the Paxos chat: nodes and timers. */
import type { NodeId } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { Describe, Glyph, NodeDescription } from '../protocol.ts';
import { isLive, isStopped, tolerated } from './balancer.ts';
import {
  type Ballot,
  ballotText,
  compareBallots,
  indexOf,
  majorityOf,
  serverIds,
} from './ballot.ts';
import { describeFact } from './describe-facts.ts';
import { describeMessage } from './describe-messages.ts';
import { firstGap, prefixEnd } from './log.ts';
import type { PaxosVocabulary } from './messages.ts';
import type { BalancerState, ClientState, Proposal, ServerState } from './states.ts';
import { valueText } from './values.ts';
import { weightOf } from './weights.ts';

type View = WorldView<PaxosVocabulary>;

export const describe: Describe<PaxosVocabulary> = {
  node(view, id, state) {
    if ('acceptors' in state) return describeServer(view, id, state);
    if ('servers' in state) return describeBalancer(view, id, state);
    return describeClient(id, state);
  },
  message: describeMessage,
  weight: weightOf,
  fact: describeFact,
  timer(name) {
    switch (name) {
      case 'register':
        return { title: 'registers again', ring: false };
      case 'phase':
        return { title: 'phase times out', ring: true };
      case 'rest':
        return { title: 'back-off ends', ring: true };
      case 'fill':
        return { title: 'fills the hole', ring: true };
      case 'ask':
        return { title: 'asks again how far the others are', ring: true };
      case 'idle':
        return { title: 'asks the others how far they are', ring: false };
      case 'leader':
        return { title: "the leader's time is over", ring: true };
      case 'poll':
        return { title: 'polls the log', ring: false };
      case 'recall':
        return { title: 'asks again who is there', ring: true };
      default:
        return unreachable(name);
    }
  },
};

const PLAIN = { epoch: null, glyph: null, label: '', dots: [] } as const;

function describeServer(view: View, id: NodeId, state: ServerState): NodeDescription {
  const { latest, proposal } = state;
  const end = prefixEnd(state);
  const known =
    end === 0 ? 'Nothing is decided in its log' : `Its log is decided up to round ${end}`;
  return {
    epoch: latest === null ? null : latest.ballot.server,
    label: latest === null ? '' : label(latest.ballot),
    glyph: glyphOf(state),
    badge: badgeOf(state),
    sentence: `${id} ${doing(state, view)} ${known}${latest === null ? '' : `; the last ballot it promised or accepted is ${ballotText(latest.ballot)}, in round ${latest.round}`}.`,
    dots: proposal === null ? [] : dots(view, id, proposal),
  };
}

/** Four characters hold counters up to 99. */
function label(ballot: Ballot): string {
  const text = ballotText(ballot);
  return text.length <= 4 ? text : `…${String(ballot.counter).slice(-2)}`;
}

function glyphOf(state: ServerState): Glyph | null {
  const { proposal, recovery, lead, latest, acceptors } = state;
  if (recovery !== null) return 'recovering';
  if (lead !== null || proposal?.phase === 'accept') return 'leader';
  if (proposal !== null) return 'candidate';
  if (latest === null || latest.round < firstGap(state)) return null;
  return acceptors[indexOf(latest.round)]?.accepted ? 'in-doubt' : 'voter';
}

function badgeOf(state: ServerState): string {
  const { proposal, queue, recovery, resting, registered } = state;
  const waiting = queue.length > 0 ? ` · ${queue.length} queued` : '';
  if (recovery !== null) return `recovering · ${prefixEnd(state)} of ${state.goal}`;
  if (proposal !== null) return `${proposal.phase} ${proposal.round}${waiting}`;
  if (resting) return `backs off${waiting}`;
  if (!registered) return 'registers';
  return `log ${prefixEnd(state)}${waiting}`;
}

function doing({ proposal, recovery, resting, registered, lead }: ServerState, view: View): string {
  const needed = majorityOf(view.options.servers);
  if (proposal !== null) {
    const { phase, round, ballot, yes, value } = proposal;
    return phase === 'prepare'
      ? `asks for promises of ballot ${ballotText(ballot)} in round ${round} and has ${yes.length} of the ${needed} it needs.`
      : `proposes "${valueText(value)}" in round ${round} by ballot ${ballotText(ballot)} and has ${yes.length} of the ${needed} votes it needs.`;
  }
  if (recovery !== null) return 'has restarted and learns the log again before it serves.';
  if (resting) return 'backs off before it tries again with a higher ballot.';
  if (!registered) return 'waits for the balancer to let it in.';
  return lead === null
    ? 'waits for a text.'
    : `leads by ballot ${ballotText(lead.ballot)} and needs no phase 1.`;
}

/** Answers counted so far; `granted`: the peer has said yes and its answer is on the way. */
function dots(view: View, id: NodeId, proposal: Proposal): NodeDescription['dots'] {
  return serverIds(view.options.servers)
    .filter((peer) => peer !== id)
    .map((peer) => {
      if (proposal.yes.includes(peer)) return { peer, mark: 'yes' };
      if (proposal.no.includes(peer)) return { peer, mark: 'no' };
      return { peer, mark: hasGranted(view, peer, proposal) ? 'granted' : 'unknown' };
    });
}

function hasGranted(view: View, peer: NodeId, { round, ballot, phase }: Proposal): boolean {
  const node = view.nodes('server').find((server) => server.id === peer);
  if (node === undefined || node.status !== 'up') return false;
  const { acceptors, standing } = node.state;
  const word = acceptors[indexOf(round)];
  const given =
    phase === 'accept' ? [word?.accepted?.ballot ?? null] : [word?.promised ?? null, standing];
  return given.some((other) => compareBallots(other, ballot) === 0);
}

function describeBalancer(view: View, id: NodeId, state: BalancerState): NodeDescription {
  const live = state.servers.filter(isLive).length;
  const loads = state.servers
    .map((server) =>
      server.life === null && !server.failed ? '·' : `${server.load}${server.failed ? '✗' : ''}`,
    )
    .join(' ');
  if (state.phase === 'gathering') {
    const sentence = `${id} waits for servers: ${live} of the ${state.required} it needs have registered. No client is served before.`;
    return {
      ...PLAIN,
      glyph: 'recovering',
      label: `${live}/${state.required}`,
      badge: 'waits for servers',
      sentence,
    };
  }
  if (isStopped(state)) {
    const sentence = `${id} has stopped the service: ${state.servers.length - live} servers have failed, ${tolerated(state)} may. ${remedy(view)}`;
    return { ...PLAIN, label: '✗', badge: 'stopped: no majority', sentence };
  }
  const list = state.servers
    .map((server) => `${server.id} ${isLive(server) ? server.load : 'failed'}`)
    .join(', ');
  const sentence = `${id} serves. Clients given to each server: ${list}.`;
  return { ...PLAIN, label: String(live), badge: `loads ${loads}`, sentence };
}

/** Whoever was taken away comes back no more, and nobody may take its place. */
function remedy(view: View): string {
  const members = serverIds(view.options.servers);
  const left = view.nodes('server').filter(({ id }) => members.includes(id));
  return left.length >= majorityOf(members.length)
    ? 'It goes on when a majority has registered again: their disks remember what was promised and accepted.'
    : 'Reset needed: a majority has been taken away for good.';
}

function describeClient(id: NodeId, state: ClientState): NodeDescription {
  const { name, seat, pending, request, upTo } = state;
  const open = pending.filter(({ round }) => round === null).length;
  const waiting = open === 0 ? '' : ` · ${open} pending`;
  const place = seat?.server ?? (request.stopped ? 'stopped' : 'no server');
  const where =
    seat === null
      ? request.stopped
        ? 'has no server: a majority has failed'
        : 'asks the balancer for a server'
      : `is at ${seat.server}`;
  const said = open === 0 ? 'nothing is pending' : `${open} of its texts are pending`;
  return {
    ...PLAIN,
    badge: `${name} · ${place}${waiting}`,
    sentence: `${id} (${name}) ${where}, has read up to round ${upTo}, and ${said}.`,
  };
}
