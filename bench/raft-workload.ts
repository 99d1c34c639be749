/** Lets five servers of Raft serve one client that writes as fast as it is answered. */
import { judge, openVerdicts } from '../src/checks/judge.ts';
import { World } from '../src/kernel/world.ts';
import type { JudgedVocabulary, Protocol } from '../src/protocols/protocol.ts';
import { protocolCalled } from '../src/protocols/registry.ts';
import { freshRecipe } from '../src/run/recipe.ts';
import { Run } from '../src/run/run.ts';

const protocol: Protocol = protocolCalled('raft');
const recipe = freshRecipe(protocol, { seed: 7, options: { servers: 5, clients: 1 } });
const LOAD = { type: 'command', client: 'client-1', text: 'load 100000' } as const;

/** A run whose client has just begun. */
export function createRaftRun(): Run {
  const run = new Run(protocol, recipe);
  run.do(LOAD);
  return run;
}

/** Plays a run until `isDone`, asked after every event. */
export function playRaft(run: Run, isDone: (run: Run) => boolean): void {
  while (!isDone(run) && run.next() !== null);
}

/** The same on a bare world, judged or not. */
export function playBareRaft(events: number, isJudged: boolean): void {
  const world = new World<JudgedVocabulary>(protocol, recipe.options, recipe.seed);
  let verdicts = openVerdicts(protocol, recipe.options);
  world.apply(LOAD);
  while (world.events < events) {
    const event = world.step();
    if (event === null) break;
    if (isJudged) verdicts = judge(protocol, verdicts, event, world);
  }
  const [broken] = Object.keys(verdicts.broken);
  if (broken !== undefined) throw new Error(`raft breaks ${broken}`);
}
