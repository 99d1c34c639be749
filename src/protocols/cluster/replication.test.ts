/** The replication log: README, "version 3.0.0"; Ongaro and Ousterhout 2014, section 5.3; gaps c, d, e, h, j, k, m. */
import { describe, expect, it } from 'vitest';
import { databaseNode } from './node.ts';
import type { Log, ToNode } from './messages.ts';
import {
  act,
  aLeader,
  aNode,
  answers,
  clusterWorld,
  entry,
  factsIn,
  flow,
  flowUntil,
  founders,
  isLevel,
  leaderOf,
  ledWorld,
  nodeOf,
  outside,
  put,
  say,
  term,
} from './testing.ts';
import { NO_TERM } from './term.ts';

const one = term(1, 3);
const two = term(2, 2);
const append = (change: Partial<Extract<ToNode, { type: 'append' }>>): ToNode => {
  return {
    type: 'append',
    term: one,
    previousIndex: 1,
    previousTerm: NO_TERM,
    entries: [],
    commitIndex: 0,
    ...change,
  };
};

describe('the original tests', () => {
  it('four nodes, three writes: the same three entries in order everywhere', () => {
    const world = ledWorld({ nodes: 4 });
    for (const text of ['set a 1', 'set b 2', 'set c 3']) {
      say(world, text);
      flow(world, 1000);
    }
    for (const { state } of world.nodes('node')) {
      const written = state.log.flatMap(({ change }) =>
        change.type === 'put' ? [`${change.key}${change.value}`] : [],
      );
      expect(written).toEqual(['a1', 'b2', 'c3']);
      expect(state.map).toEqual([
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ]);
    }
  });

  it('a node that joins later gets all three by synchronisation', () => {
    const world = ledWorld();
    for (const text of ['set a 1', 'set b 2', 'set c 3']) {
      say(world, text);
      flow(world, 1000);
    }
    act(world, { type: 'add', role: 'node' });
    flow(world, 2000);
    expect(nodeOf(world, 'node-4').map).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
  });

  it('an admitted node that the registry does not list gets them too', () => {
    const world = ledWorld();
    act(world, { type: 'cut', from: 'node-1', to: 'registry-1', bothWays: true });
    flow(world, 8000);
    expect(nodeOf(world, 'node-3').listing).not.toContain('node-1');
    say(world, 'set a 1', 2);
    flow(world, 1000);
    expect(nodeOf(world, 'node-1').map).toEqual([['a', '1']]);
  });
});

describe('gap e: a follower', () => {
  it('stores what follows an entry that it has, and says up to where the logs agree', () => {
    const node = outside('node-1');
    const after = databaseNode.onMessage(
      aNode(),
      append({ entries: [entry(one), put(one, 'a')] }),
      'node-3',
      node,
    );
    expect(after).toMatchObject({ matched: 3, standing: { kind: 'following', leader: 'node-3' } });
    expect(node.requests.sends).toEqual([
      { to: 'node-3', message: { type: 'appended', term: one, identity: 1, ok: true, index: 3 } },
    ]);
  });

  it('refuses if the entry before is another one or missing, and says where to try next', () => {
    const node = outside('node-1');
    const log: Log = [founders(), entry(one), put(one, 'a')];
    const refused = append({
      term: two,
      previousIndex: 3,
      previousTerm: two,
      entries: [put(two, 'b')],
    });
    const after = databaseNode.onMessage(aNode({ log }), refused, 'node-2', node);
    expect(after.log).toBe(log);
    databaseNode.onMessage(
      aNode(),
      append({ previousIndex: 6, previousTerm: one }),
      'node-3',
      node,
    );
    expect(node.requests.sends.map(({ message }) => message)).toMatchObject([
      { ok: false, index: 2 },
      { ok: false, index: 1 },
    ]);
  });

  it('applies no further than its log is known to be the leader’s', () => {
    const log: Log = [founders(), entry(one), put(one, 'never committed')];
    const state = aNode({ log, promised: two, matched: 0 });
    const beat: ToNode = { type: 'heartbeat', term: two, commitIndex: 3 };
    expect(databaseNode.onMessage(state, beat, 'node-2', outside('node-1')).map).toEqual([]);
  });

  it('that missed an append is walked back and sent everything', () => {
    const world = ledWorld();
    act(world, { type: 'crash', node: 'node-1' });
    for (const text of ['set a 1', 'set b 2']) say(world, text, 2);
    flow(world, 1000);
    act(world, { type: 'restart', node: 'node-1' });
    flow(world, 1000);
    expect(nodeOf(world, 'node-1').map).toHaveLength(2);
  });

  it('that missed a commit hears of it by the next heart-beat', () => {
    const world = ledWorld();
    act(world, {
      type: 'rule',
      rule: { id: 'no commits', type: 'commit', action: { kind: 'drop' } },
    });
    say(world, 'set a 1', 2);
    flow(world, 300);
    expect(nodeOf(world, 'node-1').map).toEqual([['a', '1']]);
  });
});

describe('gap c: terms', () => {
  it('a message of a lower term is refused, and changes nothing', () => {
    const state = aNode({ promised: two });
    const node = outside('node-1');
    for (const type of ['heartbeat', 'append', 'victory', 'takeover'] as const) {
      const late: ToNode =
        type === 'append'
          ? append({})
          : type === 'heartbeat'
            ? { type, term: one, commitIndex: 0 }
            : { type, term: one };
      expect(databaseNode.onMessage(state, late, 'node-3', node)).toBe(state);
    }
    const fenced = { to: 'node-3', message: { type: 'fenced', term: one, promised: two } };
    expect(node.requests.sends).toEqual([fenced, fenced, fenced, fenced]);
  });

  it('a leader that is fenced steps down and tells its clients that it cannot say', () => {
    const requests = [{ client: 'client-1', operation: 7, index: 3, deadline: 5000 }];
    const node = outside('node-3');
    const after = databaseNode.onMessage(
      aLeader({}, { requests }),
      { type: 'fenced', term: one, promised: two },
      'node-1',
      node,
    );
    expect(after).toMatchObject({ promised: two, standing: { kind: 'waiting' } });
    expect(node.requests.sends).toEqual([
      { to: 'client-1', message: { type: 'uncertain', operation: 7, reason: 'deposed' } },
    ]);
  });

  it('a leader that was cut off steps down at the heal, and its tail is cut off', () => {
    const world = ledWorld();
    act(world, {
      type: 'partition',
      groups: [
        ['node-3', 'client-1', 'registry-1'],
        ['node-1', 'node-2', 'client-2'],
      ],
    });
    say(world, 'use node-3');
    say(world, 'set lost 1');
    flow(world, 4000);
    expect(nodeOf(world, 'node-3').log).toHaveLength(3);
    say(world, 'set kept 2', 2);
    flow(world, 3000);
    act(world, { type: 'heal' });
    const cut = factsIn(flow(world, 3000), 'TailCut');
    expect(cut).toMatchObject([{ node: 'node-3', first: 3, count: 1 }]);
    expect(nodeOf(world, 'node-3').map).toEqual([['kept', '2']]);
    expect(answers(world).slice(1)).toEqual([
      'unknown: 500 no quorum: the entry may be committed yet',
      'ok: 201 created, entry 4',
    ]);
  });
});

describe('gap d: a commit', () => {
  it('needs a majority of the admitted nodes: two of three, three of five', () => {
    for (const [nodes, down] of [
      [3, 1],
      [5, 2],
    ] as const) {
      const world = ledWorld({ nodes });
      for (let number = 1; number <= down; number += 1)
        act(world, { type: 'crash', node: `node-${number}` });
      say(world, `use node-${nodes}`);
      say(world, 'set a 1');
      flow(world, 1000);
      expect(answers(world)[1]).toBe('ok: 201 created, entry 3');
      act(world, { type: 'crash', node: `node-${down + 1}` });
      say(world, 'set b 2');
      flow(world, 5500);
      expect(answers(world)[2]).toBe('unknown: 500 no quorum: the entry may be committed yet');
      expect(nodeOf(world, `node-${nodes}`).log).toHaveLength(4);
    }
  });

  it('of an entry of an earlier term waits for one of the leader’s own (section 5.4.2)', () => {
    const log: Log = [founders(), entry(one), put(one, 'a'), entry(two)];
    const progress = { identity: 1, match: 3, next: 4, heardAt: 0, sentAt: 0 };
    const state = aLeader(
      { promised: two, log, commitIndex: 2 },
      { serving: false, progress: { 'node-1': progress } },
    );
    const answer = (index: number): ToNode => ({
      type: 'appended',
      term: two,
      identity: 1,
      ok: true,
      index,
    });
    const three = databaseNode.onMessage(state, answer(3), 'node-1', outside('node-2'));
    expect(three.commitIndex).toBe(2);
    expect(databaseNode.onMessage(three, answer(4), 'node-1', outside('node-2')).commitIndex).toBe(
      4,
    );
  });

  it('does not count a learner, nor a member whose disk is another', () => {
    const log: Log = [founders(), entry(one), put(one, 'a')];
    const state = aLeader({ log, commitIndex: 2 }, { progress: {} });
    const answer = (identity: number): ToNode => ({
      type: 'appended',
      term: one,
      identity,
      ok: true,
      index: 3,
    });
    const learner = databaseNode.onMessage(state, answer(1), 'node-4', outside('node-3'));
    expect(learner.commitIndex).toBe(2);
    const stranger = databaseNode.onMessage(learner, answer(2), 'node-1', outside('node-3'));
    expect(stranger.commitIndex).toBe(2);
    expect(
      databaseNode.onMessage(stranger, answer(1), 'node-1', outside('node-3')).commitIndex,
    ).toBe(3);
  });
});

it('gap h: a node that hangs holds no write up', () => {
  const world = ledWorld();
  act(world, { type: 'freeze', node: 'node-1' });
  say(world, 'set a 1', 2);
  flow(world, 100);
  expect(answers(world)).toEqual(['ok: 201 created, entry 3']);
});

it('gap j: a read at the leader right after the 201 finds the value', () => {
  const world = ledWorld();
  say(world, 'use node-3');
  say(world, 'set a 1');
  flowUntil(world, () => world.operations()[1]?.outcome === 'ok');
  expect(nodeOf(world, 'node-3').map).toEqual([['a', '1']]);
});

describe('gap k: a read', () => {
  it('is answered by any node, as of the entry that it has applied', () => {
    const world = ledWorld();
    act(world, { type: 'cut', from: 'node-3', to: 'node-1', bothWays: true });
    say(world, 'set a 1', 2);
    flow(world, 200);
    say(world, 'get a', 1);
    say(world, 'get a', 2);
    flow(world, 100);
    expect(answers(world).slice(1)).toEqual([
      'ok: 404 not found, as of entry 2',
      'ok: 200 1, as of entry 3',
    ]);
  });

  it('at a leader whose term is not open yet is turned away with the option: its table may lack what was answered 201', () => {
    const leader = aLeader({}, { serving: false });
    const get: ToNode = { type: 'get', operation: 1, key: 'a' };
    const strict = outside('node-3', { options: { reads: 'leader' } });
    databaseNode.onMessage(leader, get, 'client-1', strict);
    expect(strict.requests.sends).toEqual([
      { to: 'client-1', message: { type: 'unavailable', operation: 1, reason: 'taking-over' } },
    ]);
    const lax = outside('node-3');
    databaseNode.onMessage(leader, get, 'client-1', lax);
    expect(lax.requests.sends.map(({ message }) => message.type)).toEqual(['value']);
  });

  it('goes to the leader with the option', () => {
    const world = ledWorld({ reads: 'leader' });
    say(world, 'get a');
    const events = flow(world, 100);
    expect(factsIn(events, 'Redirected')).toMatchObject([{ node: 'node-1', leader: 'node-3' }]);
    expect(answers(world)).toEqual(['ok: 404 not found, as of entry 2']);
  });
});

it('gap m: a restart keeps name and log, and rebuilds the table once it hears what is committed', () => {
  const world = ledWorld();
  say(world, 'set a 1', 2);
  flow(world, 500);
  act(world, { type: 'crash', node: 'node-1' }, { type: 'restart', node: 'node-1' });
  expect(nodeOf(world, 'node-1')).toMatchObject({ map: [], commitIndex: 0, identity: 1 });
  expect(nodeOf(world, 'node-1').log).toHaveLength(3);
  flow(world, 300);
  expect(nodeOf(world, 'node-1').map).toEqual([['a', '1']]);
});

it('all nodes crash: the log on disk resumes', () => {
  const world = ledWorld();
  say(world, 'set a 1', 2);
  flow(world, 500);
  for (const node of ['node-1', 'node-2', 'node-3']) act(world, { type: 'crash', node });
  flow(world, 10_000);
  for (const node of ['node-1', 'node-2', 'node-3']) act(world, { type: 'restart', node });
  flowUntil(world, () => isLevel(world) && leaderOf(world) !== null);
  expect(nodeOf(world, 'node-1').map).toEqual([['a', '1']]);
});

it.each(['2.1.0', '2.2.0'] as const)('%s: a leader keeps no log and admits nobody', (version) => {
  const world = clusterWorld({ version });
  const events = flow(world, 10_000);
  expect(leaderOf(world)).toBe('node-3');
  const said = events.flatMap(({ sent }) =>
    sent.map((flight) => (flight.kind === 'deliver' ? flight.message.type : '')),
  );
  expect(said).toContain('heartbeat');
  expect(said.filter((type) => type === 'append' || type === 'commit')).toEqual([]);
  expect(world.nodes('node').map(({ state }) => state.log)).toEqual([[], [], []]);
});

it('earlier versions keep nothing on disk: a restart is empty, and there is no disk to wipe', () => {
  const world = clusterWorld({ version: '2.2.0' });
  flow(world, 1000);
  say(world, 'set a 1');
  flow(world, 500);
  expect(nodeOf(world, 'node-1').map).toEqual([['a', '1']]);
  act(world, { type: 'crash', node: 'node-1' });
  expect(() => world.apply({ type: 'wipe', node: 'node-1' })).toThrow('keeps nothing on disk');
  act(world, { type: 'restart', node: 'node-1' });
  flow(world, 5000);
  expect(nodeOf(world, 'node-1').map).toEqual([]);
});
