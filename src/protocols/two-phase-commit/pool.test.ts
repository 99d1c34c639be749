/** Who is in the pool and who is not: late answers, new lives, doubts and wiped disks. */
import { describe, expect, it } from 'vitest';
import { coordinator } from './coordinator.ts';
import { twoPhaseCommit } from './index.ts';
import type { CoordinatorState, ToCoordinator, ToWorker, WorkerState } from './messages.ts';
import {
  aWorker,
  type CommitWorld,
  commitWorld,
  coordinatorOf,
  crash,
  factsIn,
  flow,
  flowUntil,
  isQuiet,
  names,
  outside,
  poolOf,
  restart,
  resultOf,
  say,
  standingAt,
  valuesOf,
  workerOf,
} from './testing.ts';
import { worker } from './worker.ts';

/** A comparison that waits for worker-1 alone. */
const A_VERIFICATION = { client: 'client-1', operation: 1, missing: ['worker-1'], tables: [] };

describe('an answer of a worker that was dropped', () => {
  it('to a read that another has taken over is not passed on: its table may be old', () => {
    const world = commitWorld();
    say(world, 'get a');
    flowUntil(world, () => coordinatorOf(world).reads.length === 1);
    const state = coordinatorOf(world);
    const asked = state.reads[0]?.worker;
    const [other = ''] = names(3).filter((id) => id !== asked);
    const node = outside('coordinator-1');
    const late: ToCoordinator = { type: 'send', operation: 1, key: 'a', value: 'old' };
    const after = coordinator.onMessage(state, late, other, node);
    expect(after.reads).toHaveLength(1);
    expect(node.requests.sends).toEqual([]);
    const right = { ...late, value: 'one' };
    coordinator.onMessage(after, right, asked ?? '', node);
    expect(node.requests.sends).toMatchObject([{ message: { type: 'get-response', key: 'a' } }]);
  });

  it('to a verification that goes on without it is not compared', () => {
    const node = outside('coordinator-1');
    const busy = { ...coordinatorOf(commitWorld()), verification: A_VERIFICATION };
    const late: ToCoordinator = { type: 'send-db', operation: 1, table: [['a', 'old']] };
    const after = coordinator.onMessage(busy, late, 'worker-2', node);
    expect(after.verification).toEqual(A_VERIFICATION);
    expect(node.requests.sends).toEqual([]);
  });
});

describe('a worker in a new life', () => {
  it('is out of the pool at once: what it was asked is lost, and nobody waits for it', () => {
    const world = commitWorld({}, 100);
    say(world, 'set a 2');
    flowUntil(world, () => coordinatorOf(world).lastTxid === 1);
    crash(world, 'worker-3');
    restart(world, 'worker-3');
    const restarted = world.now;
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'LeftPool')).toMatchObject([{ worker: 'worker-3' }]);
    expect(factsIn(events, 'Decided')).toMatchObject([
      { decision: 'abort', time: restarted + 100 },
    ]);
    expect(resultOf(world, 1)).toBe('refused: false (worker-3 left the pool without a vote)');
    expect(poolOf(world)).toEqual(names(3));
  });

  it('that says so twice is queued once, and once more if it has begun another', () => {
    const world = commitWorld();
    const node = outside('coordinator-1');
    const join: ToCoordinator = { type: 'join', life: 2, inDoubt: 0, isBlank: false };
    const busy = { ...coordinatorOf(world), verification: A_VERIFICATION };
    const once = coordinator.onMessage(busy, join, 'worker-3', node);
    const twice = coordinator.onMessage(once, join, 'worker-3', node);
    expect(twice.joiners).toEqual([{ id: 'worker-3', life: 2 }]);
    const third = coordinator.onMessage(twice, { ...join, life: 3 }, 'worker-3', node);
    expect(third.joiners).toEqual([{ id: 'worker-3', life: 3 }]);
  });

  it('in doubt is not let in before it has resolved its doubts', () => {
    const world = commitWorld();
    const node = outside('coordinator-1');
    const join: ToCoordinator = { type: 'join', life: 2, inDoubt: 1, isBlank: false };
    const after = coordinator.onMessage(coordinatorOf(world), join, 'worker-3', node);
    expect(after).toMatchObject({ joiners: [], transfer: null });
    expect(after.pool.map(({ id }) => id)).toEqual(['worker-1', 'worker-2']);
    expect(node.requests.facts).toContainEqual({
      type: 'MustResolve',
      worker: 'worker-3',
      inDoubt: 1,
    });
    const free = coordinator.onMessage(after, { ...join, inDoubt: 0 }, 'worker-3', node);
    expect(free.transfer).toMatchObject({ joiner: { id: 'worker-3', life: 2 } });
  });
});

describe('a no', () => {
  it('is told to a peer in doubt, and stays one when there would be room again', () => {
    const request: ToWorker = {
      type: 'vote-request',
      txid: 1,
      key: 'f',
      value: 'six',
      participants: names(3),
    };
    const options = { rowsAtFirst: 1 };
    const node = outside('worker-1', { options });
    const full = aWorker({ table: [['a', 'one']] });
    const refused = worker.onMessage(full, request, 'coordinator-1', node);
    const roomy = { ...refused, table: [] };
    worker.onMessage(roomy, request, 'coordinator-1', node);
    worker.onMessage(roomy, { type: 'decision-req', txids: [1] }, 'worker-2', node);
    expect(node.requests.sends.map(({ message }) => message)).toMatchObject([
      { vote: 'no', reason: 'full' },
      { vote: 'no', reason: 'aborted-before' },
      { type: 'decision', answers: [{ txid: 1, decision: 'abort' }] },
    ]);
  });
});

describe('a no on the stage', () => {
  it('stays in the dots of the coordinator and under the worker until the next transaction begins', () => {
    const world = commitWorld({ rowsAtFirst: 5 }, 100);
    const seen = (id: string, state: CoordinatorState | WorkerState) =>
      twoPhaseCommit.describe.node(world, id, state);
    say(world, 'set f six');
    flowUntil(world, () => isQuiet(world));
    flow(world, 5000);
    expect(seen('coordinator-1', coordinatorOf(world)).dots).toEqual([
      { peer: 'worker-1', mark: 'no' },
      { peer: 'worker-2', mark: 'granted' },
      { peer: 'worker-3', mark: 'granted' },
    ]);
    expect(seen('worker-1', workerOf(world, 'worker-1')).badge).toBe('no to #1');
    expect(seen('worker-2', workerOf(world, 'worker-2')).badge).toBe('5 rows');
    say(world, 'set a uno');
    flowUntil(world, () => isQuiet(world));
    expect(seen('coordinator-1', coordinatorOf(world)).dots).toEqual([]);
    expect(seen('worker-1', workerOf(world, 'worker-1')).badge).toBe('5 rows');
  });
});

describe('a worker whose disk was wiped', () => {
  it('is blank in its second life too, if nobody has heard of the first', () => {
    const world = commitWorld({ workers: 2 });
    say(world, 'set a 2');
    flowUntil(world, () => isQuiet(world));
    crash(world, ...names(2));
    say(world, 'get a');
    flowUntil(world, () => poolOf(world).length === 0);
    crash(world, 'coordinator-1');
    world.apply({ type: 'wipe', node: 'worker-1' });
    restart(world, 'worker-1');
    flow(world, 1000);
    crash(world, 'worker-1');
    restart(world, 'worker-1', 'coordinator-1');
    flow(world, 5000);
    expect(workerOf(world, 'worker-1').isBlank).toBe(true);
    expect(poolOf(world)).toEqual([]);
    restart(world, 'worker-2');
    flowUntil(world, () => isQuiet(world));
    expect(valuesOf(world, 'a')).toEqual(['2', '2']);
  });

  /** worker-1 has committed and is down, worker-2 is in doubt, worker-3 had voted yes and was wiped; no coordinator. */
  function wiped(): CommitWorld {
    const world = commitWorld({ cooperative: true }, 100);
    say(world, 'set a 2');
    flowUntil(world, () => coordinatorOf(world).transactions[0]?.phase === 'committing');
    world.apply({ type: 'crash', node: 'coordinator-1', keepSends: 1 });
    crash(world, 'worker-3');
    flowUntil(world, () => standingAt(world, 'worker-1', 1) === 'committed');
    crash(world, 'worker-1');
    world.apply({ type: 'wipe', node: 'worker-3' });
    restart(world, 'worker-3');
    return world;
  }

  it.each([0, 1])(
    'does not speak for a vote that may have been on it, %i restarts later either',
    (times) => {
      const world = wiped();
      for (let life = 0; life < times; life += 1) {
        crash(world, 'worker-3');
        restart(world, 'worker-3');
      }
      const events = flow(world, 10_000);
      expect(factsIn(events, 'RenouncesVote')).toEqual([]);
      expect(factsIn(events, 'Uncertain')).toContainEqual(
        expect.objectContaining({ node: 'worker-3', peer: 'worker-2', why: 'log-lost' }),
      );
      expect(standingAt(world, 'worker-2', 1)).toBe('prepared');
      restart(world, 'worker-1', 'coordinator-1');
      flowUntil(world, () => isQuiet(world) && poolOf(world).length === 3);
      expect(valuesOf(world, 'a')).toEqual(['2', '2', '2']);
    },
  );
});
