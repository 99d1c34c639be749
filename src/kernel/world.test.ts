import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from './hash.ts';
import type { Intent } from './intent.ts';
import {
  heardBy,
  STREAM,
  tell,
  type TestEvent,
  type TestSettings,
  testWorld,
  type TestWorld,
  worldPrint,
} from './testing.ts';

const LINES = [
  'say server-1 hi',
  'echo server-2 ho',
  'timer bell 90',
  'cancel bell',
  'keep it',
  'draw',
];
const NODES = ['server-1', 'server-2', 'client-1', 'client-2'];

/** A deed or a stretch of time; what cannot be done is passed over. */
type Step =
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'deed'; readonly intent: Intent };

const node = fc.constantFrom(...NODES);
const intent: fc.Arbitrary<Intent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('command' as const),
      client: fc.constantFrom('client-1', 'client-2'),
      text: fc.constantFrom(...LINES),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('crash', 'restart', 'freeze', 'thaw', 'wipe'),
      node,
    }),
  },
  fc.record({ type: fc.constant('cut' as const), from: node, to: node, bothWays: fc.boolean() }),
  fc.constant({ type: 'heal' as const }),
  fc.record({
    type: fc.constant('partition' as const),
    groups: fc.constant([['client-1', 'server-1'], ['server-2']]),
  }),
  fc.record({
    type: fc.constantFrom('hold', 'drop', 'duplicate', 'release'),
    flight: fc.nat({ max: 60 }),
  }),
  fc.record({ type: fc.constant('fire' as const), pending: fc.nat({ max: 60 }) }),
  fc.record({
    type: fc.constant('clock' as const),
    node,
    ratePermille: fc.constantFrom(500, 1000, 3000),
  }),
  fc.record({ type: fc.constant('add' as const), role: fc.constantFrom('client', 'server') }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('time' as const), ms: fc.nat({ max: 120 }) }),
  fc.record({ kind: fc.constant('deed' as const), intent }),
);
const settings: fc.Arbitrary<TestSettings> = fc.record({
  seed: fc.nat(),
  transport: fc.constantFrom({}, STREAM, { ...STREAM, failStop: true }, { ...STREAM, fifo: false }),
  weather: fc.constant({ latencyMs: [0, 80] as const, lossPercent: 20, duplicatePercent: 20 }),
});

function take(world: TestWorld, { ...what }: Step): TestEvent[] {
  const events: TestEvent[] = [];
  if (what.kind === 'time') world.advanceTo(world.now + what.ms, (event) => events.push(event));
  else {
    const before = worldPrint(world);
    try {
      events.push(world.apply(what.intent));
    } catch {
      if (worldPrint(world) !== before)
        throw new Error(`${what.intent.type} was refused and left a trace`);
    }
  }
  return events;
}

function play(world: TestWorld, steps: readonly Step[]): TestEvent[] {
  return steps.flatMap((one) => take(world, one));
}

const steps = (maxLength: number) => fc.array(step, { maxLength });

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
        for (const { number, intent: deed, cause, pending } of events.slice(1)) {
          if (deed !== null && deed.type !== 'fire') {
            expect(cause).toBeNull();
            continue;
          }
          const source = events[cause ?? -1];
          expect(cause).toBeLessThan(number);
          if (pending?.kind === 'deliver') {
            expect(
              source?.sent.some(({ id }) => id === pending.id) === true ||
                isCopy(events, pending.id),
            ).toBe(true);
          } else if (pending?.kind === 'timer') {
            expect([source?.time, source?.node]).toEqual([pending.setAt, pending.node]);
          } else if (pending?.kind === 'unreachable') {
            expect(source).toMatchObject({
              kind: expect.stringMatching('lost|fire'),
              loss: 'down',
              node: pending.peer,
            });
          } else expect(source?.node).toBe(pending?.kind === 'peer-failed' ? pending.peer : null);
        }
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

/** Whether the number belongs to a copy that was made by hand: no event sent it. */
function isCopy(events: readonly TestEvent[], id: number): boolean {
  return (
    events.some(({ kind }) => kind === 'duplicate') &&
    !events.some(({ sent }) => sent.some((flight) => flight.id === id))
  );
}
