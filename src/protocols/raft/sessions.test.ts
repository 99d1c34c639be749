/** Clients: redirects, exactly once, three outcomes (section 8; dissertation chapter 6). */
import { describe, expect, it } from 'vitest';
import { execute } from './machine.ts';
import type { KeyCommand, Store } from './messages.ts';
import {
  ask,
  elected,
  factsIn,
  flow,
  flowUntil,
  names,
  operation,
  raftWorld,
  say,
  serverOf,
} from './testing.ts';

const LOSE_ANSWERS = {
  type: 'rule',
  rule: { id: 'lost', type: 'ClientReply', action: { kind: 'drop' } },
} as const;

describe('the state machine', () => {
  const after = (...commands: readonly KeyCommand[]): readonly string[] => {
    let store: Store = {};
    return commands.map((command, place) => {
      const done = execute(store, command, place + 1);
      store = done.store;
      return `${done.answer.outcome}: ${done.answer.text}`;
    });
  };

  it('reads, writes, deletes, appends, compares and swaps', () => {
    const key = 'x';
    expect(
      after(
        { type: 'get', key },
        { type: 'set', key, value: '1' },
        { type: 'append', key, value: '2' },
        { type: 'cas', key, expected: '1', value: '9' },
        { type: 'cas', key, expected: '12', value: '9' },
        { type: 'get', key },
        { type: 'delete', key },
        { type: 'delete', key },
        { type: 'cas', key, expected: '9', value: '1' },
      ),
    ).toEqual([
      'ok: there is no x',
      'ok: x = 1 (#2)',
      'ok: x = 12 (#3)',
      'refused: x is 12',
      'ok: x = 9 (#5)',
      'ok: x = 9 (#5)',
      'ok: x deleted (#7)',
      'ok: there was no x',
      'refused: there is no x',
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('the key %s is a key like any other', (key) => {
    expect(
      after({ type: 'get', key }, { type: 'set', key, value: '1' }, { type: 'get', key }),
    ).toEqual([`ok: there is no ${key}`, `ok: ${key} = 1 (#2)`, `ok: ${key} = 1 (#2)`]);
  });
});

describe('section 8: clients', () => {
  it('are redirected to the leader, and remember it', () => {
    const world = raftWorld();
    const leader = elected(world);
    flow(world, 50);
    expect(ask(world, 'set x 1')).toBe('ok: x = 1 (#2)');
    const asked = world.apply({ type: 'command', client: 'client-1', text: 'set x 2' });
    expect(factsIn([asked], 'Asks')).toMatchObject([{ server: leader }]);
    const events = flowUntil(world, () => operation(world, 2).outcome !== 'pending');
    expect(factsIn(events, 'AsksAgain')).toEqual([]);
  });

  it('find the next leader after a crash', () => {
    const world = raftWorld();
    world.apply({ type: 'crash', node: elected(world) });
    expect(ask(world, 'set x 1')).toBe('ok: x = 1 (#3)');
  });

  it('give up after a while: unknown', () => {
    const world = raftWorld();
    for (const node of names(3)) world.apply({ type: 'crash', node });
    expect(ask(world, 'set x 1')).toBe('unknown: no answer in 5 s');
  });

  it('what has waited as long behind one that is given up was never sent, and is refused', () => {
    // Seed 947 of the light weather: without a majority a long queue took fifteen seconds for each command.
    const world = raftWorld();
    for (const node of names(3)) world.apply({ type: 'crash', node });
    const ids = ['set x 1', 'set x 2', 'set x 3'].map((text) => say(world, text));
    flow(world, 3000);
    const late = say(world, 'set x 4');
    flow(world, 2100);
    expect([...ids, late].map((id) => operation(world, id).outcome)).toEqual([
      'unknown',
      'refused',
      'refused',
      'pending',
    ]);
    expect(operation(world, 2).result).toBe('never sent: the one before it had no answer in 5 s');
  });

  it('a bulk command is one line with parts, and ends with the first that has no answer', () => {
    const world = raftWorld();
    elected(world);
    expect(ask(world, 'load 10 3')).toMatch(/^ok: 10 of 10 writes$/);
    const parts = world.operations().filter(({ parent }) => parent === 1);
    expect(parts.map(({ text }) => text).slice(0, 4)).toEqual([
      'set k1 1',
      'set k2 2',
      'set k3 3',
      'set k1 4',
    ]);
    for (const node of names(3)) world.apply({ type: 'crash', node });
    expect(ask(world, 'load 10 3')).toMatch(/^unknown: 0 of 10 writes$/);
  });

  it('ask somebody else when the leader that they know is gone for good', () => {
    const world = raftWorld();
    const leader = elected(world);
    ask(world, 'set x 1');
    world.apply({ type: 'crash', node: leader });
    world.apply({ type: 'remove', node: leader });
    expect(ask(world, 'load 3 1')).toBe('ok: 3 of 3 writes');
  });

  it('end even if there is no server left', () => {
    const world = raftWorld({ servers: 1 });
    world.apply({ type: 'crash', node: 'server-1' });
    world.apply({ type: 'remove', node: 'server-1' });
    expect(ask(world, 'load 3 1')).toBe('unknown: 0 of 3 writes');
    expect(ask(world, 'get x')).toBe('refused: there is no server');
  });

  it('one that was told of no server says so', () => {
    const world = raftWorld();
    expect(ask(world, 'snapshot server-99')).toBe('refused: there is no server-99');
  });
});

describe('dissertation 6.3: exactly once', () => {
  it('a command whose answer was lost is answered again and not executed again', () => {
    const world = raftWorld();
    elected(world);
    ask(world, 'append x a');
    world.apply(LOSE_ANSWERS);
    const id = say(world, 'append x b');
    flow(world, 100);
    world.apply({ type: 'unrule', id: 'lost' });
    const events = flowUntil(world, () => operation(world, id).outcome === 'ok');
    expect(factsIn(events, 'Repeated')).toHaveLength(1);
    expect(operation(world, id).result).toBe('x = ab (#3)');
    expect(ask(world, 'get x')).toBe('ok: x = ab (#3)');
  });

  it('not even by another leader, which has it from the log', () => {
    const world = raftWorld();
    const first = elected(world);
    ask(world, 'append x a');
    world.apply(LOSE_ANSWERS);
    const id = say(world, 'append x b');
    flowUntil(world, () => names(5).every((one) => serverOf(world, one).lastApplied === 3));
    world.apply({ type: 'crash', node: first });
    world.apply({ type: 'unrule', id: 'lost' });
    flowUntil(world, () => operation(world, id).outcome === 'ok');
    expect(ask(world, 'get x')).toMatch(/^ok: x = ab/);
  });

  it('not even by servers that all begin from their snapshots', () => {
    const world = raftWorld({ snapshotEvery: 1 });
    elected(world);
    world.apply(LOSE_ANSWERS);
    const id = say(world, 'append x a');
    flowUntil(world, () => names(5).every((one) => serverOf(world, one).snapshot.index === 2));
    for (const node of names(5)) world.apply({ type: 'crash', node });
    world.apply({ type: 'unrule', id: 'lost' });
    for (const node of names(5)) world.apply({ type: 'restart', node });
    flowUntil(world, () => operation(world, id).outcome === 'ok');
    expect(ask(world, 'get x')).toMatch(/^ok: x = a /);
  });

  it('a request that is under way is not put into the log a second time', () => {
    const world = raftWorld();
    const leader = elected(world);
    flow(world, 50);
    ask(world, 'set x 1');
    for (const node of names(5)) if (node !== leader) world.apply({ type: 'freeze', node });
    say(world, 'append x b');
    flow(world, 140);
    const message = {
      type: 'ClientRequest',
      sequence: 2,
      request: { type: 'append', key: 'x', value: 'b' },
    };
    expect(serverOf(world, leader).log.length).toBe(3);
    world.apply({
      type: 'rule',
      rule: { id: 'twice', type: message.type, action: { kind: 'duplicate' } },
    });
    flow(world, 400);
    expect(serverOf(world, leader).log.length).toBe(3);
  });
});
