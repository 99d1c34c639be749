/** The registry and discovery: README, "version 2.0.0" and "version 2.1.0"; gaps g and n. */
import { describe, expect, it } from 'vitest';
import { isListed } from './scenario-conditions.ts';
import { registry } from './registry.ts';
import {
  act,
  answers,
  clusterWorld,
  factsIn,
  flow,
  flowUntil,
  isLevel,
  leaderOf,
  ledWorld,
  nodeOf,
  outside,
  say,
} from './testing.ts';

const EMPTY = { entries: [], clock: 0, sweptAt: 0 };

describe('an entry', () => {
  it('is renewed by a registration, and the answer carries the list', () => {
    const node = outside('registry-1', { now: 700 });
    const before = { ...EMPTY, entries: [{ name: 'node-2', at: 100 }] };
    const after = registry.onMessage(before, { type: 'register' }, 'node-2', node);
    expect(after.entries).toEqual([{ name: 'node-2', at: 700 }]);
    expect(node.requests.sends).toEqual([
      { to: 'node-2', message: { type: 'listing', names: ['node-2'] } },
    ]);
  });

  it('is forgotten by the first sweep after five seconds, so that none gets older than six', () => {
    const entries = [
      { name: 'node-1', at: 1000 },
      { name: 'node-2', at: 1001 },
    ];
    const node = outside('registry-1', { now: 6000 });
    const after = registry.onTimer({ entries, clock: 5000, sweptAt: 5000 }, 'sweep', node);
    expect(after.entries).toEqual([{ name: 'node-2', at: 1001 }]);
    expect(node.requests.facts).toEqual([{ type: 'Forgot', names: ['node-1'], expiryMs: 5000 }]);
  });

  it('is not given out by a registry that was stopped and has not swept since', () => {
    const before = { ...EMPTY, entries: [{ name: 'node-1', at: 100 }] };
    const node = outside('registry-1', { now: 30_000 });
    registry.onMessage(before, { type: 'list' }, 'client-1', node);
    expect(node.requests.sends).toEqual([
      { to: 'client-1', message: { type: 'listing', names: [] } },
    ]);
  });

  it('2.0.0: is made anew by every registration, never renewed, never forgotten', () => {
    const options = { version: '2.0.0' } as const;
    const world = clusterWorld(options);
    flow(world, 1000);
    act(world, { type: 'crash', node: 'node-2' });
    flow(world, 60_000);
    act(world, { type: 'restart', node: 'node-2' });
    flow(world, 1000);
    const [list] = world
      .nodes('registry')
      .map(({ state }) => state.entries.map(({ name }) => name));
    expect(list).toEqual(['node-1', 'node-2', 'node-2', 'node-3']);
  });

  it('of a node that died is gone six seconds later at the latest', () => {
    const world = ledWorld();
    act(world, { type: 'crash', node: 'node-1' });
    flow(world, 4800);
    expect(isListed(world, 'node-1')).toBe(true);
    flow(world, 1200);
    expect(isListed(world, 'node-1')).toBe(false);
  });
});

describe('gap g: when the registry dies', () => {
  it('writes and heart-beats go on from the list that the nodes have', () => {
    const world = ledWorld();
    act(world, { type: 'crash', node: 'registry-1' });
    const events = flow(world, 20_000);
    expect(factsIn(events, 'RegistryGone')).toHaveLength(3);
    expect(factsIn(events, 'ElectionStarted')).toEqual([]);
    say(world, 'set apple 1');
    flow(world, 200);
    expect(answers(world)).toEqual(['ok: 201 created, entry 3']);
    expect(nodeOf(world, 'node-1').listing).toHaveLength(3);
  });

  it('a node that starts meanwhile is not found until the registry is back, and then at once', () => {
    const world = ledWorld();
    act(world, { type: 'crash', node: 'registry-1' }, { type: 'add', role: 'node' });
    flow(world, 10_000);
    expect(nodeOf(world, 'node-4').log).toEqual([]);
    act(world, { type: 'restart', node: 'registry-1' });
    flow(world, 150);
    expect(['node-1', 'node-2', 'node-3', 'node-4'].every((id) => isListed(world, id))).toBe(true);
    flowUntil(world, () => nodeOf(world, 'node-4').members.length === 4 && isLevel(world));
  });
});

it('gap n: an election while the registry is down uses the list that was heard last', () => {
  for (const version of ['2.1.0', '3.0.0'] as const) {
    const world = clusterWorld({ version });
    flowUntil(world, () => leaderOf(world) === 'node-3');
    flow(world, 500);
    act(world, { type: 'crash', node: 'registry-1' }, { type: 'crash', node: 'node-3' });
    flow(world, 700);
    expect(leaderOf(world)).toBe('node-2');
  }
});
