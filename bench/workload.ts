/** Steady streams of commands: what the bench lets clusters of every kind and size do, recorded or bare. */
import type { Intent } from '../src/kernel/intent.ts';
import { World } from '../src/kernel/world.ts';
import type { JudgedVocabulary } from '../src/protocols/protocol.ts';
import { protocolCalled } from '../src/protocols/registry.ts';
import { freshRecipe } from '../src/run/recipe.ts';
import { Run } from '../src/run/run.ts';

/** A cluster, and what its one client types how often. */
export interface Workload {
  readonly title: string;
  readonly protocol: string;
  readonly options: Readonly<Record<string, number>>;
  readonly everyMs: number;
  text(turn: number): string;
}

/** Names that the streams of gossip write in turn, so that the tables stop growing. */
const NAMES = 50;
const SEED = 7;

/** A stream about as fast as an entry needs to reach everybody. */
function gossip(replicas: number, everyMs: number): Workload {
  return {
    title: `gossip, ${replicas.toLocaleString('en-US')}`,
    protocol: 'gossip',
    options: { replicas, clients: 1 },
    everyMs,
    text: (turn) => `insert name${turn % NAMES} ${turn}`,
  };
}

/** Five servers and a client that writes again as soon as it is answered: the next line would be due after days. */
export const RAFT: Workload = {
  title: 'raft, 5',
  protocol: 'raft',
  options: { servers: 5, clients: 1 },
  everyMs: 60_000_000,
  text: () => 'load 100000',
};
export const SMALL = gossip(5, 3000);
export const USUAL = gossip(7, 3000);
export const MIDDLE = gossip(50, 8000);
export const LARGE = gossip(1000, 15_000);

/** A run of a workload, not yet begun. */
export function createRun({ protocol: id, options }: Workload): Run {
  const protocol = protocolCalled(id);
  return new Run(protocol, freshRecipe(protocol, { seed: SEED, options }));
}

/** Number `turn` of the stream. */
function command(workload: Workload, turn: number): Intent {
  return { type: 'command', client: 'client-1', text: workload.text(turn) };
}

/** Plays a run until `isDone` (asked after every event), typing the stream on the way; goes on where the last call stopped. */
export function play(run: Run, workload: Workload, isDone: (run: Run) => boolean): void {
  let turn = run.branch.intents.length;
  while (!isDone(run)) {
    const time = turn * workload.everyMs;
    if (run.next(time) !== null) continue;
    run.advanceTo(time);
    run.do(command(workload, turn));
    turn += 1;
  }
}

/** Plays so many events with nothing but the world: no trace, no judges, no checkpoints. */
function playBare(workload: Workload, events: number): void {
  const protocol = protocolCalled(workload.protocol);
  const { options } = freshRecipe(protocol, { seed: SEED, options: workload.options });
  const world = new World<JudgedVocabulary>(protocol, options, SEED);
  let turn = 0;
  while (world.events < events) {
    const time = turn * workload.everyMs;
    if (world.step(time) !== null) continue;
    world.idle(time);
    world.apply(command(workload, turn));
    turn += 1;
  }
}

/** Simulates the first so many events of a workload, with trace, judges and checkpoints or without. */
export function simulate(workload: Workload, events: number, isRecorded: boolean): void {
  if (isRecorded) play(createRun(workload), workload, ({ world }) => world.events >= events);
  else playBare(workload, events);
}
