/** A steady stream of commands: what the bench lets clusters of every size do. */
import type { Intent } from '../src/kernel/intent.ts';
import { World } from '../src/kernel/world.ts';
import type { JudgedVocabulary, Protocol } from '../src/protocols/protocol.ts';
import { protocolCalled } from '../src/protocols/registry.ts';
import { freshRecipe } from '../src/run/recipe.ts';
import { Run } from '../src/run/run.ts';

/** A cluster and how often its client writes: about as often as an entry needs to reach everybody. */
export interface Workload {
  readonly replicas: number;
  readonly commandEveryMs: number;
}

export const SMALL: Workload = { replicas: 5, commandEveryMs: 3000 };
export const MIDDLE: Workload = { replicas: 50, commandEveryMs: 8000 };
export const LARGE: Workload = { replicas: 1000, commandEveryMs: 15_000 };

/** Names that the stream writes in turn, so that the tables stop growing. */
const NAMES = 50;
const SEED = 7;

const protocol: Protocol = protocolCalled('gossip');

/** A run of a workload, not yet begun. */
export function createRun({ replicas }: Workload, seed = SEED): Run {
  return new Run(protocol, freshRecipe(protocol, { seed, options: { replicas, clients: 1 } }));
}

/** The bare world of a workload: no trace, no judges, no checkpoints. */
export function createWorld({ replicas }: Workload): World<JudgedVocabulary> {
  const { options } = freshRecipe(protocol, { seed: SEED, options: { replicas, clients: 1 } });
  return new World(protocol, options, SEED);
}

/** Number `turn` of the stream, with the virtual time at which it is typed. */
function command({ commandEveryMs }: Workload, turn: number): { time: number; intent: Intent } {
  const text = `insert name${turn % NAMES} ${turn}`;
  return {
    time: (turn + 1) * commandEveryMs,
    intent: { type: 'command', client: 'client-1', text },
  };
}

/** Plays a run until `isDone` (asked after every event), typing the stream on the way; goes on where the last call stopped. */
export function play(run: Run, workload: Workload, isDone: (run: Run) => boolean): void {
  let turn = Math.floor(run.world.now / workload.commandEveryMs);
  while (!isDone(run)) {
    const { time, intent } = command(workload, turn);
    if (run.next(time) !== null) continue;
    run.advanceTo(time);
    run.do(intent);
    turn += 1;
  }
}

/** The same on a bare world. */
export function playBare(world: World<JudgedVocabulary>, workload: Workload, events: number): void {
  let turn = 0;
  while (world.events < events) {
    const { time, intent } = command(workload, turn);
    if (world.step(time) !== null) continue;
    world.idle(time);
    world.apply(intent);
    turn += 1;
  }
}
