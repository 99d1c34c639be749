import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flightOf, heardBy, STREAM, tell, type TestSettings, testWorld } from './testing.ts';

/** Says 0, 1, 2 … to server-1, a little later each, then lets everything arrive. */
function sayMany(settings: TestSettings, pausesMs: readonly number[]): readonly string[] {
  const world = testWorld(settings);
  pausesMs.forEach((pauseMs, number) => {
    world.advanceTo(world.now + pauseMs);
    tell(world, 'client-1', `say server-1 ${number}`);
  });
  world.advanceTo(world.now + 100_000);
  return heardBy(world, 'server-1').map((line) => line.split(' ')[0] ?? '');
}

const weather = fc.record({
  latencyMs: fc
    .tuple(fc.nat({ max: 300 }), fc.nat({ max: 700 }))
    .map(([low, more]): [number, number] => [low, low + more]),
  lossPercent: fc.nat({ max: 60 }),
  duplicatePercent: fc.nat({ max: 100 }),
});
const pauses = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 40 });

describe('the bus', () => {
  it('keeps the order of a FIFO lane under any latency and loss', () => {
    fc.assert(
      fc.property(fc.nat(), weather, pauses, (seed, sky, pausesMs) => {
        const heard = sayMany({ transport: STREAM, weather: sky, seed }, pausesMs);
        expect(heard).toEqual(pausesMs.map((_, number) => String(number)));
      }),
    );
  });

  it('keeps the order of a lane of datagrams too, where the protocol asks for it', () => {
    fc.assert(
      fc.property(fc.nat(), pauses, (seed, pausesMs) => {
        const sky = { latencyMs: [0, 900] as const, lossPercent: 0, duplicatePercent: 0 };
        const heard = sayMany({ transport: { fifo: true }, weather: sky, seed }, pausesMs);
        expect(heard).toEqual(pausesMs.map((_, number) => String(number)));
      }),
    );
  });

  it('does overtake where order is not kept', () => {
    const heard = sayMany(
      { weather: { latencyMs: [0, 900] } },
      Array.from({ length: 30 }, () => 10),
    );
    expect(heard).toHaveLength(30);
    expect(heard).not.toEqual(Array.from({ length: 30 }, (_, number) => String(number)));
  });

  it('overtakes on a FIFO lane from the moment on at which the flaw that ends order is on', () => {
    const transport = { ...STREAM, unorderedBy: 'deaf' };
    const world = testWorld({ transport, weather: { latencyMs: [0, 900] } });
    const arrivals = (): number[] => {
      const due = Array.from(
        { length: 30 },
        () => tell(world, 'client-1', 'say server-1 x').sent[0]?.due ?? 0,
      );
      return due.toSorted((a, b) => a - b).map((time, place) => time - (due[place] ?? 0));
    };
    expect(arrivals().every((difference) => difference === 0)).toBe(true);
    world.apply({ type: 'flaw', name: 'deaf', on: true });
    expect(arrivals().every((difference) => difference === 0)).toBe(false);
  });

  it('keeps the order of a FIFO lane through cuts, freezes, holds and new latencies at any moment', () => {
    const deed = fc.constantFrom(
      'say',
      'cut',
      'heal',
      'freeze',
      'thaw',
      'hold',
      'release',
      'slow',
      'fast',
    );
    const steps = fc.array(fc.tuple(fc.nat({ max: 250 }), deed), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(fc.nat(), steps, (seed, all) => {
        const world = testWorld({ transport: STREAM, weather: { latencyMs: [0, 400] }, seed });
        let said = 0;
        for (const [pauseMs, what] of all) {
          world.advanceTo(world.now + pauseMs);
          const held = world.parked.find(({ reason }) => reason === 'held')?.pending.id;
          const flight = world.pending().find(({ kind }) => kind === 'deliver')?.id;
          const status = world.record('server-1').status;
          if (what === 'say') tell(world, 'client-1', `say server-1 ${said++}`);
          if (what === 'cut')
            world.apply({ type: 'cut', from: 'client-1', to: 'server-1', bothWays: false });
          if (what === 'heal') world.apply({ type: 'heal' });
          if (what === 'freeze' && status === 'up')
            world.apply({ type: 'freeze', node: 'server-1' });
          if (what === 'thaw' && status === 'frozen')
            world.apply({ type: 'thaw', node: 'server-1' });
          if (what === 'hold' && flight !== undefined) world.apply({ type: 'hold', flight });
          if (what === 'release' && held !== undefined)
            world.apply({ type: 'release', flight: held });
          const settings = { lossPercent: 0, duplicatePercent: 0 };
          if (what === 'slow')
            world.apply({ type: 'network', settings: { ...settings, latencyMs: [300, 900] } });
          if (what === 'fast')
            world.apply({ type: 'network', settings: { ...settings, latencyMs: [0, 5] } });
        }
        world.apply({ type: 'heal' });
        if (world.record('server-1').status === 'frozen')
          world.apply({ type: 'thaw', node: 'server-1' });
        for (const { reason, pending } of world.parked) {
          if (reason === 'held') world.apply({ type: 'release', flight: pending.id });
        }
        world.advanceTo(world.now + 10_000);
        const numbers = heardBy(world, 'server-1').map((line) => line.split(' ')[0]);
        expect(numbers).toEqual(Array.from({ length: said }, (_, number) => String(number)));
      }),
      { numRuns: 300 },
    );
  });

  it('lets what crosses a healed cut travel on before what was sent after it', () => {
    // Regression: the second of two messages that waited at a cut was let go at once and overtook the first.
    const world = testWorld({ transport: STREAM, weather: { latencyMs: [100, 100] } });
    tell(world, 'client-1', 'say server-1 first');
    world.advanceTo(50);
    tell(world, 'client-1', 'say server-1 second');
    world.apply({ type: 'cut', from: 'client-1', to: 'server-1', bothWays: true });
    world.advanceTo(120);
    expect(world.parked.map(({ reason }) => reason)).toEqual(['cut']);
    world.apply({ type: 'heal' });
    world.advanceTo(219);
    expect(heardBy(world, 'server-1')).toEqual([]);
    world.advanceTo(220);
    expect(heardBy(world, 'server-1')).toEqual(['first from client-1', 'second from client-1']);
  });

  it('gives a copy of a message its own latency and its own fate', () => {
    const world = testWorld({ weather: { latencyMs: [0, 900], duplicatePercent: 100 } });
    const { sent } = tell(world, 'client-1', 'say server-1 twice');
    expect(sent).toHaveLength(2);
    expect(sent[0]?.due).not.toBe(sent[1]?.due);
    world.advanceTo(1000);
    expect(heardBy(world, 'server-1')).toEqual(['twice from client-1', 'twice from client-1']);
  });

  it('loses a datagram that meets a cut at either end of its way', () => {
    const cut = { type: 'cut', from: 'client-1', to: 'server-1', bothWays: false } as const;
    const world = testWorld();
    world.apply(cut);
    tell(world, 'client-1', 'say server-1 into-the-cut');
    world.apply({ type: 'heal' });
    tell(world, 'client-1', 'say server-1 cut-on-the-way');
    world.apply(cut);
    const losses = [world.step(), world.step()].map((event) => [event?.kind, event?.loss]);
    expect(losses).toEqual([
      ['lost', 'cut'],
      ['lost', 'cut'],
    ]);
    expect(heardBy(world, 'server-1')).toEqual([]);
  });

  it('numbers flights upward in the order of sending', () => {
    const world = testWorld();
    tell(world, 'client-1', 'say server-1 a');
    tell(world, 'client-2', 'say server-1 b');
    expect(flightOf(world, 'b')).toBeGreaterThan(flightOf(world, 'a'));
  });
});
