/** What a client is told, and whom it asks: gap i, and the three outcomes. */
import { describe, expect, it } from 'vitest';
import { act, answers, clusterWorld, factsIn, flow, ledWorld, nodeOf, say } from './testing.ts';

describe('gap i: a write at a follower', () => {
  it.each(['2.2.0', '3.0.0'] as const)(
    '%s: is sent on, and posted again at the leader',
    (version) => {
      const world = clusterWorld({ version });
      flow(world, 1500);
      say(world, 'set a 1');
      const events = flow(world, 200);
      expect(factsIn(events, 'Redirected')).toMatchObject([{ node: 'node-1', leader: 'node-3' }]);
      expect(factsIn(events, 'Posts')).toMatchObject([
        { to: 'node-3', why: 'redirect', as: 'put' },
      ]);
      expect(answers(world)[0]).toMatch(/^ok: 201 created/);
      expect(nodeOf(world, 'node-2').map).toEqual([['a', '1']]);
    },
  );

  it('with the flaw is repeated as a GET, and taken for done', () => {
    const world = ledWorld();
    act(world, { type: 'flaw', name: 'redirect-loses-write', on: true });
    say(world, 'set a 1');
    flow(world, 500);
    expect(answers(world)).toEqual(['ok: 201 created']);
    expect(nodeOf(world, 'node-3').map).toEqual([]);
  });

  it('is refused while nobody leads, and was not done', () => {
    const world = clusterWorld();
    say(world, 'set a 1');
    flow(world, 3000);
    expect(answers(world)).toEqual(['refused: 503 no leader, try again']);
    expect(nodeOf(world, 'node-3').map).toEqual([]);
  });
});

describe('a node that is down', () => {
  it('refuses, and the client goes on to the next that is registered', () => {
    const world = ledWorld();
    act(world, { type: 'crash', node: 'node-1' });
    say(world, 'set a 1');
    const events = flow(world, 500);
    expect(factsIn(events, 'Posts').map(({ to, why }) => `${why} ${to}`)).toEqual([
      'refused node-2',
      'redirect node-3',
    ]);
    expect(answers(world)).toEqual(['ok: 201 created, entry 3']);
  });

  it('leaves the command refused if nobody else is registered', () => {
    const world = clusterWorld({ nodes: 1 });
    act(world, { type: 'crash', node: 'node-1' });
    flow(world, 7000);
    say(world, 'get a');
    flow(world, 500);
    expect(answers(world)).toEqual(['refused: connection refused; nobody else is registered']);
  });
});

describe('silence', () => {
  it('leaves a write unknown and a read refused after seven seconds', () => {
    const world = ledWorld();
    act(world, { type: 'freeze', node: 'node-1' });
    say(world, 'set a 1');
    say(world, 'get a');
    flow(world, 7100);
    expect(answers(world)).toEqual(['unknown: no answer in 7 s', 'refused: no answer in 7 s']);
  });

  it('leaves a write refused that is with nobody, since the registry hangs', () => {
    const world = ledWorld();
    act(world, { type: 'crash', node: 'node-1' }, { type: 'freeze', node: 'registry-1' });
    say(world, 'set a 1');
    flow(world, 7100);
    expect(answers(world)).toEqual(['refused: no answer in 7 s']);
  });
});

it('a command that the network doubles takes effect once', () => {
  const world = ledWorld();
  act(world, { type: 'rule', rule: { id: 'twice', type: 'put', action: { kind: 'duplicate' } } });
  say(world, 'use node-3');
  say(world, 'set a 1');
  const events = flow(world, 500);
  expect(factsIn(events, 'Repeated')).toHaveLength(1);
  expect(nodeOf(world, 'node-3').log).toHaveLength(3);
});

it('asks any node who is there and who leads, and talks to the one it is told to', () => {
  const world = ledWorld();
  for (const text of ['nodes', 'leader', 'use node-2', 'use node-9', 'get a']) say(world, text);
  flow(world, 500);
  expect(answers(world)).toEqual([
    'ok: node-1 admitted\nnode-2 admitted\nnode-3 leader',
    'ok: node-3',
    'ok: talks to node-2',
    'refused: there is no node called node-9',
    'ok: 404 not found, as of entry 2',
  ]);
});

it('1.0.0: writes and reads at the one node, 404 for what is not there', () => {
  const world = clusterWorld({ version: '1.0.0' });
  for (const text of ['set a 1', 'set a 2']) say(world, text);
  flow(world, 100);
  for (const text of ['get a', 'get b', 'nodes']) say(world, text);
  flow(world, 100);
  expect(answers(world)).toEqual([
    'ok: 201 created',
    'ok: 201 created',
    'ok: 200 2',
    'ok: 404 not found',
    'ok: node-1',
  ]);
  expect(() => world.apply({ type: 'add', role: 'node' })).toThrow('Version 1.0.0 is one node');
});
