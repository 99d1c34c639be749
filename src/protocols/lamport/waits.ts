/** Who waits for whom. Nobody times out here, so a wait is as long as what causes it. */
import type { NodeId } from '../../kernel/process.ts';
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type { Wait } from '../views.ts';
import { leastHead, missing } from './heads.ts';
import { idText, isClient, nodeOf, shortUid } from './identity.ts';
import type { Memory } from './memory.ts';
import type { LamportVocabulary, ReplicaState } from './messages.ts';

type View = WorldView<LamportVocabulary>;
type Draft = Omit<Wait, 'node' | 'since'>;

export function waits(view: View, memory: Memory): readonly Wait[] {
  const patienceMs = usualMs(view);
  const found = [
    ...view.nodes('client').map((node) => [node, clientWait(node)] as const),
    ...view.nodes('replica').map((node) => [node, replicaWait(node, view)] as const),
  ];
  return found
    .flatMap(([{ id, status }, draft]) => {
      const since = memory.movedAt[id] ?? 0;
      const isLong = view.now - since > patienceMs;
      return draft === null || status !== 'up' || !isLong ? [] : [{ node: id, since, ...draft }];
    })
    .toSorted((one, other) => one.since - other.since);
}

/** What a broadcast and its acks take at most in this weather, and the pause after it. */
function usualMs({ weather, options }: View): number {
  return 3 * weather.latencyMs[1] + 2 * options.dummyIntervalMs + 200;
}

function clientWait({ state }: NodeView<LamportVocabulary, 'client'>): Draft | null {
  const { awaited, phase } = state;
  if (awaited.length === 0) return null;
  return phase === 'hello'
    ? {
        peers: awaited,
        what: 'the answer to its hello',
        effect: 'Its first id must exceed every clock: it broadcasts nothing before that.',
      }
    : {
        peers: awaited,
        what: `the ack of broadcast ${state.turn}`,
        effect: 'It begins no broadcast before that: a slow replica has not failed.',
      };
}

function replicaWait({ state }: NodeView<LamportVocabulary, 'replica'>, view: View): Draft | null {
  if (state.joining !== null) return joinWait(state, view);
  const silent = missing(state);
  const [client, round] = Object.entries(state.rounds)[0] ?? [];
  if (client !== undefined && round !== undefined) {
    const peers = state.members.filter((uid) => uid !== state.uid && round.said[uid] === undefined);
    const what = `CLOSE ${shortUid(client)}`;
    const effect = 'Every member must speak or fail before its queue ends.';
    return peers.length === 0 ? null : { peers: peers.map(nodeOf), what, effect };
  }
  if (silent.length > 0) {
    return {
      peers: silent.map(nodeOf),
      what: 'a head request',
      effect: 'Something smaller may still come from there.',
    };
  }
  const head = leastHead(state);
  return head === null
    ? null
    : {
        peers: [nodeOf(head.client)],
        what: `the broadcast after ${idText(head)}`,
        effect: 'The proof that all live replicas have the smallest head.',
      };
}

function joinWait(state: ReplicaState, view: View): Draft | null {
  const { joining } = state;
  if (joining === null || joining.stage === 'pausing') return null;
  const effect = 'Nothing is executed there, and no CLOSE round begins, until it is live.';
  if (joining.stage === 'fetching') {
    const donor = joining.donor === null ? [] : [nodeOf(joining.donor)];
    return { peers: donor, what: 'the snapshot', effect };
  }
  const unmet = view
    .nodes('client')
    .map(({ id }) => id)
    .filter((id) => !joining.met.includes(id));
  const unready = view
    .nodes('replica')
    .filter(
      ({ id, status }) =>
        status === 'up' && !isReady(joining.ready, id) && id !== nodeOf(state.uid),
    )
    .map(({ id }) => id);
  const peers = [...unmet, ...unready];
  const what = peers.every(isClient) ? 'a welcome' : 'a welcome or a READY';
  return peers.length === 0 ? null : { peers, what, effect };
}

function isReady(ready: Readonly<Record<string, unknown>>, id: NodeId): boolean {
  return Object.keys(ready).some((uid) => nodeOf(uid) === id);
}
