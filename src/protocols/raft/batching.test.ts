/** How entries travel (dissertation 10.2): at once, batched, pipelined. */
import { describe, expect, it } from 'vitest';
import { server } from './server.ts';
import {
  accepted,
  aLeader,
  appendEntries,
  aServer,
  elected,
  flowUntil,
  names,
  outside,
  raftWorld,
  say,
  sentBy,
  serverOf,
} from './testing.ts';

describe('10.2: batching and pipelining', () => {
  const request = (sequence: number) =>
    ({ type: 'ClientRequest', sequence, request: { type: 'set', key: 'x', value: 'v' } }) as const;
  const sentFor = (replication: string): readonly (readonly number[])[] => {
    let state = aLeader(1, [1]);
    return [11, 12, 13].map((sequence) => {
      const node = outside({ options: { replication } });
      state = server.onMessage(state, request(sequence), `client-${sequence}`, node);
      return sentBy(node, 'AppendEntries')
        .filter(({ to }) => to === 'server-2')
        .map(({ entries }) => entries.length);
    });
  };

  it('at once: all that is not confirmed goes again', () => {
    expect(sentFor('at once')).toEqual([[1], [2], [3]]);
  });

  it('batched: what comes while an answer is out waits for it', () => {
    expect(sentFor('batched')).toEqual([[1], [], []]);
    const node = outside({ options: { replication: 'batched' } });
    const state = aLeader(1, [1, 1, 1, 1], {
      followers: [{ peer: 'server-2', next: 2, match: 1, sent: 2, ackedRound: 0, ackedAt: 0 }],
    });
    const reply = {
      type: 'AppendEntriesReply',
      term: 1,
      success: true,
      entries: 1,
      matchIndex: 2,
      conflictIndex: 0,
      conflictTerm: null,
      round: 1,
      sentAt: 0,
    } as const;
    server.onMessage(state, reply, 'server-2', node);
    expect(sentBy(node, 'AppendEntries')).toMatchObject([{ prevLogIndex: 2, entries: [{}, {}] }]);
  });

  it('pipelined: each goes once, without waiting', () => {
    expect(sentFor('pipelined')).toEqual([[1], [1], [1]]);
  });

  it('pipelined: the answer to the first of three sends nothing again', () => {
    const options = { replication: 'pipelined' };
    const followers = [{ peer: 'server-2', next: 5, match: 1, sent: 4, ackedRound: 0, ackedAt: 0 }];
    const node = outside({ options });
    const before = aLeader(1, [1, 1, 1, 1], { followers });
    const after = server.onMessage(before, accepted(1, 2), 'server-2', node);
    expect(after.leadership?.followers[0]).toMatchObject({ match: 2, next: 5, sent: 4 });
    expect(sentBy(node, 'AppendEntries')).toEqual([]);
  });

  it('pipelined: after a refusal the next message goes on where the follower is, not where the leader was', () => {
    const options = { replication: 'pipelined', entriesPerMessage: 1 };
    const followers = [{ peer: 'server-2', next: 6, match: 1, sent: 5, ackedRound: 0, ackedAt: 0 }];
    const node = outside({ options });
    const refusal = { ...accepted(1, 0), success: false, conflictIndex: 2 };
    const before = aLeader(1, [1, 1, 1, 1, 1], { followers });
    const after = server.onMessage(before, refusal, 'server-2', node);
    expect(sentBy(node, 'AppendEntries')).toMatchObject([{ prevLogIndex: 1, entries: [{}] }]);
    expect(after.leadership?.followers[0]).toMatchObject({ next: 3, sent: 2 });
  });

  it('pipelined: a gap is noticed with the next message and filled', () => {
    const node = outside({ options: { replication: 'pipelined' } });
    const after = server.onMessage(
      aServer([1]),
      appendEntries({ term: 1, prevLogIndex: 3, prevLogTerm: 1 }),
      'server-2',
      node,
    );
    expect(after.leader).toBe('server-2');
    expect(sentBy(node, 'AppendEntriesReply')).toMatchObject([
      { success: false, conflictIndex: 2 },
    ]);
  });

  it.each(['at once', 'batched', 'pipelined'])(
    '%s: many clients at once lose nothing',
    (replication) => {
      const world = raftWorld({ replication, clients: 8, giveUpMs: 60_000 }, 3, [1, 40]);
      elected(world);
      world.apply({
        type: 'network',
        settings: { latencyMs: [1, 40], lossPercent: 10, duplicatePercent: 5 },
      });
      for (let client = 1; client <= 8; client += 1) say(world, 'load 20 8', `client-${client}`);
      flowUntil(world, () => {
        const typed = world.operations().filter(({ parent }) => parent === null);
        return typed.every(({ outcome }) => outcome === 'ok');
      });
      expect(world.operations()).toHaveLength(168);
      flowUntil(
        world,
        () => new Set(names(5).map((id) => serverOf(world, id).lastApplied)).size === 1,
      );
      expect(
        new Set(names(5).map((id) => JSON.stringify(serverOf(world, id).machine.store))).size,
      ).toBe(1);
    },
  );
});
