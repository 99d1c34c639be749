import { describe, expect, it } from 'vitest';
import { heardBy, tell, testWorld } from './testing.ts';

describe('joining and leaving', () => {
  it('numbers a new node on, and never gives a number twice', () => {
    const world = testWorld();
    expect(world.apply({ type: 'add', role: 'server' }).node).toBe('server-3');
    world.apply({ type: 'remove', node: 'server-3' });
    expect(world.apply({ type: 'add', role: 'server' }).node).toBe('server-4');
    expect(world.nodes('server').map(({ id }) => id)).toEqual(['server-1', 'server-2', 'server-4']);
    expect(world.node('server-3')?.status).toBe('removed');
  });

  it('stops at the most of a role; a node that is removed makes room', () => {
    const world = testWorld({ servers: 6 });
    expect(() => world.apply({ type: 'add', role: 'server' })).toThrow('there may be 6 of server');
    world.apply({ type: 'crash', node: 'server-1' });
    expect(() => world.apply({ type: 'add', role: 'server' })).toThrow('there may be 6 of server');
    world.apply({ type: 'remove', node: 'server-1' });
    expect(world.apply({ type: 'add', role: 'server' }).node).toBe('server-7');
  });

  it('of its own will sends what the last step sent, and is no crash', () => {
    const world = testWorld();
    tell(world, 'client-1', 'timer bell 5');
    tell(world, 'client-1', 'quit');
    expect(world.record('client-1').status).toBe('left');
    world.advanceTo(100);
    expect(heardBy(world, 'server-1')).toEqual(['goodbye from client-1']);
    expect(heardBy(world, 'client-1')).toEqual([]);
  });
});
