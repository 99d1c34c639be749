/** What a client is told (gap j), and what becomes of its commands when the balancer crashes (gap k). */
import { describe, expect, it } from 'vitest';
import {
  balancerOf,
  factsIn,
  flow,
  flowUntil,
  gossipWorld,
  type GossipWorld,
  isQuiet,
  names,
  replicaOf,
  say,
} from './testing.ts';

/** Everything that the console of a client was told, in order. */
function told(world: GossipWorld, ms: number): string[] {
  const lines: string[] = [];
  world.advanceTo(world.now + ms, () => {
    for (const { id, result } of world.operations()) {
      const line = `${id} ${result}`;
      if (result !== '' && !lines.includes(line)) lines.push(line);
    }
  });
  return lines;
}

describe('a client', () => {
  it('gap j: is told queued #i and then replicated #i', () => {
    const world = gossipWorld();
    say(world, 'insert Tom 18');
    say(world, 'delete Tom');
    expect(told(world, 20_000)).toEqual([
      '1 queued #0',
      '2 queued #1',
      '1 replicated #0',
      '2 replicated #1',
    ]);
    expect(world.operations().map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
  });

  it('gap h: is told that there are no replicas', () => {
    const world = gossipWorld({ replicas: 1 });
    world.apply({ type: 'crash', node: 'replica-1' });
    flow(world, 10_000);
    say(world, 'insert Tom 18');
    expect(told(world, 5000)).toEqual(['1 queued #1, no replicas']);
    world.apply({ type: 'restart', node: 'replica-1' });
    flowUntil(world, () => isQuiet(world));
    expect(replicaOf(world, 'replica-1').table).toEqual([['Tom', '18']]);
  });

  it('is told replicated only when every member has applied the entry', () => {
    const world = gossipWorld({ replicas: 6 });
    say(world, 'insert Tom 18');
    flowUntil(world, () => world.operations()[0]?.outcome === 'ok');
    for (const id of names(6)) expect(replicaOf(world, id).state).toBe(1);
  });

  it('says again what was lost on the way, and it is queued once', () => {
    const world = gossipWorld();
    world.apply({ type: 'cut', from: 'client-1', to: 'balancer-1', bothWays: false });
    say(world, 'insert Tom 18');
    flow(world, 100);
    world.apply({ type: 'heal' });
    world.apply({ type: 'cut', from: 'balancer-1', to: 'client-1', bothWays: false });
    flow(world, 9000);
    world.apply({ type: 'heal' });
    flowUntil(world, () => isQuiet(world));
    expect(world.operations()[0]).toMatchObject({ outcome: 'ok', result: 'replicated #0' });
    expect(balancerOf(world).selfState).toBe(1);
  });

  it('leaves with q, and its open commands end as unknown', () => {
    const world = gossipWorld();
    say(world, 'insert Tom 18');
    say(world, 'q');
    expect(world.record('client-1').status).toBe('left');
    expect(world.operations().map(({ outcome, result }) => [outcome, result])).toEqual([
      ['unknown', 'client-1 left before the answer'],
      ['ok', 'goodbye'],
    ]);
  });
});

describe('gap k: a balancer that crashed', () => {
  function crashed(): GossipWorld {
    const world = gossipWorld({ replicas: 5 });
    for (const text of ['insert Tom 18', 'insert Jane 20', 'insert Ada 36']) say(world, text);
    flowUntil(world, () => replicaOf(world, 'replica-1').state === 1);
    world.apply({ type: 'crash', node: 'balancer-1' });
    flow(world, 3000);
    world.apply({ type: 'restart', node: 'balancer-1' });
    return world;
  }

  it('asks everybody for two seconds and goes on from the furthest, under a new era', () => {
    const world = crashed();
    const [recovered] = factsIn(flow(world, 3000), 'Recovered');
    expect(recovered).toMatchObject({ state: 1, members: 5 });
    expect(balancerOf(world)).toMatchObject({ phase: 'serving', era: recovered?.time });
    flowUntil(world, () => isQuiet(world));
    expect(new Set(names(5).map((id) => JSON.stringify(replicaOf(world, id).table))).size).toBe(1);
  });

  it('tells a client that it has forgotten what was queued', () => {
    const world = crashed();
    flowUntil(world, () => isQuiet(world));
    const outcomes = world.operations().map(({ outcome, result }) => [outcome, result]);
    expect(outcomes[2]).toEqual(['unknown', 'the balancer restarted and lost its queue']);
  });

  it('hands out no index twice', () => {
    const world = crashed();
    flow(world, 3000);
    say(world, 'insert Eve 7');
    flowUntil(world, () => isQuiet(world));
    expect(world.operations()[3]).toMatchObject({ outcome: 'ok', result: 'replicated #1' });
    for (const id of names(5)) expect(replicaOf(world, id)).toMatchObject({ state: 2 });
  });
});
