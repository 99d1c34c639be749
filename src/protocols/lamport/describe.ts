/** What the nodes are doing, in words. */
import type { NodeId } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { Describe, NodeDescription } from '../protocol.ts';
import { describeFact } from './describe-facts.ts';
import { clockText, describeMessage } from './describe-messages.ts';
import { isClient, nodeOf } from './identity.ts';
import { isReplica } from './memory.ts';
import {
  type ClientState,
  executedCount,
  type LamportVocabulary,
  type ReplicaState,
} from './messages.ts';
import { actionText, shortActionText } from './sites.ts';
import { weightOf } from './weights.ts';
import { list, plural } from '../words.ts';

type View = WorldView<LamportVocabulary>;

export const describe: Describe<LamportVocabulary> = {
  node: (view, id, state) =>
    isReplica(state) ? describeReplica(view, id, state) : describeClient(view, id, state),
  message: describeMessage,
  weight: weightOf,
  fact: describeFact,
  timer(name) {
    switch (name) {
      case 'hello':
        return { title: 'says hello again', ring: false };
      case 'dummy':
        return { title: 'next dummy', ring: true };
      case 'knock':
        return { title: 'knocks again', ring: false };
      case 'join':
        return { title: 'asks again to join', ring: true };
      default:
        return unreachable(name);
    }
  },
};

/** The number inside is the clock; the fill is the length of the log, which stands below. */
function describeReplica(view: View, id: NodeId, state: ReplicaState): NodeDescription {
  const count = executedCount(state);
  const base = { epoch: count, label: clockText(state.clock, 4) };
  const dots = view
    .nodes('client')
    .filter(({ status }) => status === 'up')
    .map((peer) => ({ peer: peer.id, mark: hasHead(state, peer.id) ? 'yes' : 'unknown' }) as const);
  if (state.joining !== null) {
    const { stage } = state.joining;
    const sentence = `${id} has clock ${state.clock} and is joining: ${STAGES[stage]}.`;
    return { ...base, glyph: 'recovering', badge: `joining · ${stage}`, sentence, dots };
  }
  const closing = Object.keys(state.rounds).map(nodeOf);
  const isClosing = closing.length > 0;
  const round = isClosing ? ` It is in a CLOSE round for ${list(closing)}.` : '';
  return {
    ...base,
    glyph: isClosing ? 'in-doubt' : null,
    badge: `log ${count}${isClosing ? ' · closing' : ''}`,
    sentence: `${id} has clock ${state.clock}, has executed ${plural(count, 'request')}, and counts ${membersText(state)}.${round}`,
    dots,
  };
}

function membersText({ members }: ReplicaState): string {
  return members.length === 1 ? 'no member but itself' : `${members.length} members`;
}

const STAGES = {
  asking: 'it asks all members to be ready and all clients to send to it',
  pausing: 'a member was busy, it tries again soon',
  fetching: 'it waits for the snapshot',
  verifying: 'it asks after clients that it knows from the snapshot only',
} as const;

function hasHead({ clients }: ReplicaState, node: NodeId): boolean {
  return Object.entries(clients).some(
    ([uid, { queue }]) => nodeOf(uid) === node && queue.length > 0,
  );
}

function describeClient(view: View, id: NodeId, state: ClientState): NodeDescription {
  const { clock, phase, awaited, open, waiting } = state;
  const dots = view
    .nodes('replica')
    .filter((peer) => state.replicas.includes(peer.id))
    .map(
      (peer) => ({ peer: peer.id, mark: awaited.includes(peer.id) ? 'unknown' : 'yes' }) as const,
    );
  const more = waiting.length === 0 ? '' : ` · ${waiting.length} queued`;
  return {
    epoch: null,
    label: clockText(clock, 4),
    glyph: null,
    badge:
      phase === 'hello'
        ? 'says hello'
        : `${open === null ? 'idle' : shortActionText(open.action)}${more}`,
    sentence: `${id} has clock ${clock} and ${doing(state)}.`,
    dots,
  };
}

function doing({ phase, awaited, open, dialogue, turn }: ClientState): string {
  const missing = awaited.filter((id) => !isClient(id));
  if (phase === 'hello') return `waits for an answer to its hello from ${list(missing)}`;
  const waits = missing.length === 0 ? 'is complete' : `lacks the ack of ${list(missing)}`;
  const asks = dialogue === null ? '' : `; it asks for a ${dialogue.asks}`;
  const errand =
    open === null ? 'has no request open' : `waits for the answer to ${actionText(open.action)}`;
  return `${errand}; its broadcast ${turn} ${waits}${asks}`;
}
