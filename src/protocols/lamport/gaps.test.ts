/** The gaps of the original, each in a whole world, and the deeds that the model does not have. */
import { describe, expect, it } from 'vitest';
import {
  answerOf,
  clientOf,
  factsIn,
  flow,
  flowUntil,
  HARVARD,
  isAnswered,
  lamportWorld,
  logOf,
  type LamportWorld,
  replicaOf,
  say,
} from './testing.ts';

const SLOW = { latencyMs: [900, 900], lossPercent: 0, duplicatePercent: 0 } as const;

const logs = (world: LamportWorld): readonly (readonly string[])[] =>
  [1, 2, 3].map((number) => logOf(replicaOf(world, number)));

/** Lets a client die in the middle of the broadcast of a request: so many messages of it had left. */
function dieMidBroadcast(world: LamportWorld, keepSends: number): void {
  say(world, 2, 'n MIT 02139');
  flowUntil(world, () => clientOf(world, 2).open !== null);
  world.apply({ type: 'crash', node: 'client-2', keepSends });
}

describe('gap a: a client vanishes', () => {
  it('and the others go on', () => {
    const world = lamportWorld();
    world.apply({ type: 'crash', node: 'client-2' });
    say(world, 1, 'l');
    flowUntil(world, () => isAnswered(world));
    expect(answerOf(world, 1)[0]).toBe('ok');
  });

  it('right after its hello, which only one replica has heard', () => {
    const world = lamportWorld();
    world.apply({ type: 'crash', node: 'client-2' });
    flow(world, 300);
    world.apply({ type: 'restart', node: 'client-2' });
    world.apply({ type: 'crash', node: 'client-2', keepSends: 1 });
    say(world, 1, 'l');
    const events = flowUntil(world, () => isAnswered(world));
    expect(factsIn(events, 'Closed').map(({ client }) => client)).toContain('client-2.2');
  });

  it('and everything stands still without the round', () => {
    const world = lamportWorld();
    world.apply({ type: 'flaw', name: 'no-close-round', on: true });
    world.apply({ type: 'crash', node: 'client-2' });
    say(world, 1, 'l');
    flow(world, 60_000);
    expect(answerOf(world, 1)[0]).toBe('pending');
  });
});

describe('gap b: a client dies in the middle of a broadcast', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 1],
    [3, 1],
  ])('when %i of 3 messages had left: executed %i times at every replica', (keepSends, times) => {
    const world = lamportWorld();
    dieMidBroadcast(world, keepSends);
    say(world, 1, `e ${HARVARD} 3`);
    flowUntil(world, () => isAnswered(world));
    flow(world, 500);
    const [first, ...others] = logs(world);
    expect(first).toHaveLength(times + 1);
    expect(others).toEqual([first, first]);
  });

  it('and the last message may be dropped, if the replicas that had it died as well', () => {
    const world = lamportWorld();
    dieMidBroadcast(world, 1);
    world.apply({ type: 'crash', node: 'replica-1' });
    say(world, 1, 'l');
    flowUntil(world, () => isAnswered(world));
    expect(logOf(replicaOf(world, 2))).toHaveLength(1);
  });

  it('and the replicas differ if each ends the queue by itself', () => {
    const world = lamportWorld();
    world.apply({ type: 'flaw', name: 'close-alone', on: true });
    dieMidBroadcast(world, 1);
    say(world, 1, `e ${HARVARD} 3`);
    flowUntil(world, () => isAnswered(world));
    flow(world, 500);
    expect(logs(world).map(({ length }) => length)).toEqual([2, 1, 1]);
  });
});

describe('gap c: a client leaves', () => {
  function leaveInHaste(world: LamportWorld): void {
    world.apply({ type: 'link', from: 'client-2', to: 'replica-3', settings: SLOW });
    flow(world, 1000);
    say(world, 1, `e ${HARVARD} 3`);
    say(world, 1, 'q');
    flowUntil(world, () => isAnswered(world));
    flow(world, 5000);
  }

  it('and a slow replica has executed all of its requests before the q', () => {
    const world = lamportWorld();
    leaveInHaste(world);
    const [first, ...others] = logs(world);
    expect(first).toHaveLength(2);
    expect(others).toEqual([first, first]);
    expect(world.node('client-1')?.status).toBe('left');
  });

  it('and a slow replica loses some if the q counts when it arrives', () => {
    const world = lamportWorld();
    world.apply({ type: 'flaw', name: 'q-on-receipt', on: true });
    leaveInHaste(world);
    expect(logs(world).map(({ length }) => length)).toEqual([1, 1, 0]);
  });

  it('takes nothing more from the console', () => {
    const world = lamportWorld();
    say(world, 1, 'q');
    say(world, 1, 'l');
    expect(answerOf(world, 1)).toEqual(['refused', 'this client is leaving']);
  });
});

describe('gap d: a partition', () => {
  it('stalls, gives nobody up, and resumes', () => {
    const world = lamportWorld();
    const groups = [
      ['client-1', 'replica-1', 'replica-2'],
      ['client-2', 'replica-3'],
    ];
    world.apply({ type: 'partition', groups });
    say(world, 1, 'l');
    flow(world, 120_000);
    expect(answerOf(world, 1)[0]).toBe('pending');
    expect(clientOf(world, 1)).toMatchObject({ awaited: ['replica-3'] });
    world.apply({ type: 'heal' });
    flow(world, 1000);
    expect(answerOf(world, 1)[0]).toBe('ok');
  });
});

describe('gaps f and g: crashes of replicas', () => {
  it('are told to everybody; the others need nobody to go on', () => {
    const world = lamportWorld();
    world.apply({ type: 'crash', node: 'replica-1' });
    world.apply({ type: 'crash', node: 'replica-2' });
    say(world, 1, 'l');
    flowUntil(world, () => isAnswered(world));
    expect(clientOf(world, 1).replicas).toEqual(['replica-3']);
    expect(replicaOf(world, 3).members).toEqual(['replica-3.1']);
  });

  it.each(['crash', 'remove'] as const)(
    '%s of the last that holds the state is refused',
    (type) => {
      const world = lamportWorld({ replicas: 2 });
      world.apply({ type: 'crash', node: 'replica-1' });
      const why =
        'the service tolerates t − 1 failures: replica-2 is the last that holds the state';
      expect(() => world.apply({ type, node: 'replica-2' })).toThrow(why);
      world.apply({ type: 'restart', node: 'replica-1' });
      expect(() => world.apply({ type, node: 'replica-2' })).toThrow(why);
      flow(world, 1000);
      world.apply({ type, node: 'replica-2' });
      expect(() => world.apply({ type, node: 'replica-1' })).toThrow('replica-1 is the last');
    },
  );

  it('channels lose and double nothing', () => {
    const world = lamportWorld();
    const [flight] = world.pending().filter(({ kind }) => kind === 'deliver');
    const why = 'channels are reliable in this model: hold the message or cut the link instead';
    for (const type of ['drop', 'duplicate'] as const) {
      expect(() => world.apply({ type, flight: flight?.id ?? 0 })).toThrow(why);
      const rule = { id: 'x', action: { kind: type } };
      expect(() => world.apply({ type: 'rule', rule })).toThrow(why);
    }
    world.apply({ type: 'rule', rule: { id: 'x', action: { kind: 'delay', delayMs: 5 } } });
  });

  it('disks hold nothing that could be lost', () => {
    const world = lamportWorld();
    world.apply({ type: 'crash', node: 'replica-1' });
    expect(() => world.apply({ type: 'wipe', node: 'replica-1' })).toThrow('nothing is on a disk');
  });
});

describe('a hello while a replica fails', () => {
  it('is said again: what the dead one executed last must stay smaller than the first id', () => {
    const world = lamportWorld({ clients: 1 });
    world.apply({ type: 'add', role: 'client' });
    world.apply({ type: 'cut', from: 'client-2', to: 'replica-3', bothWays: false });
    flow(world, 30);
    // The others have greeted client-2 and stand still; replica-3 has not heard of it and goes on.
    for (let count = 0; count < 5; count += 1) {
      say(world, 1, 'l');
      flowUntil(world, () => isAnswered(world));
    }
    const { clock } = replicaOf(world, 3).executedId ?? { clock: 0 };
    expect(replicaOf(world, 1).executedId?.clock).toBeLessThan(clock);
    world.apply({ type: 'crash', node: 'replica-3' });
    const events = flowUntil(world, () => clientOf(world, 2).phase === 'connected');
    expect(clientOf(world, 2).clock).toBeGreaterThan(clock);
    expect(factsIn(events, 'HelloAgain')).toMatchObject([
      { node: 'client-2', replica: 'replica-3' },
    ]);
  });
});
