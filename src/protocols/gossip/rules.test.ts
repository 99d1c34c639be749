/** The rules of the original's README, one handler at a time. */
import { describe, expect, it } from 'vitest';
import { balancer } from './balancer.ts';
import { applyEntry } from './entries.ts';
import { firstSession, type ToBalancer, type ToReplica } from './messages.ts';
import { replica } from './replica.ts';
import { aBalancer, aMember, aReplica, names, outside } from './testing.ts';

const TOM = { type: 'insert', name: 'Tom', age: '18' } as const;
const push = (
  index: number,
  entry: Extract<ToReplica, { type: 'push' }>['entry'] = TOM,
): ToReplica => {
  return { type: 'push', era: 0, index, entry };
};
const command = (sequence: number): ToBalancer => {
  return { type: 'command', sequence, write: TOM, index: null, oldest: sequence };
};

describe('rule 1: one order', () => {
  it('stamps every command with the next index and confirms it', () => {
    const node = outside('balancer-1');
    const busy = aBalancer(7, { members: [aMember('replica-1', 6)] });
    const after = balancer.onMessage(busy, command(1), 'client-1', node);
    const again = balancer.onMessage(after, command(2), 'client-1', node);
    expect(again.queue.map(({ index }) => index)).toEqual([7, 8]);
    expect(again.selfState).toBe(9);
    expect(node.requests.sends).toEqual([
      { to: 'client-1', message: { type: 'queued', sequence: 1, index: 7, waits: false } },
      { to: 'client-1', message: { type: 'queued', sequence: 2, index: 8, waits: false } },
    ]);
  });

  it('gives NODE and ADD of a newcomer the same index', () => {
    const node = outside('balancer-1');
    const busy = aBalancer(7, { members: [aMember('replica-1', 6)] });
    const request: ToBalancer = { type: 'node', session: firstSession(1), era: -1, state: 0 };
    const after = balancer.onMessage(busy, request, 'replica-9', node);
    expect(after.queue).toMatchObject([
      { kind: 'node', index: 7, replica: 'replica-9' },
      { kind: 'entry', index: 7, entry: { type: 'add', replica: 'replica-9' } },
    ]);
    expect(after.selfState).toBe(8);
  });

  it('confirms a command that is said again with the same index, and queues it once', () => {
    const node = outside('balancer-1');
    const busy = aBalancer(7, { members: [aMember('replica-1', 6)] });
    const once = balancer.onMessage(busy, command(1), 'client-1', node);
    const twice = balancer.onMessage(once, command(1), 'client-1', node);
    expect(twice.queue).toHaveLength(1);
    expect(node.requests.facts.map(({ type }) => type)).toEqual(['Queued', 'Repeated']);
  });
});

describe('rule 2: release only on agreement', () => {
  const report = (state: number): ToBalancer => {
    return { type: 'state', session: firstSession(1), era: 0, state };
  };

  it('releases the head to two members when all are at its index', () => {
    const node = outside('balancer-1');
    const after = balancer.onMessage(aBalancer(3), command(1), 'client-1', node);
    const seeds = node.requests.sends.filter(({ message }) => message.type === 'seed');
    expect(seeds).toHaveLength(2);
    expect(new Set(seeds.map(({ to }) => to)).size).toBe(2);
    expect(seeds[0]?.message).toEqual({ type: 'seed', era: 0, index: 4, entry: TOM });
    expect(after.inflight).toMatchObject({ index: 3, entry: TOM });
  });

  it('gives it to the only member if there is one', () => {
    const node = outside('balancer-1');
    balancer.onMessage(
      aBalancer(0, { members: [aMember('replica-1', 0)] }),
      command(1),
      'client-1',
      node,
    );
    expect(node.requests.sends.filter(({ message }) => message.type === 'seed')).toHaveLength(1);
  });

  it.each([
    ['one member lags', [3, 2, 3, 3]],
    ['one member has not reported', [3, 3, null, 3]],
    ['all agree on another state', [2, 2, 2, 2]],
  ])('holds it back while %s', (_, states) => {
    const node = outside('balancer-1');
    const members = states.map((state, index) => aMember(`replica-${index + 1}`, state));
    const after = balancer.onMessage(aBalancer(3, { members }), command(1), 'client-1', node);
    expect(after.inflight).toBeNull();
    expect(node.requests.sends.map(({ message }) => message.type)).toEqual(['queued']);
  });

  it('lets the next go only when the last of the members has reported the one before', () => {
    const node = outside('balancer-1');
    let state = balancer.onMessage(aBalancer(0), command(1), 'client-1', node);
    state = balancer.onMessage(state, command(2), 'client-1', node);
    for (const id of names(3)) state = balancer.onMessage(state, report(1), id, node);
    expect([state.inflight?.index, state.queue.length, state.nodeState]).toEqual([0, 1, 0]);
    state = balancer.onMessage(state, report(1), 'replica-4', node);
    expect([state.inflight?.index, state.queue.length, state.nodeState]).toEqual([1, 0, 1]);
  });

  it('believes no late report of an earlier state', () => {
    const node = outside('balancer-1');
    const after = balancer.onMessage(aBalancer(5), report(3), 'replica-1', node);
    expect(after.members[0]?.state).toBe(5);
  });
});

describe('rule 3: three cases of a push', () => {
  const at = (state: number) => aReplica({ state, table: [['Jane', '20']] });

  it.each([
    [2, 'old'],
    [3, 'duplicate'],
  ])('ignores index %i at state 3: it is %s', (index, reason) => {
    const node = outside('replica-1');
    expect(replica.onMessage(at(3), push(index), 'replica-2', node)).toEqual(at(3));
    expect(node.requests.facts).toEqual([
      { type: 'Ignored', from: 'replica-2', reason, index, state: 3 },
    ]);
    expect(node.requests.sends).toEqual([]);
  });

  it('applies index state + 1, remembers it and tells the balancer', () => {
    const node = outside('replica-1');
    const after = replica.onMessage(at(3), push(4), 'replica-2', node);
    expect(after).toMatchObject({
      state: 4,
      table: [
        ['Jane', '20'],
        ['Tom', '18'],
      ],
      applied: { index: 4, entry: TOM },
    });
    expect(node.requests.sends).toEqual([
      { to: 'balancer-1', message: { type: 'state', session: firstSession(1), era: 0, state: 4 } },
    ]);
  });

  it('passes it on at once if the option says so', () => {
    const node = outside('replica-1', { options: { eagerPush: true } });
    replica.onMessage(at(3), push(4), 'replica-2', node);
    expect(node.requests.sends.map(({ message }) => message.type)).toEqual(['push', 'state']);
  });

  it('inserts, overwrites in place, deletes, and deletes an unknown name without a word', () => {
    const state = aReplica({
      table: [
        ['Tom', '18'],
        ['Jane', '20'],
      ],
    });
    const apply = (entry: Parameters<typeof applyEntry>[1]) =>
      applyEntry(state, entry, 'replica-1').table;
    expect(apply({ type: 'insert', name: 'Ada', age: '36' })).toEqual([
      ['Tom', '18'],
      ['Jane', '20'],
      ['Ada', '36'],
    ]);
    expect(apply({ type: 'insert', name: 'Tom', age: '19' })).toEqual([
      ['Tom', '19'],
      ['Jane', '20'],
    ]);
    expect(apply({ type: 'delete', name: 'Tom' })).toEqual([['Jane', '20']]);
    expect(apply({ type: 'delete', name: 'Eve' })).toBe(state.table);
  });

  it('adds a neighbour once and never itself, and drops those that crashed', () => {
    const state = aReplica({ neighbours: ['replica-2', 'replica-3'] });
    const apply = (entry: Parameters<typeof applyEntry>[1]) =>
      applyEntry(state, entry, 'replica-1').neighbours;
    expect(apply({ type: 'add', replica: 'replica-5' })).toEqual([
      'replica-2',
      'replica-3',
      'replica-5',
    ]);
    expect(apply({ type: 'add', replica: 'replica-2' })).toEqual(['replica-2', 'replica-3']);
    expect(apply({ type: 'add', replica: 'replica-1' })).toEqual(['replica-2', 'replica-3']);
    expect(apply({ type: 'crash', replicas: ['replica-3', 'replica-7'] })).toEqual(['replica-2']);
  });
});

describe('the turn', () => {
  it('pushes (state, last entry) to one neighbour and tells the balancer, every second', () => {
    const node = outside('replica-1');
    const state = aReplica({ state: 4, applied: { index: 4, entry: TOM } });
    expect(replica.onTimer(state, 'turn', node)).toBe(state);
    expect(node.requests.sends.map(({ message }) => message.type)).toEqual(['push', 'state']);
    expect(state.neighbours).toContain(node.requests.sends[0]?.to);
    expect(node.requests.timers).toEqual([{ name: 'turn', delayMs: 1000 }]);
  });

  it('that is longer than a second has heart-beats in between', () => {
    const node = outside('replica-1');
    const state = aReplica({ state: 4, applied: { index: 4, entry: TOM } });
    expect(replica.onTimer(state, 'beat', node)).toBe(state);
    expect(node.requests.sends.map(({ message }) => message.type)).toEqual(['state']);
    expect(node.requests.timers).toEqual([{ name: 'beat', delayMs: 1000 }]);
  });

  it('gap l: has nothing to push until it has applied something itself', () => {
    const node = outside('replica-1');
    replica.onTimer(aReplica({ state: 4, applied: null }), 'turn', node);
    expect(node.requests.sends.map(({ message }) => message.type)).toEqual(['state']);
  });
});
