/** The take-over (gap f) and who is admitted (gap l): the rules that make 3.0.0 safe, and the runs that have shown them to be needed. */
import { describe, expect, it } from 'vitest';
import type { Entry, Log, Member, NodeState, ToNode } from './messages.ts';
import { databaseNode } from './node.ts';
import { NO_TERM } from './term.ts';
import {
  act,
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

const one = term(1, 3);
const four = term(4, 2);

/** A winner that has asked for promises of term 4·2. */
function candidate(change: Partial<NodeState> = {}): NodeState {
  const standing = {
    kind: 'taking-over',
    asked: ['node-1', 'node-3'],
    promises: [],
    pulling: null,
  } as const;
  return aNode({ promised: four, standing, ...change });
}

function promise(log: Log, identity = 1): ToNode {
  return {
    type: 'promised',
    term: four,
    identity,
    lastTerm: log.at(-1)?.term ?? NO_TERM,
    lastIndex: log.length,
  };
}

describe('step 1: promises', () => {
  it('a winner takes a term above all it knows and asks everybody that it knows of', () => {
    const node = outside('node-3');
    const after = databaseNode.onTimer(aNode({ promised: term(6, 2) }), 'silence', node);
    expect(after.promised).toEqual(term(7, 3));
    expect(node.requests.sends).toEqual([
      { to: 'node-1', message: { type: 'takeover', term: term(7, 3) } },
      { to: 'node-2', message: { type: 'takeover', term: term(7, 3) } },
    ]);
  });

  it('a promise tells how far the log goes, and ends what counted before', () => {
    const log: Log = [founders(), entry(one)];
    const node = outside('node-1');
    const before = aNode({
      log,
      promised: one,
      matched: 2,
      standing: { kind: 'following', leader: 'node-3' },
    });
    const after = databaseNode.onMessage(before, { type: 'takeover', term: four }, 'node-2', node);
    expect(after).toMatchObject({ promised: four, matched: 0, standing: { kind: 'waiting' } });
    expect(node.requests.sends).toEqual([
      {
        to: 'node-2',
        message: { type: 'promised', term: four, identity: 1, lastTerm: one, lastIndex: 2 },
      },
    ]);
  });

  it('a promise of a member whose disk is another does not count', () => {
    const node = outside('node-2');
    const after = databaseNode.onMessage(candidate(), promise([], 5), 'node-1', node);
    expect(after.standing.kind).toBe('taking-over');
    expect(node.requests.facts).toEqual([
      { type: 'StrangerPromised', from: 'node-1', identity: 5 },
    ]);
  });

  it('without a majority it gives up and waits longer than the others', () => {
    const node = outside('node-2');
    const after = databaseNode.onTimer(candidate(), 'takeover', node);
    expect(after.standing.kind).toBe('waiting');
    expect(
      node.requests.timers.find(({ name }) => name === 'silence')?.delayMs,
    ).toBeGreaterThanOrEqual(500);
  });
});

describe('step 2: the furthest log', () => {
  const further: Log = [founders(), entry(one), put(one, 'a')];

  it('is fetched from whoever has it, and only then the term is opened', () => {
    const asks = outside('node-2');
    const pulling = databaseNode.onMessage(candidate(), promise(further), 'node-1', asks);
    expect(asks.requests.sends).toEqual([
      { to: 'node-1', message: { type: 'pull', term: four, after: 0 } },
    ]);
    const gets: ToNode = { type: 'pulled', term: four, after: 0, entries: further };
    const after = databaseNode.onMessage(pulling, gets, 'node-1', outside('node-2'));
    expect(after.log).toEqual([...further, entry(four)]);
    expect(after.standing).toMatchObject({ kind: 'leading', serving: false });
  });

  it('is its own if nobody of the majority has a further one', () => {
    const node = outside('node-2');
    const after = databaseNode.onMessage(
      candidate({ log: further }),
      promise([founders()]),
      'node-1',
      node,
    );
    expect(after.log).toEqual([...further, entry(four)]);
  });

  it('of one that dies before it gives it must be done without, by another majority', () => {
    const pulling = databaseNode.onMessage(
      candidate(),
      promise(further),
      'node-1',
      outside('node-2'),
    );
    const pull: ToNode = { type: 'pull', term: four, after: 0 };
    const left =
      databaseNode.onUnreachable?.(pulling, 'node-1', pull, outside('node-2')) ?? pulling;
    expect(left.standing).toMatchObject({ kind: 'taking-over', promises: [], pulling: null });
    const after = databaseNode.onMessage(left, promise([founders()]), 'node-3', outside('node-2'));
    expect(after.standing.kind).toBe('leading');
  });
});

describe('step 3: the members that the fetched log names', () => {
  const members = (...ids: readonly number[]): Entry =>
    entry(one, {
      type: 'members',
      members: ids.map((id): Member => ({ id: `node-${id}`, identity: 1 })),
    });

  function fetched(log: Log): NodeState {
    const pulling = databaseNode.onMessage(candidate(), promise(log), 'node-1', outside('node-2'));
    return databaseNode.onMessage(
      pulling,
      { type: 'pulled', term: four, after: 0, entries: log },
      'node-1',
      outside('node-2'),
    );
  }

  it('must have promised by majority too: two of three are not enough for four', () => {
    const after = fetched([founders(), entry(one), members(1, 2, 3, 4)]);
    expect(after.standing).toMatchObject({
      kind: 'taking-over',
      asked: ['node-1', 'node-3', 'node-4'],
    });
    const more = databaseNode.onMessage(after, promise([]), 'node-4', outside('node-2'));
    expect(more.standing.kind).toBe('leading');
  });

  it('a winner that they do not include leaves the field: it would lead, could not admit itself, and nobody would be admitted ever after', () => {
    const after = fetched([founders(), entry(one), members(1, 3)]);
    expect(after.standing.kind).toBe('waiting');
  });
});

describe('step 3: a list of members that is old', () => {
  const isMemberAnew = (member: Member) => member.id === 'node-1' && member.identity > 1;

  it('without a majority in time the furthest log that was told of is fetched, whoever has it', () => {
    const rejoined: Member = { id: 'node-1', identity: 2 };
    const third: Member = { id: 'node-2', identity: 1 };
    const log: Log = [founders(), entry(one, { type: 'members', members: [rejoined, third] })];
    const waiting = databaseNode.onMessage(
      candidate(),
      promise(log, 2),
      'node-1',
      outside('node-2'),
    );
    const asks = outside('node-2');
    const pulling = databaseNode.onTimer(waiting, 'takeover', asks);
    expect(asks.requests.sends).toEqual([
      { to: 'node-1', message: { type: 'pull', term: four, after: 0 } },
    ]);
    const gets: ToNode = { type: 'pulled', term: four, after: 0, entries: log };
    const after = databaseNode.onMessage(pulling, gets, 'node-1', outside('node-2'));
    expect(after.standing.kind).toBe('leading');
  });

  it('one that does not give its log in time is given up', () => {
    const log: Log = [founders(), entry(one)];
    const asks = outside('node-2');
    const waiting = databaseNode.onMessage(candidate(), promise(log, 2), 'node-1', asks);
    const pulling = databaseNode.onTimer(waiting, 'takeover', asks);
    const node = outside('node-2');
    expect(databaseNode.onTimer(pulling, 'takeover', node).standing.kind).toBe('waiting');
    expect(node.requests.facts).toContainEqual({
      type: 'TakeoverFailed',
      term: four,
      promises: 1,
      needed: 2,
    });
  });

  it('the highest name that lives learns who was admitted anew while it was down', () => {
    const world = ledWorld({ nodes: 5 });
    const lose = (node: string): void =>
      act(world, { type: 'crash', node }, { type: 'wipe', node });
    act(world, { type: 'crash', node: 'node-4' });
    lose('node-1');
    act(world, { type: 'restart', node: 'node-1' });
    flowUntil(world, () => nodeOf(world, 'node-1').members.some(isMemberAnew) && isLevel(world));
    lose('node-2');
    act(world, { type: 'crash', node: 'node-5' }, { type: 'restart', node: 'node-4' });
    flowUntil(world, () => leaderOf(world) === 'node-4' && isLevel(world));
    expect(nodeOf(world, 'node-4').members).toContainEqual({ id: 'node-1', identity: 2 });
  });

  it('and who was admitted at all, from one that is listed and that it has not known as a member', () => {
    const world = ledWorld();
    const down = (node: string): void => act(world, { type: 'crash', node });
    const isMembers = (...ids: readonly number[]): boolean =>
      isLevel(world) &&
      nodeOf(world, 'node-3')
        .members.map(({ id }) => id)
        .join() === ids.map((id) => `node-${id}`).join();
    const takeOut = (node: string): void => {
      down(node);
      flow(world, 7000);
      say(world, `remove ${node}`);
    };
    act(world, { type: 'add', role: 'node' }, { type: 'add', role: 'node' });
    down('node-4');
    flowUntil(world, () => isMembers(1, 2, 3, 5));
    down('node-5');
    flow(world, 6000);
    act(world, { type: 'restart', node: 'node-4' });
    flowUntil(world, () => isMembers(1, 2, 3, 4, 5));
    takeOut('node-1');
    flowUntil(world, () => isMembers(2, 3, 4, 5));
    takeOut('node-2');
    flowUntil(world, () => isMembers(3, 4, 5));
    down('node-3');
    act(world, { type: 'restart', node: 'node-5' });
    flowUntil(world, () => leaderOf(world) === 'node-5' && isLevel(world));
    expect(nodeOf(world, 'node-5').members.map(({ id }) => id)).toEqual([
      'node-3',
      'node-4',
      'node-5',
    ]);
  });
});

describe('step 4: the opening', () => {
  it('a leader serves when the first entry of its term is committed, not before', () => {
    const log: Log = [founders(), entry(one)];
    const opened = databaseNode.onMessage(
      candidate({ log }),
      promise(log),
      'node-1',
      outside('node-2'),
    );
    const node = outside('node-2');
    databaseNode.onMessage(
      opened,
      { type: 'put', operation: 1, key: 'a', value: '1' },
      'client-1',
      node,
    );
    expect(node.requests.sends).toEqual([
      { to: 'client-1', message: { type: 'unavailable', operation: 1, reason: 'taking-over' } },
    ]);
    const answer: ToNode = { type: 'appended', term: four, identity: 1, ok: true, index: 3 };
    const serves = databaseNode.onMessage(opened, answer, 'node-1', outside('node-2'));
    expect(serves).toMatchObject({ commitIndex: 3, standing: { serving: true } });
  });
});

describe('gap l: who is admitted', () => {
  it('founders share their first entry, whatever the order in which they start', () => {
    const logs = ['node-1', 'node-2', 'node-3'].map(
      (id) => databaseNode.boot(outside(id, { founding: true }), {}).log,
    );
    expect(logs).toEqual([[founders()], [founders()], [founders()]]);
  });

  it('one that starts later, or has lost its disk, has an empty log and may not lead', () => {
    const late = databaseNode.boot(outside('node-4'), {});
    const wiped = databaseNode.boot(outside('node-1', { incarnation: 3 }), {});
    expect([late.log, wiped.log, wiped.identity]).toEqual([[], [], 3]);
    const node = outside('node-4');
    expect(databaseNode.onTimer(late, 'silence', node).standing.kind).toBe('waiting');
    expect(node.requests.sends).toEqual([]);
  });

  it('three founders that start behind walls do not become two clusters', () => {
    const world = partedAtBirth();
    expect(factsIn(flow(world, 20_000), 'Leads')).toEqual([]);
    act(world, { type: 'heal' });
    flowUntil(world, () => leaderOf(world) !== null);
  });

  it('newcomers are admitted one at a time, each by an entry that is committed before the next', () => {
    const world = ledWorld();
    for (let count = 0; count < 3; count += 1) act(world, { type: 'add', role: 'node' });
    flowUntil(world, () => nodeOf(world, 'node-3').members.length === 6 && isLevel(world));
    const sizes = nodeOf(world, 'node-6').log.flatMap(({ change }) =>
      change.type === 'members' ? [change.members.length] : [],
    );
    expect(sizes).toEqual([3, 4, 5, 6]);
  });

  it('silence takes nobody out: two of three cannot go on as two of two', () => {
    const world = ledWorld();
    act(world, { type: 'crash', node: 'node-1' });
    flow(world, 60_000);
    expect(nodeOf(world, 'node-3').members).toHaveLength(3);
  });

  it('a person takes out one that is gone, and nobody else', () => {
    const world = ledWorld();
    say(world, 'remove node-1');
    flow(world, 200);
    act(world, { type: 'crash', node: 'node-1' });
    flow(world, 7000);
    say(world, 'remove node-1', 2);
    flow(world, 200);
    say(world, 'remove node-3', 2);
    flow(world, 200);
    expect(answers(world)).toEqual([
      'refused: 409 still registered: stop it, and wait until the registry forgets it',
      'ok: 200 taken out, entry 3',
      'refused: 409 the leader cannot take itself out',
    ]);
    expect(nodeOf(world, 'node-3').members.map(({ id }) => id)).toEqual(['node-2', 'node-3']);
  });

  it('a node that lost its disk is taken out, taught, and admitted anew', () => {
    const world = ledWorld();
    say(world, 'set a 1', 2);
    flow(world, 500);
    act(
      world,
      { type: 'crash', node: 'node-1' },
      { type: 'wipe', node: 'node-1' },
      { type: 'restart', node: 'node-1' },
    );
    flowUntil(world, () => nodeOf(world, 'node-3').members.length === 2);
    flowUntil(world, () => nodeOf(world, 'node-3').members.length === 3 && isLevel(world));
    expect(nodeOf(world, 'node-3').members).toContainEqual({ id: 'node-1', identity: 2 });
    expect(nodeOf(world, 'node-1').map).toEqual([['a', '1']]);
  });
});

/** Three founders, each behind walls of its own from the first instant. */
function partedAtBirth() {
  const world = clusterWorld();
  act(world, { type: 'partition', groups: [['node-1', 'registry-1'], ['node-2'], ['node-3']] });
  return world;
}
