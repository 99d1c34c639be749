/** Lets the yardstick run: one typed command sets its client going. */
import { judge, openVerdicts } from '../src/checks/judge.ts';
import { World } from '../src/kernel/world.ts';
import type { JudgedVocabulary, Protocol } from '../src/protocols/protocol.ts';
import { freshRecipe } from '../src/run/recipe.ts';
import { Run } from '../src/run/run.ts';
import { yardstick } from './yardstick.ts';

const protocol: Protocol = yardstick;
const recipe = freshRecipe(protocol, { seed: 7 });
const GO = { type: 'command', client: 'client-1', text: 'go' } as const;

/** A run whose client has just begun. */
export function createYardstickRun(): Run {
  const run = new Run(protocol, recipe);
  run.do(GO);
  return run;
}

/** Plays a run until `isDone`, asked after every event. */
export function playYardstick(run: Run, isDone: (run: Run) => boolean): void {
  while (!isDone(run) && run.next() !== null);
}

/** The same on a bare world, judged or not. */
export function playBareYardstick(events: number, isJudged: boolean): void {
  const world = new World<JudgedVocabulary>(protocol, recipe.options, recipe.seed);
  let verdicts = openVerdicts(protocol, recipe.options);
  world.apply(GO);
  while (world.events < events) {
    const event = world.step();
    if (event === null) break;
    if (isJudged) verdicts = judge(protocol, verdicts, event, world);
  }
  const [broken] = Object.keys(verdicts.broken);
  if (broken !== undefined) throw new Error(`the yardstick breaks ${broken}`);
}
