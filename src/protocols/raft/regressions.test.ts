/** What sweeps have found, each in the shortest run that shows it. */
import { describe, expect, it } from 'vitest';
import { append } from '../../kernel/sequence.ts';
import { withSession } from './machine.ts';
import { server } from './server.ts';
import { accepted, aLeader, aServer, appendEntries, names, outside, sentBy } from './testing.ts';

describe('found by sweeps', () => {
  it('seed 84 of five servers: a change that its client had given up set its session back when it was committed', () => {
    // client-3 gave `remove server-1` (16) up, went on to 18, and then the change was committed by a later leader.
    const answer = { outcome: 'ok', text: 'x = 1 (#9)', version: 9 } as const;
    const state = aServer([1]);
    const machine = withSession(state.machine, { client: 'client-3', sequence: 18 }, answer);
    const configuration = { old: null, voters: names(4) };
    const origin = { client: 'client-3', sequence: 16 };
    const log = append(state.log, {
      term: 1,
      command: { type: 'configuration', configuration, origin },
    });
    const before = { ...state, machine, log, commitIndex: 1, lastApplied: 1 };
    const commit = appendEntries({ term: 1, prevLogIndex: 2, prevLogTerm: 1, leaderCommit: 2 });
    const after = server.onMessage(before, commit, 'server-2', outside());
    expect(after).toMatchObject({ lastApplied: 2, configuration: { voters: names(5) } });
    expect(after.machine.sessions['client-3']).toEqual({ sequence: 18, answer });
  });

  it('flaw truncate-always, seed 3 of three servers: a refusal that could not set nextIndex back was answered at once, for ever', () => {
    const state = aLeader(1, [1, 1, 1], {
      followers: [{ peer: 'server-2', next: 4, match: 3, sent: 3, ackedRound: 0, ackedAt: 0 }],
    });
    const node = outside();
    const refusal = { ...accepted(1, 0), success: false, conflictIndex: 2 };
    const after = server.onMessage(state, refusal, 'server-2', node);
    expect(after.leadership?.followers[0]).toMatchObject({ next: 4, match: 3 });
    expect(sentBy(node, 'AppendEntries')).toEqual([]);
  });

  it('flaw no-step-down, seed 6: a leader that takes no notice of later terms sends nothing in answer to them', () => {
    const node = outside({ flaws: ['no-step-down'] });
    const state = aLeader(1, [1]);
    const refusal = { ...accepted(4, 0), success: false };
    expect(server.onMessage(state, refusal, 'server-2', node)).toBe(state);
    expect(node.requests.sends).toEqual([]);
  });
});
