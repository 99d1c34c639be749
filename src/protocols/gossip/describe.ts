/** The prose of the gossip database: nodes, messages, facts. */
import type { NodeId } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { Describe, MessageDescription, NodeDescription } from '../protocol.ts';
import { describeFact } from './describe-facts.ts';
import {
  type BalancerState,
  type ClientState,
  entryText,
  type GossipVocabulary,
  type ReplicaState,
  type ToBalancer,
  type ToClient,
  type ToReplica,
} from './messages.ts';
import { weightOf } from './weights.ts';
import { plural } from '../words.ts';

type AnyMessage = ToBalancer | ToClient | ToReplica;

export const describe: Describe<GossipVocabulary> = {
  node(view, id, state) {
    if ('table' in state) return describeReplica(id, state);
    if ('queue' in state) return describeBalancer(id, state);
    const pending = view
      .operations()
      .filter((operation) => operation.client === id && operation.outcome === 'pending').length;
    return describeClient(id, state, pending);
  },
  message: describeMessage,
  weight: weightOf,
  fact: describeFact,
  timer(name) {
    switch (name) {
      case 'turn':
        return { title: 'next turn', ring: true };
      case 'beat':
        return { title: 'next heart-beat', ring: false };
      case 'join':
        return { title: 'asks again to join', ring: true };
      case 'pull':
        return { title: 'pull times out', ring: true };
      case 'check':
        return { title: 'looks for silent members', ring: true };
      case 'resend':
        return { title: 'sends the entry again', ring: false };
      case 'census':
        return { title: 'census ends', ring: true };
      case 'retry':
        return { title: 'asks again', ring: false };
      default:
        return unreachable(name);
    }
  },
};

const PLAIN = { epoch: null, glyph: null, label: '', dots: [] } as const;

function describeReplica(id: NodeId, state: ReplicaState): NodeDescription {
  const rows = plural(state.table.length, 'row');
  const known = plural(state.neighbours.length, 'neighbour');
  const isMember = state.phase === 'member';
  return {
    ...PLAIN,
    epoch: state.state,
    label: String(state.state),
    glyph: isMember ? null : 'recovering',
    badge: isMember ? `${rows} · ${known}` : state.phase,
    sentence: isMember
      ? `${id} is at state ${state.state}: it holds ${rows} and knows ${known}.`
      : `${id} is ${state.phase}: ${state.phase === 'joining' ? 'it has asked the balancer to let it in' : `it has asked ${state.pulling?.from ?? 'a member'} for the table`}.`,
  };
}

function describeBalancer(id: NodeId, state: BalancerState): NodeDescription {
  const { phase, queue, inflight, nodeState, members } = state;
  if (phase === 'recovering') {
    const sentence = `${id} has lost its memory in a crash and asks every replica where it is.`;
    return { ...PLAIN, glyph: 'recovering', label: '?', badge: 'asks everybody', sentence };
  }
  const waits = inflight === null ? '' : ` · waits for #${inflight.index}`;
  const late = members.filter((member) => member.state === null || member.state < nodeState + 1);
  const sentence =
    inflight === null
      ? `${id} has nothing in flight: all ${members.length} members are at state ${nodeState}.`
      : `${id} has released #${inflight.index} (${entryText(inflight.entry)}) and waits for the reports of ${late.length} of ${members.length} members; ${queue.length} more are queued.`;
  return {
    ...PLAIN,
    epoch: nodeState,
    label: String(nodeState),
    badge: `queue ${queue.length}${waits}`,
    sentence,
  };
}

function describeClient(id: NodeId, state: ClientState, pending: number): NodeDescription {
  const newest = state.open.at(-1);
  const badge = pending === 0 ? 'idle' : `${pending} open`;
  const sentence =
    newest === undefined
      ? `${id} waits for a command; ${plural(state.acknowledged, 'command')} replicated so far.`
      : `${id} has ${plural(pending, 'command')} without an outcome, the newest is ${entryText(newest.write)}.`;
  return { ...PLAIN, badge, sentence };
}

type Fields = MessageDescription['fields'];
type Draft = Pick<MessageDescription, 'family' | 'reply' | 'epoch'>;

function describeMessage(message: AnyMessage): MessageDescription {
  const draft = (title: string, look: Draft, fields: Fields): MessageDescription => ({
    title,
    sign: null,
    ...look,
    fields,
  });
  switch (message.type) {
    case 'command':
    case 'queued':
    case 'replicated':
    case 'forgotten':
      return describeClientMessage(message);
    case 'node':
      return draft('NODE', VOTE_REQUEST, [['state', String(message.state)]]);
    case 'members':
      return draft('members', VOTE_REPLY, [
        ['begins at state', String(message.state)],
        ['members', String(message.members.length)],
      ]);
    case 'rejoin':
      return draft('rejoin', VOTE_REPLY, []);
    case 'census':
      return draft('census', VOTE_REQUEST, []);
    case 'state':
      return draft(`state ${message.state}`, heartbeat(message.state), [
        ['state', String(message.state)],
      ]);
    case 'seed':
      return draft(
        `seed #${message.index - 1}`,
        { family: 'data', reply: false, epoch: message.index },
        [
          ['entry', entryText(message.entry)],
          ['leads to state', String(message.index)],
        ],
      );
    case 'push':
      return draft(
        `push #${message.index - 1}`,
        { family: 'gossip', reply: false, epoch: message.index },
        [
          ['entry', entryText(message.entry)],
          ['leads to state', String(message.index)],
        ],
      );
    case 'pull':
      return draft('pull', { family: 'data', reply: false, epoch: null }, []);
    case 'table':
      return draft('table', { family: 'data', reply: true, epoch: message.state }, [
        ['state', String(message.state)],
        ['rows', String(message.table.length)],
      ]);
    default:
      return unreachable(message);
  }
}

type ClientMessage = Extract<AnyMessage, { type: 'command' }> | ToClient;

function describeClientMessage(message: ClientMessage): MessageDescription {
  const operation = ['operation', String(message.sequence)] as const;
  const base = { sign: null, ...CLIENT_REPLY, fields: [operation] };
  switch (message.type) {
    case 'command':
      return { ...base, ...CLIENT_REQUEST, title: entryText(message.write) };
    case 'queued':
    case 'replicated':
      return {
        ...base,
        title: `${message.type} #${message.index}`,
        fields: [operation, ['index', String(message.index)]],
      };
    case 'forgotten':
      return { ...base, title: 'forgotten' };
    default:
      return unreachable(message);
  }
}

const CLIENT_REQUEST: Draft = { family: 'client', reply: false, epoch: null };
const CLIENT_REPLY: Draft = { family: 'client', reply: true, epoch: null };
const VOTE_REQUEST: Draft = { family: 'vote', reply: false, epoch: null };
const VOTE_REPLY: Draft = { family: 'vote', reply: true, epoch: null };

function heartbeat(state: number): Draft {
  return { family: 'heartbeat', reply: false, epoch: state };
}
