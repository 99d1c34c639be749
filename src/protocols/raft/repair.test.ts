/** Section 5.3: the leader of Figure 7 and each of its followers, message by message. */
import { describe, expect, it } from 'vitest';
import type { Outside } from '../../kernel/outside.ts';
import type { RaftVocabulary, ServerMessage, ServerState } from './messages.ts';
import { freshProgress } from './replication.ts';
import { FIGURE_7 } from './scenario-figures.ts';
import { server } from './server.ts';
import { aLeader, aServer, outside, termsOf } from './testing.ts';

const numbers = (log: string | undefined): readonly number[] =>
  (log ?? '').split(' ').map((one) => Number(one));

interface Repair {
  readonly leader: ServerState;
  readonly follower: ServerState;
  readonly refusals: number;
  readonly cut: readonly (readonly [first: number, last: number])[];
}

/** What is sent from one to the other. */
function between(node: Outside<RaftVocabulary>, to: string): readonly ServerMessage[] {
  const found: ServerMessage[] = [];
  for (const { to: receiver, message } of node.requests.sends) {
    if (receiver !== to) continue;
    if (message.type === 'AppendEntries' || message.type === 'AppendEntriesReply') {
      found.push(message);
    }
  }
  return found;
}

/** The leader of term 8 sends heart-beats to one follower until that has all it has. */
function repair(log: string | undefined, replication: string): Repair {
  const options = { replication };
  const followers = [freshProgress('server-2', 11, 0)];
  let leader = aLeader(8, [...numbers(FIGURE_7[0]), 8], { followers });
  let follower = aServer(numbers(log), { currentTerm: 7 });
  let refusals = 0;
  const cut: (readonly [number, number])[] = [];
  for (let turn = 0; turn < 20 && termsOf(follower) !== termsOf(leader); turn += 1) {
    const beat = outside({ options });
    leader = server.onTimer(leader, 'heartbeat', beat);
    const messages = [...between(beat, 'server-2')];
    for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
      const there = outside({ id: 'server-2', options });
      follower = server.onMessage(follower, message, 'server-1', there);
      for (const fact of there.requests.facts) {
        if (fact.type === 'Cut') cut.push([fact.first, fact.last]);
        if (fact.type === 'Refused') refusals += 1;
      }
      for (const reply of between(there, 'server-1')) {
        const here = outside({ options });
        leader = server.onMessage(leader, reply, 'server-2', here);
        messages.push(...between(here, 'server-2'));
      }
    }
  }
  return { leader, follower, refusals, cut };
}

describe.each(['at once', 'batched', 'pipelined'])('Figure 7, %s', (replication) => {
  // A refusal for a log that is too short, and one for each term in the way: never one for each entry (end of section 5.3).
  it.each([
    ['a: lacks one entry', 1, 1, []],
    ['b: lacks seven', 2, 1, []],
    ['c: has one more of term 6', 3, 0, [[11, 11]]],
    ['d: has two of a term that the leader never saw', 4, 0, [[11, 12]]],
    ['e: has two uncommitted ones of term 4, and lacks what follows', 5, 2, [[6, 7]]],
    ['f: has eight of terms 2 and 3', 6, 2, [[4, 11]]],
  ])('follower %s', (_what, place, refusals, cut) => {
    const done = repair(FIGURE_7[place], replication);
    expect(termsOf(done.follower)).toBe(`${FIGURE_7[0]} 8`);
    expect(done.leader.leadership?.followers[0]).toMatchObject({ match: 11, next: 12 });
    expect(done.cut).toEqual(cut);
    expect(done.refusals).toBe(refusals);
  });
});
