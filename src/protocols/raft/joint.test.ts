/** Joint consensus (section 6): what the two lists decide together, and crashes and snapshots in the middle of a change. */
import { describe, expect, it } from 'vitest';
import { takeSnapshot } from './compaction.ts';
import type { ServerState } from './messages.ts';
import { isRetired } from './roles.ts';
import { server } from './server.ts';
import {
  accepted,
  aLeader,
  appendEntries,
  ask,
  aServer,
  beginning,
  elected,
  entriesOf,
  flowUntil,
  isSettled,
  names,
  operation,
  outside,
  raftWorld,
  say,
  serverOf,
  withChange,
} from './testing.ts';

describe('section 6: the leader crashes in the middle of C_old → C_old,new → C_new', () => {
  type Stage = readonly [string, (state: ServerState) => boolean];
  const stages: readonly Stage[] = [
    ['while the newcomers get the log', ({ leadership }) => leadership?.catchUp !== null],
    [
      'with C_old,new in its own log only',
      ({ configuration, commitIndex }) =>
        configuration.old !== null && configuration.index > commitIndex,
    ],
    [
      'with C_old,new committed, and C_new in its own log only',
      ({ configuration, commitIndex }) =>
        configuration.voters.length === 5 &&
        configuration.old === null &&
        configuration.index > commitIndex,
    ],
  ];
  const settings = ['keep all it sent', 'lose all it sent'].flatMap((sends) =>
    [0, 1, 3].map((snapshotEvery) => [sends, snapshotEvery] as const),
  );

  describe.each(stages)('%s', (_when, isNow) => {
    it.each(settings)('%s, a snapshot every %i: five members, answered once', (sends, every) => {
      const world = raftWorld({ servers: 3, snapshotEvery: every, giveUpMs: 60_000 });
      const leader = elected(world);
      ask(world, 'append x a');
      for (const _ of [4, 5]) world.apply({ type: 'add', role: 'server' });
      const id = say(world, 'add 4 5');
      flowUntil(world, () => isNow(serverOf(world, leader)));
      const lost = sends === 'lose all it sent' ? { keepSends: 0 } : {};
      world.apply({ type: 'crash', node: leader, ...lost });
      flowUntil(world, () => operation(world, id).outcome !== 'pending');
      expect(operation(world, id)).toMatchObject({ outcome: 'ok' });
      expect(operation(world, id).result).toMatch(/^members are 1 2 3 4 5/);
      world.apply({ type: 'restart', node: leader });
      flowUntil(world, () => isSettled(world, names(5)));
      expect(ask(world, 'append x b')).toMatch(/^ok: x = ab /);
    });
  });

  it('a leader that inherits C_old,new goes on to C_new for the client that began it', () => {
    const joint = { old: names(3), voters: names(5) };
    const inherited = withChange(aServer([1, 1], { currentTerm: 1 }), joint);
    const candidate = { ...inherited, currentTerm: 2, role: 'candidate' } as const;
    const yes = { type: 'RequestVoteReply', term: 2, granted: true } as const;
    let state: ServerState = candidate;
    for (const from of ['server-2', 'server-4', 'server-5']) {
      state = server.onMessage(state, yes, from, outside());
    }
    expect(state).toMatchObject({ role: 'leader', configuration: { index: 3, old: names(3) } });
    for (const from of ['server-2', 'server-4', 'server-5']) {
      state = server.onMessage(state, accepted(2, 4), from, outside());
    }
    expect(state).toMatchObject({ commitIndex: 4, configuration: { index: 5, old: null } });
    const last = outside();
    for (const from of ['server-2', 'server-4']) {
      state = server.onMessage(state, accepted(2, 5), from, last);
    }
    expect(last.requests.sends).toContainEqual({
      to: 'client-1',
      message: {
        type: 'ClientReply',
        sequence: 9,
        outcome: 'ok',
        text: 'members are 1 2 3 4 5 (#5)',
        version: 5,
      },
    });
  });
});

describe('section 6: joint majorities', () => {
  const joint = { old: names(3), voters: ['server-3', 'server-4', 'server-5'] };
  const inJoint = (state: ServerState): ServerState => withChange(state, joint);
  const elect = (...voters: readonly string[]): ServerState => {
    let state = server.onTimer(inJoint(aServer([1])), 'election', outside());
    for (const from of voters) {
      const yes = { type: 'RequestVoteReply', term: 2, granted: true } as const;
      state = server.onMessage(state, yes, from, outside());
    }
    return state;
  };

  it.each([
    [['server-2'], 'candidate'],
    [['server-2', 'server-3'], 'candidate'],
    [['server-4', 'server-5'], 'candidate'],
    [['server-2', 'server-3', 'server-4'], 'leader'],
    [['server-3', 'server-5'], 'leader'],
  ])('the first of the old three with the votes of %j is %s', (voters, role) => {
    expect(elect(...voters).role).toBe(role);
  });

  it.each([
    [['server-2', 'server-3'], 0],
    [['server-4', 'server-5'], 0],
    [['server-2', 'server-3', 'server-5'], 2],
  ])('an entry that also %j have is committed up to %i', (servers, index) => {
    let state = inJoint(aLeader(1, [1]));
    for (const from of servers) state = server.onMessage(state, accepted(1, 2), from, outside());
    expect(state.commitIndex).toBe(index);
  });
});

describe('section 6: a server uses the newest configuration in its log', () => {
  const conflict = entriesOf(1, 2, 2).slice(1);

  it('and goes back to the one before when that is cut off', () => {
    const pending = withChange(aServer([1]), { old: null, voters: names(4) });
    const message = appendEntries({ term: 2, prevLogIndex: 1, prevLogTerm: 1, entries: conflict });
    const after = server.onMessage(pending, message, 'server-2', outside());
    expect(after.configuration).toMatchObject({ index: 0, old: null, voters: names(5) });
  });

  it('one that was let in by it waits for no leader any more', () => {
    const newcomer = withChange(
      aServer([1], { snapshot: { ...beginning(), configuration: { old: null, voters: [] } } }),
      { old: null, voters: names(6) },
    );
    const node = outside({ id: 'server-6' });
    const message = appendEntries({ term: 2, prevLogIndex: 1, prevLogTerm: 1, entries: conflict });
    const after = server.onMessage(newcomer, message, 'server-2', node);
    expect(isRetired(after, 'server-6')).toBe(true);
    expect(node.requests.facts).toContainEqual({ type: 'Retired', index: 0 });
    expect(server.onTimer(after, 'election', outside({ id: 'server-6' }))).toBe(after);
  });
});

describe('section 7: members in a snapshot', () => {
  it('are those of its last entry, not those of an entry after it that may yet be cut off', () => {
    const pending = withChange(aServer([1, 1]), { old: null, voters: names(4) });
    const done = takeSnapshot({ ...pending, commitIndex: 2, lastApplied: 2 }, outside());
    const configuration = { old: null, voters: names(5) };
    expect(done.snapshot).toMatchObject({ index: 2, configuration });
    expect(done.configuration).toMatchObject({ index: 3, voters: names(4) });
  });
});

describe('section 7: a snapshot in the middle of a change', () => {
  it('is not made: the entry of C_old,new says who waits for C_new', () => {
    const joint = { old: names(3), voters: names(5) };
    const before = withChange(aServer([1, 1]), joint);
    const applied = { ...before, commitIndex: 3, lastApplied: 3 };
    expect(takeSnapshot(applied, outside())).toBe(applied);
    const after = withChange(applied, { old: null, voters: names(5) });
    const done = takeSnapshot({ ...after, commitIndex: 4, lastApplied: 4 }, outside());
    const configuration = { old: null, voters: names(5) };
    expect(done.snapshot).toMatchObject({ index: 4, configuration });
  });

  it.each([1, 2, 3, 4])(
    'every %i entries: the client is answered by what it asked for',
    (every) => {
      const world = raftWorld({ servers: 3, snapshotEvery: every, electionTimeoutMs: 1500 });
      elected(world);
      ask(world, 'set x 1');
      for (const _ of [4, 5]) world.apply({ type: 'add', role: 'server' });
      const start = world.now;
      expect(ask(world, 'add 4 5')).toBe('ok: members are 1 2 3 4 5 (#4)');
      expect(world.now - start).toBeLessThan(200);
    },
  );
});
