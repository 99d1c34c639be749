/** Help for the tests of runs: what a person might do next, and fingerprints of everything that happened. */
import fc from 'fast-check';
import { Fingerprint } from '../kernel/hash.ts';
import type { Intent } from '../kernel/intent.ts';
import type { OptionValue } from '../kernel/process.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { protocolCalled } from '../protocols/registry.ts';
import { addEvent, stateFingerprint } from './fingerprints.ts';
import type { Linked } from './link.ts';
import { freshRecipe } from './recipe.ts';
import { Run } from './run.ts';

/** One thing that happens to a run: time passes, a few events happen, or somebody does one of the things that are possible. */
export type Act =
  | { readonly kind: 'flow'; readonly ms: number }
  | { readonly kind: 'step'; readonly count: number }
  | { readonly kind: 'deed'; readonly ticket: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('flow' as const), ms: fc.nat({ max: 2500 }) }),
  fc.record({ kind: fc.constant('step' as const), count: fc.nat({ max: 40 }) }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('deed' as const), ticket: fc.nat() }) },
);

/** Up to so many acts. */
export const acts = (maxLength: number): fc.Arbitrary<Act[]> => fc.array(act, { maxLength });

const TINY = { replicas: 3, clients: 2, gossipIntervalMs: 300 };

/** How a run of a test begins: a seed, and a scenario or a small cluster. */
export interface Start {
  readonly seed: number;
  readonly scenario: string | null;
}

export const start: fc.Arbitrary<Start> = fc.record({
  seed: fc.nat(),
  scenario: fc.constantFrom(null, null, 'walk-through', 'slow-seed', 'balancer-crash'),
});

/** The protocol that the tests of this folder use. */
export function aProtocol(): Protocol {
  return protocolCalled('gossip');
}

export function openRun({ seed, scenario }: Start = { seed: 1, scenario: null }): Run {
  const options: Record<string, OptionValue> = scenario === null ? TINY : {};
  return new Run(aProtocol(), freshRecipe(aProtocol(), { seed, scenario, options }));
}

export function play(run: Run, all: readonly Act[]): void {
  for (const one of all) {
    if (one.kind === 'flow') run.advanceTo(run.world.now + one.ms);
    else if (one.kind === 'step') for (let step = 0; step < one.count; step += 1) run.next();
    else doSomething(run, one.ticket);
  }
}

/** Does one of the things that are possible now, chosen by a number. */
export function doSomething(run: Run, ticket: number): void {
  const choices = deedsToTry(run);
  const first = ticket % choices.length;
  const inTurn = [...choices.slice(first), ...choices.slice(0, first)];
  const intent = inTurn.find((choice) => run.whyNot(choice) === null);
  if (intent !== undefined) run.do(intent);
}

function deedsToTry({ world, protocol }: Run): readonly Intent[] {
  const deeds: Intent[] = [
    { type: 'heal' },
    { type: 'add', role: 'replica' },
    { type: 'network', settings: { latencyMs: [20, 700], lossPercent: 20, duplicatePercent: 10 } },
    { type: 'rule', rule: { id: 'slow', type: 'push', action: { kind: 'delay', delayMs: 900 } } },
    {
      type: 'partition',
      groups: [
        ['replica-1', 'balancer-1'],
        ['replica-2', 'client-1'],
      ],
    },
    { type: 'cut', from: 'replica-1', to: 'replica-2', bothWays: false },
  ];
  for (const { id, role, status } of world.records()) {
    if (protocol.roles[role]?.family === 'client') {
      const text = ['insert Tom 18', 'delete Tom', 'help', 'nonsense', ''][world.events % 5] ?? '';
      for (let copy = 0; copy < 4; copy += 1) deeds.push({ type: 'command', client: id, text });
    }
    if (status === 'up') deeds.push({ type: 'freeze', node: id }, { type: 'crash', node: id });
    if (status === 'frozen') deeds.push({ type: 'thaw', node: id });
    if (status === 'crashed') deeds.push({ type: 'restart', node: id }, { type: 'wipe', node: id });
    if (status === 'up') deeds.push({ type: 'clock', node: id, ratePermille: 700 });
  }
  for (const { id, kind } of world.pending().slice(0, 6)) {
    deeds.push({ type: 'fire', pending: id });
    if (kind !== 'deliver') continue;
    for (const type of ['hold', 'drop', 'duplicate'] as const) deeds.push({ type, flight: id });
  }
  for (const { reason, pending } of world.parked) {
    if (reason === 'held') deeds.push({ type: 'release', flight: pending.id });
  }
  for (const { name } of protocol.flaws)
    deeds.push({ type: 'flaw', name, on: !world.flaws.includes(name) });
  return deeds.filter((intent) => !(intent.type === 'add' && world.records().length > 8));
}

/** A fingerprint of every event from the genesis up to now. */
export function eventPrints(run: Run): readonly string[] {
  return run.traceFrom(0).map((event) => {
    const print = new Fingerprint();
    addEvent(print, event);
    return print.hex();
  });
}

/** Everything that a person can see to differ between two runs at the same moment. */
export function facePrint(run: Run): object {
  const { caption, isScriptDone, verdicts, now, world } = run;
  return { state: stateFingerprint(world), caption, isScriptDone, verdicts, now };
}

/** A run with a few deeds in it, and a moment, as a link holds them. */
export function aLinkedRun(): Linked {
  const run = openRun();
  run.advanceTo(3000);
  run.do({ type: 'command', client: 'client-1', text: 'insert Zoë 💥' });
  run.do({ type: 'partition', groups: [['replica-1'], ['replica-2', 'replica-3']] });
  run.advanceTo(9000);
  return { recipe: run.recipe, moment: run.now };
}

/** The message of the `Error` with which a text is refused, or `accepted`. Any other kind of exception goes through. */
export function refusal(read: (text: string) => unknown, text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof Error && Object.getPrototypeOf(error) === Error.prototype) {
      return error.message;
    }
    throw error;
  }
  return 'accepted';
}
