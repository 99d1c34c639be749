import { describe, expect, it } from 'vitest';
import { setUps } from './set-ups.ts';
import {
  elected,
  factsIn,
  flow,
  flowUntil,
  names,
  raftWorld,
  type RaftWorld,
  serverOf,
} from './testing.ts';

function setUp(world: RaftWorld, id: string): string | null {
  const deeds = setUps.find((one) => one.id === id)?.deeds(world);
  if (deeds?.kind !== 'deeds') return deeds?.text ?? 'no such set-up';
  for (const intent of deeds.intents) world.apply(intent);
  return null;
}

describe('set-ups', () => {
  it('restart the leader: it is back at once and follows', () => {
    const world = raftWorld();
    const leader = elected(world);
    flow(world, 100);
    expect(setUp(world, 'restart-leader')).toBeNull();
    expect(serverOf(world, leader)).toMatchObject({ role: 'follower', leader: null });
    expect(serverOf(world, elected(world)).currentTerm).toBe(2);
  });

  it('split vote: all stand in one term, nobody wins it', () => {
    const world = raftWorld({}, 2, [8, 12]);
    elected(world);
    flow(world, 100);
    expect(setUp(world, 'split-vote')).toBeNull();
    const events = flow(world, 40);
    expect(factsIn(events, 'ElectionStarted').map(({ term }) => term)).toEqual([2, 2, 2, 2]);
    expect(factsIn(events, 'Elected')).toEqual([]);
  });

  it('spread timers: they run out one after another', () => {
    const world = raftWorld({ electionTimeoutMs: 1000, heartbeatMs: 400 });
    expect(setUp(world, 'spread-timers')).toBeNull();
    const first = factsIn(
      flowUntil(world, () => names(5).some((id) => serverOf(world, id).role === 'candidate')),
      'ElectionStarted',
    );
    expect(first).toMatchObject([{ time: 1000 }]);
  });

  it('log replication: the leader has what nobody else has, and no majority', () => {
    const world = raftWorld();
    const leader = elected(world);
    flow(world, 100);
    expect(setUp(world, 'log-replication')).toBeNull();
    flow(world, 2000);
    expect(serverOf(world, leader)).toMatchObject({ commitIndex: 1 });
    expect(serverOf(world, leader).log.length).toBe(3);
    for (const node of names(5)) if (node !== leader) world.apply({ type: 'restart', node });
    flowUntil(world, () => names(5).every((id) => serverOf(world, id).lastApplied >= 3));
  });

  it('say why they cannot', () => {
    const world = raftWorld();
    expect(setUp(world, 'restart-leader')).toBe('nobody leads');
    for (const node of names(4)) world.apply({ type: 'crash', node });
    expect(setUp(world, 'split-vote')).toBe('fewer than two servers wait for a leader');
    const leased = raftWorld({ reads: 'lease' });
    elected(leased);
    expect(setUp(leased, 'split-vote')).toMatch(/^a lease counts on it/);
  });
});
