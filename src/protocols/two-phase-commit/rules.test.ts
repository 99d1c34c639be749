/** The rules of the book, one handler at a time. */
import { describe, expect, it } from 'vitest';
import { toArray } from '../../kernel/sequence.ts';
import type { ToWorker } from './messages.ts';
import { CELL_LENGTH } from './participant.ts';
import {
  aWorker,
  commitWorld,
  coordinatorOf,
  crash,
  factsIn,
  flow,
  flowUntil,
  names,
  outside,
  restart,
  say,
  standingAt,
  workerOf,
} from './testing.ts';
import { worker } from './worker.ts';

const REQUEST: ToWorker = {
  type: 'vote-request',
  txid: 1,
  key: 'a',
  value: '2',
  participants: names(3),
};

describe('a worker that votes', () => {
  it('yes: logs prepared before the vote leaves', () => {
    const node = outside('worker-1');
    const after = worker.onMessage(aWorker(), REQUEST, 'coordinator-1', node);
    expect(toArray(after.log)).toMatchObject([{ type: 'prepared', txid: 1, key: 'a', value: '2' }]);
    expect(node.requests.sends).toEqual([
      {
        to: 'coordinator-1',
        message: { type: 'vote-response', txid: 1, vote: 'yes', reason: null },
      },
    ]);
  });

  it.each([
    ['not in the pool', aWorker({ phase: 'joining' }), '2', 'not-in-pool'],
    [
      'the key is promised to another',
      aWorker({ inDoubt: [{ txid: 0, key: 'a', value: '1', participants: [] }] }),
      '2',
      'key-prepared',
    ],
    ['the value fits no cell', aWorker(), 'x'.repeat(CELL_LENGTH + 1), 'value-too-long'],
  ])('no, logged as aborted: %s', (_, state, value, reason) => {
    const node = outside('worker-1');
    const after = worker.onMessage(state, { ...REQUEST, value }, 'coordinator-1', node);
    expect(toArray(after.log)).toEqual([{ type: 'aborted', txid: 1 }]);
    expect(node.requests.sends[0]?.message).toEqual({
      type: 'vote-response',
      txid: 1,
      vote: 'no',
      reason,
    });
  });

  it('no, at worker-1 alone, if there is no room for another row; an overwrite needs none', () => {
    const options = { rowsAtFirst: 1 };
    const full = aWorker({ table: [['b', 'two']] });
    const voteOf = (id: string, key: string): unknown => {
      const node = outside(id, { options });
      worker.onMessage(full, { ...REQUEST, key }, 'coordinator-1', node);
      return node.requests.sends[0]?.message;
    };
    expect(voteOf('worker-1', 'a')).toMatchObject({ vote: 'no', reason: 'full' });
    expect(voteOf('worker-1', 'b')).toMatchObject({ vote: 'yes' });
    expect(voteOf('worker-2', 'a')).toMatchObject({ vote: 'yes' });
  });

  it('the same again when it is asked again, and logs nothing twice', () => {
    const node = outside('worker-1');
    const once = worker.onMessage(aWorker(), REQUEST, 'coordinator-1', node);
    const twice = worker.onMessage(once, REQUEST, 'coordinator-1', node);
    expect(twice.log).toBe(once.log);
    const votes = node.requests.sends.map(({ message }) => message);
    expect(votes).toMatchObject([{ vote: 'yes' }, { vote: 'yes' }]);
  });

  it('no to a request that comes after the abort', () => {
    const node = outside('worker-1');
    const aborted = worker.onMessage(aWorker(), { type: 'abort', txid: 1 }, 'coordinator-1', node);
    worker.onMessage(aborted, REQUEST, 'coordinator-1', node);
    expect(node.requests.sends[0]?.message).toMatchObject({ vote: 'no', reason: 'aborted-before' });
  });
});

describe('a worker that hears the decision', () => {
  const prepared = () => worker.onMessage(aWorker(), REQUEST, 'coordinator-1', outside('worker-1'));

  it('commit: logs, writes, frees the key and acknowledges', () => {
    const node = outside('worker-1');
    const after = worker.onMessage(prepared(), { type: 'commit', txid: 1 }, 'coordinator-1', node);
    expect(after).toMatchObject({ table: [['a', '2']], applied: 1, inDoubt: [] });
    expect(node.requests.sends.map(({ message }) => message)).toEqual([{ type: 'ack', txid: 1 }]);
  });

  it('commit once more: acknowledges again and changes nothing', () => {
    const node = outside('worker-1');
    const commit: ToWorker = { type: 'commit', txid: 1 };
    const once = worker.onMessage(prepared(), commit, 'coordinator-1', node);
    const twice = worker.onMessage(once, commit, 'coordinator-1', node);
    expect(twice).toEqual(once);
    expect(node.requests.sends).toHaveLength(2);
  });

  it('abort: logs, frees the key, writes nothing and need not acknowledge (presumed abort)', () => {
    const node = outside('worker-1');
    const after = worker.onMessage(prepared(), { type: 'abort', txid: 1 }, 'coordinator-1', node);
    expect(after).toMatchObject({ table: [], inDoubt: [] });
    expect(node.requests.sends).toEqual([]);
  });

  it('takes its think time for a commit, and serves what comes meanwhile after it', () => {
    const node = outside('worker-1', { options: { thinkMs: 135 } });
    const busy = worker.onMessage(prepared(), { type: 'commit', txid: 1 }, 'coordinator-1', node);
    expect(busy).toMatchObject({ isServing: true, inDoubt: [{ txid: 1 }] });
    const queued = worker.onMessage(busy, { ...REQUEST, txid: 2, key: 'b' }, 'coordinator-1', node);
    expect(queued.queue).toHaveLength(2);
    const [{ delayMs } = { delayMs: null }] = node.requests.timers;
    expect(delayMs).toBeGreaterThanOrEqual(10);
    expect(delayMs).toBeLessThanOrEqual(135);
    const done = worker.onTimer(queued, 'work', node);
    expect(done).toMatchObject({ queue: [], isServing: false, inDoubt: [{ txid: 2 }] });
  });
});

describe('reads of one that is not in the pool', () => {
  it.each([
    { type: 'get', operation: 1, key: 'a' },
    { type: 'get-db', operation: 1 },
    { type: 'verify', operation: 1 },
    { type: 'snapshot-req', attempt: 1 },
  ] satisfies ToWorker[])('$type is not answered', (message) => {
    const node = outside('worker-1');
    worker.onMessage(aWorker({ phase: 'recovering' }), message, 'coordinator-1', node);
    expect(node.requests.sends).toEqual([]);
    expect(node.requests.facts).toMatchObject([{ type: 'DoesNotServe' }]);
  });
});

describe('a snapshot', () => {
  it('that is older than what is in place is ignored', () => {
    const snapshot: ToWorker = { type: 'snapshot', attempt: 3, table: [['a', 'old']], applied: 1 };
    const state = aWorker({ phase: 'joining', installed: 4, table: [['a', 'new']] });
    const after = worker.onMessage(state, snapshot, 'coordinator-1', outside('worker-1'));
    expect(after.table).toEqual([['a', 'new']]);
  });
});

describe('cooperative termination', () => {
  it('a peer that has not voted logs an abort, so that a late request finds a no', () => {
    const node = outside('worker-2');
    const asked = worker.onMessage(
      aWorker(),
      { type: 'decision-req', txids: [1] },
      'worker-1',
      node,
    );
    worker.onMessage(asked, REQUEST, 'coordinator-1', node);
    expect(node.requests.sends.map(({ message }) => message)).toMatchObject([
      { type: 'decision', answers: [{ txid: 1, decision: 'abort' }] },
      { type: 'vote-response', vote: 'no' },
    ]);
  });

  it('is not used unless the option says so', () => {
    const world = commitWorld();
    say(world, 'set a 2');
    flowUntil(world, () => standingAt(world, 'worker-3', 1) === 'prepared');
    crash(world, 'coordinator-1');
    for (const { asks } of factsIn(flow(world, 5000), 'InDoubt')) {
      expect(asks).toEqual(['coordinator-1']);
    }
  });
});

describe('a restart', () => {
  it('of a worker in doubt does not free it: the log remembers', () => {
    const world = commitWorld();
    say(world, 'set a 2');
    flowUntil(world, () => standingAt(world, 'worker-3', 1) === 'prepared');
    crash(world, 'coordinator-1');
    for (let life = 2; life <= 4; life += 1) {
      crash(world, 'worker-3');
      restart(world, 'worker-3');
      flow(world, 5000);
      expect(workerOf(world, 'worker-3').inDoubt).toMatchObject([{ txid: 1, key: 'a' }]);
    }
  });

  it('of the coordinator answers for what it has forgotten with abort, and for what it logged as logged', () => {
    const world = commitWorld();
    say(world, 'set a 2');
    flowUntil(world, () => standingAt(world, 'worker-3', 1) === 'prepared');
    crash(world, 'coordinator-1');
    flow(world, 2000);
    restart(world, 'coordinator-1');
    const events = flow(world, 2000);
    expect(factsIn(events, 'Recovered')).toEqual([]);
    expect(coordinatorOf(world).transactions).toEqual([]);
    expect(standingAt(world, 'worker-1', 1)).toBe('aborted');
  });
});

describe('a client', () => {
  it('asks after three seconds whether the coordinator is there, and is told what is open', () => {
    const world = commitWorld({ timeoutMs: 8000 });
    crash(world, 'worker-3');
    say(world, 'set a 2');
    const events = flow(world, 7000);
    expect(factsIn(events, 'Inquires').map(({ time }) => time)).toEqual([3000, 6020]);
    expect(world.operations()[0]?.outcome).toBe('pending');
    flow(world, 2000);
    expect(world.operations()[0]?.outcome).toBe('refused');
  });

  it('of a coordinator that has restarted learns that its command is forgotten', () => {
    const world = commitWorld();
    crash(world, 'worker-3');
    say(world, 'set a 2');
    flow(world, 500);
    crash(world, 'coordinator-1');
    restart(world, 'coordinator-1');
    flow(world, 4000);
    expect(world.operations()[0]).toMatchObject({
      outcome: 'unknown',
      result: 'the coordinator has restarted and knows nothing of it',
    });
  });
});
