/** The rules of the papers, one handler at a time. */
import { describe, expect, it } from 'vitest';
import { client } from './client.ts';
import { receive, tick } from './clock.ts';
import { compareIds, compareUids, idText, shortUid } from './identity.ts';
import type { Broadcast, ReplicaState } from './messages.ts';
import { replica } from './replica.ts';
import {
  aClient,
  aRecord,
  aReplica,
  dummy,
  EDIT,
  logOf,
  outside,
  request,
  sends,
} from './testing.ts';

const C1 = 'client-1.1';
const C2 = 'client-2.1';

describe('Lamport 1978, rules IR1 and IR2', () => {
  it('advances the clock at a sending', () => {
    expect(tick({ clock: 7 }).clock).toBe(8);
  });

  it.each([
    [7, 3, 8],
    [3, 7, 8],
    [7, 7, 8],
  ])('from %i, on a stamp of %i, to %i', (clock, stamp, after) => {
    expect(receive({ clock }, { clock: stamp }).clock).toBe(after);
  });

  it('stamps a broadcast with the clock of its sending, the same to everybody', () => {
    const node = outside('client-1');
    client.onTimer(aClient({ clock: 41 }), 'dummy', node);
    expect(node.requests.sends.map(({ message }) => message.clock)).toEqual([42, 42, 42]);
  });
});

describe('Lamport 1978, the total order', () => {
  it('goes by clock, then by client, then by life', () => {
    const ids = [
      { clock: 5, client: 'client-10.1' },
      { clock: 5, client: 'client-2.3' },
      { clock: 5, client: 'client-2.1' },
      { clock: 4, client: 'client-11.1' },
    ];
    expect(ids.toSorted(compareIds).map(idText)).toEqual(['4.c11', '5.c2', '5.c2.3', '5.c10']);
    expect(compareUids('client-2.1', 'client-2.1')).toBe(0);
    expect(shortUid('replica-3.2')).toBe('r3.2');
  });
});

describe('Schneider, Gries and Schlichting 1984, broadcast sequencing restriction', () => {
  it('begins no broadcast while an ack is missing', () => {
    const node = outside('client-1');
    const waiting = aClient({ awaited: ['replica-3'] });
    const after = client.onCommand?.(waiting, { type: 'line', text: 'l' }, 1, node);
    expect(after?.waiting).toHaveLength(1);
    expect(node.requests.sends).toEqual([]);
  });

  it('begins the next one when the last ack is there', () => {
    const node = outside('client-1');
    const waiting = aClient({
      awaited: ['replica-3'],
      waiting: [{ operation: 1, action: EDIT }],
    });
    const ack = { type: 'ack', clock: 30, client: C1, turn: 4 } as const;
    const after = client.onMessage(waiting, ack, 'replica-3', node);
    expect(sends(node)).toEqual([
      'request > replica-1',
      'request > replica-2',
      'request > replica-3',
    ]);
    expect(after).toMatchObject({ turn: 5, clock: 32, open: { operation: 1, turn: 5 } });
  });

  it.each([
    ['of an earlier broadcast', { client: C1, turn: 3 }],
    ['to a former life', { client: 'client-1.0', turn: 4 }],
  ])('takes no ack %s', (_, which) => {
    const waiting = aClient({ awaited: ['replica-3'] });
    const ack = { type: 'ack', clock: 1, ...which } as const;
    const after = client.onMessage(waiting, ack, 'replica-3', outside('client-1'));
    expect(after.awaited).toEqual(['replica-3']);
  });

  it('counts a failed replica as one that has acknowledged', () => {
    const node = outside('client-1');
    const after = client.onPeerFailed?.(aClient({ awaited: ['replica-3'] }), 'replica-3', node);
    expect(after).toMatchObject({ awaited: [], replicas: ['replica-1', 'replica-2'] });
    expect(node.requests.timers).toEqual([{ name: 'dummy', delayMs: 100 }]);
  });

  it('sends a dummy when there is nothing to say, or an answer is awaited', () => {
    const node = outside('client-1');
    const open = { operation: 1, action: EDIT, turn: 4 };
    const waiting = [{ operation: 2, action: EDIT }];
    const after = client.onTimer(aClient({ open, waiting }), 'dummy', node);
    expect(sends(node)).toEqual(['dummy > replica-1', 'dummy > replica-2', 'dummy > replica-3']);
    expect(after.waiting).toEqual(waiting);
  });

  it('takes the first output and drops the others', () => {
    const node = outside('client-1');
    const open = { operation: 1, action: EDIT, turn: 4 };
    const output = {
      type: 'output',
      clock: 1,
      client: C1,
      turn: 4,
      place: 1,
      outcome: 'ok',
      text: 'x',
    } as const;
    const once = client.onMessage(
      aClient({ open, awaited: ['replica-1'] }),
      output,
      'replica-2',
      node,
    );
    client.onMessage(once, output, 'replica-3', node);
    expect(node.requests.operations).toHaveLength(1);
  });
});

describe('Schneider 1990, section 3.2.1, stability test for fail-stop processors', () => {
  const arrival = (state: ReplicaState, message: Broadcast): ReplicaState =>
    replica.onMessage(state, message, message.client.slice(0, -2), outside('replica-2'));
  const withQueues = (one: readonly Broadcast[], other: readonly Broadcast[]): ReplicaState =>
    aReplica({ clients: { [C1]: aRecord(one), [C2]: aRecord(other) } });

  it('acknowledges at once', () => {
    const node = outside('replica-2');
    replica.onMessage(withQueues([], []), request(C1, 30, 1), 'client-1', node);
    expect(node.requests.sends).toEqual([
      { to: 'client-1', message: { type: 'ack', clock: 32, client: C1, turn: 1 } },
    ]);
  });

  it('executes nothing while a connected client has no head request', () => {
    const after = arrival(withQueues([request(C1, 10, 1)], []), dummy(C1, 15, 2));
    expect(after.executedId).toBeNull();
  });

  it('executes nothing before the client of the least head has gone on', () => {
    const after = arrival(withQueues([request(C1, 10, 1)], []), dummy(C2, 11, 1));
    expect(after.executedId).toBeNull();
  });

  it('executes the least head, and goes on as long as it can', () => {
    const before = withQueues([request(C1, 10, 1)], [request(C2, 9, 1), dummy(C2, 14, 2)]);
    const node = outside('replica-2');
    const after = replica.onMessage(before, dummy(C1, 12, 2), 'client-1', node);
    expect(logOf(after)).toEqual(['9.c2', '10.c1']);
    expect(after.executedId).toEqual({ clock: 10, client: C1 });
    expect(after.clients[C1]?.queue).toEqual([dummy(C1, 12, 2)]);
    expect(sends(node)).toEqual(['ack > client-1', 'output > client-2', 'output > client-1']);
  });

  it('lets the number of the client decide between equal clocks', () => {
    const before = withQueues([request(C1, 10, 1)], [request(C2, 10, 1), dummy(C2, 14, 2)]);
    expect(logOf(arrival(before, dummy(C1, 14, 2)))).toEqual(['10.c1', '10.c2']);
  });

  it('executes dummies without a trace but their ids', () => {
    const before = withQueues([dummy(C1, 10, 1)], [dummy(C2, 11, 1)]);
    const after = arrival(before, dummy(C1, 13, 2));
    expect(after.executedId).toEqual({ clock: 10, client: C1 });
    expect(logOf(after)).toEqual([]);
  });

  it('does without the test if the flaw is on', () => {
    const node = outside('replica-2', { flaws: ['no-stability-test'] });
    const before = withQueues([request(C1, 10, 1)], []);
    expect(logOf(replica.onMessage(before, dummy(C1, 15, 2), 'client-1', node))).toEqual(['10.c1']);
  });
});

describe('a client that connects', () => {
  const hello = { type: 'hello', clock: 1, client: C1, attempt: 1 } as const;

  it('is in the stability set from its hello on, and is told a clock beyond everything executed', () => {
    const node = outside('replica-2');
    const before = aReplica({ clock: 50, executedId: { clock: 44, client: C2 } });
    const after = replica.onMessage(before, hello, 'client-1', node);
    expect(after.clients[C1]).toMatchObject({ standing: 'connected', queue: [] });
    expect(node.requests.sends[0]?.message).toMatchObject({ type: 'greeting', clock: 52 });
  });

  it('begins when all have answered, with an id beyond all their clocks', () => {
    const node = outside('client-1');
    const greeting = { type: 'greeting', clock: 52, client: C1, attempt: 1 } as const;
    const before = aClient({ phase: 'hello', awaited: ['replica-3'], turn: 0 });
    const after = client.onMessage(before, greeting, 'replica-3', node);
    expect(after).toMatchObject({ phase: 'connected', turn: 1 });
    expect(after.clock).toBeGreaterThan(52);
  });

  it('does not take a greeting that was meant for a former life', () => {
    const greeting = { type: 'greeting', clock: 52, client: C1, attempt: 1 } as const;
    const before = aClient({ uid: 'client-1.2', phase: 'hello', awaited: ['replica-3'], turn: 0 });
    const after = client.onMessage(before, greeting, 'replica-3', outside('client-1'));
    expect(after.awaited).toEqual(['replica-3']);
  });

  it('asks the others once more when one fails before all have answered', () => {
    const node = outside('client-1');
    const before = aClient({ phase: 'hello', awaited: ['replica-3'], turn: 0 });
    const after = client.onPeerFailed?.(before, 'replica-3', node);
    expect(sends(node)).toEqual(['hello > replica-1', 'hello > replica-2']);
    expect(after).toMatchObject({ attempt: 2, awaited: ['replica-1', 'replica-2'] });
  });
});
