/** `npm run sweep` runs seeds in foul weather; prints every failure with the command and the link that replay it. */
import { FAULT_LEVELS, type FaultLevel } from '../checks/faults.ts';
import {
  sweepSeed,
  SWEEP_DEFAULTS,
  type SweepResult,
  type SweepSettings,
} from '../checks/sweep.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { protocolCalled, protocols } from '../protocols/registry.ts';
import { encodeLink } from '../run/link.ts';
import { completeOptions } from '../run/recipe.ts';
import { seconds } from '../run/feed.ts';
import {
  type Arguments,
  duration,
  flagOf,
  optionPairs,
  readArguments,
  runCommand,
  wholeNumber,
} from './arguments.ts';

/** Every flag, with what it takes and what it means. */
const FLAGS = {
  seeds: 'FIRST..LAST    seeds to run (1..100)',
  faults: `LEVEL          ${FAULT_LEVELS.join(', ')} (heavy)`,
  shard: 'PART/PARTS     one seed in PARTS, to share them among machines (1/1)',
  flaw: 'NAME           a rule that is switched off from the start; may come again',
  option: 'NAME=VALUE     an option of the run; may come again',
  storm: `TIME           virtual time of foul weather (${SWEEP_DEFAULTS.stormMs / 1000}s)`,
  patience: `TIME           virtual time after it in which all must come right (${SWEEP_DEFAULTS.patienceMs / 1000}s)`,
  'stop-after': 'COUNT          failures after which it stops (5)',
} as const;

/** What decides how a single seed goes: flags that the command printed with a failure repeats. */
const DECIDING = ['option', 'flaw', 'storm', 'patience'] as const;

runCommand((argv) => {
  if (argv.includes('--help')) return printHelp();
  const given = readArguments(argv, Object.keys(FLAGS));
  const protocol = protocolCalled(given.words[0] ?? protocols[0]?.id ?? '');
  const settings: SweepSettings = {
    faults: faultLevel(flagOf(given, 'faults', 'heavy')),
    options: completeOptions(protocol, optionPairs(given.flags.get('option') ?? [])),
    flaws: given.flags.get('flaw') ?? [],
    stormMs: duration(flagOf(given, 'storm', `${SWEEP_DEFAULTS.stormMs}ms`), '--storm'),
    patienceMs: duration(flagOf(given, 'patience', `${SWEEP_DEFAULTS.patienceMs}ms`), '--patience'),
  };
  return sweepAll(protocol, seedsOf(given), settings, given);
});

function printHelp(): number {
  console.log('npm run sweep -- PROTOCOL [FLAGS]\n');
  console.log(
    `PROTOCOL is ${protocols.map(({ id }) => id).join(', ')}. A TIME is 250ms, 60s or 2m.\n`,
  );
  for (const [name, help] of Object.entries(FLAGS)) {
    console.log(`  ${`--${name}`.padEnd(13)} ${help}`);
  }
  return 0;
}

function sweepAll(
  protocol: Protocol,
  seeds: readonly number[],
  settings: SweepSettings,
  given: Arguments,
): number {
  const stopAfter = wholeNumber(flagOf(given, 'stop-after', '5'), '--stop-after');
  const results: SweepResult[] = [];
  let failures = 0;
  for (const seed of seeds) {
    const result = sweepSeed(protocol, seed, settings);
    results.push(result);
    if (result.failure === null) continue;
    failures += 1;
    printFailure(protocol, result, settings, given);
    if (failures >= stopAfter) break;
  }
  printSummary(protocol, results, settings);
  return failures > 0 ? 1 : 0;
}

function printFailure(
  protocol: Protocol,
  { seed, failure, recipe }: SweepResult,
  { faults }: SweepSettings,
  given: Arguments,
): void {
  if (failure === null) return;
  const { property, detail, event, time } = failure;
  const passed = DECIDING.flatMap((name) =>
    (given.flags.get(name) ?? []).map((value) => ` --${name} ${value}`),
  );
  const again = `npm run sweep -- ${protocol.id} --seeds ${seed}..${seed} --faults ${faults}${passed.join('')}`;
  console.log(
    `seed ${seed}: ${property} is broken at event ${event}, ${seconds(time)} s: ${detail}`,
  );
  console.log(`  again: ${again}`);
  console.log(`  watch: #${encodeLink({ recipe, moment: { event, time } })}`);
}

function printSummary(
  protocol: Protocol,
  results: readonly SweepResult[],
  { faults, flaws }: SweepSettings,
): void {
  const failed = results.filter(({ failure }) => failure !== null).length;
  const events = results.reduce((sum, result) => sum + result.events, 0);
  const settled = results.map(({ settledMs }) => settledMs).toSorted((a, b) => a - b);
  const broken = flaws.length > 0 ? `, flaws on: ${flaws.join(', ')}` : '';
  console.log(
    `${protocol.id}: ${results.length} seeds, faults ${faults}${broken}: ${failed} failed; ${events} events; ` +
      `settled after a median of ${seconds(settled[settled.length >> 1] ?? 0)} s`,
  );
  for (const { id, kind } of protocol.judgement.properties) {
    if (kind !== 'sometimes') continue;
    const count = results.filter(({ reached }) => reached.includes(id)).length;
    console.log(`  sometimes ${id}: in ${count} of ${results.length}`);
  }
}

function seedsOf(given: Arguments): readonly number[] {
  const [first = '', last = first] = flagOf(given, 'seeds', '1..100').split('..');
  const from = wholeNumber(first, '--seeds');
  const to = wholeNumber(last, '--seeds');
  if (to < from || to - from > 10_000_000)
    throw new Error(`--seeds ${first}..${last} names no seeds`);
  const [part = '', parts = ''] = flagOf(given, 'shard', '1/1').split('/');
  const shard = wholeNumber(part, '--shard');
  const shards = wholeNumber(parts, '--shard');
  if (shard < 1 || shard > shards) throw new Error(`--shard is 1/${shards} to ${shards}/${shards}`);
  const seeds: number[] = [];
  for (let seed = from; seed <= to; seed += 1) if (seed % shards === shard - 1) seeds.push(seed);
  return seeds;
}

function faultLevel(text: string): FaultLevel {
  const level = FAULT_LEVELS.find((known) => known === text);
  if (level === undefined) throw new Error(`--faults is ${FAULT_LEVELS.join(', ')}, not "${text}"`);
  return level;
}
