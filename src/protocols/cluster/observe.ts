/** Folds a run into what its judges remember, event by event. */
import type { TraceEvent } from '../../kernel/trace.ts';
import type { Fact } from './facts.ts';
import { changeText } from './log.ts';
import type { Election, Memory, WriteCount } from './memory.ts';
import type { ClusterVocabulary, NodeState, Term } from './messages.ts';
import { mayLead } from './members.ts';
import type { View } from './reading.ts';
import { compareTerms, termText } from './term.ts';

type Event = TraceEvent<ClusterVocabulary>;

/** Called once for every event; the same memory if there is nothing new in it. */
export function observe(memory: Memory, event: Event, { options }: View): Memory {
  let next = event.facts.reduce((known, fact) => withFact(known, fact, event), memory);
  next = withSent(next, event);
  if (event.kind === 'crash') next = withDeath(next, event);
  if (event.kind === 'restart') next = forgotten(next, event.node ?? '');
  return event.kind === 'deliver' ? withDelivery(next, event, options) : next;
}

/** When a node began to wait: for answers, for a victory, for promises, or as a leader with an entry that is not committed. */
function withWait(memory: Memory, fact: Fact, { node, time, before }: Event): Memory {
  const isFirst =
    fact.type === 'Appended' && (!isNode(before) || before.commitIndex >= before.log.length);
  if (node === null || (!isFirst && !BEGINS_TO_WAIT.has(fact.type))) return memory;
  return { ...memory, since: { ...memory.since, [node]: time } };
}

const BEGINS_TO_WAIT: ReadonlySet<string> = new Set([
  'ElectionStarted',
  'HigherLives',
  'TakesOver',
  'Committed',
]);

function withFact(before: Memory, fact: Fact, event: Event): Memory {
  const node = event.node ?? '';
  const memory = withWait(before, fact, event);
  if (fact.type === 'ElectionStarted') {
    return withElection(memory, node, { unanswered: [], heard: [] });
  }
  if (fact.type === 'Leads') return withLeader(memory, fact.term, event);
  if (fact.type === 'Wrote') return withWritten(memory, placeOf(node, fact.key), fact.value);
  if (fact.type === 'Applied') return withApplied(memory, fact, node);
  if (fact.type === 'Acknowledged') {
    const { operation, index, term, under } = fact;
    const acknowledged = [...memory.acknowledged, { operation, index, term, under }];
    return { ...memory, acknowledged };
  }
  if (fact.type === 'Appended' && fact.change.type === 'put') {
    return begun(memory, fact.index, event);
  }
  return fact.type === 'Committed' ? committed(memory, fact.index, event) : memory;
}

function withLeader(memory: Memory, term: Term, { node, number, time }: Event): Memory {
  const isFirst = memory.newest === null || compareTerms(term, memory.newest.term) > 0;
  return {
    ...memory,
    led: { ...memory.led, [termText(term)]: number },
    newest: isFirst ? { node: node ?? '', term } : memory.newest,
    succession: succeeded(memory, time),
  };
}

function withApplied(
  before: Memory,
  fact: Extract<Fact, { type: 'Applied' }>,
  node: string,
): Memory {
  const { change, index } = fact;
  const memory =
    change.type === 'put' ? withWritten(before, placeOf(node, change.key), change.value) : before;
  if (index !== memory.applied.length + 1) return memory;
  return { ...memory, applied: [...memory.applied, placeText(fact)] };
}

/** Where a key stands at a node. */
export function placeOf(node: string, key: string): string {
  return `${node} ${key}`;
}

function withWritten(memory: Memory, place: string, value: string): Memory {
  return { ...memory, written: { ...memory.written, [place]: value } };
}

/** Tables are in memory: a start begins with none. */
function forgotten(memory: Memory, node: string): Memory {
  const places = Object.entries(memory.written).filter(([place]) => !place.startsWith(`${node} `));
  return { ...memory, written: Object.fromEntries(places) };
}

/** What stands at a place, to be compared between nodes. */
export function placeText({ term, change }: Extract<Fact, { type: 'Applied' }>): string {
  return `${termText(term)} ${changeText(change)}`;
}

// ── elections ────────────────────────────────────────────────────────────────────────────────────────────────

function withElection(memory: Memory, node: string, election: Election): Memory {
  return { ...memory, elections: { ...memory.elections, [node]: election } };
}

function withDelivery(memory: Memory, event: Event, options: View['options']): Memory {
  const { pending, node } = event;
  if (pending?.kind !== 'deliver' || node === null) return memory;
  const { message, from } = pending;
  if (message.type === 'election') return withPing(memory, from, event, options);
  if (message.type === 'appended') return counted(memory, message.ok, message.index, event);
  return SIGNS_OF_LIFE.has(message.type) ? withSignOfLife(memory, from, event) : memory;
}

const SIGNS_OF_LIFE: ReadonlySet<string> = new Set(['victory', 'heartbeat', 'append', 'commit']);

/** A ping was taken by one who may stand: it was answered in the same breath, or it will not be. */
function withPing(
  memory: Memory,
  from: string,
  { node, sent, after, pending }: Event,
  options: View['options'],
): Memory {
  const election = memory.elections[from];
  if (election === undefined || node === null || pending?.kind !== 'deliver') return memory;
  if (!isNode(after) || !mayLead(after, { id: node, options })) return memory;
  if (sent.some((one) => one.kind === 'deliver' && one.message.type === 'alive')) return memory;
  const refusal = { peer: node, incarnation: pending.toIncarnation };
  return withElection(memory, from, {
    ...election,
    unanswered: [...election.unanswered, refusal],
  });
}

function withSignOfLife(memory: Memory, from: string, { node, before }: Event): Memory {
  const election = memory.elections[node ?? ''];
  if (election === undefined || !isNode(before) || before.standing.kind !== 'asking') return memory;
  if (election.heard.includes(from)) return memory;
  return withElection(memory, node ?? '', { ...election, heard: [...election.heard, from] });
}

function isNode(state: Event['before']): state is NodeState {
  return state !== null && 'standing' in state;
}

// ── how long nobody leads ────────────────────────────────────────────────────────────────────────────────────

function withDeath(memory: Memory, { node, before, time }: Event): Memory {
  const isLeader = isNode(before) && before.standing.kind === 'leading';
  if (!isLeader || memory.newest?.node !== node) return memory;
  return { ...memory, succession: { ...memory.succession, diedAt: time } };
}

function succeeded({ succession }: Memory, now: number): Memory['succession'] {
  return succession.diedAt === null
    ? succession
    : { diedAt: null, lastMs: now - succession.diedAt };
}

// ── messages per write ───────────────────────────────────────────────────────────────────────────────────────

function begun(memory: Memory, index: number, { node, after, time }: Event): Memory {
  const peers = isNode(after) ? after.members.length - 1 : 0;
  const current: WriteCount = {
    index,
    leader: node ?? '',
    peers,
    messages: 0,
    answers: 0,
    announcements: 0,
    startedAt: time,
    committedAt: null,
    answersAtCommit: null,
  };
  return { ...memory, writes: { ...memory.writes, current } };
}

function committed(memory: Memory, index: number, { time }: Event): Memory {
  const { current } = memory.writes;
  if (current === null || current.committedAt !== null || index < current.index) return memory;
  // The answer that is being taken completes the majority; a node by itself needs none.
  const answersAtCommit = current.peers === 0 ? 0 : current.answers + 1;
  const done = { ...current, committedAt: time, answersAtCommit };
  return withWrite(memory, done);
}

/** An answer to an append that carried the write. When all have answered, the write is done with. */
function counted(memory: Memory, ok: boolean, index: number, { node }: Event): Memory {
  const { current } = memory.writes;
  if (current === null || current.leader !== node || !ok || index < current.index) return memory;
  const next = { ...current, messages: current.messages + 1, answers: current.answers + 1 };
  return withWrite(memory, next);
}

/** A write is done with when it is committed and all have answered. */
function withWrite(memory: Memory, count: WriteCount): Memory {
  const isDone = count.committedAt !== null && count.answers >= count.peers;
  const writes = isDone ? { current: null, last: count } : { ...memory.writes, current: count };
  return { ...memory, writes };
}

function withSent(memory: Memory, { node, sent }: Event): Memory {
  const { current } = memory.writes;
  if (current === null || current.leader !== node || sent.length === 0) return memory;
  let { messages, announcements } = current;
  for (const flight of sent) {
    if (flight.kind !== 'deliver') continue;
    const { message } = flight;
    if (message.type === 'append') {
      const last = message.previousIndex + message.entries.length;
      if (message.previousIndex < current.index && last >= current.index) messages += 1;
    } else if (message.type === 'commit' && message.commitIndex >= current.index) {
      announcements += 1;
    }
  }
  if (messages === current.messages && announcements === current.announcements) return memory;
  return {
    ...memory,
    writes: { ...memory.writes, current: { ...current, messages, announcements } },
  };
}
