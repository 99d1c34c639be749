import type { LinkSettings } from './intent.ts';
import { WHOLE_NETWORK, isCut, lane, type Network, passages, settingsOf } from './network.ts';
import type { Flight, Pending } from './pending.ts';
import type { Message, NodeId, Transport, Vocabulary } from './process.ts';
import { RandomStream, streamKey } from './random.ts';
import type { LossReason, Moment, NodeView } from './trace.ts';

/** One end of a link, as the bus sees it. */
type End<V extends Vocabulary> = Pick<NodeView<V>, 'id' | 'incarnation' | 'status'>;

/** Sender → receiver → when the last message of that direction arrives. */
export type Lanes = Map<NodeId, Map<NodeId, number>>;

export function copyOfLanes(lanes: Lanes): Lanes {
  return new Map(Array.from(lanes, ([from, ends]) => [from, new Map(ends)]));
}

/** The message bus: decides when a message arrives and whether it does. */
export class Bus<V extends Vocabulary> {
  readonly transport: Transport;
  network: Network;
  /** Kept where order matters. */
  lanes: Lanes = new Map();
  readonly random: RandomStream;
  /** Whether messages of one direction arrive in the order sent; ends with the flaw that the transport names. */
  inOrder: boolean;

  constructor(transport: Transport, weather: LinkSettings, seed: number) {
    this.transport = transport;
    this.inOrder = transport.fifo;
    this.network = { ...WHOLE_NETWORK, base: weather };
    this.random = new RandomStream(streamKey(seed, 'network'));
  }

  /** The copies of a message that set off now, numbered from `firstId`. */
  launch(
    from: End<V>,
    to: End<V>,
    message: Message<V>,
    { time: sentAt, event: cause }: Moment,
    firstId: number,
  ): Flight<Message<V>>[] {
    const stream = this.transport.kind === 'stream';
    const ways = passages(this.network, stream, from.id, to.id, message.type, this.random);
    const cut = !stream && isCut(this.network, from.id, to.id);
    return ways.map(({ delayMs, fate }, copy) => ({
      kind: 'deliver',
      id: firstId + copy,
      due: this.arrival(from.id, to.id, sentAt + delayMs),
      node: to.id,
      cause,
      from: from.id,
      message,
      sentAt,
      fromIncarnation: from.incarnation,
      toIncarnation: to.incarnation,
      fate: cut ? 'cut' : fate,
      resumedAt: null,
    }));
  }

  /** When something that could arrive at `earliest` does arrive: not before what set off earlier on its lane, where order is kept. */
  arrival(from: NodeId, to: NodeId, earliest: number): number {
    if (!this.inOrder) return earliest;
    let lanes = this.lanes.get(from);
    if (lanes === undefined) this.lanes.set(from, (lanes = new Map()));
    const due = Math.max(earliest, lanes.get(to) ?? 0);
    lanes.set(to, due);
    return due;
  }

  /** When a signal that sets off now from `from` arrives at `to`, in its place on the lane. */
  signalArrival(from: NodeId, to: NodeId, now: number): number {
    return this.arrival(from, to, now + this.latency(from, to));
  }

  /** How long something that sets off now from `from` travels to `to`. */
  latency(from: NodeId, to: NodeId): number {
    const { latencyMs } = settingsOf(this.network, from, to);
    return this.random.between(latencyMs[0], latencyMs[1]);
  }

  /** The same things with arrivals that rise along each lane; without it, what went on after a heal would be overtaken. */
  straightened(travelling: readonly Pending<Message<V>>[]): readonly Pending<Message<V>>[] {
    const latest = new Map<string, number>();
    return travelling
      .toSorted((a, b) => a.id - b.id)
      .map((item) => {
        const from = senderOf(item) ?? '';
        const name = lane(from, item.node);
        const due = Math.max(item.due, latest.get(name) ?? 0);
        latest.set(name, due);
        this.arrival(from, item.node, due);
        return due === item.due ? item : { ...item, due };
      });
  }

  /** Whether nothing gets from `from` to `to` now. */
  isCut(from: NodeId, to: NodeId): boolean {
    return isCut(this.network, from, to);
  }

  /** Why a flight that is due reaches nobody; `null` if it arrives. */
  lossReason(flight: Flight<Message<V>>, from: End<V>, to: End<V>): LossReason | null {
    if (flight.fate !== 'arrive') return flight.fate;
    const stream = this.transport.kind === 'stream';
    if (!stream && isCut(this.network, flight.from, flight.node)) return 'cut';
    if (to.status !== 'up' && to.status !== 'frozen') return 'down';
    if (to.incarnation !== flight.toIncarnation) return 'stale';
    // What a life had sent arrives before word of its end, even if the next life has begun.
    if (stream && this.transport.failStop) return null;
    // What has left a node arrives although the node has crashed meanwhile: a crash can fall between two sends of one broadcast.
    return from.incarnation === flight.fromIncarnation ? null : 'stale';
  }
}

/** Whose lane a pending thing travels on: word of a peer comes from that peer. `null` for a timer, which does not travel. */
export function senderOf(pending: Pending): NodeId | null {
  if (pending.kind === 'deliver') return pending.from;
  return pending.kind === 'timer' ? null : pending.peer;
}
