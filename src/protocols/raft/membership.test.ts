/** Who is let in and who is left out (section 6; dissertation 4.2): learners, removed leaders, servers that come again. */
import { describe, expect, it } from 'vitest';
import { freshProgress } from './replication.ts';
import { isRetired } from './roles.ts';
import { server } from './server.ts';
import {
  accepted,
  aLeader,
  ask,
  aServer,
  elected,
  factsIn,
  flow,
  flowUntil,
  isSettled,
  names,
  operation,
  ORIGIN,
  outside,
  raftWorld,
  say,
  sentBy,
  serverOf,
  withChange,
} from './testing.ts';

describe('4.2.1: learners', () => {
  it('have no vote and do not count: neither for a majority nor in an election', () => {
    const catchUp = { ...ORIGIN, servers: ['server-6'], round: 1, goal: 9, since: 0 };
    const followers = names(6)
      .slice(1)
      .map((peer) => freshProgress(peer, 3, 0));
    let state = aLeader(1, [1, 1], { catchUp, followers });
    for (const from of ['server-2', 'server-6']) {
      state = server.onMessage(state, accepted(1, 2), from, outside());
    }
    expect(state.commitIndex).toBe(0);
    expect(server.onMessage(state, accepted(1, 2), 'server-3', outside()).commitIndex).toBe(2);
    const node = outside();
    server.onTimer(aServer([1, 1]), 'election', node);
    expect(sentBy(node, 'RequestVote').map(({ to }) => to)).toEqual(names(5).slice(1));
  });

  it.each([
    [
      'a round that took less than an election timeout is the last',
      1,
      149,
      'ConfigurationAppended',
    ],
    [
      'a longer one is followed by another, up to where the log is by then',
      1,
      150,
      'round 2 to #3',
    ],
    [
      'the tenth that is too long is the last as well, and the newcomer is turned away',
      10,
      150,
      'CatchUpFailed',
    ],
  ])('get the log in rounds: %s', (_what, round, now, then) => {
    const catchUp = { ...ORIGIN, servers: ['server-6'], round, goal: 2, since: 0 };
    const followers = names(6)
      .slice(1)
      .map((peer) => freshProgress(peer, 4, 0));
    const state = {
      ...aLeader(1, [1, 1, 1], { catchUp, followers }),
      commitIndex: 1,
      lastApplied: 1,
    };
    const node = outside({ now });
    const early = server.onMessage(state, accepted(1, 1), 'server-6', node);
    expect(early.leadership?.catchUp).toBe(catchUp);
    const after = server.onMessage(state, accepted(1, 2), 'server-6', node);
    const found = after.leadership?.catchUp;
    const done = node.requests.facts.find(({ type }) =>
      ['ConfigurationAppended', 'CatchUpFailed'].includes(type),
    );
    expect(found ? `round ${found.round} to #${found.goal}` : done?.type).toBe(then);
  });

  it('one that is lost with its leader is brought up by the next, for the same client', () => {
    const world = raftWorld({ servers: 3, giveUpMs: 60_000 });
    const leader = elected(world);
    ask(world, 'set x 1');
    world.apply({ type: 'add', role: 'server' });
    world.apply({ type: 'crash', node: 'server-4' });
    const id = say(world, 'add 4');
    flowUntil(world, () => serverOf(world, leader).leadership?.catchUp !== null);
    world.apply({ type: 'crash', node: leader });
    world.apply({ type: 'restart', node: 'server-4' });
    flowUntil(world, () => operation(world, id).outcome === 'ok');
    expect(operation(world, id).result).toMatch(/^members are 1 2 3 4 /);
  });
});

describe('4.2.2: a leader that is left out', () => {
  const without = { old: null, voters: names(5).slice(1) };

  it('stands until the change is committed: others may need its log (Figure 4.6)', () => {
    const pending = withChange(aServer([1]), without);
    const node = outside();
    const after = server.onTimer(pending, 'election', node);
    expect(after).toMatchObject({ role: 'candidate', currentTerm: 2 });
    expect(sentBy(node, 'RequestVote').map(({ to }) => to)).toEqual(names(5).slice(1));
    const yes = { type: 'RequestVoteReply', term: 2, granted: true } as const;
    const votes = ['server-2', 'server-3', 'server-4'];
    const roles = votes.map((_, place) => {
      let state = after;
      for (const from of votes.slice(0, place + 1)) {
        state = server.onMessage(state, yes, from, outside());
      }
      return state.role;
    });
    // Its own vote does not count: three of the four that stay are needed.
    expect(roles).toEqual(['candidate', 'candidate', 'leader']);
    const committed = { ...pending, commitIndex: 2, lastApplied: 2 };
    expect(server.onTimer(committed, 'election', outside())).toBe(committed);
  });

  it('does not count itself', () => {
    let state = withChange(aLeader(1, [1]), without);
    for (const from of ['server-2', 'server-3']) {
      state = server.onMessage(state, accepted(1, 2), from, outside());
    }
    expect(state.commitIndex).toBe(0);
    const node = outside();
    state = server.onMessage(state, accepted(1, 2), 'server-4', node);
    expect(state).toMatchObject({ commitIndex: 2, role: 'follower' });
    expect(node.requests.facts).toContainEqual(
      expect.objectContaining({ type: 'SteppedDown', why: 'removed' }),
    );
  });

  it.each(['joint consensus', 'one at a time'])(
    '%s: the client is answered, and the rest elect one of themselves',
    (membership) => {
      const world = raftWorld({ membership, reads: 'lease', preVote: true });
      const leader = elected(world);
      ask(world, 'set x 1');
      expect(ask(world, `remove ${leader}`)).toMatch(/^ok/);
      expect(ask(world, 'get x')).toMatch(/^ok: x = 1/);
      const rest = names(5).filter((id) => id !== leader);
      flowUntil(world, () => isSettled(world, rest));
      expect(rest).toContain(elected(world));
    },
  );
});

describe('section 6: a follower that is left out', () => {
  it.each(['joint consensus', 'one at a time'])(
    '%s: is told so once, and neither stands nor hears anything from then on',
    (membership) => {
      const world = raftWorld({ membership });
      const leader = elected(world);
      ask(world, 'set x 1');
      const [other = ''] = names(5).filter((id) => id !== leader);
      expect(ask(world, `remove ${other}`)).toMatch(/^ok/);
      flow(world, 20);
      expect(isRetired(serverOf(world, other), other)).toBe(true);
      const events = flow(world, 5000);
      expect(factsIn(events, 'ElectionStarted')).toEqual([]);
      expect(events.filter(({ node }) => node === other)).toEqual([]);
    },
  );
});

describe('section 6: a server that was removed and is added again', () => {
  it.each(['joint consensus', 'one at a time'])(
    '%s: votes again, with the log of the others',
    (membership) => {
      const world = raftWorld({ membership, giveUpMs: 60_000 });
      const leader = elected(world);
      const [other = ''] = names(5).filter((id) => id !== leader);
      ask(world, 'set x 1');
      ask(world, `remove ${other}`);
      for (let number = 2; number <= 6; number += 1) ask(world, `set x ${number}`);
      world.apply({ type: 'crash', node: other });
      world.apply({ type: 'restart', node: other });
      expect(ask(world, `add ${other}`)).toMatch(/^ok: members are/);
      flowUntil(world, () => isSettled(world, names(5)));
      flow(world, 200);
      expect(serverOf(world, other).machine.store['x']?.value).toBe('6');
    },
  );

  it('even one that never heard that it was out, and has stood for election behind a wall ever since', () => {
    const world = raftWorld({ giveUpMs: 60_000 });
    const leader = elected(world);
    ask(world, 'set x 1');
    const [other = ''] = names(5).filter((id) => id !== leader);
    const rest = names(5).filter((id) => id !== other);
    world.apply({ type: 'partition', groups: [[other], [...rest, 'client-1', 'client-2']] });
    ask(world, `remove ${other}`);
    flowUntil(world, () => serverOf(world, other).currentTerm > 10);
    world.apply({ type: 'heal' });
    expect(ask(world, `add ${other}`)).toMatch(/^ok: members are/);
    flowUntil(world, () => isSettled(world, names(5)));
    const calm = flow(world, 3000);
    expect(factsIn(calm, 'ElectionStarted')).toEqual([]);
  });

  it.each([
    ['this rule alone', {}],
    ['pre-vote', { preVote: true }],
    ['the quorum check', { checkQuorum: true }],
  ])(
    'third issue: until then nobody listens to it while a leader is alive; with %s',
    (_what, options) => {
      const world = raftWorld(options);
      const leader = elected(world);
      ask(world, 'set x 1');
      const [other = ''] = names(5).filter((id) => id !== leader);
      const rest = names(5).filter((id) => id !== other);
      world.apply({ type: 'partition', groups: [[other], [...rest, 'client-1', 'client-2']] });
      ask(world, `remove ${other}`);
      world.apply({ type: 'heal' });
      const events = flow(world, 5000);
      expect(factsIn(events, 'SteppedDown').filter(({ node }) => node !== other)).toEqual([]);
      expect(serverOf(world, leader)).toMatchObject({ role: 'leader', currentTerm: 1 });
    },
  );

  it('third issue: nor to one that knew it was out, and forgot that in a crash', () => {
    const world = raftWorld();
    const leader = elected(world);
    const [other = ''] = names(5).filter((id) => id !== leader);
    ask(world, `remove ${other}`);
    flow(world, 300);
    world.apply({ type: 'crash', node: other });
    world.apply({ type: 'restart', node: other });
    const events = flow(world, 5000);
    expect(factsIn(events, 'ElectionStarted').map(({ node }) => node)).toContain(other);
    expect(factsIn(events, 'Disregarded').map(({ candidate }) => candidate)).toContain(other);
    expect(serverOf(world, leader)).toMatchObject({ role: 'leader', currentTerm: 1 });
  });

  it('third issue: a member that stands is listened to, or no leader that is cut off would be replaced', () => {
    const state = aServer([1], { leader: 'server-2', heardAt: 0 });
    const ballot = { term: 2, lastLogIndex: 1, lastLogTerm: 1, isTransfer: false } as const;
    const asked = { type: 'RequestVote', ...ballot } as const;
    const now = 100;
    const voted = (from: string) => server.onMessage(state, asked, from, outside({ now })).votedFor;
    expect([voted('server-5'), voted('server-6')]).toEqual(['server-5', null]);
  });
});
