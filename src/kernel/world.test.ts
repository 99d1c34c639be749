import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from './hash.ts';
import { unreachable } from './process.ts';
import { LINES, play, settings, steps } from './testing-steps.ts';
import { heardBy, tell, type TestEvent, testWorld, type TestWorld, worldPrint } from './testing.ts';

describe('a world', () => {
  it('is the same again from the same seed and deeds', () => {
    fc.assert(
      fc.property(settings, steps(60), (how, what) => {
        const one = testWorld(how);
        const other = testWorld(how);
        expect(fingerprint(play(one, what))).toBe(fingerprint(play(other, what)));
        expect(worldPrint(one)).toBe(worldPrint(other));
      }),
    );
  });

  it('goes on from a snapshot as if it had never stopped, in itself and in another world', () => {
    fc.assert(
      fc.property(settings, steps(40), steps(40), steps(20), (how, before, after, elsewhere) => {
        const world = testWorld(how);
        play(world, before);
        const snapshot = world.snapshot();
        const print = fingerprint(play(world, after));
        const end = worldPrint(world);

        world.restore(snapshot);
        play(world, elsewhere);
        world.restore(snapshot);
        expect(fingerprint(play(world, after))).toBe(print);
        expect(worldPrint(world)).toBe(end);

        const other = testWorld(how);
        other.restore(snapshot);
        expect(fingerprint(play(other, after))).toBe(print);
        expect(worldPrint(other)).toBe(end);
      }),
    );
  });

  it('numbers its events without a gap and never goes back in time', () => {
    fc.assert(
      fc.property(settings, steps(60), (how, what) => {
        const world = testWorld(how);
        const events = [world.genesis, ...play(world, what)];
        expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index));
        const times = events.map(({ time }) => time);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });

  it('gives every event a cause: the earlier event that sent, set or signalled it; a deed has none', () => {
    fc.assert(
      fc.property(settings, steps(60), (how, what) => {
        const world = testWorld(how);
        const events = [world.genesis, ...play(world, what)];
        expect(events.slice(1).filter((event) => !isCaused(event, events))).toEqual([]);
      }),
    );
  });

  it('takes what can happen in any order, where order is not kept', () => {
    fc.assert(
      fc.property(fc.nat(), fc.infiniteStream(fc.nat()), (seed, luck) => {
        const world = testWorld({ seed });
        for (const text of ['say server-1 a', 'echo server-1 b', 'say client-2 c', 'timer bell 50'])
          tell(world, 'client-1', text);
        tell(world, 'client-2', 'echo server-1 d');
        let fired = 0;
        for (let all = world.pending(); all.length > 0; all = world.pending()) {
          world.fire(all[(luck.next().value ?? 0) % all.length]?.id ?? 0);
          fired += 1;
        }
        // Five, and the answers to two of them. Time has not moved.
        expect([fired, world.now]).toEqual([7, 0]);
        expect(heardBy(world, 'server-1').toSorted()).toEqual([
          'a from client-1',
          'b from client-1',
          'd from client-2',
        ]);
      }),
    );
  });

  it('comes to the same state whether time flows or everything due is fired in that order', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const [flowing, fired] = [testWorld({ seed }), testWorld({ seed })];
        for (const world of [flowing, fired])
          for (const text of LINES.slice(0, 2)) tell(world, 'client-1', text);
        flowing.advanceTo(10_000);
        for (let next = fired.next(); next !== undefined; next = fired.next()) fired.fire(next.id);
        const states = (world: TestWorld) => world.records().map(({ state }) => state);
        expect(states(fired)).toEqual(states(flowing));
      }),
    );
  });

  it('answers an echo, and the operation of the console ends with it', () => {
    const world = testWorld();
    tell(world, 'client-1', 'echo server-1 hello');
    expect(world.operations()[0]).toMatchObject({ outcome: 'pending', started: 0, ended: null });
    world.advanceTo(20);
    expect(world.operations()).toEqual([
      {
        id: 1,
        client: 'client-1',
        text: 'echo server-1 hello',
        parent: null,
        command: { verb: 'echo', words: ['server-1', 'hello'] },
        started: 0,
        ended: 20,
        outcome: 'ok',
        result: 'hello',
      },
    ]);
  });

  it('lets only the last timer of a name ring, and none that was stopped', () => {
    const world = testWorld();
    for (const text of [
      'timer bell 100',
      'timer bell 200',
      'timer off 50',
      'cancel off',
      'cancel never',
    ])
      tell(world, 'client-1', text);
    world.advanceTo(1000);
    expect(heardBy(world, 'client-1')).toEqual(['timer bell at 200']);
  });

  it('refuses a handler that sends to itself', () => {
    expect(() => tell(testWorld(), 'client-1', 'say client-1 me')).toThrow(
      'client-1 sends say to itself',
    );
  });

  it('refuses a timer of less than nothing', () => {
    expect(() => tell(testWorld(), 'client-1', 'timer bell -1')).toThrow(
      'client-1: timer bell of -1 ms',
    );
  });

  it('refuses to skip what is due', () => {
    const world = testWorld();
    tell(world, 'client-1', 'timer bell 100');
    expect(() => world.idle(101)).toThrow('something is due before 101');
    world.idle(100);
    expect(() => world.idle(99)).toThrow('time runs forward: 100 → 99');
  });
});

/** What starts a process. */
const START: ReadonlySet<string> = new Set(['restart', 'add']);

/** Whether an event is a deed, or names as its cause the earlier event that sent, set or signalled what happened. */
function isCaused(
  { number, intent: deed, cause, pending, node }: TestEvent,
  events: readonly TestEvent[],
): boolean {
  if (deed !== null && deed.type !== 'fire') return cause === null;
  const source = cause === null || cause >= number ? undefined : events[cause];
  if (source === undefined || pending === null) return false;
  switch (pending.kind) {
    case 'deliver':
      return source.sent.some(({ id }) => id === pending.id) || isCopy(pending.id, events);
    case 'timer':
      return source.time === pending.setAt && source.node === pending.node;
    case 'unreachable':
      return (source.loss === 'down' || source.loss === 'stale') && source.node === pending.peer;
    case 'peer-failed':
      return source.node === pending.peer || (source.node === node && START.has(source.kind));
    default:
      return unreachable(pending);
  }
}

/** Whether the number belongs to a copy that was made by hand: no event sent it. */
function isCopy(id: number, events: readonly TestEvent[]): boolean {
  const isSent = events.some(({ sent }) => sent.some((flight) => flight.id === id));
  return !isSent && events.some(({ kind }) => kind === 'duplicate');
}
