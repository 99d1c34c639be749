/** What each write costs, counted from the trace: messages, and time at the servers. */
import type { TraceEvent, WorldView } from '../../kernel/trace.ts';
import type { Fact } from './facts.ts';
import type { CommitVocabulary, Txid } from './messages.ts';

type View = WorldView<CommitVocabulary>;
type Event = TraceEvent<CommitVocabulary>;

export interface Bill {
  readonly txid: Txid;
  readonly participants: number;
  readonly messages: number;
  readonly begunAt: number;
  /** From the first request for a vote to the last acknowledgement, virtual ms. */
  readonly serverMs: number;
  /** No other transaction was under way meanwhile: commits of others take a worker's time. */
  readonly isAlone: boolean;
  readonly latencyMs: readonly [number, number];
}

/** The part of the judges' memory that is kept here. */
interface Books {
  readonly bills: readonly Bill[];
  readonly paid: readonly Bill[];
}

/** So many bills are kept. */
const PAID_MAX = 100;

/** Opens a bill: the client's request, and the requests for votes that this event has sent. */
export function billed<M extends Books>(
  memory: M,
  { txid, participants }: Extract<Fact, { type: 'Begun' }>,
  event: Event,
  view: View,
): M {
  const isAlone = memory.bills.length === 0;
  const bill: Bill = {
    txid,
    participants: participants.length,
    messages: 1 + event.sent.filter((one) => isAbout(one, txid)).length,
    begunAt: event.time,
    serverMs: 0,
    isAlone,
    latencyMs: view.weather.latencyMs,
  };
  const others = isAlone ? [] : memory.bills.map((one) => ({ ...one, isAlone: false }));
  return { ...memory, bills: [...others, bill] };
}

/** Adds what this event has sent to the bills of the transactions that it is about. */
export function counted<M extends Books>(memory: M, { sent }: Event): M {
  if (memory.bills.length === 0) return memory;
  let isChanged = false;
  const bills = memory.bills.map((bill) => {
    const count = sent.filter((one) => isAbout(one, bill.txid)).length;
    if (count === 0) return bill;
    isChanged = true;
    return { ...bill, messages: bill.messages + count };
  });
  return isChanged ? { ...memory, bills } : memory;
}

function isAbout(item: Event['sent'][number], txid: Txid): boolean {
  return item.kind === 'deliver' && 'txid' in item.message && item.message.txid === txid;
}

/** Closes the bill of a write that was answered, and keeps it. */
export function settled<M extends Books>(memory: M, txid: Txid, { time }: Event): M {
  const bill = memory.bills.find((one) => one.txid === txid);
  if (bill === undefined) return memory;
  const paid = [...memory.paid, { ...bill, serverMs: time - bill.begunAt }];
  return closed({ ...memory, paid: paid.slice(-PAID_MAX) }, txid);
}

/** Closes the bill of a write that came to nothing. */
export function closed<M extends Books>(memory: M, txid: Txid): M {
  return { ...memory, bills: memory.bills.filter((one) => one.txid !== txid) };
}
