/** What the judges remember of a run, folded from facts and flights. */
import type { NodeId, OperationId } from '../../kernel/process.ts';
import { append, at, EMPTY_SEQUENCE, replace, type Sequence } from '../../kernel/sequence.ts';
import type { TraceEvent, WorldView } from '../../kernel/trace.ts';
import { type Bill, billed, closed, counted, settled } from './bills.ts';
import type { Fact } from './facts.ts';
import type { CommitVocabulary, Decision, Table, Txid, Write } from './messages.ts';
import { PRELOADED, written } from './table.ts';

type View = WorldView<CommitVocabulary>;
type Event = TraceEvent<CommitVocabulary>;

export interface Memory {
  /** By transaction: what somebody has done about it first, be it the coordinator's decision or a worker's own no. */
  readonly outcomes: Sequence<Decision | null>;
  /** What the committed writes make of the table; `null` before the first event. */
  readonly model: Table | null;
  /** The worker whose table is all that is left, from a loss of data to the next commit; else `null`. */
  readonly survivor: NodeId | null;
  /** Keys that are being written, from the begin record to the answer, and since when (virtual ms) in the phase they are in. */
  readonly open: readonly { readonly txid: Txid; readonly key: string; readonly since: number }[];
  /** Worker → when the coordinator last heard of it, virtual ms. */
  readonly heard: Readonly<Record<NodeId, number>>;
  /** Since when, in virtual ms, who has promised what and knows no decision. */
  readonly doubts: readonly Doubt[];
  /** Reads that a worker is serving, with what was committed when it was asked, and since. */
  readonly reads: readonly OpenRead[];
  /** What the transactions under way have cost so far. */
  readonly bills: readonly Bill[];
  /** What the last committed writes cost, the newest last. */
  readonly paid: readonly Bill[];
}

export interface Doubt {
  readonly worker: NodeId;
  readonly txid: Txid;
  readonly since: number;
}

export interface OpenRead {
  readonly operation: OperationId;
  readonly model: Table;
  readonly since: readonly Write[];
}

export const NO_MEMORY: Memory = {
  outcomes: EMPTY_SEQUENCE,
  model: null,
  survivor: null,
  open: [],
  heard: {},
  doubts: [],
  reads: [],
  bills: [],
  paid: [],
};

export function observe(memory: Memory, event: Event, view: View): Memory {
  const known = memory.model === null ? { ...memory, model: firstTable(view) } : memory;
  const told = heard(known, event);
  let next = event.sent.length === 0 ? told : asked(counted(told, event), event);
  for (const fact of event.facts) {
    const act = actOf(fact);
    if (act !== null) next = acted(next, act.txid, act.decision);
    next = noted(next, fact, event, view);
  }
  return event.kind === 'remove' ? forgotten(next, event.node) : next;
}

function firstTable({ options }: View): Table {
  return options.preload ? PRELOADED : [];
}

/** What somebody has done about a transaction; `null` if nobody has done anything. */
export function outcomeOf({ outcomes }: Memory, txid: Txid): Decision | null {
  return at(outcomes, txid) ?? null;
}

/** What a fact does about a transaction; `null` if it does nothing. To say a decision is to have made it. */
export function actOf(fact: Fact): { readonly txid: Txid; readonly decision: Decision } | null {
  const { type } = fact;
  if (type === 'Decided' || type === 'Told') return { txid: fact.txid, decision: fact.decision };
  if (type === 'Committed') return { txid: fact.txid, decision: 'commit' };
  return type === 'Aborted' || type === 'VotedNo' || type === 'RenouncesVote'
    ? { txid: fact.txid, decision: 'abort' }
    : null;
}

function noted(memory: Memory, fact: Fact, event: Event, view: View): Memory {
  const { type } = fact;
  if (type === 'Begun') {
    const { txid, key } = fact;
    const opened = { ...memory, open: [...memory.open, { txid, key, since: event.time }] };
    return billed(opened, fact, event, view);
  }
  if (type === 'Decided') {
    if (fact.decision === 'abort') return closed(released(memory, fact.txid), fact.txid);
    const { key, value } = fact;
    const reads = memory.reads.map((read) => ({
      ...read,
      since: [...read.since, { key, value }],
    }));
    const open = memory.open.map((one) =>
      one.txid === fact.txid ? { ...one, since: event.time } : one,
    );
    return { ...memory, reads, open, model: written(memory.model ?? [], fact), survivor: null };
  }
  if (type === 'Answered') return settled(released(memory, fact.txid), fact.txid, event);
  if (type === 'Recovered') {
    const open = memory.open.filter(({ txid }) => fact.committed.includes(txid));
    return { ...memory, open, bills: [] };
  }
  if (type === 'DataLost') return leftWith(fact.worker, memory, view);
  const { node } = event;
  // A snapshot that was on its way to it before: it comes in ahead of the welcome, and is part of what is left.
  if (type === 'Installed' && memory.survivor !== null && memory.survivor === node)
    return leftWith(node, memory, view);
  if (type === 'Prepared') {
    const doubt = { worker: node ?? '', txid: fact.txid, since: event.time };
    return { ...memory, doubts: [...memory.doubts, doubt] };
  }
  if (type !== 'Committed' && type !== 'Aborted') return memory;
  const doubts = memory.doubts.filter((one) => one.worker !== node || one.txid !== fact.txid);
  return { ...memory, doubts };
}

/** No disk is left that held every write: from here on what this worker holds is all there is. */
function leftWith(worker: NodeId, memory: Memory, view: View): Memory {
  const model = tableOf(view, worker);
  const reads = memory.reads.map((read) =>
    read.model === memory.model ? { ...read, model } : read,
  );
  return { ...memory, model, reads, survivor: worker };
}

function tableOf(view: View, worker: NodeId): Table {
  return view.nodes('worker').find(({ id }) => id === worker)?.state.table ?? [];
}

/** Notes that the coordinator has heard of a worker. */
function heard(memory: Memory, { kind, pending, time }: Event): Memory {
  if (kind !== 'deliver' || pending?.kind !== 'deliver') return memory;
  if (!pending.node.startsWith('coordinator-') || !pending.from.startsWith('worker-'))
    return memory;
  return { ...memory, heard: { ...memory.heard, [pending.from]: time } };
}

/** Opens a read when it goes to a worker, closes it when its answer goes to the client. */
function asked(memory: Memory, { sent }: Event): Memory {
  let { reads } = memory;
  for (const item of sent) {
    if (item.kind !== 'deliver') continue;
    const { message, from } = item;
    const { type } = message;
    if (type === 'get-response' || type === 'db-response') {
      reads = reads.filter(({ operation }) => operation !== message.operation);
    } else if ((type === 'get' || type === 'get-db') && from.startsWith('coordinator-')) {
      const { operation } = message;
      const others = reads.filter((one) => one.operation !== operation);
      reads = [...others, { operation, model: memory.model ?? [], since: [] }];
    }
  }
  return reads === memory.reads ? memory : { ...memory, reads };
}

/** The first to do something about a transaction settles what everybody must do. */
function acted(memory: Memory, txid: Txid, decision: Decision): Memory {
  let { outcomes } = memory;
  if (outcomeOf(memory, txid) !== null) return memory;
  while (outcomes.length <= txid) outcomes = append(outcomes, null);
  return { ...memory, outcomes: replace(outcomes, txid, decision) };
}

function released(memory: Memory, txid: Txid): Memory {
  return { ...memory, open: memory.open.filter((one) => one.txid !== txid) };
}

function forgotten(memory: Memory, node: NodeId | null): Memory {
  return { ...memory, doubts: memory.doubts.filter(({ worker }) => worker !== node) };
}
