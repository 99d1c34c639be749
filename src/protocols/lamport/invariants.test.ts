/** Every property that must always hold, shown an event of a real run that keeps it, and the same event spoiled. */
import { describe, expect, it } from 'vitest';
import { append, EMPTY_SEQUENCE } from '../../kernel/sequence.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import { judgement } from './invariants.ts';
import { isReplica, observe, START, type Memory } from './memory.ts';
import { executedCount, type LamportVocabulary, type ReplicaState } from './messages.ts';
import { aRecord, EDIT, flow, lamportWorld, type LamportWorld, say } from './testing.ts';

type Event = TraceEvent<LamportVocabulary>;

/** A run of one request, up to an event in which a replica executes it. */
function executing(): {
  readonly world: LamportWorld;
  readonly event: Event;
  readonly memory: Memory;
  readonly after: ReplicaState;
} {
  const world = lamportWorld();
  say(world, 1, 'l');
  const events = flow(world, 1000);
  const place = events.findIndex(({ facts }) => facts.some(({ type }) => type === 'Executed'));
  const event = events[place];
  if (event === undefined || event.after === null || !isReplica(event.after)) {
    throw new Error('nothing was executed');
  }
  const memory = events.slice(0, place).reduce(observe, START);
  return { world, event, memory, after: event.after };
}

/** What a property says of an event. */
function judged(id: string, memory: Memory, event: Event, world: LamportWorld): unknown {
  const property = judgement.properties.find((known) => known.id === id);
  if (property === undefined || property.kind === 'eventually') throw new Error(`no ${id}`);
  return property.check(memory, event, world);
}

describe('logs-are-prefixes', () => {
  const { world, event, memory } = executing();

  it('holds at the first execution and at an equal one', () => {
    expect(judged('logs-are-prefixes', memory, event, world)).toBeNull();
    expect(judged('logs-are-prefixes', observe(memory, event), event, world)).toBeNull();
  });

  it('breaks where another replica has executed another request in that place', () => {
    const other = { ...memory, order: append(EMPTY_SEQUENCE, '1.c9') };
    expect(judged('logs-are-prefixes', other, event, world)).toContain(
      'in place 1, where another replica has executed 1.c9',
    );
  });

  it('breaks where a place is left out', () => {
    const facts = event.facts.map((fact) =>
      fact.type === 'Executed' ? { ...fact, index: fact.index + 1 } : fact,
    );
    expect(judged('logs-are-prefixes', memory, { ...event, facts }, world)).toContain('leaves');
  });
});

describe('ids-increase', () => {
  const { world, event, memory, after } = executing();
  const spoiled = (clock: number): Event => ({
    ...event,
    before: { ...after, executedId: { clock, client: 'client-1.1' } },
  });

  it('holds in the run', () => {
    expect(judged('ids-increase', memory, event, world)).toBeNull();
  });

  it('breaks when something greater was executed before', () => {
    expect(judged('ids-increase', memory, spoiled(1000), world)).toContain('after 1000.c1');
  });
});

describe('stable-before-executed', () => {
  const { world, event, memory, after } = executing();

  it('holds in the run', () => {
    expect(judged('stable-before-executed', memory, event, world)).toBeNull();
  });

  it.each([
    ['connected', 'replica-1 executes without a head request of c9'],
    ['dead', 'replica-1 executes without a head request of c9'],
    ['ended', null],
  ] as const)('when a client without a head is %s: %s', (standing, verdict) => {
    const clients = { ...after.clients, 'client-9.1': aRecord([], { standing }) };
    const spoiled = { ...event, node: 'replica-1', after: { ...after, clients } };
    expect(judged('stable-before-executed', memory, spoiled, world)).toBe(verdict);
  });
});

describe('clock-condition', () => {
  const { world, event, memory, after } = executing();

  it('holds in the run', () => {
    expect(event.sent.length).toBeGreaterThan(0);
    expect(judged('clock-condition', memory, event, world)).toBeNull();
  });

  it('breaks when a receipt does not pass the stamp of the message', () => {
    if (event.pending?.kind !== 'deliver') throw new Error('it was executed at a receipt');
    const message = { ...event.pending.message, clock: after.clock };
    const spoiled = { ...event, pending: { ...event.pending, message } };
    expect(judged('clock-condition', memory, spoiled, world)).toContain('and has clock');
  });

  it.each([
    ['its clock of before', 0],
    ['a clock that it has not reached', 1_000_000],
  ])('breaks when a sending is stamped with %s', (_which, clock) => {
    const sent = event.sent.map((item) =>
      item.kind === 'deliver' ? { ...item, message: { ...item.message, clock } } : item,
    );
    expect(judged('clock-condition', memory, { ...event, sent }, world)).toContain('stamps');
  });
});

describe('tie-broken', () => {
  const { world, event, memory, after } = executing();
  const withFormer = (clock: number): Event => {
    const former = { id: { clock, client: 'client-0.1' }, action: EDIT };
    const mine = {
      id: { clock: after.executedId?.clock ?? 0, client: 'client-1.1' },
      action: EDIT,
    };
    const log = append(append(EMPTY_SEQUENCE, former), mine);
    return { ...event, after: { ...after, log } };
  };

  it('is seen when two requests have equal clocks, and not otherwise', () => {
    const clock = after.executedId?.clock ?? 0;
    expect(executedCount(after)).toBe(1);
    expect(judged('tie-broken', memory, event, world)).toBe(false);
    expect(judged('tie-broken', memory, withFormer(clock), world)).toBe(true);
    expect(judged('tie-broken', memory, withFormer(clock - 1), world)).toBe(false);
  });
});
