/** The rules of the extended paper about terms, votes and elections, by section. */
import { describe, expect, it } from 'vitest';
import { server } from './server.ts';
import {
  aLeader,
  appendEntries,
  aServer,
  countSent,
  elected,
  factsIn,
  flow,
  flowUntil,
  names,
  outside,
  raftWorld,
  sentBy,
  serverOf,
} from './testing.ts';

const ballot = (term: number, lastLogIndex: number, lastLogTerm: number) =>
  ({ type: 'RequestVote', term, lastLogIndex, lastLogTerm, isTransfer: false }) as const;

describe('section 5.1: terms', () => {
  const candidate = aServer([], { currentTerm: 2, role: 'candidate', votedFor: 'server-1' });
  it.each([
    ['a follower', aServer([], { currentTerm: 2, leader: 'server-3' })],
    ['a candidate', candidate],
    ['a leader', aLeader(2, [])],
  ])('%s that hears of a later term goes on in it as a follower', (_who, state) => {
    const node = outside();
    const after = server.onMessage(state, appendEntries({ term: 3 }), 'server-2', node);
    expect(after).toMatchObject({ currentTerm: 3, role: 'follower', leader: 'server-2' });
  });

  it('a reply of a later term ends a leadership as well', () => {
    const reply = { type: 'RequestVoteReply', term: 7, granted: false } as const;
    const after = server.onMessage(aLeader(2, []), reply, 'server-2', outside());
    expect(after).toMatchObject({ currentTerm: 7, role: 'follower', votedFor: null });
  });

  it('a request of an earlier term is refused, and changes nothing', () => {
    const state = aServer([1, 2], { currentTerm: 2, votedFor: 'server-3' });
    const node = outside();
    expect(server.onMessage(state, appendEntries({ term: 1 }), 'server-2', node)).toBe(state);
    expect(server.onMessage(state, ballot(1, 9, 1), 'server-4', node)).toBe(state);
    expect(sentBy(node, 'AppendEntriesReply')).toMatchObject([{ term: 2, success: false }]);
    expect(sentBy(node, 'RequestVoteReply')).toMatchObject([{ term: 2, granted: false }]);
  });

  it('an answer of an earlier term is ignored', () => {
    const candidate = aServer([], { currentTerm: 5, role: 'candidate', votedFor: 'server-1' });
    const late = { type: 'RequestVoteReply', term: 4, granted: true } as const;
    for (const from of names(5).slice(1)) {
      expect(server.onMessage(candidate, late, from, outside())).toBe(candidate);
    }
  });
});

describe('section 5.2: elections', () => {
  it('servers begin as followers', () => {
    expect(server.boot(outside({ founding: true }), {})).toMatchObject({
      role: 'follower',
      currentTerm: 0,
    });
  });

  it('a leader sends heart-beats to all others, and at least every heart-beat interval', () => {
    const world = raftWorld();
    const leader = elected(world);
    flow(world, 100);
    const events = flow(world, 500);
    const beats = events.filter(
      ({ node, kind, pending }) =>
        node === leader &&
        kind === 'timer' &&
        pending?.kind === 'timer' &&
        pending.name === 'heartbeat',
    );
    expect(beats).toHaveLength(10);
    for (const { sent } of beats) {
      expect(sent.map(({ node }) => node).toSorted()).toEqual(
        names(5).filter((id) => id !== leader),
      );
    }
  });

  it('a follower that hears no leader raises its term, votes for itself and asks all others', () => {
    const node = outside();
    const after = server.onTimer(aServer([1, 2]), 'election', node);
    expect(after).toMatchObject({ currentTerm: 3, role: 'candidate', votedFor: 'server-1' });
    expect(sentBy(node, 'RequestVote')).toEqual(
      names(5)
        .slice(1)
        .map((to) => ({ ...ballot(3, 2, 2), to })),
    );
    expect(node.requests.timers.map(({ name }) => name)).toEqual(['election']);
  });

  it.each([
    [1, [], true],
    [2, [], false],
    [3, ['server-2'], true],
    [3, [], false],
    [4, ['server-2'], false],
    [4, ['server-2', 'server-3'], true],
    [5, ['server-2'], false],
    [5, ['server-2', 'server-3'], true],
    [7, ['server-2', 'server-3'], false],
    [7, ['server-2', 'server-3', 'server-4'], true],
  ])('of %i servers, own vote and those of %j: elected %s', (count, voters, wins) => {
    const configuration = { old: null, voters: names(count), index: 0, before: [] };
    let state = server.onTimer(aServer([], { configuration }), 'election', outside());
    for (const from of voters) {
      const yes = { type: 'RequestVoteReply', term: 1, granted: true } as const;
      state = server.onMessage(state, yes, from, outside());
      state = server.onMessage(state, yes, from, outside()); // a doubled vote counts once
    }
    expect(state.role).toBe(wins ? 'leader' : 'candidate');
  });

  it('a server votes for one candidate in a term, first come first served, and for that one again', () => {
    const state = aServer([], { currentTerm: 1, votedFor: 'server-2' });
    const node = outside();
    expect(server.onMessage(state, ballot(1, 0, 0), 'server-3', node)).toBe(state);
    expect(server.onMessage(state, ballot(1, 0, 0), 'server-2', node)).toBe(state);
    const later = server.onMessage(state, ballot(2, 0, 0), 'server-3', node);
    expect(sentBy(node, 'RequestVoteReply').map(({ granted }) => granted)).toEqual([
      false,
      true,
      true,
    ]);
    expect(later).toMatchObject({ currentTerm: 2, votedFor: 'server-3' });
  });

  it('a refused candidate does not set the election timer back, a granted one does', () => {
    const state = aServer([1], { currentTerm: 1, votedFor: 'server-2' });
    const refusing = outside();
    server.onMessage(state, ballot(1, 1, 1), 'server-3', refusing);
    const granting = outside();
    server.onMessage(state, ballot(1, 1, 1), 'server-2', granting);
    expect(refusing.requests.timers).toEqual([]);
    expect(granting.requests.timers.map(({ name }) => name)).toEqual(['election']);
  });

  it('a candidate that hears the leader of its term follows it', () => {
    const candidate = aServer([], { currentTerm: 3, role: 'candidate', votedFor: 'server-1' });
    const after = server.onMessage(candidate, appendEntries({ term: 3 }), 'server-2', outside());
    expect(after).toMatchObject({
      currentTerm: 3,
      role: 'follower',
      leader: 'server-2',
      votedFor: 'server-1',
    });
  });

  it('a candidate without a winner stands again in the next term', () => {
    const candidate = aServer([], { currentTerm: 3, role: 'candidate', votedFor: 'server-1' });
    const node = outside();
    expect(server.onTimer(candidate, 'election', node).currentTerm).toBe(4);
    expect(node.requests.facts[0]).toMatchObject({ type: 'ElectionStarted', why: 'split-vote' });
  });

  it('time-outs are drawn anew each time, from the least to twice that', () => {
    const drawn = new Set<number>();
    for (let seed = 0; seed < 300; seed += 1) {
      const node = outside({ seed });
      server.onTimer(aServer([]), 'election', node);
      for (const { delayMs } of node.requests.timers) drawn.add(delayMs ?? 0);
    }
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(150);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(300);
    expect(drawn.size).toBeGreaterThan(90);
  });

  it('an election takes one round trip and 2 (n − 1) messages', () => {
    const world = raftWorld({ electionTimeoutMs: 1000 });
    world.apply({ type: 'command', client: 'client-1', text: 'timeout server-2' });
    const events = flowUntil(world, () => serverOf(world, 'server-2').role === 'leader');
    const [started] = factsIn(events, 'ElectionStarted');
    const [won] = factsIn(events, 'Elected');
    expect((won?.time ?? 0) - (started?.time ?? 0)).toBe(10);
    flow(world, 20);
    expect(countSent(events, 'RequestVote', 'RequestVoteReply')).toBe(8);
  });
});

describe('section 5.4.1: the election restriction', () => {
  it.each([
    ['the same log', [1, 2], 2, 2, true],
    ['a longer log of the same term', [1, 2], 3, 2, true],
    ['a later last term', [1, 1, 1], 2, 2, true],
    ['a shorter log of the same term', [1, 2, 2], 2, 2, false],
    ['an earlier last term, however long', [1, 2], 9, 1, false],
  ])('a candidate with %s', (_what, terms, lastLogIndex, lastLogTerm, granted) => {
    const node = outside();
    server.onMessage(aServer(terms), ballot(5, lastLogIndex, lastLogTerm), 'server-2', node);
    expect(sentBy(node, 'RequestVoteReply')).toMatchObject([{ granted }]);
  });
});

describe('section 5.6 and Figure 2: what survives a crash', () => {
  it('term, vote, snapshot and log do; everything else begins anew', () => {
    expect(server.durable).toEqual(['currentTerm', 'votedFor', 'snapshot', 'log']);
    const { currentTerm, votedFor, snapshot, log } = aServer([1, 1, 4], { votedFor: 'server-3' });
    const after = server.boot(outside(), { currentTerm, votedFor, snapshot, log });
    expect(after).toMatchObject({ currentTerm: 4, votedFor: 'server-3', log, role: 'follower' });
    expect(after).toMatchObject({ commitIndex: 0, lastApplied: 0, leader: null, leadership: null });
  });
});
