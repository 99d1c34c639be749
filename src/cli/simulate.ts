/** Plays a run, of a protocol, a scenario or a link, and prints its transcript and what its judges say. `--help` tells the flags. */
import { readFileSync } from 'node:fs';
import { missing } from '../checks/judge.ts';
import { protocolCalled } from '../protocols/registry.ts';
import { seconds } from '../run/feed.ts';
import { stateFingerprint } from '../run/fingerprints.ts';
import { decodeLink, encodeLink } from '../run/link.ts';
import { freshRecipe } from '../run/recipe.ts';
import { Run } from '../run/run.ts';
import { transcriptOf } from '../run/transcript.ts';
import {
  type Arguments,
  duration,
  flagOf,
  optionPairs,
  type Print,
  protocolIn,
  wholeNumber,
} from './arguments.ts';
import { readScript, SCRIPT_EXAMPLE, type TimedDeed } from './script-file.ts';
import { readCall, type Usage } from './usage.ts';

const PLAYED_MS = 60_000;

const USAGE: Usage = {
  forms: [
    ['npm run sim -- PROTOCOL [FLAGS]', 'plays a run and prints what happens'],
    ['npm run sim -- --link LINK', 'plays the run of a link, up to its moment'],
    ['npm run sim -- PROTOCOL --help', 'lists the scenarios and options of a protocol'],
  ],
  flags: {
    scenario: {
      takes: 'ID',
      help: 'a scripted run, played to its end',
      example: 'both-seeds-dead',
    },
    seed: {
      takes: 'NUMBER',
      help: 'what decides every draw (1; a scenario has its own)',
      example: '3',
    },
    option: {
      takes: 'NAME=VALUE',
      help: 'an option of the run; may come again',
      example: 'replicas=24',
    },
    script: {
      takes: 'FILE',
      help: 'deeds, one a line, each with its time',
      example: 'deeds.txt',
    },
    for: {
      takes: 'TIME',
      help: `virtual time that is played (${PLAYED_MS / 1000}s; a scenario has its own)`,
      example: '2m',
    },
    from: { takes: 'TIME', help: 'nothing is printed of what comes before (0s)', example: '20s' },
    all: {
      takes: 'yes|no',
      help: 'whether quiet lines are printed too, such as heart-beats (no)',
      example: 'yes',
    },
    link: {
      takes: 'LINK',
      help: 'what stands behind # in the address of the page',
      example: '#1.…',
    },
  },
  notes: [
    'A TIME is 250ms, 60s, 2m or 1h. The status is 1 if a property is broken or a scenario misses its end.',
    'A script, with every deed that it can hold:',
    '',
    ...SCRIPT_EXAMPLE.map((line) => `  ${line}`),
  ],
  lists: ['scenarios', 'options'],
};

/** Flags that a link answers by itself. */
const FRESH_ONLY = ['scenario', 'seed', 'option', 'script', 'for'] as const;

interface Play {
  readonly run: Run;
  readonly deeds: readonly TimedDeed[];
  readonly fromMs: number;
  readonly untilMs: number;
  readonly all: boolean;
}

/** The command `npm run sim`; returns its exit status, throws a sentence if it is called wrongly. */
export function simulate(argv: readonly string[], print: Print): number {
  const given = readCall(USAGE, argv, print);
  if (given === null) return 0;
  const play = playOf(given);
  print(headerOf(play));
  perform(play, print);
  return printEnd(play.run, print);
}

function playOf(given: Arguments): Play {
  const link = given.flags.get('link')?.at(-1);
  const { run, untilMs } = link === undefined ? freshRun(given) : linkedRun(given, link);
  const fromMs = duration(flagOf(given, 'from', '0s'), '--from');
  if (fromMs > untilMs) {
    throw new Error(`--from ${seconds(fromMs)} s is behind the end, ${seconds(untilMs)} s`);
  }
  const all = flagOf(given, 'all', 'no');
  if (all !== 'yes' && all !== 'no') throw new Error(`--all is yes or no, not "${all}"`);
  return { run, deeds: deedsOf(given), fromMs, untilMs, all: all === 'yes' };
}

function freshRun(given: Arguments): Pick<Play, 'run' | 'untilMs'> {
  const protocol = protocolIn(given);
  const seed = given.flags.get('seed')?.at(-1);
  const recipe = freshRecipe(protocol, {
    scenario: given.flags.get('scenario')?.at(-1),
    seed: seed === undefined ? undefined : wholeNumber(seed, '--seed'),
    options: optionPairs(given.flags.get('option') ?? []),
  });
  const run = new Run(protocol, recipe);
  const untilMs = run.scenario?.untilMs ?? PLAYED_MS;
  return { run, untilMs: duration(flagOf(given, 'for', `${untilMs}ms`), '--for') };
}

function linkedRun({ words, flags }: Arguments, link: string): Pick<Play, 'run' | 'untilMs'> {
  const [other] = [
    ...words,
    ...FRESH_ONLY.filter((name) => flags.has(name)).map((name) => `--${name}`),
  ];
  if (other !== undefined) throw new Error(`a link says it all: leave ${other} out`);
  const { recipe, moment } = decodeLink(link.replace(/^.*#/, ''));
  return { run: new Run(protocolCalled(recipe.protocol), recipe), untilMs: moment.time };
}

function deedsOf(given: Arguments): readonly TimedDeed[] {
  const file = given.flags.get('script')?.at(-1);
  if (file === undefined) return [];
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`the script ${file} cannot be read`, { cause: error });
  }
  return readScript(text);
}

/** `gossip, scenario both-seeds-dead, seed 4, replicas=3: from 20.000 s to 60.000 s`, with the options that are not as they are at first. */
function headerOf({ run: { protocol, scenario, seed, options }, fromMs, untilMs }: Play): string {
  const changed = Object.entries(options)
    .filter(([name, value]) => protocol.options[name]?.initial !== value)
    .map(([name, value]) => `${name}=${value}`);
  const script = scenario === null ? [] : [`scenario ${scenario.id}`];
  const recipe = [protocol.id, ...script, `seed ${seed}`, ...changed].join(', ');
  const from = fromMs === 0 ? '' : `from ${seconds(fromMs)} s `;
  return `${recipe}: ${from}to ${seconds(untilMs)} s\n`;
}

function perform({ run, deeds, fromMs, untilMs, all }: Play, print: Print): void {
  const show = (event: Parameters<typeof transcriptOf>[1]): void => {
    if (event.time < fromMs) return;
    for (const line of transcriptOf(run.protocol, event, all)) print(line);
  };
  const advance = (time: number): void => {
    for (let event = run.next(time); event !== null; event = run.next(time)) show(event);
    run.advanceTo(time);
  };
  for (const { time, line, intent } of deeds) {
    if (time > untilMs) break;
    advance(time);
    const why = run.whyNot(intent);
    if (why !== null) throw new Error(`line ${line} of the script, at ${seconds(time)} s: ${why}`);
    show(run.do(intent));
  }
  advance(untilMs);
}

function printEnd(run: Run, print: Print): number {
  const { verdicts, protocol, world } = run;
  const absent = missing(protocol, verdicts, world);
  print(`\n${seconds(world.now)} s, ${world.events} events, state ${stateFingerprint(world)}`);
  for (const property of protocol.judgement.properties) {
    const { id, kind, title } = property;
    const broken = verdicts.broken[id];
    const state = {
      always: broken === undefined ? 'holds' : `BROKEN at event ${broken.event}: ${broken.detail}`,
      sometimes: id in verdicts.reached ? 'happened' : 'did not happen',
      eventually: id in absent ? `not yet: ${absent[id]}` : 'holds now',
    }[kind];
    const excuse = property.unpromised?.(run.options) ?? null;
    print(`  ${title}: ${excuse === null ? state : `not promised: ${excuse}`}`);
  }
  for (const { client, text, outcome, result } of world.operations()) {
    print(`  ${client}> ${text.slice(0, 60)}: ${outcome} ${result.split('\n')[0]}`);
  }
  const end = run.scenario?.ended(world) ?? null;
  if (run.scenario !== null) {
    const came = end === null ? 'came to its end' : `did NOT come to its end: ${end}`;
    print(`  the scenario ${came}`);
  }
  print(`  link: #${encodeLink({ recipe: run.recipe, moment: run.now })}`);
  return Object.keys(verdicts.broken).length > 0 || end !== null ? 1 : 0;
}
