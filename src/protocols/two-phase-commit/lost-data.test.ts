/** Every disk that held all writes is gone. What is left is what the first that is let in holds when it takes its welcome, and the judge knows it. */
import { expect, it } from 'vitest';
import { judgement } from './invariants.ts';
import { poolOf, commitWorld, type CommitWorld, type Event, isQuiet, workerOf } from './testing.ts';
import { valueOf } from './table.ts';

/** A world of two workers that is judged at every event. */
function judgedWorld() {
  const world = commitWorld({ workers: 2 });
  const broken: string[] = [];
  let memory = judgement.observe(judgement.start, world.genesis, world);
  const look = (event: Event): void => {
    for (const property of judgement.properties) {
      const detail = property.kind === 'always' ? property.check(memory, event, world) : null;
      if (detail !== null) broken.push(`${property.id}: ${detail}`);
    }
    memory = judgement.observe(memory, event, world);
  };
  return {
    world,
    broken,
    act: (...deeds: readonly Parameters<CommitWorld['apply']>[0][]): void => {
      for (const deed of deeds) look(world.apply(deed));
    },
    flow: (ms: number): void => world.advanceTo(world.now + ms, look),
  };
}

type Judged = ReturnType<typeof judgedWorld>;

const write = (text: string) => ({ type: 'command', client: 'client-1', text }) as const;

/** worker-2 was out of the pool when b was written, and the table that it is to take over waits at a cut. */
function behindACut(): Judged {
  const judged = judgedWorld();
  const { act, flow } = judged;
  act({ type: 'crash', node: 'worker-2' }, write('set a 2'));
  flow(2000);
  act(write('set b 3'));
  flow(1000);
  act({ type: 'cut', from: 'coordinator-1', to: 'worker-2', bothWays: false });
  act({ type: 'restart', node: 'worker-2' });
  flow(1500);
  return judged;
}

/** c is written at worker-1 alone, whose disk is lost then; it comes back. */
function loseTheOther({ act, flow, world }: Judged): void {
  act(write('set c 4'));
  flow(500);
  act({ type: 'crash', node: 'worker-1' }, { type: 'wipe', node: 'worker-1' }, write('get a'));
  flow(2000);
  expect(poolOf(world)).toEqual([]);
}

it('a snapshot that was on its way before comes in ahead of the welcome, and is part of what is left', () => {
  const judged = behindACut();
  const { world, act, flow, broken } = judged;
  loseTheOther(judged);
  act({ type: 'restart', node: 'worker-1' });
  flow(300);
  expect(poolOf(world)).toEqual(['worker-2']);
  expect(valueOf(workerOf(world, 'worker-2').table, 'b')).not.toBe('3');
  act({ type: 'heal' });
  flow(10_000);
  expect(isQuiet(world)).toBe(true);
  expect(world.nodes('worker').map(({ state }) => valueOf(state.table, 'b'))).toEqual(['3', '3']);
  expect(broken).toEqual([]);
});

it('one that has taken a table over, and was given up meanwhile, is let in with less than was committed since', () => {
  const judged = behindACut();
  const { world, act, flow, broken } = judged;
  act({ type: 'rule', rule: { id: 'undialled', type: 'rejoin', action: { kind: 'drop' } } });
  // It asks again, two seconds after its start; by the time that this is heard it has the table.
  flow(505);
  const again = world.pending().find(({ kind }) => kind === 'deliver')?.id ?? 0;
  act({ type: 'hold', flight: again }, { type: 'heal' });
  flow(100);
  act({ type: 'cut', from: 'coordinator-1', to: 'worker-2', bothWays: false });
  expect(workerOf(world, 'worker-2').phase).toBe('member');
  loseTheOther(judged);
  act({ type: 'release', flight: again });
  flow(100);
  act({ type: 'restart', node: 'worker-1' });
  flow(300);
  expect(poolOf(world)).toEqual(['worker-2']);
  expect(broken).toEqual([]);
});
