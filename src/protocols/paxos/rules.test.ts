/** The conditions of Paxos Made Simple, one handler at a time. */
import { describe, expect, it } from 'vitest';
import { compareBallots } from './ballot.ts';
import type { ToServer } from './messages.ts';
import { server } from './server.ts';
import { aServer, ballot, logOf, outside, text, vote, words } from './testing.ts';

const HI = text('hi');
const HO = text('ho', 2, 'client-2');
const NOTHING = { promised: null, accepted: null } as const;

function prepare(round: number, by = ballot(1, 1), all = false): ToServer {
  return { type: 'prepare', round, ballot: by, all };
}

describe('ballots (section 2.2: proposers choose from disjoint sets)', () => {
  it('compare by counter, then by owner; nothing is below any', () => {
    expect(compareBallots(ballot(2, 1), ballot(1, 3))).toBeGreaterThan(0);
    expect(compareBallots(ballot(2, 1), ballot(2, 3))).toBeLessThan(0);
    expect(compareBallots(ballot(2, 1), ballot(2, 1))).toBe(0);
    expect(compareBallots(null, ballot(1, 1))).toBeLessThan(0);
    expect(compareBallots(null, null)).toBe(0);
  });
});

describe('phase 1b', () => {
  it('promises a ballot above all it has promised, and tells what it has accepted', () => {
    const node = outside('server-3');
    const cast = vote(10, ballot(1, 1), HI);
    const before = aServer({ acceptors: words(10, { promised: ballot(1, 1), accepted: cast }) });
    const after = server.onMessage(before, prepare(10, ballot(1, 2)), 'server-2', node);
    expect(after.acceptors).toEqual([{ promised: ballot(1, 2), accepted: cast }]);
    expect(node.requests.sends).toEqual([
      {
        to: 'server-2',
        message: { type: 'promise', round: 10, ballot: ballot(1, 2), votes: [cast] },
      },
    ]);
  });

  it('refuses a lower ballot, names the higher one and changes nothing', () => {
    const node = outside('server-3');
    const before = aServer({ acceptors: words(10, { promised: ballot(2, 1), accepted: null }) });
    const after = server.onMessage(before, prepare(10, ballot(1, 2)), 'server-2', node);
    expect(after).toBe(before);
    expect(node.requests.sends).toEqual([
      {
        to: 'server-2',
        message: { type: 'reject', round: 10, ballot: ballot(1, 2), promised: ballot(2, 1) },
      },
    ]);
    expect(node.requests.facts).toContainEqual(
      expect.objectContaining({ type: 'Refused', promised: ballot(2, 1) }),
    );
  });

  it('promises the same ballot again: it is the same proposer', () => {
    const node = outside('server-3');
    const before = aServer({ acceptors: words(10, { promised: ballot(2, 1), accepted: null }) });
    server.onMessage(before, prepare(10, ballot(2, 1)), 'server-1', node);
    expect(node.requests.sends.map(({ message }) => message.type)).toEqual(['promise']);
  });

  it('answers for a round that is decided with what was chosen, and how far it is', () => {
    const node = outside('server-3');
    const before = aServer({ log: logOf(HI, HO) });
    const after = server.onMessage(before, prepare(10, ballot(9, 2)), 'server-2', node);
    expect(after).toBe(before);
    expect(node.requests.sends).toEqual([
      {
        to: 'server-2',
        message: { type: 'old-instance', round: 10, ballot: ballot(1, 1), value: HI, highest: 20 },
      },
    ]);
  });
});

describe('P1a: an acceptor accepts a ballot unless it has promised a higher one', () => {
  const accept: ToServer = { type: 'accept', ...vote(10, ballot(1, 1), HI) };

  it('accepts what it has promised, and what it was never asked about', () => {
    for (const promised of [ballot(1, 1), null]) {
      const node = outside('server-3');
      const before = aServer({ acceptors: words(10, { ...NOTHING, promised }) });
      const after = server.onMessage(before, accept, 'server-1', node);
      expect(after.acceptors[0]).toEqual({
        promised: ballot(1, 1),
        accepted: vote(10, ballot(1, 1), HI),
      });
      expect(node.requests.sends.map(({ message }) => message.type)).toEqual(['accepted']);
    }
  });

  it('refuses after a promise to a higher ballot', () => {
    const node = outside('server-3');
    const before = aServer({ acceptors: words(10, { ...NOTHING, promised: ballot(1, 2) }) });
    const after = server.onMessage(before, accept, 'server-1', node);
    expect(after).toBe(before);
    expect(node.requests.sends.map(({ message }) => message.type)).toEqual(['reject']);
  });

  it('keeps rounds apart: a promise in one binds in no other', () => {
    const node = outside('server-3');
    const before = aServer({ acceptors: words(20, { ...NOTHING, promised: ballot(9, 2) }) });
    const after = server.onMessage(before, accept, 'server-1', node);
    expect(after.acceptors[0]?.accepted?.value).toEqual(HI);
  });
});

describe('phase 2a', () => {
  /** A server that has asked for promises of 5.1 in round 10 to say "hi". */
  function asking() {
    const queue = [{ text: HI, from: 'client-1' }];
    const acceptors = words(10, { ...NOTHING, promised: ballot(4, 2) });
    const message = { type: 'say', text: HI, life: 1 } as const;
    const node = outside('server-1', { options: { servers: 5 } });
    const before = aServer({ acceptors });
    const state = server.onMessage(before, message, 'client-1', node);
    expect(state.queue).toEqual(queue);
    return { state, node: outside('server-1', { options: { servers: 5 } }) };
  }

  function promised(votes: Extract<ToServer, { type: 'promise' }>['votes']): ToServer {
    return { type: 'promise', round: 10, ballot: ballot(5, 1), votes };
  }

  it('picks a ballot above all it has seen and asks everybody else', () => {
    const { state } = asking();
    expect(state.proposal).toMatchObject({ phase: 'prepare', ballot: ballot(5, 1), round: 10 });
    expect(state.proposal?.yes).toEqual(['server-1']);
  });

  it('waits for a majority of distinct acceptors', () => {
    const { state, node } = asking();
    const once = server.onMessage(state, promised([]), 'server-2', node);
    const twice = server.onMessage(once, promised([]), 'server-2', node);
    expect(twice).toBe(once);
    expect(node.requests.sends).toEqual([]);
  });

  it('proposes its own text if nobody has accepted anything', () => {
    const { state, node } = asking();
    const once = server.onMessage(state, promised([]), 'server-2', node);
    const after = server.onMessage(once, promised([]), 'server-4', node);
    expect(after.proposal).toMatchObject({ phase: 'accept', value: HI, yes: ['server-1'] });
    expect(node.requests.sends).toHaveLength(4);
    expect(after.acceptors[0]?.accepted).toEqual(vote(10, ballot(5, 1), HI));
  });

  it('P2c: proposes the value of the highest-numbered vote among the promises', () => {
    const { state, node } = asking();
    const low = server.onMessage(
      state,
      promised([vote(10, ballot(3, 3), text('low', 7))]),
      'server-2',
      node,
    );
    const after = server.onMessage(low, promised([vote(10, ballot(4, 2), HO)]), 'server-3', node);
    expect(after.proposal?.value).toEqual(HO);
    expect(node.requests.facts).toContainEqual(
      expect.objectContaining({ type: 'Proposes', value: HO, adoptedFrom: ballot(4, 2) }),
    );
  });

  it('without P2c (flaw) proposes its own all the same', () => {
    const { state } = asking();
    const node = outside('server-1', {
      options: { servers: 5 },
      flaws: ['ignore-accepted-value'],
    });
    const once = server.onMessage(state, promised([]), 'server-2', node);
    const after = server.onMessage(once, promised([vote(10, ballot(4, 2), HO)]), 'server-3', node);
    expect(after.proposal?.value).toEqual(HI);
  });

  it('takes no promise for another ballot or round', () => {
    const { state, node } = asking();
    for (const stray of [
      { ...promised([]), ballot: ballot(4, 1) },
      { ...promised([]), round: 20 },
    ]) {
      expect(server.onMessage(state, stray, 'server-2', node)).toBe(state);
    }
  });

  it('gives up when a majority is out of reach, and rests', () => {
    const { state, node } = asking();
    const reject = {
      type: 'reject',
      round: 10,
      ballot: ballot(5, 1),
      promised: ballot(7, 3),
    } as const;
    const refused = ['server-2', 'server-3', 'server-4'].reduce(
      (next, from) => server.onMessage(next, reject, from, node),
      state,
    );
    expect(refused.proposal).toBeNull();
    expect(refused.resting).toBe(true);
    expect(node.requests.facts).toContainEqual(
      expect.objectContaining({ type: 'Fails', why: 'refused', yes: 1, needed: 3 }),
    );
    const again = server.onTimer(refused, 'rest', node);
    expect(again.proposal?.ballot).toEqual(ballot(8, 1));
  });
});

describe('learning', () => {
  it('a majority of votes is the choice: the other servers are told, and the client', () => {
    const node = outside('server-1');
    const proposal = {
      round: 10,
      ballot: ballot(1, 1),
      phase: 'accept',
      purpose: 'text',
      all: false,
      value: HI,
      yes: ['server-1'],
      no: [],
      votes: [],
      since: 0,
    } as const;
    const before = aServer({ queue: [{ text: HI, from: 'client-1' }], proposal });
    const message: ToServer = { type: 'accepted', round: 10, ballot: ballot(1, 1) };
    const after = server.onMessage(before, message, 'server-3', node);
    expect(after.log).toEqual([vote(10, ballot(1, 1), HI)]);
    expect(after.queue).toEqual([]);
    expect(node.requests.timers).toContainEqual({ name: 'phase', delayMs: null });
    expect(node.requests.sends.map(({ to, message: { type } }) => [to, type])).toEqual([
      ['server-2', 'commit'],
      ['server-3', 'commit'],
      ['client-1', 'said'],
    ]);
  });

  it('a later Commit leaves a hole, beyond which nothing is served', () => {
    const node = outside('server-3');
    const commit: ToServer = { type: 'commit', ...vote(20, ballot(1, 1), HO) };
    const after = server.onMessage(aServer(), commit, 'server-1', node);
    expect(after.log[0]).toBeNull();
    const poll = { type: 'get-logs', newerThan: 0, life: 1 } as const;
    server.onMessage(after, poll, 'client-1', node);
    expect(node.requests.sends).toEqual([
      { to: 'client-1', message: { type: 'logs', upTo: 0, lines: [], recovering: false } },
    ]);
  });
});

describe('Multi-Paxos (section 3)', () => {
  it('a promise for all rounds binds in every one, and tells of the votes in later ones', () => {
    const node = outside('server-3', { options: { multiPaxos: true } });
    const later = vote(20, ballot(1, 2), HO);
    const before = aServer({ acceptors: words(20, { promised: ballot(1, 2), accepted: later }) });
    const after = server.onMessage(before, prepare(10, ballot(2, 1), true), 'server-1', node);
    expect(after.standing).toEqual(ballot(2, 1));
    expect(node.requests.sends[0]?.message).toMatchObject({ type: 'promise', votes: [later] });
    const accept: ToServer = { type: 'accept', ...vote(30, ballot(1, 2), HI) };
    expect(server.onMessage(after, accept, 'server-2', node).acceptors).toBe(after.acceptors);
  });

  it('a leader proposes the next text without phase 1, and what it has heard of a round first', () => {
    const node = outside('server-1', { options: { multiPaxos: true } });
    const lead = { ballot: ballot(2, 1), votes: [vote(20, ballot(1, 2), HO)] };
    const led = aServer({ lead, standing: ballot(2, 1), log: logOf(text('old', 9)) });
    const message = { type: 'say', text: HI, life: 1 } as const;
    const after = server.onMessage(led, message, 'client-1', node);
    expect(after.proposal).toMatchObject({ phase: 'accept', round: 20, value: HO });
    expect(node.requests.facts).toContainEqual(
      expect.objectContaining({ type: 'Proposes', promisers: [] }),
    );
  });

  it('a follower forwards, and proposes itself when the leader is down', () => {
    const node = outside('server-2', { options: { multiPaxos: true } });
    const message = { type: 'say', text: HI, life: 1 } as const;
    const follower = aServer({ standing: ballot(2, 1) });
    const waiting = server.onMessage(follower, message, 'client-1', node);
    expect(node.requests.sends).toEqual([
      { to: 'server-1', message: { type: 'forward', text: HI } },
    ]);
    expect(waiting.proposal).toBeNull();
    const forward: ToServer = { type: 'forward', text: HI };
    const after = server.onUnreachable?.(waiting, 'server-1', forward, node);
    expect(after?.proposal).toMatchObject({ phase: 'prepare', ballot: ballot(3, 2), all: true });
  });

  it('a server that promises to a new leader follows it with what it has queued', () => {
    const node = outside('server-2', { options: { multiPaxos: true } });
    const queue = [{ text: HI, from: 'client-1' }];
    const lead = { ballot: ballot(2, 2), votes: [] };
    const leader = aServer({ standing: ballot(2, 2), lead, queue });
    const after = server.onMessage(leader, prepare(10, ballot(3, 1), true), 'server-1', node);
    expect(after).toMatchObject({ standing: ballot(3, 1), lead: null, queue });
    expect(node.requests.sends.map(({ to, message: { type } }) => [to, type])).toEqual([
      ['server-1', 'promise'],
      ['server-1', 'forward'],
    ]);
    expect(node.requests.facts).toContainEqual(
      expect.objectContaining({ type: 'Deposed', ballot: ballot(2, 2), by: ballot(3, 1) }),
    );
  });

  it('a follower that is busy when the leader’s time is over looks again', () => {
    const node = outside('server-2', { options: { multiPaxos: true } });
    const queue = [{ text: HI, from: 'client-1' }];
    for (const busy of [{ resting: true }, { recovery: { heard: [] } }]) {
      const follower = aServer({ standing: ballot(2, 1), queue, ...busy });
      expect(server.onTimer(follower, 'leader', node)).toBe(follower);
      expect(node.requests.timers.at(-1)?.name).toBe('leader');
    }
  });

  it('filling a hole costs a leader its lead neither when it begins nor when it fails', () => {
    const node = outside('server-1', { options: { multiPaxos: true } });
    const lead = { ballot: ballot(2, 1), votes: [] };
    const leader = aServer({ lead, standing: ballot(2, 1), goal: 10 });
    const asking = server.onTimer(leader, 'fill', node);
    expect(asking.lead).toBe(lead);
    expect(server.onTimer(asking, 'phase', node).lead).toBe(lead);
  });

  it('a ballot for all rounds is above those promised in any later one', () => {
    const node = outside('server-2', { options: { multiPaxos: true } });
    const acceptors = words(30, { ...NOTHING, promised: ballot(6, 2) });
    const message = { type: 'say', text: HI, life: 1 } as const;
    const after = server.onMessage(aServer({ acceptors }), message, 'client-1', node);
    expect(after.proposal).toMatchObject({ round: 10, ballot: ballot(7, 2), all: true });
  });

  it('a NOP asks for its round alone: filling a hole deposes no leader', () => {
    const node = outside('server-2', { options: { multiPaxos: true } });
    const behind = aServer({ standing: ballot(2, 1), goal: 10 });
    const after = server.onTimer(behind, 'fill', node);
    expect(after.standing).toEqual(ballot(2, 1));
    expect(node.requests.sends[0]?.message).toMatchObject({ type: 'prepare', all: false });
  });
});
