/** The rules of the extended paper about logs, commitment and compaction, by section. */
import { describe, expect, it } from 'vitest';
import { lastIndex } from './log.ts';
import type { ServerState } from './messages.ts';
import { server } from './server.ts';
import {
  accepted,
  aLeader,
  appendEntries,
  ask,
  aServer,
  beginning,
  countSent,
  elected,
  entriesOf,
  factsIn,
  flow,
  flowUntil,
  names,
  operation,
  outside,
  raftWorld,
  say,
  sentBy,
  serverOf,
  termsOf,
} from './testing.ts';

describe('section 5.3: log replication', () => {
  it('the leader appends a command and sends it to all others with the entry before it', () => {
    const node = outside();
    const request = {
      type: 'ClientRequest',
      sequence: 9,
      request: { type: 'set', key: 'x', value: '1' },
    } as const;
    const after = server.onMessage(aLeader(3, [1, 3]), request, 'client-1', node);
    expect(termsOf(after)).toBe('1 3 3');
    expect(sentBy(node, 'AppendEntries')).toMatchObject(
      names(5)
        .slice(1)
        .map((to) => ({ to, term: 3, prevLogIndex: 2, prevLogTerm: 3, entries: [{ term: 3 }] })),
    );
  });

  it.each([
    ['empty log, first entries', [], 0, 0, [1, 1], true, '1 1'],
    ['follows on', [1], 1, 1, [1], true, '1 1'],
    ['nothing at the place before', [1], 2, 1, [1], false, '1'],
    ['another term at the place before', [1, 1], 2, 2, [2], false, '1 1'],
    ['conflict: cut and replaced', [1, 1, 1], 1, 1, [2], true, '1 2'],
    ['conflict in the middle of a message', [1, 1, 1, 1], 1, 1, [1, 3], true, '1 1 3'],
    ['nothing new: nothing cut', [1, 1, 1], 0, 0, [1], true, '1 1 1'],
    ['heart-beat in the past: nothing cut', [1, 1, 1], 1, 1, [], true, '1 1 1'],
    ['partly known', [1, 1], 0, 0, [1, 1, 1], true, '1 1 1'],
  ])('%s', (_what, terms, prevLogIndex, prevLogTerm, sent, success, wanted) => {
    const node = outside();
    const all = entriesOf(...Array.from({ length: prevLogIndex }, () => 1), ...sent);
    const message = appendEntries({
      term: 5,
      prevLogIndex,
      prevLogTerm,
      entries: all.slice(prevLogIndex),
    });
    const after = server.onMessage(aServer(terms, { currentTerm: 5 }), message, 'server-2', node);
    expect(termsOf(after)).toBe(wanted);
    const [reply] = sentBy(node, 'AppendEntriesReply');
    const matchIndex = success ? prevLogIndex + sent.length : 0;
    expect(reply).toMatchObject({ to: 'server-2', term: 5, success, matchIndex });
  });

  it('a follower commits no further than the last entry of the message (Figure 2, rule 5)', () => {
    const mine = aServer([1, 1, 1], { currentTerm: 2 });
    const message = appendEntries({ term: 2, prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 3 });
    // Entries 2 and 3 may not be the leader's: only up to 1 the logs are known to be equal.
    expect(server.onMessage(mine, message, 'server-2', outside()).commitIndex).toBe(1);
  });

  it.each([
    ['too short', [1, 1], 4, 4, { conflictIndex: 3, conflictTerm: null }],
    ['another term: its first entry', [1, 2, 2, 2], 4, 3, { conflictIndex: 2, conflictTerm: 2 }],
  ])('a refusal says where to go on: %s', (_what, terms, prevLogIndex, prevLogTerm, hint) => {
    const node = outside();
    const message = appendEntries({ term: 5, prevLogIndex, prevLogTerm });
    server.onMessage(aServer(terms, { currentTerm: 5 }), message, 'server-2', node);
    expect(sentBy(node, 'AppendEntriesReply')).toMatchObject([{ success: false, ...hint }]);
  });

  it.each([
    ['a shorter log: to its end', [1, 1, 4, 4], 3, null, 3],
    ['a term that the leader does not have: before all of it', [1, 1, 4, 4], 2, 3, 2],
    ['a term that the leader has: behind its own last of it', [1, 1, 1, 4], 2, 1, 4],
  ])(
    'the leader goes back a term at a time: %s',
    (_what, terms, conflictIndex, conflictTerm, next) => {
      const node = outside();
      const refusal = { ...accepted(5, 0), success: false, conflictIndex, conflictTerm };
      const after = server.onMessage(aLeader(5, terms), refusal, 'server-2', node);
      expect(after.leadership?.followers[0]?.next).toBe(next);
      expect(sentBy(node, 'AppendEntries')).toMatchObject([
        { to: 'server-2', prevLogIndex: next - 1 },
      ]);
    },
  );

  it('answers that overtake each other never bring matchIndex down', () => {
    let state: ServerState = aLeader(1, [1, 1, 1]);
    for (const match of [3, 1, 2]) {
      state = server.onMessage(state, accepted(1, match), 'server-2', outside());
    }
    expect(state.leadership?.followers[0]).toMatchObject({ match: 3, next: 4 });
  });

  it.each([
    [3, 'at once'],
    [5, 'at once'],
    [5, 'batched'],
    [5, 'pipelined'],
    [7, 'at once'],
  ])(
    '%i servers, %s: a write is committed one round trip after the leader has it, and answered then: 2 (n − 1) messages',
    (servers, replication) => {
      const world = raftWorld({
        servers,
        replication,
        heartbeatMs: 5000,
        electionTimeoutMs: 10_000,
      });
      ask(world, 'timeout server-1');
      elected(world);
      ask(world, 'set x 0');
      flow(world, 100);
      const id = say(world, 'set x 1');
      const events = flowUntil(world, () => operation(world, id).outcome === 'ok');
      const [proposed] = factsIn(events, 'Proposed');
      const [committed] = factsIn(events, 'Committed');
      expect((committed?.time ?? 0) - (proposed?.time ?? 0)).toBe(10);
      const { started, ended } = operation(world, id);
      expect((ended ?? 0) - started).toBe(20); // client → leader → followers → leader → client
      const all = [...events, ...flow(world, 100)];
      expect(countSent(all, 'AppendEntries', 'AppendEntriesReply')).toBe(2 * (servers - 1));
    },
  );

  it('the slowest of two in five do not hold a write up: the round trip is that to the fastest majority', () => {
    const world = raftWorld({ heartbeatMs: 5000, electionTimeoutMs: 10_000 });
    ask(world, 'timeout server-1');
    elected(world);
    ask(world, 'set x 0');
    flow(world, 100);
    for (const [place, to] of names(5).slice(1).entries()) {
      const latencyMs = [10 * (place + 1), 10 * (place + 1)] as const;
      const settings = { latencyMs, lossPercent: 0, duplicatePercent: 0 };
      world.apply({ type: 'link', from: 'server-1', to, settings });
      world.apply({ type: 'link', from: to, to: 'server-1', settings });
    }
    const id = say(world, 'set x 1');
    const events = flowUntil(world, () => operation(world, id).outcome === 'ok');
    const [proposed] = factsIn(events, 'Proposed');
    const [committed] = factsIn(events, 'Committed');
    expect((committed?.time ?? 0) - (proposed?.time ?? 0)).toBe(40); // to server-3 and back
    expect(committed?.by.toSorted()).toEqual(['server-1', 'server-2', 'server-3']);
  });
});

describe('section 5.4.2, Figure 8: committing entries of earlier terms', () => {
  const withMatches = (state: ServerState, ...matches: readonly number[]): ServerState => {
    let after = state;
    for (const [place, match] of matches.entries()) {
      after = server.onMessage(
        after,
        accepted(state.currentTerm, match),
        `server-${place + 2}`,
        outside(),
      );
    }
    return after;
  };

  it('an entry of an earlier term is not committed by counting, even on a majority', () => {
    expect(withMatches(aLeader(4, [1, 2, 4]), 2, 2).commitIndex).toBe(0);
  });

  it('but together with one of the current term', () => {
    expect(withMatches(aLeader(4, [1, 2, 4]), 3, 3).commitIndex).toBe(3);
  });

  it('two of five are not enough, three are', () => {
    expect(withMatches(aLeader(1, [1]), 1).commitIndex).toBe(0);
    expect(withMatches(aLeader(1, [1]), 1, 1).commitIndex).toBe(1);
  });

  it('a new leader opens its term with a no-op, with which everything before it is committed (section 8)', () => {
    const world = raftWorld();
    elected(world);
    ask(world, 'set x 1');
    for (const node of names(5)) world.apply({ type: 'crash', node });
    for (const node of names(5)) world.apply({ type: 'restart', node });
    const leader = elected(world);
    flow(world, 100);
    expect(serverOf(world, leader)).toMatchObject({ commitIndex: 3, lastApplied: 3 });
    expect(serverOf(world, leader).machine.store['x']?.value).toBe('1');
  });
});

describe('Figure 2, all servers: what is committed is applied in order', () => {
  it('each index once in a life, none left out, whatever is lost, doubled or crashes', () => {
    const world = raftWorld({ clients: 4, snapshotEvery: 6, giveUpMs: 60_000 }, 9, [1, 40]);
    const settings = { latencyMs: [1, 40], lossPercent: 20, duplicatePercent: 20 } as const;
    world.apply({ type: 'network', settings });
    for (const client of [1, 2, 3, 4]) say(world, 'load 30', `client-${client}`);
    const next = new Map<string, number>();
    let applied = 0;
    for (let turn = 0; turn < 80; turn += 1) {
      const node = `server-${1 + (turn % 5)}`;
      const deed = turn % 4 === 0 ? 'crash' : 'restart';
      if (world.find(node)?.status === (deed === 'crash' ? 'up' : 'crashed')) {
        world.apply({ type: deed, node });
        if (deed === 'restart') next.set(node, serverOf(world, node).snapshot.index + 1);
      }
      for (const event of flow(world, 150)) {
        for (const { node: by, index } of factsIn([event], 'SnapshotInstalled')) {
          next.set(by ?? '', index + 1);
        }
        for (const { node: by, index } of factsIn([event], 'Applied')) {
          expect(index).toBe(next.get(by ?? '') ?? 1);
          next.set(by ?? '', index + 1);
          applied += 1;
        }
      }
    }
    expect(applied).toBeGreaterThan(200);
  });
});

describe('section 7: log compaction', () => {
  const snapshot = { ...beginning(), index: 3, term: 2 };
  const install = { type: 'InstallSnapshot', term: 5, snapshot, round: 1, sentAt: 0 } as const;

  it('a snapshot takes the place of what was applied, and nothing else', () => {
    const world = raftWorld({ snapshotEvery: 4 });
    elected(world);
    for (let number = 1; number <= 9; number += 1) ask(world, `set x ${number}`);
    flow(world, 200);
    for (const id of names(5)) {
      const state = serverOf(world, id);
      expect(state).toMatchObject({ lastApplied: 10, snapshot: { index: 8 } });
      expect(state.log.length).toBe(2);
    }
  });

  it('a follower without the entries takes the snapshot for its whole log (rules 7 and 8)', () => {
    const node = outside();
    const after = server.onMessage(aServer([1], { currentTerm: 5 }), install, 'server-2', node);
    expect(after).toMatchObject({ commitIndex: 3, lastApplied: 3, snapshot });
    expect(lastIndex(after)).toBe(3);
    expect(sentBy(node, 'InstallSnapshotReply')).toMatchObject([{ to: 'server-2', matchIndex: 3 }]);
  });

  it('what follows an entry like its last stays (rule 6)', () => {
    const state = aServer([1, 1, 2, 2, 2], { currentTerm: 5 });
    const after = server.onMessage(state, install, 'server-2', outside());
    expect([lastIndex(after), after.log.length]).toEqual([5, 2]);
  });

  it('what conflicts goes', () => {
    const state = aServer([1, 1, 1, 1], { currentTerm: 5 });
    const after = server.onMessage(state, install, 'server-2', outside());
    expect([lastIndex(after), after.log.length]).toEqual([3, 0]);
  });

  it('an old snapshot, overtaken, undoes nothing', () => {
    const state = aServer([1, 1, 2, 2], {
      currentTerm: 5,
      commitIndex: 4,
      lastApplied: 4,
      leader: 'server-2',
    });
    const after = server.onMessage(state, install, 'server-2', outside());
    expect(after).toMatchObject({ commitIndex: 4, lastApplied: 4, snapshot: { index: 0 } });
    expect(after.log).toBe(state.log);
  });

  it('entries that the snapshot covers are skipped, the rest is appended', () => {
    const state = aServer([], { snapshot, currentTerm: 5, commitIndex: 3, lastApplied: 3 });
    const entries = entriesOf(1, 1, 2, 2, 5);
    const node = outside();
    const after = server.onMessage(state, appendEntries({ term: 5, entries }), 'server-2', node);
    expect([lastIndex(after), after.log.length]).toEqual([5, 2]);
    expect(sentBy(node, 'AppendEntriesReply')).toMatchObject([{ success: true, matchIndex: 5 }]);
  });

  it('a follower that was down is sent the snapshot and what follows it', () => {
    const world = raftWorld({ snapshotEvery: 5 });
    const leader = elected(world);
    const slow = names(5).find((id) => id !== leader) ?? '';
    world.apply({ type: 'crash', node: slow });
    for (let number = 1; number <= 12; number += 1) ask(world, `set x ${number}`);
    world.apply({ type: 'restart', node: slow });
    const events = flowUntil(world, () => serverOf(world, slow).lastApplied === 13);
    expect(factsIn(events, 'SnapshotInstalled')).toMatchObject([{ node: slow, index: 10 }]);
    expect(serverOf(world, slow).machine).toEqual(serverOf(world, leader).machine);
  });
});
