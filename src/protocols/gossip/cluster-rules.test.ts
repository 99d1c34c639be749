/** The rules of the original's README, in a whole cluster. */
import { describe, expect, it } from 'vitest';
import { balancer } from './balancer.ts';
import { entryText } from './messages.ts';
import {
  aBalancer,
  aMember,
  balancerOf,
  factsIn,
  flow,
  flowUntil,
  gossipWorld,
  isQuiet,
  names,
  outside,
  replicaOf,
  say,
} from './testing.ts';
import { byText } from '../words.ts';

describe('rules 4 to 6, in a whole cluster', () => {
  it('rule 4: a newcomer asks, waits for its turn in the queue, pulls, and is made known to everybody', () => {
    const world = gossipWorld();
    say(world, 'insert Tom 18');
    flow(world, 100);
    world.apply({ type: 'add', role: 'replica' });
    const events = flowUntil(world, () => isQuiet(world) && balancerOf(world).members.length === 5);
    const order = events.flatMap(({ facts }) => facts.map(({ type }) => type));
    const steps = ['Welcomed', 'Pulls', 'Adopted', 'Released', 'Replicated'] as const;
    const places = steps.map((type) => order.lastIndexOf(type));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(replicaOf(world, 'replica-5').table).toEqual([['Tom', '18']]);
    for (const id of names(4)) expect(replicaOf(world, id).neighbours).toContain('replica-5');
    expect(new Set(names(5).map((id) => replicaOf(world, id).state))).toEqual(new Set([2]));
  });

  it('rule 5: silence of exactly N + 1 seconds is borne, one millisecond more is a crash', () => {
    const members = [
      aMember('replica-1', 0, { heardAt: 9000 }),
      aMember('replica-2', 0, { heardAt: 9000 }),
      aMember('replica-3', 0, { heardAt: 1000 }),
    ];
    const check = (now: number) => {
      const node = outside('balancer-1', { now });
      return [
        balancer.onTimer(aBalancer(0, { members }), 'check', node).members.length,
        node.requests.facts.map(({ type }) => type),
      ];
    };
    expect(check(5000)).toEqual([3, []]);
    expect(check(5001)).toEqual([2, ['Evicted', 'Queued', 'Released']]);
  });

  it('rule 5: all who are silent at one look share one entry', () => {
    const node = outside('balancer-1', { now: 6000 });
    const members = names(4).map((id, index) => aMember(id, 0, { heardAt: index < 2 ? 0 : 5000 }));
    const after = balancer.onTimer(aBalancer(0, { members }), 'check', node);
    expect(after.selfState).toBe(1);
    expect(after.inflight?.entry).toEqual({ type: 'crash', replicas: ['replica-1', 'replica-2'] });
  });

  it('rule 5: the option sets another timeout', () => {
    const members = [aMember('replica-1', 0), aMember('replica-2', 0, { heardAt: 500 })];
    const listed = (now: number, crashTimeoutMs: number): number => {
      const node = outside('balancer-1', { now, options: { crashTimeoutMs } });
      return balancer.onTimer(aBalancer(0, { members }), 'check', node).members.length;
    };
    expect([listed(2500, 2500), listed(2501, 2500)]).toEqual([2, 1]);
    // Two heart-beats at least: a shorter silence is no sign of anything.
    expect([listed(2000, 700), listed(2001, 700)]).toEqual([2, 1]);
  });

  it('rule 5: nobody is given up without a fault, however long a turn is', () => {
    // Regression: reports came once a turn, and a turn longer than the timeout made every replica look dead.
    const world = gossipWorld({ gossipIntervalMs: 20_000, crashTimeoutMs: 2000 });
    say(world, 'insert Tom 18');
    expect(factsIn(flow(world, 200_000), 'Evicted')).toEqual([]);
    expect(world.operations()[0]?.outcome).toBe('ok');
  });

  it('rule 5: a crash goes through the same queue, behind what waits there, and leaves every list', () => {
    const world = gossipWorld({ replicas: 5 });
    flow(world, 2500);
    for (const node of ['replica-2', 'replica-4']) world.apply({ type: 'crash', node });
    say(world, 'insert Tom 18');
    const events = flowUntil(world, () => isQuiet(world) && balancerOf(world).members.length === 3);
    const evicted = factsIn(events, 'Evicted').flatMap(({ replicas }) => replicas);
    expect(evicted.toSorted(byText)).toEqual(['replica-2', 'replica-4']);
    const replicated = factsIn(events, 'Replicated').map(({ index, entry }) => [
      index,
      entryText(entry),
    ]);
    expect(replicated[0]).toEqual([0, 'insert Tom 18']);
    expect(replicated[1]?.[1]).toMatch(/^crash of /);
    for (const id of ['replica-1', 'replica-3', 'replica-5']) {
      expect(replicaOf(world, id).neighbours).not.toContain('replica-2');
      expect(replicaOf(world, id).neighbours).not.toContain('replica-4');
    }
  });

  it('rule 6: every replica applies the same entries in the same order, that of their arrival at the balancer', () => {
    const world = gossipWorld({ replicas: 6, clients: 2 }, 3);
    for (let turn = 0; turn < 12; turn += 1) {
      world.apply({
        type: 'command',
        client: `client-${1 + (turn % 2)}`,
        text: `insert n${turn} ${turn}`,
      });
    }
    const applied = factsIn(
      flowUntil(world, () => isQuiet(world)),
      'Applied',
    );
    const order = Array.from({ length: 12 }, (_, index) => index + 1);
    for (const id of names(6)) {
      expect(applied.filter(({ node }) => node === id).map(({ index }) => index)).toEqual(order);
    }
    expect(replicaOf(world, 'replica-1').table.map(([name]) => name)).toEqual(
      order.map((index) => `n${index - 1}`),
    );
  });
});
