/** Runs seeds in foul weather and prints every failure with the command and the link that replay it. `--help` tells the flags. */
import { FAULT_LEVELS, type FaultLevel } from '../checks/faults.ts';
import {
  sweepSeed,
  SWEEP_DEFAULTS,
  type SweepResult,
  type SweepSettings,
} from '../checks/sweep.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { plural } from '../protocols/words.ts';
import { encodeLink } from '../run/link.ts';
import { completeOptions } from '../run/recipe.ts';
import { seconds } from '../run/feed.ts';
import {
  type Arguments,
  duration,
  flagOf,
  optionPairs,
  type Print,
  protocolIn,
  wholeNumber,
} from './arguments.ts';
import { quoted, readCall, type Usage } from './usage.ts';

const STORM = `${SWEEP_DEFAULTS.stormMs / 1000}s`;
const PATIENCE = `${SWEEP_DEFAULTS.patienceMs / 1000}s`;

const USAGE: Usage = {
  forms: [
    ['npm run sweep -- PROTOCOL [FLAGS]', 'runs seeds in foul weather and judges each run'],
    ['npm run sweep -- PROTOCOL --help', 'lists the options and flaws of a protocol'],
  ],
  flags: {
    seeds: { takes: 'FIRST..LAST', help: 'seeds to run (1..100)', example: '1..2000' },
    faults: { takes: 'LEVEL', help: `${FAULT_LEVELS.join(', ')} (heavy)`, example: 'light' },
    option: {
      takes: 'NAME=VALUE',
      help: 'an option of the runs; may come again',
      example: 'replicas=24',
    },
    flaw: {
      takes: 'NAME',
      help: 'a rule that is switched off from the start; may come again',
      example: 'no-resend',
    },
    storm: { takes: 'TIME', help: `virtual time of foul weather (${STORM})`, example: '2m' },
    patience: {
      takes: 'TIME',
      help: `virtual time after it in which all must come right (${PATIENCE})`,
      example: '30m',
    },
    'stop-after': { takes: 'COUNT', help: 'failures after which it stops (5)', example: '1' },
    shard: {
      takes: 'PART/PARTS',
      help: 'one seed in PARTS, to share them among machines (1/1)',
      example: '2/4',
    },
  },
  notes: [
    'A TIME is 250ms, 60s, 2m or 1h. The status is 1 if a seed fails.',
    'A failure comes with the command that repeats it and with a link to watch it in the page.',
  ],
  lists: ['options', 'flaws'],
};

/** What decides how a single seed goes: flags that the command printed with a failure repeats. */
const DECIDING = ['option', 'flaw', 'storm', 'patience'] as const;

/** The command `npm run sweep`; returns its exit status, throws a sentence if it is called wrongly. */
export function sweepSeeds(argv: readonly string[], print: Print): number {
  const given = readCall(USAGE, argv, print);
  if (given === null) return 0;
  const protocol = protocolIn(given);
  const settings: SweepSettings = {
    faults: faultLevel(flagOf(given, 'faults', 'heavy')),
    options: completeOptions(protocol, optionPairs(given.flags.get('option') ?? [])),
    flaws: flawsOf(protocol, given.flags.get('flaw') ?? []),
    stormMs: duration(flagOf(given, 'storm', STORM), '--storm'),
    patienceMs: duration(flagOf(given, 'patience', PATIENCE), '--patience'),
  };
  return sweepAll(protocol, seedsOf(given), settings, given, print);
}

function flawsOf({ id, flaws }: Protocol, names: readonly string[]): readonly string[] {
  const unknown = names.find((name) => !flaws.some((flaw) => flaw.name === name));
  if (unknown === undefined) return [...new Set(names)];
  const known = flaws.map(({ name }) => name).join(', ');
  throw new Error(`${id} has no flaw "${unknown}"; there are ${known}`);
}

function sweepAll(
  protocol: Protocol,
  seeds: readonly number[],
  settings: SweepSettings,
  given: Arguments,
  print: Print,
): number {
  const stopAfter = wholeNumber(flagOf(given, 'stop-after', '5'), '--stop-after');
  if (stopAfter === 0) throw new Error('--stop-after is 1 or more');
  const results: SweepResult[] = [];
  let failures = 0;
  for (const seed of seeds) {
    const result = sweepSeed(protocol, seed, settings);
    results.push(result);
    if (result.failure === null) continue;
    failures += 1;
    printFailure(protocol, result, settings, given, print);
    if (failures >= stopAfter) break;
  }
  printSummary(protocol, results, settings, print);
  return failures > 0 ? 1 : 0;
}

function printFailure(
  protocol: Protocol,
  { seed, failure, recipe }: SweepResult,
  { faults }: SweepSettings,
  given: Arguments,
  print: Print,
): void {
  if (failure === null) return;
  const { property, detail, event, time } = failure;
  const passed = DECIDING.flatMap((name) =>
    (given.flags.get(name) ?? []).map((value) => ` --${name} ${quoted(value)}`),
  );
  const again = `npm run sweep -- ${protocol.id} --seeds ${seed}..${seed} --faults ${faults}${passed.join('')}`;
  print(`seed ${seed}: ${property} is broken at event ${event}, ${seconds(time)} s: ${detail}`);
  print(`  again: ${again}`);
  print(`  watch: #${encodeLink({ recipe, moment: { event, time } })}`);
}

function printSummary(
  protocol: Protocol,
  results: readonly SweepResult[],
  { faults, flaws }: SweepSettings,
  print: Print,
): void {
  const failed = results.filter(({ failure }) => failure !== null).length;
  const events = results.reduce((sum, result) => sum + result.events, 0);
  const settled = results
    .filter(({ failure }) => failure === null)
    .map(({ settledMs }) => settledMs)
    .toSorted((a, b) => a - b);
  const median = settled[settled.length >> 1];
  const calm = median === undefined ? '' : `; settled after a median of ${seconds(median)} s`;
  const broken = flaws.length > 0 ? `, flaws on: ${flaws.join(', ')}` : '';
  print(
    `${protocol.id}: ${plural(results.length, 'seed')}, faults ${faults}${broken}: ${failed} failed; ${events} events${calm}`,
  );
  for (const { id, kind } of protocol.judgement.properties) {
    if (kind !== 'sometimes') continue;
    const count = results.filter(({ reached }) => reached.includes(id)).length;
    print(`  sometimes ${id}: in ${count} of ${results.length}`);
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
