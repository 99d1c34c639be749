/**
 * `npm run sim -- gossip --seed 3 --for 60s [--script FILE] [--scenario ID] [--option name=value] [--all yes]`
 * or `npm run sim -- --link LINK`: plays a run and prints its transcript.
 */
import { readFileSync } from 'node:fs';
import { missing } from '../checks/judge.ts';
import { protocolCalled, protocols } from '../protocols/registry.ts';
import { seconds } from '../run/feed.ts';
import { decodeLink, encodeLink } from '../run/link.ts';
import { freshRecipe } from '../run/recipe.ts';
import { Run } from '../run/run.ts';
import { transcriptOf } from '../run/transcript.ts';
import { stateFingerprint } from '../run/fingerprints.ts';
import {
  type Arguments,
  duration,
  flagOf,
  optionPairs,
  readArguments,
  runCommand,
  wholeNumber,
} from './arguments.ts';
import { readScript, type TimedDeed } from './script-file.ts';

const FLAGS = ['seed', 'for', 'script', 'scenario', 'option', 'all', 'link', 'from'];

runCommand((argv) => {
  const given = readArguments(argv, FLAGS);
  const link = given.flags.get('link')?.at(-1);
  const all = flagOf(given, 'all', 'no') === 'yes';
  const from = duration(flagOf(given, 'from', '0s'), '--from');
  const linked = link === undefined ? null : decodeLink(link.replace(/^.*#/, ''));
  const run =
    linked === null
      ? freshRun(given)
      : new Run(protocolCalled(linked.recipe.protocol), linked.recipe);
  const untilMs =
    linked === null
      ? duration(flagOf(given, 'for', `${run.scenario?.untilMs ?? 60_000}ms`), '--for')
      : linked.moment.time;
  const file = given.flags.get('script')?.at(-1);
  play(
    run,
    file === undefined ? [] : readScript(readFileSync(file, 'utf8')),
    untilMs,
    (time, lines) => {
      if (time >= from) for (const line of lines) console.log(line);
    },
    all,
  );
  return printEnd(run);
});

function freshRun(given: Arguments): Run {
  const protocol = protocolCalled(given.words[0] ?? protocols[0]?.id ?? '');
  const seed = given.flags.get('seed')?.at(-1);
  const recipe = freshRecipe(protocol, {
    scenario: given.flags.get('scenario')?.at(-1),
    seed: seed === undefined ? undefined : wholeNumber(seed, '--seed'),
    options: optionPairs(given.flags.get('option') ?? []),
  });
  return new Run(protocol, recipe);
}

function play(
  run: Run,
  deeds: readonly TimedDeed[],
  untilMs: number,
  print: (time: number, lines: readonly string[]) => void,
  all: boolean,
): void {
  const advance = (time: number): void => {
    for (let event = run.next(time); event !== null; event = run.next(time)) {
      print(event.time, transcriptOf(run.protocol, event, all));
    }
    run.advanceTo(time);
  };
  for (const { time, intent } of deeds) {
    if (time > untilMs) break;
    advance(time);
    const event = run.do(intent);
    print(event.time, transcriptOf(run.protocol, event, all));
  }
  advance(untilMs);
}

function printEnd(run: Run): number {
  const { verdicts, protocol, world } = run;
  const absent = missing(protocol, verdicts, world);
  console.log(
    `\n${seconds(world.now)} s, ${world.events} events, state ${stateFingerprint(world)}`,
  );
  for (const { id, kind, title } of protocol.judgement.properties) {
    const broken = verdicts.broken[id];
    const state = {
      always: broken === undefined ? 'holds' : `BROKEN at event ${broken.event}: ${broken.detail}`,
      sometimes: id in verdicts.reached ? 'happened' : 'did not happen',
      eventually: id in absent ? `not yet: ${absent[id]}` : 'holds now',
    }[kind];
    console.log(`  ${title}: ${state}`);
  }
  for (const { client, text, outcome, result } of world.operations()) {
    console.log(`  ${client}> ${text.slice(0, 60)}: ${outcome} ${result.split('\n')[0]}`);
  }
  const end = run.scenario?.ended(world) ?? null;
  if (run.scenario !== null)
    console.log(
      end === null
        ? '  the scenario came to its end'
        : `  the scenario did NOT come to its end: ${end}`,
    );
  console.log(`  link: #${encodeLink({ recipe: run.recipe, moment: run.now })}`);
  return Object.keys(verdicts.broken).length > 0 || end !== null ? 1 : 0;
}
