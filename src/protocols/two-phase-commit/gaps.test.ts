/** Where the original had a gap (a to i), and what this one does instead. */
import { describe, expect, it } from 'vitest';
import {
  type CommitWorld,
  commitWorld,
  coordinatorOf,
  crash,
  factsIn,
  flow,
  flowUntil,
  isQuiet,
  names,
  poolOf,
  restart,
  resultOf,
  say,
  valuesOf,
} from './testing.ts';

/** A world in which `set a 2` is waiting for the vote of worker-3, which is dead. */
function stuck(): CommitWorld {
  const world = commitWorld();
  crash(world, 'worker-3');
  say(world, 'set a 2');
  flowUntil(world, () => coordinatorOf(world).transactions.length === 1);
  return world;
}

describe('gap a: a worker that does not answer', () => {
  it('fails the set, frees the key, and lets what waited go on', () => {
    const world = stuck();
    const [get, db, verify] = ['get a', 'db', 'verify'].map((text) => say(world, text, 'client-2'));
    flowUntil(world, () => isQuiet(world));
    expect(resultOf(world, get ?? 0)).toBe('ok: a: one');
    expect(resultOf(world, db ?? 0)).toBe('ok: {a: one, b: two, c: three, d: four, e: five}');
    expect(resultOf(world, verify ?? 0)).toBe('ok: true');
    const again = say(world, 'set a 3');
    flowUntil(world, () => isQuiet(world));
    expect(resultOf(world, again)).toBe('ok: true');
  });

  it('with the flaw leaves the client without an answer and the key taken for ever', () => {
    const world = stuck();
    world.apply({ type: 'flaw', name: 'hang-after-worker-timeout', on: true });
    flow(world, 60_000);
    expect(resultOf(world, 1)).toBe('pending: ');
    say(world, 'set a 3', 'client-2');
    flow(world, 1000);
    expect(resultOf(world, 2)).toBe('refused: false (#1 is writing a)');
    expect(poolOf(world)).toEqual(['worker-1', 'worker-2']);
  });
});

describe('gap b: the backlog', () => {
  it('is served first in, first out; only what needs its moment waits', () => {
    const world = commitWorld({}, 50);
    say(world, 'set a 2');
    flowUntil(world, () => coordinatorOf(world).transactions.length === 1);
    for (const text of ['db', 'get a', 'get b', 'verify']) say(world, text, 'client-2');
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'Waits').map(({ what, why }) => [what, why])).toEqual([
      ['get-db of client-2', 'quiet'],
      ['get a of client-2', 'key'],
      ['verify of client-2', 'quiet'],
    ]);
    const ended = (operation: number): number => world.operations()[operation - 1]?.ended ?? 0;
    expect(ended(4)).toBeLessThan(ended(1));
    expect(ended(2)).toBeGreaterThanOrEqual(ended(1));
    expect(resultOf(world, 2)).toContain('a: 2');
    expect(resultOf(world, 3)).toBe('ok: a: 2');
    expect(resultOf(world, 4)).toBe('ok: b: two');
  });

  it('a client reads what it has just asked to write', () => {
    const world = commitWorld();
    say(world, 'set a 2');
    const get = say(world, 'get a');
    flowUntil(world, () => isQuiet(world));
    expect(resultOf(world, get)).toBe('ok: a: 2');
  });

  it('with the flaw never serves what had to wait', () => {
    const world = commitWorld();
    world.apply({ type: 'flaw', name: 'lost-queued-reads', on: true });
    say(world, 'set a 2');
    const get = say(world, 'get a');
    flow(world, 60_000);
    expect(resultOf(world, get)).toBe('pending: ');
  });
});

describe('gap c: a verification', () => {
  it('holds new sets back while it runs, and lets them go after it', () => {
    const world = commitWorld({}, 50);
    say(world, 'verify');
    flowUntil(world, () => coordinatorOf(world).verification !== null);
    const set = say(world, 'set a 2');
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'Waits')).toMatchObject([
      { what: 'set a of client-1', why: 'verification' },
    ]);
    expect(resultOf(world, 1)).toBe('ok: true');
    expect(resultOf(world, set)).toBe('ok: true');
  });

  it('goes on without a worker that dies meanwhile', () => {
    const world = commitWorld();
    crash(world, 'worker-2');
    const verify = say(world, 'verify');
    const events = flowUntil(world, () => world.operations()[0]?.outcome !== 'pending');
    expect(factsIn(events, 'Verified')).toMatchObject([{ isEqual: true, workers: 2 }]);
    expect(resultOf(world, verify)).toBe('ok: true');
  });
});

describe('gap d: keys are text', () => {
  it('so that what rapidset wrote can be read', () => {
    const world = commitWorld();
    say(world, 'rapidset 2');
    flowUntil(world, () => isQuiet(world));
    const get = say(world, 'get 1234');
    flowUntil(world, () => isQuiet(world));
    expect(resultOf(world, get)).toBe('ok: 1234: 0');
  });

  it('and a key that is not there reads null', () => {
    const world = commitWorld();
    say(world, 'get nothing');
    flowUntil(world, () => isQuiet(world));
    expect(resultOf(world, 1)).toBe('ok: nothing: null');
  });
});

describe('gap e: a read at a dead worker', () => {
  it.each(['get a', 'db'])('%s goes to another after a second', (text) => {
    const world = commitWorld();
    say(world, text);
    flowUntil(world, () => coordinatorOf(world).reads.length === 1);
    const [read] = coordinatorOf(world).reads;
    crash(world, read?.worker ?? '');
    const asked = world.now;
    const events = flowUntil(world, () => world.operations()[0]?.outcome !== 'pending');
    expect(factsIn(events, 'Dropped')).toMatchObject([
      { worker: read?.worker, silentMs: 1000, time: asked + 1000 },
    ]);
    expect(world.operations()[0]).toMatchObject({ outcome: 'ok' });
  });
});

describe('gap f: one that goes away', () => {
  it('takes nobody along: a client that exits, and a worker that dies with twenty commits to do', () => {
    const world = commitWorld({ thinkMs: 135 }, 50);
    say(world, 'multiset 20');
    flowUntil(world, () => {
      const { transactions, lastTxid } = coordinatorOf(world);
      return lastTxid === 20 && transactions.every(({ phase }) => phase === 'committing');
    });
    say(world, 'exit', 'client-2');
    crash(world, 'worker-2');
    flowUntil(world, () => isQuiet(world));
    expect(resultOf(world, 1)).toBe('ok: 20 of 20 succeeded; verify true');
    expect(poolOf(world)).toEqual(['worker-1', 'worker-3']);
  });
});

describe('gap g: a worker comes back, or a new one comes', () => {
  it('by itself, with a snapshot between two transactions', () => {
    const world = commitWorld({ thinkMs: 135 }, 50);
    crash(world, 'worker-3');
    say(world, 'multiset 5');
    flowUntil(world, () => isQuiet(world));
    say(world, 'multiset 12');
    flowUntil(world, () => coordinatorOf(world).transactions.length === 12);
    restart(world, 'worker-3');
    const events = flowUntil(world, () => isQuiet(world));
    const [copies] = factsIn(events, 'Copies');
    const lastAnswer = Math.max(...factsIn(events, 'Answered').map(({ time }) => time));
    expect(copies?.time).toBeGreaterThanOrEqual(lastAnswer);
    expect(valuesOf(world, '11')).toEqual(['11', '11', '11']);
  });

  it('a set that comes during the copy waits for its end, and counts the newcomer in', () => {
    const world = commitWorld({}, 50);
    world.apply({ type: 'add', role: 'worker' });
    flowUntil(world, () => coordinatorOf(world).transfer !== null);
    const set = say(world, 'set a 2');
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'Waits')).toMatchObject([{ why: 'transfer' }]);
    expect(factsIn(events, 'Begun')[0]?.participants).toEqual(names(4));
    expect(resultOf(world, set)).toBe('ok: true');
    expect(valuesOf(world, 'a')).toEqual(['2', '2', '2', '2']);
  });

  it('one whose copy is lost with its donor asks again', () => {
    const world = commitWorld({}, 50);
    world.apply({ type: 'add', role: 'worker' });
    flowUntil(world, () => coordinatorOf(world).transfer !== null);
    crash(world, coordinatorOf(world).transfer?.donor ?? '');
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'CopyAbandoned')).toHaveLength(1);
    expect(poolOf(world)).toContain('worker-4');
  });

  it('one that was out of the pool while it lived is dialled, and joins', () => {
    const world = commitWorld();
    world.apply({ type: 'freeze', node: 'worker-3' });
    say(world, 'set a 2');
    flowUntil(world, () => isQuiet(world) || poolOf(world).length === 2);
    world.apply({ type: 'thaw', node: 'worker-3' });
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'Redialled')).not.toEqual([]);
    expect(poolOf(world)).toEqual(names(3));
  });
});

describe('gap h: transaction numbers', () => {
  it('are unique over the lives of the coordinator', () => {
    const world = commitWorld();
    for (let life = 1; life <= 3; life += 1) {
      say(world, `set a ${life}`);
      flowUntil(world, () => isQuiet(world));
      crash(world, 'coordinator-1');
      restart(world, 'coordinator-1');
    }
    expect(coordinatorOf(world).lastTxid).toBe(3);
    expect(valuesOf(world, 'a')).toEqual(['3', '3', '3']);
  });
});

describe('rule i: a set of a key that is being written', () => {
  it('is refused at once and not queued', () => {
    const world = commitWorld({}, 50);
    say(world, 'set a 2');
    say(world, 'set a 3', 'client-2');
    flowUntil(world, () => world.operations()[1]?.outcome !== 'pending');
    expect(world.now).toBe(100);
    expect(resultOf(world, 2)).toBe('refused: false (#1 is writing a)');
    flowUntil(world, () => isQuiet(world));
    expect(valuesOf(world, 'a')).toEqual(['2', '2', '2']);
  });
});

describe('what cannot be done', () => {
  it.each(['wipe', 'remove'] as const)(
    '%s of the coordinator is refused with its reason',
    (type) => {
      const world = commitWorld();
      crash(world, 'coordinator-1');
      expect(() => world.apply({ type, node: 'coordinator-1' })).toThrow(/coordinator/);
    },
  );

  it('a worker may be removed for good: nobody waits for its acknowledgement', () => {
    const world = commitWorld();
    say(world, 'set a 2');
    flowUntil(world, () => coordinatorOf(world).transactions[0]?.phase === 'committing');
    world.apply({ type: 'remove', node: 'worker-3' });
    flowUntil(world, () => isQuiet(world) && coordinatorOf(world).transactions.length === 0);
    expect(poolOf(world)).toEqual(['worker-1', 'worker-2']);
    flow(world, 5000);
    expect(coordinatorOf(world).isResending).toBe(false);
  });
});
