import { describe, expect, it } from 'vitest';
import { heardBy, tell, testWorld } from './testing.ts';

describe('a crash', () => {
  it('keeps exactly the durable fields', () => {
    const world = testWorld();
    tell(world, 'client-1', 'keep this');
    tell(world, 'client-1', 'draw');
    world.apply({ type: 'crash', node: 'client-1' });
    expect(world.record('client-1').disk).toEqual({ kept: ['this'] });
    world.apply({ type: 'restart', node: 'client-1' });
    expect(world.record('client-1').state).toEqual({ kept: ['this'], heard: ['boot 2'] });
  });

  it('and a wipe lose the disk as well', () => {
    const world = testWorld();
    tell(world, 'client-1', 'keep this');
    world.apply({ type: 'crash', node: 'client-1' });
    world.apply({ type: 'wipe', node: 'client-1' });
    world.apply({ type: 'restart', node: 'client-1' });
    expect(world.record('client-1').state).toEqual({ kept: [], heard: ['boot 2'] });
  });

  it('ends the open operations of a client with an unknown outcome', () => {
    const world = testWorld();
    tell(world, 'client-1', 'echo server-1 hello');
    tell(world, 'client-2', 'echo server-1 hello');
    world.apply({ type: 'crash', node: 'client-1' });
    const [mine, other] = world.operations();
    expect(mine).toMatchObject({
      outcome: 'unknown',
      ended: 0,
      result: 'client-1 crashed before the answer',
    });
    expect(other?.outcome).toBe('pending');
  });

  it('takes the timers with it: none of a former life ever fires', () => {
    const world = testWorld();
    tell(world, 'client-1', 'timer bell 100');
    world.advanceTo(50);
    world.apply({ type: 'crash', node: 'client-1' });
    world.apply({ type: 'restart', node: 'client-1' });
    tell(world, 'client-1', 'timer bell 500');
    world.advanceTo(1000);
    expect(heardBy(world, 'client-1')).toEqual(['timer bell at 550']);
  });

  it('with keepSends lets only the first so many messages of the last step leave', () => {
    for (const keepSends of [0, 1]) {
      const world = testWorld();
      tell(world, 'client-1', 'say server-1 earlier');
      tell(world, 'client-1', 'say server-1 last');
      world.apply({ type: 'crash', node: 'client-1', keepSends });
      world.advanceTo(1000);
      const heard =
        keepSends === 0
          ? ['earlier from client-1']
          : ['earlier from client-1', 'last from client-1'];
      expect(heardBy(world, 'server-1')).toEqual(heard);
    }
  });

  it('with keepSends recalls what waits in the air as well, and counts from the first that is still under way', () => {
    // Regression: a message held by hand had "left" although nothing was to leave.
    const world = testWorld({ weather: { duplicatePercent: 100 } });
    const { sent } = tell(world, 'client-1', 'say server-1 twice');
    world.apply({ type: 'hold', flight: sent[0]?.id ?? 0 });
    world.apply({ type: 'crash', node: 'client-1', keepSends: 1 });
    expect([world.parked.length, world.pending().length]).toEqual([1, 0]);
    world.apply({ type: 'release', flight: sent[0]?.id ?? 0 });
    world.advanceTo(1000);
    expect(heardBy(world, 'server-1')).toEqual(['twice from client-1']);
  });

  it.each(['datagram', 'stream'] as const)('lets what has left arrive (%s)', (kind) => {
    const world = testWorld({ transport: { kind } });
    tell(world, 'client-1', 'say server-1 late');
    world.apply({ type: 'crash', node: 'client-1' });
    world.advanceTo(100);
    expect(heardBy(world, 'server-1')).toEqual(['late from client-1']);
  });
});

describe('a restart', () => {
  it('is a new incarnation with a state of its own, and the same disk, clock and luck', () => {
    const world = testWorld();
    tell(world, 'client-1', 'draw');
    const [first] = heardBy(world, 'client-1');
    world.apply({ type: 'crash', node: 'client-1' });
    world.apply({ type: 'restart', node: 'client-1' });
    expect(world.record('client-1')).toMatchObject({ status: 'up', incarnation: 2, disk: null });
    tell(world, 'client-1', 'draw');
    expect(heardBy(world, 'client-1')[0]).not.toBe(first);
  });

  it.each(['datagram', 'stream'] as const)(
    'never hears messages to its former life (%s)',
    (kind) => {
      const world = testWorld({ transport: { kind } });
      tell(world, 'client-1', 'say server-1 old');
      world.apply({ type: 'crash', node: 'server-1' });
      world.apply({ type: 'restart', node: 'server-1' });
      tell(world, 'client-1', 'say server-1 new');
      const event = world.step();
      expect(event).toMatchObject({ kind: 'lost', loss: 'stale' });
      world.advanceTo(1000);
      expect(heardBy(world, 'server-1')).toEqual(['new from client-1']);
    },
  );

  it.each(['datagram', 'stream'] as const)(
    'is never heard by messages of its former life (%s)',
    (kind) => {
      const world = testWorld({ transport: { kind } });
      tell(world, 'client-1', 'say server-1 old');
      world.apply({ type: 'crash', node: 'client-1' });
      world.apply({ type: 'restart', node: 'client-1' });
      tell(world, 'client-1', 'say server-1 new');
      world.advanceTo(1000);
      expect(heardBy(world, 'server-1')).toEqual(['new from client-1']);
    },
  );

  it('is possible after leaving, not while up', () => {
    const world = testWorld();
    tell(world, 'client-1', 'quit');
    world.apply({ type: 'restart', node: 'client-1' });
    expect(world.record('client-1')).toMatchObject({ status: 'up', incarnation: 2 });
    expect(() => world.apply({ type: 'restart', node: 'client-1' })).toThrow(
      'client-1 cannot restart: it is up',
    );
  });
});

describe('a frozen node', () => {
  it('lets messages and timers wait, and takes them up in their order', () => {
    const world = testWorld();
    // The timer has the lower number and the later time: order is by time.
    tell(world, 'client-1', 'timer bell 300');
    tell(world, 'client-1', 'timer early 50');
    world.apply({ type: 'freeze', node: 'client-1' });
    tell(world, 'client-2', 'say client-1 first');
    world.advanceTo(100);
    tell(world, 'client-2', 'say client-1 second');
    world.advanceTo(1000);
    expect(heardBy(world, 'client-1')).toEqual([]);
    expect(world.parked.map(({ reason }) => reason)).toEqual([
      'frozen',
      'frozen',
      'frozen',
      'frozen',
    ]);
    world.apply({ type: 'thaw', node: 'client-1' });
    world.advanceTo(1000);
    expect(heardBy(world, 'client-1')).toEqual([
      'first from client-2',
      'timer early at 1000',
      'second from client-2',
      'timer bell at 1000',
    ]);
    expect(world.parked).toEqual([]);
  });

  it('that crashes hears nothing of what waited', () => {
    const world = testWorld();
    world.apply({ type: 'freeze', node: 'server-1' });
    tell(world, 'client-1', 'say server-1 hello');
    world.advanceTo(100);
    world.apply({ type: 'crash', node: 'server-1' });
    expect(world.step()).toMatchObject({ kind: 'lost', loss: 'down' });
  });

  it('keeps what it sent before: that arrives', () => {
    const world = testWorld();
    tell(world, 'client-1', 'say server-1 sent');
    world.apply({ type: 'freeze', node: 'client-1' });
    world.advanceTo(100);
    expect(heardBy(world, 'server-1')).toEqual(['sent from client-1']);
  });
});

describe('a clock', () => {
  it('of double speed lets timers fire in half the time and shows double', () => {
    const world = testWorld();
    world.apply({ type: 'clock', node: 'client-1', ratePermille: 2000 });
    tell(world, 'client-1', 'timer bell 1000');
    world.advanceTo(499);
    expect(heardBy(world, 'client-1')).toEqual([]);
    world.advanceTo(500);
    expect(heardBy(world, 'client-1')).toEqual(['timer bell at 1000']);
  });

  it('that changes speed neither jumps nor lets a running timer fire early', () => {
    const world = testWorld();
    tell(world, 'client-1', 'timer bell 1000');
    world.advanceTo(400);
    world.apply({ type: 'clock', node: 'client-1', ratePermille: 500 });
    world.advanceTo(1599);
    expect(heardBy(world, 'client-1')).toEqual([]);
    world.advanceTo(1600);
    expect(heardBy(world, 'client-1')).toEqual(['timer bell at 1000']);
  });

  it('never runs backwards, not even over a crash', () => {
    const world = testWorld();
    const readings: number[] = [];
    const read = (): void => {
      tell(world, 'client-1', 'timer now 0');
      world.advanceTo(world.now);
      readings.push(Number(heardBy(world, 'client-1').at(-1)?.split(' ').at(-1)));
    };
    for (const ratePermille of [1000, 1500, 333, 1, 100_000, 7, 1000]) {
      world.apply({ type: 'clock', node: 'client-1', ratePermille });
      read();
      world.advanceTo(world.now + 17);
      read();
      world.apply({ type: 'crash', node: 'client-1' });
      world.apply({ type: 'restart', node: 'client-1' });
      read();
    }
    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
  });

  it('of another node is not touched', () => {
    const world = testWorld();
    world.apply({ type: 'clock', node: 'client-1', ratePermille: 2000 });
    tell(world, 'client-2', 'timer bell 1000');
    world.advanceTo(1000);
    expect(heardBy(world, 'client-2')).toEqual(['timer bell at 1000']);
  });
});
