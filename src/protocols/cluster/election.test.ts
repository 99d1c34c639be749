/** The bully algorithm: README, "version 2.1.0"; Garcia-Molina 1982; gaps a and b; the cases that the original tests. */
import { describe, expect, it } from 'vitest';
import { databaseNode } from './node.ts';
import {
  act,
  aNode,
  clusterWorld,
  factsIn,
  flow,
  flowUntil,
  leaderOf,
  ledWorld,
  nodeOf,
  outside,
  term,
  aLeader,
} from './testing.ts';

const BULLY = { version: '2.1.0' } as const;

describe('the cases of the original', () => {
  it.each(['2.1.0', '2.2.0', '3.0.0'] as const)('%s: one node elects itself', (version) => {
    const world = clusterWorld({ version, nodes: 1 });
    const events = flow(world, 600);
    expect(factsIn(events, 'Leads').map(({ node }) => node)).toEqual(['node-1']);
    expect(leaderOf(world)).toBe('node-1');
  });

  it.each(['2.1.0', '3.0.0'] as const)(
    '%s: the second and the third follow the first, though their names are higher',
    (version) => {
      const world = clusterWorld({ version, nodes: 1 });
      flow(world, 1000);
      act(world, { type: 'add', role: 'node' });
      flow(world, 1000);
      act(world, { type: 'add', role: 'node' });
      const events = flow(world, 10_000);
      expect(factsIn(events, 'ElectionStarted')).toEqual([]);
      expect(leaderOf(world)).toBe('node-1');
    },
  );

  it('of two, the survivor leads within 500 ms and the refusal of a ping', () => {
    const world = clusterWorld({ ...BULLY, nodes: 2 });
    flow(world, 2000);
    act(world, { type: 'crash', node: 'node-2' });
    flow(world, 500 + 3 * 10);
    expect(leaderOf(world)).toBe('node-1');
  });

  it('of three, the survivors agree on one that is not the dead one: the higher name', () => {
    const world = ledWorld();
    act(world, { type: 'crash', node: 'node-3' });
    flow(world, 500 + 6 * 10);
    expect(leaderOf(world)).toBe('node-2');
  });

  it('a leader that returns follows: nobody overthrows one that lives', () => {
    const world = ledWorld();
    act(world, { type: 'crash', node: 'node-3' });
    flow(world, 3000);
    act(world, { type: 'restart', node: 'node-3' });
    const events = flow(world, 5000);
    expect(factsIn(events, 'ElectionStarted')).toEqual([]);
    expect(leaderOf(world)).toBe('node-2');
  });
});

describe('step 1', () => {
  it('a node that hears nobody for five periods pings every higher name and none below', () => {
    const node = outside('node-2');
    const after = databaseNode.onTimer(
      aNode({ standing: { kind: 'following', leader: 'node-3' } }),
      'silence',
      node,
    );
    expect(node.requests.sends).toEqual([
      { to: 'node-3', message: { type: 'election', round: 1 } },
    ]);
    expect(node.requests.timers).toContainEqual({ name: 'election', delayMs: 2000 });
    expect(after.standing).toEqual({ kind: 'asking', open: ['node-3'] });
  });
});

describe('step 2, gap a', () => {
  it('whoever is pinged answers and, knowing no leader either, stands at once', () => {
    const node = outside('node-2');
    const after = databaseNode.onMessage(aNode(), { type: 'election', round: 4 }, 'node-1', node);
    expect(node.requests.sends[0]).toEqual({ to: 'node-1', message: { type: 'alive', round: 4 } });
    expect(after.standing).toEqual({ kind: 'asking', open: ['node-3'] });
  });

  it('one that follows a leader answers and stays with it; a leader announces itself again', () => {
    const follower = aNode({ standing: { kind: 'following', leader: 'node-1' } });
    const node = outside('node-2');
    expect(databaseNode.onMessage(follower, { type: 'election', round: 1 }, 'node-1', node)).toBe(
      follower,
    );
    const leader = outside('node-3');
    databaseNode.onMessage(aLeader(), { type: 'election', round: 1 }, 'node-2', leader);
    expect(leader.requests.sends.map(({ message }) => message.type)).toEqual(['alive', 'victory']);
  });

  it('a learner does not answer, since it could not lead', () => {
    const node = outside('node-3');
    databaseNode.onMessage(aNode({ log: [] }), { type: 'election', round: 1 }, 'node-1', node);
    expect(node.requests.sends).toEqual([]);
    expect(node.requests.facts).toEqual([
      { type: 'PingUnanswered', from: 'node-1', reason: 'learner' },
    ]);
  });

  it('an answer makes the pinger wait five seconds for a victory, and begin again if none comes', () => {
    const asking = aNode({ round: 1, standing: { kind: 'asking', open: ['node-3'] } });
    const node = outside('node-2');
    const waits = databaseNode.onMessage(asking, { type: 'alive', round: 1 }, 'node-3', node);
    expect(waits.standing).toEqual({ kind: 'awaiting', answered: ['node-3'] });
    expect(node.requests.timers).toContainEqual({ name: 'election', delayMs: 5000 });
    const again = databaseNode.onTimer(waits, 'election', outside('node-2'));
    expect(again).toMatchObject({ round: 2, standing: { kind: 'asking' } });
  });

  it('an answer to an election that is over counts for nothing', () => {
    const asking = aNode({ round: 2, standing: { kind: 'asking', open: ['node-3'] } });
    expect(
      databaseNode.onMessage(asking, { type: 'alive', round: 1 }, 'node-3', outside('node-2')),
    ).toBe(asking);
  });

  it('with the flaw nobody answers, and two crown themselves', () => {
    const world = clusterWorld(BULLY);
    act(world, { type: 'flaw', name: 'unanswered-ping', on: true });
    const crowned = factsIn(flow(world, 3000), 'Leads').map(({ node }) => node);
    expect(new Set(crowned)).toEqual(new Set(['node-1', 'node-2', 'node-3']));
  });
});

describe('step 3', () => {
  it('a refusal of the last higher name is a victory; so is silence for two seconds', () => {
    const asking = aNode({ round: 1, standing: { kind: 'asking', open: ['node-2', 'node-3'] } });
    const ping = { type: 'election', round: 1 } as const;
    const node = outside('node-1', { options: BULLY });
    const refused = databaseNode.onUnreachable?.(asking, 'node-3', ping, node) ?? asking;
    expect(refused.standing).toEqual({ kind: 'asking', open: ['node-2'] });
    const won = databaseNode.onUnreachable?.(refused, 'node-2', ping, node) ?? refused;
    expect(won.standing.kind).toBe('leading');
    const late = databaseNode.onTimer(asking, 'election', outside('node-1', { options: BULLY }));
    expect(late.standing.kind).toBe('leading');
  });

  it('victory goes to the lower names, a heart-beat to everybody', () => {
    const node = outside('node-2', { options: BULLY });
    const state = aNode({
      log: [],
      listing: ['node-1', 'node-2', 'node-3'],
      round: 1,
      standing: { kind: 'asking', open: ['node-3'] },
    });
    databaseNode.onTimer(state, 'election', node);
    const said = node.requests.sends.map(({ to, message }) => `${message.type} ${to}`);
    expect(said).toEqual(['victory node-1', 'heartbeat node-1', 'heartbeat node-3']);
  });
});

describe('gap b: a stored victory', () => {
  const victory = { leader: 'node-3', term: term(1, 3) };
  const follower = aNode({
    victory,
    promised: term(1, 3),
    standing: { kind: 'following', leader: 'node-3' },
  });

  it('is cleared when an election begins', () => {
    const asking = databaseNode.onTimer(follower, 'silence', outside('node-1', { options: BULLY }));
    expect(asking.victory).toBeNull();
    const after = databaseNode.onMessage(
      asking,
      { type: 'alive', round: 1 },
      'node-2',
      outside('node-1', { options: BULLY }),
    );
    expect(after.standing.kind).toBe('awaiting');
  });

  it('with the flaw ends the election with the leader that has died', () => {
    const flawed = { options: BULLY, flaws: ['stored-victory'] } as const;
    const asking = databaseNode.onTimer(follower, 'silence', outside('node-1', flawed));
    const after = databaseNode.onMessage(
      asking,
      { type: 'alive', round: 1 },
      'node-2',
      outside('node-1', flawed),
    );
    expect(after.standing).toEqual({ kind: 'following', leader: 'node-3' });
  });

  it('that comes while answers are awaited is believed once somebody higher has answered', () => {
    const asking = aNode({ round: 1, standing: { kind: 'asking', open: ['node-2', 'node-3'] } });
    const noted = databaseNode.onMessage(
      asking,
      { type: 'victory', term: term(1, 3) },
      'node-3',
      outside('node-1'),
    );
    expect(noted.standing.kind).toBe('asking');
    const after = databaseNode.onMessage(
      noted,
      { type: 'alive', round: 1 },
      'node-2',
      outside('node-1'),
    );
    expect(after.standing).toEqual({ kind: 'following', leader: 'node-3' });
  });
});

it('2.1.0 and 2.2.0 believe whoever speaks: after a partition two leaders become one', () => {
  const world = clusterWorld({ version: '2.2.0' });
  flowUntil(world, () => leaderOf(world) === 'node-3');
  act(world, { type: 'partition', groups: [['node-3'], ['node-1', 'node-2', 'registry-1']] });
  flow(world, 4000);
  expect(nodeOf(world, 'node-3').standing.kind).toBe('leading');
  expect(nodeOf(world, 'node-2').standing.kind).toBe('leading');
  act(world, { type: 'heal' });
  flow(world, 10_000);
  expect(leaderOf(world)).not.toBeNull();
});
