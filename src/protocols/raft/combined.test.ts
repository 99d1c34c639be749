/** Options that are sound one by one, brought together: what the sources say of each must hold of all. */
import { describe, expect, it } from 'vitest';
import { SWEEP_DEFAULTS, sweepSeed } from '../../checks/sweep.ts';
import { initialOptions } from '../protocol.ts';
import { protocolCalled } from '../registry.ts';
import type { ServerState } from './messages.ts';
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
  names,
  operation,
  outside,
  partOff,
  raftWorld,
  say,
  sentBy,
  serverOf,
} from './testing.ts';

const EVERYTHING = {
  preVote: true,
  checkQuorum: true,
  reads: 'lease',
  replication: 'pipelined',
  membership: 'one at a time',
  snapshotEvery: 5,
} as const;

describe('9.6: pre-votes across terms', () => {
  const options = { preVote: true };
  const asked = { type: 'PreVote', nextTerm: 6, lastLogIndex: 2, lastLogTerm: 2 } as const;

  it('a yes counts, however far behind the term of the one that says it is', () => {
    // server-1 won a trial run, raised its term, and crashed before anybody heard of that; only it has the newest entry.
    const behind = aServer([1, 2], { currentTerm: 5 });
    let state = server.onTimer(behind, 'election', outside({ options }));
    for (const voter of ['server-2', 'server-3']) {
      const node = outside({ options, id: voter, now: 900 });
      server.onMessage(aServer([1, 2]), asked, 'server-1', node);
      for (const { to: _, ...reply } of sentBy(node, 'PreVoteReply')) {
        state = server.onMessage(state, reply, voter, outside({ options }));
      }
    }
    expect(state).toMatchObject({ role: 'candidate', currentTerm: 6 });
  });

  it('a no brings a later term along, and the one that asked goes on in it', () => {
    const node = outside({ options, id: 'server-2', now: 900 });
    server.onMessage(aServer([1, 2], { currentTerm: 9 }), asked, 'server-1', node);
    const asking = server.onTimer(
      aServer([1, 2], { currentTerm: 5 }),
      'election',
      outside({ options }),
    );
    const [reply] = sentBy(node, 'PreVoteReply');
    expect(reply).toMatchObject({ granted: false, term: 9 });
    if (reply === undefined) return;
    const { to: _, ...message } = reply;
    const after = server.onMessage(asking, message, 'server-2', outside({ options }));
    expect(after).toMatchObject({ role: 'follower', currentTerm: 9 });
  });

  it('a yes to an earlier trial run does not count for a later one', () => {
    const late = { type: 'PreVoteReply', term: 4, nextTerm: 5, granted: true } as const;
    const asking = server.onTimer(
      aServer([1, 2], { currentTerm: 5 }),
      'election',
      outside({ options }),
    );
    for (const voter of ['server-2', 'server-3']) {
      expect(server.onMessage(asking, late, voter, outside({ options }))).toBe(asking);
    }
  });
});

describe('3.10, 6.2, 6.4 and 9.6 together: transfer', () => {
  it.each([
    ['pre-vote', { preVote: true }],
    ['the quorum check', { checkQuorum: true }],
    ['leases', { reads: 'lease' }],
    ['everything', EVERYTHING],
  ])('with %s the target leads as fast as without: nobody disregards it', (_what, options) => {
    const world = raftWorld({ electionTimeoutMs: 2000, heartbeatMs: 500, ...options });
    const leader = elected(world);
    ask(world, 'set x 1');
    const [target = ''] = names(5).filter((id) => id !== leader);
    const id = say(world, `transfer ${target}`);
    const events = flowUntil(world, () => serverOf(world, target).role === 'leader');
    const [begun] = factsIn(events, 'TransferBegun');
    const [won] = factsIn(events, 'Elected');
    expect((won?.time ?? 0) - (begun?.time ?? 0)).toBe(15);
    expect(factsIn(events, 'PreVoteStarted')).toEqual([]);
    flowUntil(world, () => operation(world, id).outcome !== 'pending');
    expect(operation(world, id)).toMatchObject({ outcome: 'ok', result: `${target} leads` });
  });

  it('a target that lacks entries gets them first, though a write comes every moment', () => {
    const world = raftWorld({ ...EVERYTHING, entriesPerMessage: 1, electionTimeoutMs: 2000 });
    const leader = elected(world);
    const [target = ''] = names(5).filter((id) => id !== leader);
    world.apply({ type: 'freeze', node: target });
    ask(world, 'load 12');
    world.apply({ type: 'thaw', node: target });
    const load = say(world, 'load 30', 'client-2');
    expect(ask(world, `transfer ${target}`)).toBe(`ok: ${target} leads`);
    flowUntil(world, () => operation(world, load).outcome !== 'pending');
    expect(operation(world, load).outcome).toBe('ok');
  });
});

describe('6.2: the quorum check', () => {
  it('one that was made to stand and is disregarded does not stay alone in its term', () => {
    const world = raftWorld({ checkQuorum: true });
    const leader = elected(world);
    flow(world, 300);
    const [other = ''] = names(5).filter((id) => id !== leader);
    say(world, `timeout ${other}`);
    const events = flow(world, 3000);
    expect(factsIn(events, 'SteppedDown')[0]).toMatchObject({ why: 'higher-term', peer: other });
    expect(new Set(names(5).map((id) => serverOf(world, id).currentTerm)).size).toBe(1);
    expect(new Set(names(5).map((id) => serverOf(world, id).leader)).size).toBe(1);
  });
});

describe('6.2 and 9.6: a leader that is heard and hears nobody', () => {
  it.each([
    [{ preVote: true, checkQuorum: true }, /^ok: x = 1/],
    [{ preVote: true }, /^unknown/],
    [{}, /^unknown/],
  ])('with %j a write ends like this: %s', (options, answer) => {
    const world = raftWorld({ servers: 3, giveUpMs: 20_000, ...options });
    const leader = elected(world);
    flow(world, 300);
    for (const from of names(3)) {
      if (from !== leader) world.apply({ type: 'cut', from, to: leader, bothWays: false });
    }
    expect(ask(world, 'set x 1')).toMatch(answer);
  });
});

describe('6.4: ReadIndex before the no-op of the term is committed', () => {
  const get = { type: 'ClientRequest', sequence: 9, request: { type: 'get', key: 'x' } } as const;
  const options = { reads: 'read-index' };
  const replies = (node: ReturnType<typeof outside>): readonly string[] =>
    node.requests.sends.flatMap(({ message }) =>
      message.type === 'ClientReply' && message.sequence === 9 ? [message.text] : [],
    );

  it('waits for the no-op to be applied, even when a majority has confirmed the leader', () => {
    // Entries 1 and 2 of term 1 are committed, as far as this leader of term 3 knows only the first.
    const new3 = { ...aLeader(3, [1, 1, 3], { firstIndex: 3 }), commitIndex: 1, lastApplied: 1 };
    const node = outside({ options });
    let state: ServerState = server.onMessage(new3, get, 'client-1', node);
    expect(node.requests.facts).toMatchObject([{ type: 'ReadWaits', readIndex: 3 }]);
    const confirmed = { ...accepted(3, 0), success: false, conflictIndex: 1, round: 1 };
    for (const from of ['server-2', 'server-3']) {
      state = server.onMessage(state, confirmed, from, node);
    }
    expect(replies(node)).toEqual([]);
    for (const from of ['server-2', 'server-3']) {
      state = server.onMessage(state, accepted(3, 3), from, node);
    }
    expect(state.lastApplied).toBe(3);
    expect(replies(node)).toEqual(['x = 3 (#3)']);
  });

  it('an answer to a heart-beat that was sent before the question confirms nothing', () => {
    const calm = {
      ...aLeader(1, [1], { firstIndex: 1, round: 7 }),
      commitIndex: 1,
      lastApplied: 1,
    };
    const node = outside({ options });
    let state: ServerState = server.onMessage(calm, get, 'client-1', node);
    for (const from of names(5).slice(1)) {
      state = server.onMessage(state, accepted(1, 1, 7), from, node);
    }
    expect(replies(node)).toEqual([]);
    for (const from of ['server-2', 'server-3']) {
      state = server.onMessage(state, accepted(1, 1, 8), from, node);
    }
    expect(replies(node)).toHaveLength(1);
  });

  it('a leader that was replaced meanwhile never answers: the client asks another', () => {
    const world = raftWorld({ ...options, giveUpMs: 20_000 });
    const old = elected(world);
    ask(world, 'set x 1');
    partOff(world, old);
    const read = say(world, 'get x');
    expect(ask(world, 'set x 2', 'client-2')).toMatch(/^ok/);
    expect(operation(world, read).outcome).toBe('pending');
    world.apply({ type: 'heal' });
    flowUntil(world, () => operation(world, read).outcome !== 'pending');
    expect(operation(world, read)).toMatchObject({ outcome: 'ok' });
    expect(operation(world, read).result).toMatch(/^x = 2/);
  });
});

describe('storms: what nobody would choose together', () => {
  const raft = protocolCalled('raft');
  /** The same weather without clocks that run apart, so that what leases promise is judged to the end. */
  const withTrueClocks: typeof raft = {
    ...raft,
    refuses: (intent, view) =>
      intent.type === 'clock' ? 'clocks are true' : (raft.refuses?.(intent, view) ?? null),
  };

  it.each([
    [3, EVERYTHING],
    [5, EVERYTHING],
    [5, { ...EVERYTHING, membership: 'joint consensus', snapshotEvery: 1 }],
    [3, { reads: 'lease', replication: 'batched', entriesPerMessage: 1, snapshotEvery: 1 }],
    [7, { reads: 'lease', learners: false, snapshotEvery: 0, membership: 'one at a time' }],
    [5, { reads: 'read-index', preVote: true, learners: false, entriesPerMessage: 2 }],
  ])(
    '%i servers, %j: nothing is broken in 25 seeds, and everybody is answered',
    (servers, change) => {
      const options = { ...initialOptions(raft), servers, ...change };
      for (let seed = 1; seed <= 25; seed += 1) {
        const settings = { ...SWEEP_DEFAULTS, faults: 'heavy', options, flaws: [] } as const;
        const { failure } = sweepSeed(withTrueClocks, seed, settings);
        expect(failure, `seed ${seed}`).toBeNull();
      }
    },
    60_000,
  );
});
