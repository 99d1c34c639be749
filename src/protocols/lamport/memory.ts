/** What the judges remember of a run: the one order that all replicas must share, who moved when, what requests cost. */
import type { Flight } from '../../kernel/pending.ts';
import type { NodeId } from '../../kernel/process.ts';
import { append, EMPTY_SEQUENCE, type Sequence } from '../../kernel/sequence.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import { idText } from './identity.ts';
import type { Fact } from './facts.ts';
import type { ClientState, LamportVocabulary, ReplicaState } from './messages.ts';
import { factsOf } from '../facts.ts';

type Event = TraceEvent<LamportVocabulary>;
export type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

export interface Memory {
  /** Ids of the requests, dummies left out, in the order in which the first replica to come so far executed them. */
  readonly order: Sequence<string>;
  /** Virtual time at which a node last got on: a client with its broadcasts, a replica with executing or joining. */
  readonly movedAt: Readonly<Record<NodeId, number>>;
  /** The latest requests, the newest last. */
  readonly costs: readonly Cost[];
}

/** The messages of one request, and its times. */
export interface Cost {
  /** Client and turn. */
  readonly key: string;
  readonly requests: number;
  readonly acks: number;
  readonly outputs: number;
  readonly sentAt: number;
  /** When the client had its answer; `null` before that. */
  readonly answeredAt: number | null;
}

const COSTS_MAX = 12;

export const START: Memory = { order: EMPTY_SEQUENCE, movedAt: {}, costs: [] };

export function observe(memory: Memory, event: Event): Memory {
  const order = observeOrder(memory.order, event);
  const movedAt = observeMoves(memory.movedAt, event);
  const costs = observeCosts(memory.costs, event);
  const isSame = order === memory.order && movedAt === memory.movedAt && costs === memory.costs;
  return isSame ? memory : { order, movedAt, costs };
}

function observeOrder(order: Sequence<string>, event: Event): Sequence<string> {
  let longer = order;
  for (const { index, id } of factsOf(event, 'Executed')) {
    if (index === longer.length) longer = append(longer, idText(id));
  }
  return longer;
}

function observeMoves(movedAt: Memory['movedAt'], event: Event): Memory['movedAt'] {
  const { node, before, after, time } = event;
  if (node === null || (before === after && node in movedAt)) return movedAt;
  return hasMoved(event) ? { ...movedAt, [node]: time } : movedAt;
}

function hasMoved({ before, after }: Event): boolean {
  if (after === null || before === null) return true;
  if (isReplica(after) && isReplica(before)) {
    return after.executedId !== before.executedId || after.joining?.stage !== before.joining?.stage;
  }
  if (isReplica(after) || isReplica(before)) return true;
  return after.turn !== before.turn || after.attempt !== before.attempt;
}

function observeCosts(costs: Memory['costs'], event: Event): Memory['costs'] {
  let after = costs;
  const requests = event.sent.filter(isRequest);
  const [first] = requests;
  if (first !== undefined) {
    const cost = { acks: 0, outputs: 0, sentAt: event.time, answeredAt: null };
    const key = keyOf(first.from, first.message.turn);
    after = [...after.slice(1 - COSTS_MAX), { key, requests: requests.length, ...cost }];
  }
  for (const { kind, ...flight } of event.sent) {
    if (kind !== 'deliver' || !('message' in flight)) continue;
    const { type } = flight.message;
    if (type !== 'ack' && type !== 'output') continue;
    const key = keyOf(flight.node, flight.message.turn);
    after = counted(after, key, (cost) =>
      type === 'ack' ? { ...cost, acks: cost.acks + 1 } : { ...cost, outputs: cost.outputs + 1 },
    );
  }
  const message =
    event.kind === 'deliver' && event.pending?.kind === 'deliver' && event.pending.message;
  if (message && message.type === 'output' && factsOf(event, 'Answered').length > 0) {
    const answeredAt = event.time;
    after = counted(after, keyOf(event.node ?? '', message.turn), (cost) => ({
      ...cost,
      answeredAt,
    }));
  }
  return after;
}

function counted(
  costs: Memory['costs'],
  key: string,
  change: (cost: Cost) => Cost,
): Memory['costs'] {
  const index = costs.findLastIndex((cost) => cost.key === key);
  const cost = costs[index];
  return cost === undefined ? costs : costs.with(index, change(cost));
}

type RequestMessage = Extract<LamportVocabulary['Inbox']['replica'], { type: 'request' }>;

function isRequest(item: Event['sent'][number]): item is Flight<RequestMessage> {
  return item.kind === 'deliver' && item.message.type === 'request';
}

function keyOf(client: NodeId, turn: number): string {
  return `${client} ${turn}`;
}

export function isReplica(state: ClientState | ReplicaState): state is ReplicaState {
  return 'sites' in state;
}
