/** Theory beside the run: messages per write, round trips, and how long the cluster is without a leader. */
import { describe, expect, it } from 'vitest';
import { views } from './ledger.ts';
import { type Memory, NOTHING_YET } from './memory.ts';
import { observe } from './observe.ts';
import { act, type ClusterWorld, factsIn, flow, leaderOf, ledWorld, say } from './testing.ts';

/** What the measures show after `deed`, by title. */
function measured(
  world: ClusterWorld,
  ms: number,
): Readonly<Record<string, readonly (number | boolean | null)[]>> {
  let memory: Memory = NOTHING_YET;
  world.advanceTo(world.now + ms, (event) => {
    memory = observe(memory, event, world);
  });
  return Object.fromEntries(
    views
      .measures(world, memory)
      .map(({ title, predicted, observed, agrees }) => [title, [predicted, observed, agrees]]),
  );
}

describe('a write with n nodes', () => {
  it.each([1, 2, 3, 5, 9])(
    '%i: 2(n - 1) messages, n - 1 announcements, one round trip',
    (nodes) => {
      const world = ledWorld({ nodes });
      say(world, `use node-${nodes}`);
      say(world, 'set a 1');
      const shown = measured(world, 500);
      const peers = nodes - 1;
      const needed = Math.floor(nodes / 2);
      const trips = Math.min(peers, 1);
      expect(shown['Appends and answers per write']).toEqual([2 * peers, 2 * peers, true]);
      expect(shown['Announcements per write']).toEqual([peers, peers, true]);
      expect(shown['Answers needed to commit']).toEqual([needed, needed, true]);
      expect(shown['From append to commit']).toEqual([trips, trips, true]);
    },
  );

  it('is answered after four latencies at the leader: the client’s hop, one round trip, the hop back', () => {
    const world = ledWorld();
    say(world, 'use node-3');
    say(world, 'set a 1');
    const started = world.now;
    const told = factsIn(flow(world, 500), 'Told').find(({ write }) => write);
    expect(told?.time).toBe(started + 4 * 10);
  });
});

describe('after the death of a leader', () => {
  it('three nodes have the next within 500 ms and five latencies (40 seeds, 5 to 30 ms)', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const world = ledWorld({}, seed, [5, 30]);
      flow(world, seed * 7);
      act(world, { type: 'crash', node: 'node-3' });
      const died = world.now;
      const [leads] = factsIn(flow(world, 1000), 'Leads');
      expect(leads?.node).toBe('node-2');
      expect((leads?.time ?? Infinity) - died).toBeLessThanOrEqual(500 + 5 * 30);
      expect(leaderOf(world)).toBe('node-2');
    }
  });

  it('the ledger shows it beside the prediction', () => {
    const world = ledWorld({}, 1, [5, 30]);
    let memory: Memory = NOTHING_YET;
    const look = (event: Parameters<typeof observe>[1]): void => {
      memory = observe(memory, event, world);
    };
    // The judge has not seen the first election: it is told of a leader by the next.
    act(world, { type: 'crash', node: 'node-3' });
    world.advanceTo(world.now + 1000, look);
    look(world.apply({ type: 'crash', node: 'node-2' }));
    act(world, { type: 'restart', node: 'node-3' });
    world.advanceTo(world.now + 3000, look);
    const shown = views.measures(world, memory).find(({ unit }) => unit === 'ms');
    expect(shown).toMatchObject({ predicted: 650, agrees: true });
    expect(shown?.observed).toBeGreaterThan(400);
  });
});
