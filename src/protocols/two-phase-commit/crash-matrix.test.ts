/** Every moment at which a process can die, and what must come of it (Bernstein, Hadzilacos and Goodman 1987, chapter 7). */
import { describe, expect, it } from 'vitest';
import {
  type CommitWorld,
  commitWorld,
  coordinatorOf,
  crash,
  factsIn,
  flow,
  flowUntil,
  isolate,
  isQuiet,
  names,
  poolOf,
  restart,
  resultOf,
  say,
  standingAt,
  valuesOf,
  workerOf,
} from './testing.ts';

/** A world in which `set a 2` was typed and has come as far as `isSo`. */
function during(
  isSo: (world: CommitWorld) => boolean,
  change: Parameters<typeof commitWorld>[0] = {},
): CommitWorld {
  const world = commitWorld(change, 100);
  say(world, 'set a 2');
  flowUntil(world, () => isSo(world));
  return world;
}

const hasBegun = (world: CommitWorld): boolean => coordinatorOf(world).lastTxid === 1;
const allPrepared = (world: CommitWorld): boolean =>
  names(3).every((id) => standingAt(world, id, 1) === 'prepared');
const isDecided = (world: CommitWorld): boolean =>
  coordinatorOf(world).transactions[0]?.phase === 'committing';

describe('a worker crashes before it has voted', () => {
  it('the vote times out after a second and the transaction aborts; on restart it has nothing to resolve', () => {
    const world = during(hasBegun);
    const begun = world.now;
    crash(world, 'worker-3');
    const events = flowUntil(world, () => isQuiet(world));
    const [decided] = factsIn(events, 'Decided');
    expect(decided).toMatchObject({ decision: 'abort', ground: 'timeout', time: begun + 1000 });
    expect(resultOf(world, 1)).toBe('refused: false (worker-3 left the pool without a vote)');
    expect(poolOf(world)).toEqual(['worker-1', 'worker-2']);
    expect(valuesOf(world, 'a')).toEqual(['one', 'one', 'one']);

    restart(world, 'worker-3');
    expect(workerOf(world, 'worker-3')).toMatchObject({ phase: 'joining', inDoubt: [] });
    flowUntil(world, () => isQuiet(world));
    expect(poolOf(world)).toEqual(names(3));
  });
});

describe('a worker has voted yes and crashes', () => {
  const voted = (world: CommitWorld): boolean =>
    coordinatorOf(world).transactions[0]?.yes.includes('worker-3') === true || isDecided(world);

  it('the others commit; restarted it is in doubt, asks, and applies the decision', () => {
    const world = during(voted);
    crash(world, 'worker-3');
    flowUntil(world, () => isQuiet(world));
    expect(resultOf(world, 1)).toBe('ok: true');
    expect(valuesOf(world, 'a')).toEqual(['2', '2', 'one']);

    restart(world, 'worker-3');
    expect(workerOf(world, 'worker-3')).toMatchObject({
      phase: 'recovering',
      inDoubt: [{ txid: 1, key: 'a', value: '2' }],
    });
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'Told')).toMatchObject([{ worker: 'worker-3', decision: 'commit' }]);
    expect(standingAt(world, 'worker-3', 1)).toBe('committed');
    expect(valuesOf(world, 'a')).toEqual(['2', '2', '2']);
    expect(poolOf(world)).toEqual(names(3));
  });

  it('its acknowledgement is not waited for beyond the time-out, and the log gets its end when it comes', () => {
    const world = during(voted);
    crash(world, 'worker-3');
    flowUntil(world, () => isQuiet(world));
    expect(coordinatorOf(world).transactions).toMatchObject([{ txid: 1, phase: 'ending' }]);
    restart(world, 'worker-3');
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'Ended')).toMatchObject([{ txid: 1 }]);
    expect(coordinatorOf(world).transactions).toEqual([]);
  });
});

describe('the coordinator crashes after VOTE-REQUEST, before the decision is logged', () => {
  it('prepared workers block in doubt, the key stays locked, the client hears unknown', () => {
    const world = during(allPrepared);
    crash(world, 'coordinator-1');
    flow(world, 60_000);
    for (const id of names(3)) {
      expect(standingAt(world, id, 1)).toBe('prepared');
      expect(workerOf(world, id)).toMatchObject({ isAsking: true, inDoubt: [{ key: 'a' }] });
    }
    expect(resultOf(world, 1)).toBe('unknown: no answer: it may or may not have been done');
  });

  it('restarted it finds no decision in its log and aborts', () => {
    const world = during(allPrepared);
    crash(world, 'coordinator-1');
    flow(world, 10_000);
    restart(world, 'coordinator-1');
    const events = flowUntil(world, () =>
      names(3).every((id) => standingAt(world, id, 1) !== 'prepared'),
    );
    expect(factsIn(events, 'VoteCounted')).toEqual([]);
    for (const id of names(3)) expect(standingAt(world, id, 1)).toBe('aborted');
    expect(valuesOf(world, 'a')).toEqual(['one', 'one', 'one']);
    say(world, 'set a 3');
    flowUntil(world, () => isQuiet(world));
    expect(valuesOf(world, 'a')).toEqual(['3', '3', '3']);
  });

  it('with cooperative termination too, if all are prepared: each asks each, and none can say', () => {
    const world = during(allPrepared, { cooperative: true });
    crash(world, 'coordinator-1');
    const events = flow(world, 10_000);
    expect(factsIn(events, 'Uncertain').length).toBeGreaterThan(6);
    expect(allPrepared(world)).toBe(true);
  });

  it('with cooperative termination, one that has not voted ends it: all abort without the coordinator', () => {
    const world = commitWorld({ cooperative: true }, 100);
    world.apply({ type: 'cut', from: 'coordinator-1', to: 'worker-3', bothWays: false });
    say(world, 'set a 2');
    flowUntil(world, () => standingAt(world, 'worker-2', 1) === 'prepared');
    crash(world, 'coordinator-1');
    const events = flow(world, 5000);
    expect(factsIn(events, 'RenouncesVote')).toMatchObject([{ node: 'worker-3', txid: 1 }]);
    for (const id of names(3)) expect(standingAt(world, id, 1)).toBe('aborted');
  });
});

describe('the coordinator crashes between two COMMITs', () => {
  /** The COMMIT to worker-1 has left, the others never do. */
  function between(change: Parameters<typeof commitWorld>[0] = {}): CommitWorld {
    const world = during(isDecided, change);
    world.apply({ type: 'crash', node: 'coordinator-1', keepSends: 1 });
    return world;
  }

  it('the informed have committed, the rest block', () => {
    const world = between();
    flow(world, 20_000);
    expect(names(3).map((id) => standingAt(world, id, 1))).toEqual([
      'committed',
      'prepared',
      'prepared',
    ]);
    expect(valuesOf(world, 'a')).toEqual(['2', 'one', 'one']);
  });

  it('restarted it sends COMMIT again until all have acknowledged, then logs the end', () => {
    const world = between();
    flow(world, 20_000);
    restart(world, 'coordinator-1');
    const events = flowUntil(world, () => coordinatorOf(world).transactions.length === 0);
    expect(factsIn(events, 'Ended')).toMatchObject([{ txid: 1 }]);
    expect(valuesOf(world, 'a')).toEqual(['2', '2', '2']);
  });

  it('with cooperative termination the blocked learn the commit from a peer, without the coordinator', () => {
    const world = between({ cooperative: true });
    flow(world, 5000);
    expect(valuesOf(world, 'a')).toEqual(['2', '2', '2']);
  });

  it('even if the crash falls right after the commit record and no COMMIT leaves', () => {
    const world = during(isDecided);
    world.apply({ type: 'crash', node: 'coordinator-1', keepSends: 0 });
    flow(world, 5000);
    expect(allPrepared(world)).toBe(true);
    restart(world, 'coordinator-1');
    flowUntil(world, () => isQuiet(world) && !allPrepared(world));
    expect(valuesOf(world, 'a')).toEqual(['2', '2', '2']);
  });
});

describe('the coordinator crashes after all acknowledgements, before the reply', () => {
  it('the write is done, the client hears unknown, and a repeated set is harmless', () => {
    const world = commitWorld({}, 100);
    say(world, 'set a 2');
    flowUntil(world, () => coordinatorOf(world).log.length === 3);
    world.apply({ type: 'crash', node: 'coordinator-1', keepSends: 0 });
    flow(world, 6000);
    expect(resultOf(world, 1)).toContain('unknown');
    expect(valuesOf(world, 'a')).toEqual(['2', '2', '2']);
    restart(world, 'coordinator-1');
    say(world, 'set a 2');
    flowUntil(world, () => isQuiet(world));
    expect(resultOf(world, 2)).toBe('ok: true');
    expect(valuesOf(world, 'a')).toEqual(['2', '2', '2']);
  });
});

describe('the client crashes', () => {
  it('the transaction goes on and the reply is dropped', () => {
    const world = during(hasBegun);
    crash(world, 'client-1');
    const events = flowUntil(world, () => coordinatorOf(world).transactions.length === 0);
    flow(world, 1000);
    expect(factsIn(events, 'Ended')).toHaveLength(1);
    expect(valuesOf(world, 'a')).toEqual(['2', '2', '2']);
    expect(resultOf(world, 1)).toBe('unknown: client-1 crashed before the answer');
  });
});

describe('a worker is cut off', () => {
  it('before its vote: the same as a vote that times out; healed it takes a snapshot before it serves', () => {
    const world = commitWorld({}, 100);
    isolate(world, 'worker-3');
    say(world, 'set a 2');
    flowUntil(world, () => world.operations()[0]?.outcome === 'refused');
    say(world, 'set a 3');
    flowUntil(world, () => world.operations()[1]?.outcome === 'ok');
    expect(valuesOf(world, 'a')).toEqual(['3', '3', 'one']);
    world.apply({ type: 'heal' });
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'Installed')).toMatchObject([{ node: 'worker-3' }]);
    expect(valuesOf(world, 'a')).toEqual(['3', '3', '3']);
  });

  it('during the commit: the decision stands; healed it hears the COMMIT and comes back', () => {
    const world = during(isDecided);
    isolate(world, 'worker-3');
    flowUntil(world, () => world.operations()[0]?.outcome === 'ok');
    flow(world, 3000);
    expect(workerOf(world, 'worker-3')).toMatchObject({ isAsking: true, inDoubt: [{ txid: 1 }] });
    world.apply({ type: 'heal' });
    flowUntil(world, () => isQuiet(world));
    expect(standingAt(world, 'worker-3', 1)).toBe('committed');
    expect(poolOf(world)).toEqual(names(3));
  });
});

describe('every worker is gone', () => {
  it.each(['set a 2', 'get a', 'db', 'verify'])('%s is answered with an error at once', (text) => {
    const world = commitWorld({ workers: 1 });
    crash(world, 'worker-1');
    say(world, 'set z 1');
    flowUntil(
      world,
      () => poolOf(world).length === 0 && world.operations()[0]?.outcome !== 'pending',
    );
    const asked = world.now;
    say(world, text);
    flowUntil(world, () => world.operations()[1]?.outcome !== 'pending');
    expect(resultOf(world, 2)).toBe('refused: error: no worker in the pool');
    expect(world.now - asked).toBe(20);
  });

  it('after the commit record: the client hears that it is committed, and it is, when one is back', () => {
    const world = during(isDecided);
    crash(world, ...names(3));
    flowUntil(world, () => world.operations()[0]?.outcome !== 'pending');
    expect(resultOf(world, 1)).toBe('ok: true (committed, no worker reachable)');
    restart(world, ...names(3));
    flowUntil(world, () => isQuiet(world) && poolOf(world).length === 3);
    expect(valuesOf(world, 'a')).toEqual(['2', '2', '2']);
  });

  it('the first that is let in again is one that holds every committed write', () => {
    const world = commitWorld({ workers: 2 });
    crash(world, 'worker-1');
    say(world, 'set a 2');
    flowUntil(world, () => poolOf(world).length === 1);
    say(world, 'set a 3');
    flowUntil(world, () => isQuiet(world));
    crash(world, 'worker-2');
    say(world, 'get a');
    flowUntil(world, () => isQuiet(world));
    restart(world, 'worker-1');
    const events = flow(world, 10_000);
    expect(poolOf(world)).toEqual([]);
    expect(factsIn(events, 'AwaitsCurrent')[0]).toMatchObject({ current: ['worker-2'] });
    restart(world, 'worker-2');
    flowUntil(world, () => isQuiet(world));
    expect(valuesOf(world, 'a')).toEqual(['3', '3']);
  });

  it('one whose disk was wiped is not taken for one that holds every write', () => {
    const world = commitWorld({ workers: 2 });
    say(world, 'set a 2');
    flowUntil(world, () => isQuiet(world));
    crash(world, 'worker-1', 'worker-2');
    say(world, 'get a');
    flowUntil(world, () => poolOf(world).length === 0);
    world.apply({ type: 'wipe', node: 'worker-1' });
    restart(world, 'worker-1');
    flow(world, 5000);
    expect(poolOf(world)).toEqual([]);
    restart(world, 'worker-2');
    flowUntil(world, () => isQuiet(world));
    expect(valuesOf(world, 'a')).toEqual(['2', '2']);
  });

  it('if all disks that held every write are wiped, the coordinator says that data is lost and goes on', () => {
    const world = commitWorld({ workers: 2 });
    crash(world, 'worker-1', 'worker-2');
    say(world, 'get a');
    flowUntil(world, () => poolOf(world).length === 0);
    for (const node of ['worker-1', 'worker-2']) world.apply({ type: 'wipe', node });
    restart(world, 'worker-1', 'worker-2');
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'DataLost')).toHaveLength(1);
    expect(poolOf(world)).toHaveLength(2);
  });
});
