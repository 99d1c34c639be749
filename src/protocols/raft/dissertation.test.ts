/** What the dissertation adds, by chapter: transfer, membership, reads, pre-vote. */
import { describe, expect, it } from 'vitest';
import { isRetired } from './roles.ts';
import { server } from './server.ts';
import {
  aLeader,
  ask,
  aServer,
  countSent,
  elected,
  factsIn,
  flow,
  flowUntil,
  names,
  operation,
  outside,
  raftWorld,
  type RaftWorld,
  say,
  sentBy,
  serverOf,
} from './testing.ts';

const preVote = (nextTerm: number, lastLogIndex: number, lastLogTerm: number) =>
  ({ type: 'PreVote', nextTerm, lastLogIndex, lastLogTerm }) as const;

function another(world: RaftWorld, ...taken: readonly string[]): string {
  return names(5).find((id) => !taken.includes(id) && world.find(id)?.status === 'up') ?? '';
}

describe('3.10: leadership transfer', () => {
  it('the target leads within two round trips, and no time-out passes', () => {
    const world = raftWorld({ electionTimeoutMs: 2000, heartbeatMs: 500 });
    const leader = elected(world);
    ask(world, 'set x 1');
    const target = another(world, leader);
    const id = say(world, `transfer ${target}`);
    const events = flowUntil(world, () => serverOf(world, target).role === 'leader');
    const [begun] = factsIn(events, 'TransferBegun');
    const [won] = factsIn(events, 'Elected');
    expect((won?.time ?? 0) - (begun?.time ?? 0)).toBe(15); // TimeoutNow, RequestVote, vote
    flowUntil(world, () => operation(world, id).outcome !== 'pending');
    expect(operation(world, id)).toMatchObject({ outcome: 'ok', result: `${target} leads` });
  });

  it('is aborted after an election timeout if the target is down; requests are taken again', () => {
    const world = raftWorld();
    const leader = elected(world);
    const target = another(world, leader);
    world.apply({ type: 'crash', node: target });
    expect(ask(world, `transfer ${target}`)).toBe(`refused: ${target} did not take over in time`);
    expect(ask(world, 'set x 1')).toMatch(/^ok/);
    expect(serverOf(world, leader).role).toBe('leader');
  });

  it('a leader that transfers takes no requests', () => {
    const transfer = { client: 'client-2', sequence: 1, target: 'server-2' };
    const node = outside();
    const request = {
      type: 'ClientRequest',
      sequence: 9,
      request: { type: 'get', key: 'x' },
    } as const;
    const state = aLeader(1, [1], { transfer });
    expect(server.onMessage(state, request, 'client-1', node)).toBe(state);
    expect(node.requests.sends).toEqual([
      { to: 'client-1', message: { type: 'Redirect', sequence: 9, leader: null } },
    ]);
  });

  it('an election by transfer passes servers that hear a leader, another does not (4.2.3)', () => {
    const state = aServer([1], { leader: 'server-2', heardAt: 0 });
    const asked = { type: 'RequestVote', term: 2, lastLogIndex: 1, lastLogTerm: 1 } as const;
    const options = { checkQuorum: true };
    const now = 100;
    expect(
      server.onMessage(
        state,
        { ...asked, isTransfer: false },
        'server-3',
        outside({ options, now }),
      ),
    ).toBe(state);
    expect(
      server.onMessage(
        state,
        { ...asked, isTransfer: true },
        'server-3',
        outside({ options, now }),
      ),
    ).toMatchObject({ votedFor: 'server-3' });
    expect(
      server.onMessage(
        state,
        { ...asked, isTransfer: false },
        'server-3',
        outside({ options, now: 150 }),
      ),
    ).toMatchObject({ votedFor: 'server-3' });
  });
});

describe('4.1 and section 6: changes of the members', () => {
  it.each(['joint consensus', 'one at a time'])(
    '%s: a server joins and gets the log',
    (membership) => {
      const world = raftWorld({ membership });
      elected(world);
      ask(world, 'set x 1');
      world.apply({ type: 'add', role: 'server' });
      expect(ask(world, 'add server-6')).toMatch(/^ok: members are 1 2 3 4 5 6/);
      flow(world, 200);
      expect(serverOf(world, 'server-6').machine.store['x']?.value).toBe('1');
      expect(serverOf(world, 'server-6').configuration.voters).toEqual(names(6));
    },
  );

  it('joint consensus: both lists decide until the new one is committed', () => {
    const world = raftWorld({ servers: 3 });
    elected(world);
    for (const _ of [4, 5]) world.apply({ type: 'add', role: 'server' });
    const id = say(world, 'add 4 5');
    const events = flowUntil(world, () => operation(world, id).outcome !== 'pending');
    const stages = factsIn(events, 'ConfigurationAppended').map(({ old, voters }) => [
      old?.length ?? 0,
      voters.length,
    ]);
    expect(stages).toEqual([
      [3, 5],
      [0, 5],
    ]);
  });

  it('one at a time: several are refused', () => {
    const world = raftWorld({ servers: 3, membership: 'one at a time' });
    elected(world);
    for (const _ of [4, 5]) world.apply({ type: 'add', role: 'server' });
    expect(ask(world, 'add 4 5')).toMatch(/^refused: one server at a time/);
  });

  it('a second change waits for the first', () => {
    const world = raftWorld();
    const leader = elected(world);
    ask(world, 'set x 1');
    ask(world, 'set y 1', 'client-2');
    for (const id of names(5)) if (id !== leader) world.apply({ type: 'freeze', node: id });
    const [one, other] = names(5).filter((id) => id !== leader);
    say(world, `remove ${one}`);
    flow(world, 20);
    const second = say(world, `remove ${other}`, 'client-2');
    flow(world, 20);
    expect(operation(world, second)).toMatchObject({
      outcome: 'refused',
      result: 'another change is not yet done',
    });
  });

  it('Ongaro 2015: no change before an entry of the own term is committed', () => {
    const node = outside();
    const request = {
      type: 'ClientRequest',
      sequence: 9,
      request: { type: 'remove', servers: ['server-5'] },
    } as const;
    const state = aLeader(3, [1, 1, 3]);
    const late = { ...state, commitIndex: 2 };
    expect(server.onMessage(late, request, 'client-1', node)).toBe(late);
    const ready = { ...state, commitIndex: 3 };
    expect(server.onMessage(ready, request, 'client-1', outside()).configuration.index).toBe(4);
    expect(node.requests.facts).toMatchObject([{ type: 'ChangeRefused' }]);
  });

  it('4.2.1: a newcomer has no vote until it has the log', () => {
    const world = raftWorld({ servers: 3 });
    const leader = elected(world);
    for (let number = 1; number < 10; number += 1) ask(world, `set x ${number}`);
    world.apply({ type: 'add', role: 'server' });
    const id = say(world, 'add server-4');
    const events = flowUntil(world, () => operation(world, id).outcome !== 'pending');
    const [round] = factsIn(events, 'CatchUpRound');
    const [change] = factsIn(events, 'ConfigurationAppended');
    expect(round).toMatchObject({ node: leader, round: 1, goal: 10 });
    expect(change?.index).toBe(11);
  });

  it('4.2.1: a newcomer that is down is turned away, and the cluster goes on', () => {
    const world = raftWorld({ servers: 3, giveUpMs: 20_000 });
    elected(world);
    world.apply({ type: 'add', role: 'server' });
    world.apply({ type: 'crash', node: 'server-4' });
    expect(ask(world, 'add server-4')).toBe('refused: server-4 did not catch up with the log');
    expect(ask(world, 'set x 1')).toMatch(/^ok/);
  });

  it('4.2.2: a leader that is left out manages the change, does not count itself, and steps down', () => {
    const world = raftWorld({ membership: 'one at a time' });
    const leader = elected(world);
    expect(ask(world, `remove ${leader}`)).toMatch(/^ok/);
    flow(world, 100);
    const state = serverOf(world, leader);
    expect(state).toMatchObject({ role: 'follower' });
    expect(isRetired(state, leader)).toBe(true);
    expect(elected(world)).not.toBe(leader);
    const [, ...others] = factsIn(flow(world, 3000), 'ElectionStarted');
    expect(others.map(({ node }) => node)).not.toContain(leader);
  });

  it('a server that was never let in neither stands nor disturbs', () => {
    const world = raftWorld();
    elected(world);
    world.apply({ type: 'add', role: 'server' });
    const events = flow(world, 5000);
    expect(factsIn(events, 'ElectionStarted')).toEqual([]);
    expect(serverOf(world, 'server-6').currentTerm).toBe(0);
  });
});

describe('6.2: a leader without a majority steps down', () => {
  it('within two election timeouts, if the option is on', () => {
    const world = raftWorld({ checkQuorum: true });
    const leader = elected(world);
    flow(world, 100);
    const [one] = names(5).filter((id) => id !== leader);
    world.apply({
      type: 'partition',
      groups: [[leader, one ?? ''], names(5).filter((id) => id !== leader && id !== one)],
    });
    const events = flow(world, 2 * 150 + 50);
    expect(factsIn(events, 'SteppedDown')).toMatchObject([{ node: leader, why: 'no-quorum' }]);
  });
});

describe('6.4: reads without the log', () => {
  it('ReadIndex: one round of heart-beats, no entry: 2 (n − 1) messages', () => {
    const world = raftWorld({ reads: 'read-index', heartbeatMs: 5000, electionTimeoutMs: 10_000 });
    ask(world, 'timeout server-1');
    elected(world);
    ask(world, 'set x 1');
    flow(world, 100);
    const length = serverOf(world, 'server-1').log.length;
    const id = say(world, 'get x');
    const events = [
      ...flowUntil(world, () => operation(world, id).outcome === 'ok'),
      ...flow(world, 100),
    ];
    expect(countSent(events, 'AppendEntries', 'AppendEntriesReply')).toBe(8);
    expect(serverOf(world, 'server-1').log.length).toBe(length);
    expect(operation(world, id).result).toBe('x = 1 (#2)');
    expect((operation(world, id).ended ?? 0) - operation(world, id).started).toBe(20);
  });

  it('lease: no message at all while it runs, ReadIndex when it has run out', () => {
    const world = raftWorld({
      reads: 'lease',
      heartbeatMs: 1000,
      electionTimeoutMs: 1000,
      giveUpMs: 20_000,
    });
    ask(world, 'timeout server-1');
    elected(world);
    ask(world, 'set x 1');
    expect(factsIn(flowUntil(world, sayAndWait(world, 'get x')), 'Read')).toMatchObject([
      { how: 'lease' },
    ]);
    flow(world, 880);
    expect(factsIn(flowUntil(world, sayAndWait(world, 'get x')), 'Read')).toMatchObject([
      { how: 'read-index' },
    ]);
  });

  it('no lease before a follower has answered: votes say nothing about leases', () => {
    const world = raftWorld({ reads: 'lease' });
    const leader = elected(world);
    const { leadership } = serverOf(world, leader);
    expect(leadership?.followers.map(({ ackedRound }) => ackedRound)).toEqual([0, 0, 0, 0]);
    const node = outside({ id: leader, now: world.now, options: { reads: 'lease' } });
    const request = {
      type: 'ClientRequest',
      sequence: 99,
      request: { type: 'get', key: 'x' },
    } as const;
    server.onMessage(serverOf(world, leader), request, 'client-1', node);
    expect(node.requests.facts[0]).toMatchObject({ type: 'ReadWaits' });
  });

  it('a restarted server disregards candidates for an election timeout: the leader may count on it', () => {
    const node = outside({ now: 1000, options: { reads: 'lease' } });
    const state = server.boot(node, { currentTerm: 1, votedFor: null });
    const asked = {
      type: 'RequestVote',
      term: 2,
      lastLogIndex: 0,
      lastLogTerm: 0,
      isTransfer: false,
    } as const;
    const soon = outside({ now: 1100, options: { reads: 'lease' } });
    expect(server.onMessage(state, asked, 'server-3', soon)).toBe(state);
    const later = outside({ now: 1150, options: { reads: 'lease' } });
    expect(server.onMessage(state, asked, 'server-3', later)).toMatchObject({
      votedFor: 'server-3',
    });
  });
});

describe('9.6: pre-vote', () => {
  const options = { preVote: true };

  it('a follower that hears no leader asks first, and its term stays', () => {
    const node = outside({ options });
    const after = server.onTimer(aServer([1, 2]), 'election', node);
    expect(after).toMatchObject({ currentTerm: 2, role: 'pre-candidate', votedFor: null });
    expect(sentBy(node, 'PreVote')).toHaveLength(4);
  });

  it('one that is told to stand asks first as well, and a healthy leader stays', () => {
    const world = raftWorld(options);
    const leader = elected(world);
    flow(world, 100);
    const other = another(world, leader);
    expect(ask(world, `timeout ${other}`)).toBe(`ok: ${other} asks whether it could win term 2`);
    flow(world, 1000);
    expect(serverOf(world, leader)).toMatchObject({ role: 'leader', currentTerm: 1 });
  });

  it('with a majority it stands', () => {
    let state = server.onTimer(aServer([1, 2]), 'election', outside({ options }));
    const yes = { type: 'PreVoteReply', term: 2, nextTerm: 3, granted: true } as const;
    for (const from of ['server-2', 'server-3'])
      state = server.onMessage(state, yes, from, outside({ options }));
    expect(state).toMatchObject({ currentTerm: 3, role: 'candidate', votedFor: 'server-1' });
  });

  it.each([
    ['hears a leader', { heardAt: 60, leader: 'server-2' }, preVote(3, 2, 2), false],
    ['heard one long ago', { heardAt: 0, leader: 'server-2' }, preVote(3, 2, 2), true],
    ['has a better log', {}, preVote(3, 1, 2), false],
    ['is further on', { currentTerm: 3 }, preVote(3, 2, 2), false],
  ])('one that %s is asked, and changes nothing', (_what, change, message, granted) => {
    const node = outside({ options, now: 200 });
    const state = aServer([1, 2], change);
    expect(server.onMessage(state, message, 'server-3', node)).toBe(state);
    expect(sentBy(node, 'PreVoteReply')).toMatchObject([{ to: 'server-3', granted, nextTerm: 3 }]);
  });

  it('a leader says no', () => {
    const node = outside({ options, now: 100 });
    const state = aLeader(2, [1, 2]);
    expect(server.onMessage(state, preVote(3, 2, 2), 'server-3', node)).toBe(state);
    expect(sentBy(node, 'PreVoteReply')).toMatchObject([{ to: 'server-3', granted: false }]);
  });

  it('a server that comes back from behind a wall disturbs nobody', () => {
    const world = raftWorld(options);
    const leader = elected(world);
    flow(world, 100);
    const cut = another(world, leader);
    world.apply({ type: 'partition', groups: [[cut], names(5).filter((id) => id !== cut)] });
    flow(world, 5000);
    world.apply({ type: 'heal' });
    flow(world, 1000);
    expect(serverOf(world, leader)).toMatchObject({ role: 'leader', currentTerm: 1 });
    expect(serverOf(world, cut)).toMatchObject({ leader, currentTerm: 1 });
  });
});

function sayAndWait(world: RaftWorld, text: string): () => boolean {
  const id = say(world, text);
  return () => operation(world, id).outcome !== 'pending';
}
