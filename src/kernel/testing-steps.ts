/** Random deeds and stretches of time for property tests of the world. */
import fc from 'fast-check';
import type { Intent } from './intent.ts';
import {
  STREAM,
  type TestEvent,
  type TestSettings,
  type TestWorld,
  worldPrint,
} from './testing.ts';

export const LINES = [
  'say server-1 hi',
  'echo server-2 ho',
  'timer bell 90',
  'cancel bell',
  'keep it',
  'draw',
];
const NODES = ['server-1', 'server-2', 'client-1', 'client-2'];

/** A deed or a stretch of time; what cannot be done is passed over. */
export type Step =
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
  fc.record({
    type: fc.constant('crash' as const),
    node,
    keepSends: fc.nat({ max: 2 }),
  }),
  fc.record({ type: fc.constant('remove' as const), node }),
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
    type: fc.constant('wind' as const),
    pending: fc.nat({ max: 60 }),
    inMs: fc.nat({ max: 900 }),
  }),
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
/** Every kind of transport, in foul weather. */
export const settings: fc.Arbitrary<TestSettings> = fc.record({
  seed: fc.nat(),
  transport: fc.constantFrom({}, STREAM, { ...STREAM, failStop: true }, { ...STREAM, fifo: false }),
  weather: fc.constant({ latencyMs: [0, 80] as const, lossPercent: 20, duplicatePercent: 20 }),
});

function take(world: TestWorld, what: Step): TestEvent[] {
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

/** Does all steps; what cannot be done is passed over. */
export function play(world: TestWorld, steps: readonly Step[]): TestEvent[] {
  return steps.flatMap((one) => take(world, one));
}

/** Up to so many steps: stretches of time, and deeds of these types alone. */
export const stepsAmong = (types: readonly string[], maxLength: number): fc.Arbitrary<Step[]> => {
  const among = step.filter((one) => one.kind === 'time' || types.includes(one.intent.type));
  return fc.array(among, { maxLength });
};

/** Ends every fault, lets go what is held and waits until everything has arrived. */
export function calm(world: TestWorld): void {
  world.apply({ type: 'heal' });
  for (const { id, status } of world.records()) {
    if (status === 'frozen') world.apply({ type: 'thaw', node: id });
  }
  for (const { reason, pending } of world.parked) {
    if (reason === 'held') world.apply({ type: 'release', flight: pending.id });
  }
  world.advanceTo(world.now + 60_000);
}

/** Up to so many steps. */
export const steps = (maxLength: number): fc.Arbitrary<Step[]> => fc.array(step, { maxLength });
