/** Commands that arrive more than once (section 8; dissertation 6.3), through whatever comes in between. */
import { describe, expect, it } from 'vitest';
import { append } from '../../kernel/sequence.ts';
import { client } from './client.ts';
import { withSession } from './machine.ts';
import type { Request } from './messages.ts';
import { server } from './server.ts';
import {
  aLeader,
  appendEntries,
  ask,
  aServer,
  elected,
  factsIn,
  flow,
  flowUntil,
  names,
  operation,
  outside,
  partOff,
  raftWorld,
  type RaftWorld,
  say,
  serverOf,
} from './testing.ts';

const FOUL = { latencyMs: [1, 60], lossPercent: 25, duplicatePercent: 40 } as const;
const LOSE_ANSWERS = {
  type: 'rule',
  rule: { id: 'lost', type: 'ClientReply', to: 'client-1', action: { kind: 'drop' } },
} as const;

function areDone(world: RaftWorld): boolean {
  return world.operations().every(({ outcome }) => outcome !== 'pending');
}

/** Types a command, lets it be executed everywhere while its answers are lost, and lets go. */
function executedUnheard(world: RaftWorld, text: string): number {
  world.apply(LOSE_ANSWERS);
  const id = say(world, text);
  const before = serverOf(world, elected(world)).lastApplied;
  flowUntil(world, () => names(5).every((one) => serverOf(world, one).lastApplied > before));
  return id;
}

describe('6.3: exactly once, in foul weather', () => {
  it.each([
    ['at once', 0],
    ['batched', 3],
    ['pipelined', 1],
  ])('%s, a snapshot every %i: append, with crashes, losses and doubles', (replication, every) => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const clients = 3;
      const change = { clients, replication, snapshotEvery: every, giveUpMs: 600_000 };
      const world = raftWorld(change, seed, [1, 60]);
      world.apply({ type: 'network', settings: FOUL });
      for (let number = 1; number <= 6; number += 1) {
        for (const client of [1, 2, 3])
          say(world, `append x ${client}${number};`, `client-${client}`);
      }
      while (!areDone(world)) {
        const leader = elected(world);
        flow(world, 700);
        world.apply({ type: 'crash', node: leader });
        flow(world, 300);
        world.apply({ type: 'restart', node: leader });
      }
      world.apply({ type: 'network', settings: { ...FOUL, lossPercent: 0 } });
      const parts = (/x = (\S+)/.exec(ask(world, 'get x'))?.[1] ?? '').split(';').slice(0, -1);
      for (const client of ['1', '2', '3']) {
        const own = parts.filter((part) => part.startsWith(client));
        expect(own, `seed ${seed}`).toEqual([1, 2, 3, 4, 5, 6].map((one) => `${client}${one}`));
      }
      expect(parts).toHaveLength(18);
    }
  });

  it('cas: a counter that is taken one further by each, and would refuse whatever came twice', () => {
    const world = raftWorld({ giveUpMs: 600_000, snapshotEvery: 2 }, 4, [1, 60]);
    ask(world, 'set n 0');
    world.apply({ type: 'network', settings: FOUL });
    const ids = Array.from({ length: 12 }, (_, at) => say(world, `cas n ${at} ${at + 1}`));
    flowUntil(world, () => areDone(world));
    expect(ids.map((id) => operation(world, id).outcome)).toEqual(ids.map(() => 'ok'));
    expect(ask(world, 'get n')).toMatch(/^ok: n = 12 /);
  });
});

describe('6.3: a command that was executed, and whose answer was lost', () => {
  it.each(['the same leader', 'the next leader'])(
    'delete: not again, by %s, when the key was set since',
    (who) => {
      const world = raftWorld({ giveUpMs: 60_000 });
      const leader = elected(world);
      ask(world, 'set x 1');
      const id = executedUnheard(world, 'delete x');
      if (who === 'the next leader') world.apply({ type: 'crash', node: leader });
      expect(ask(world, 'set x 2', 'client-2')).toMatch(/^ok/);
      world.apply({ type: 'unrule', id: 'lost' });
      flowUntil(world, () => operation(world, id).outcome !== 'pending');
      expect(operation(world, id).result).toBe('x deleted (#3)');
      expect(ask(world, 'get x', 'client-2')).toMatch(/^ok: x = 2 /);
    },
  );

  it.each([
    [true, 'x = ba '],
    [false, 'x = baa '],
  ])('append, with sessions %s: %s', (sessions, text) => {
    const world = raftWorld({ giveUpMs: 60_000, sessions });
    elected(world);
    ask(world, 'set x b');
    const id = executedUnheard(world, 'append x a');
    world.apply({ type: 'unrule', id: 'lost' });
    flowUntil(world, () => operation(world, id).outcome !== 'pending');
    expect(ask(world, 'get x', 'client-2')).toContain(text);
  });

  it('cas: the first answer stands, though the value would refuse it now', () => {
    const world = raftWorld({ giveUpMs: 60_000 });
    elected(world);
    ask(world, 'set x 1');
    const id = executedUnheard(world, 'cas x 1 2');
    expect(ask(world, 'set x 9', 'client-2')).toMatch(/^ok/);
    world.apply({ type: 'unrule', id: 'lost' });
    flowUntil(world, () => operation(world, id).outcome !== 'pending');
    expect(operation(world, id)).toMatchObject({ outcome: 'ok', result: 'x = 2 (#3)' });
    expect(ask(world, 'get x', 'client-2')).toMatch(/^ok: x = 9 /);
  });

  it('add: the members are changed once', () => {
    const world = raftWorld({ giveUpMs: 60_000 });
    elected(world);
    ask(world, 'set x 1');
    world.apply({ type: 'add', role: 'server' });
    world.apply(LOSE_ANSWERS);
    const id = say(world, 'add 6');
    flowUntil(world, () => serverOf(world, 'server-6').configuration.voters.length === 6);
    flow(world, 100);
    expect(ask(world, 'remove 6', 'client-2')).toMatch(/^ok: members are 1 2 3 4 5 /);
    world.apply({ type: 'unrule', id: 'lost' });
    flowUntil(world, () => operation(world, id).outcome !== 'pending');
    expect(operation(world, id).result).toMatch(/^members are 1 2 3 4 5 6 /);
    expect(serverOf(world, elected(world)).configuration.voters).toEqual(names(5));
  });
});

describe('6.3: a command that stands in the log twice', () => {
  it.each([
    ['right behind', [7, 7], 'a'],
    ['behind a later one of the same client', [7, 8, 7], 'aa'],
  ])('%s is executed once', (_where, sequences, value) => {
    let { log } = aServer([]);
    for (const sequence of sequences) {
      const command = { type: 'append', key: 'x', value: 'a' } as const;
      const origin = { client: 'client-1', sequence };
      log = append(log, { term: 1, command: { type: 'key', command, origin } });
    }
    const prevLogIndex = sequences.length;
    const state = { ...aServer([]), currentTerm: 1, log };
    const message = { term: 1, prevLogIndex, prevLogTerm: 1, leaderCommit: prevLogIndex };
    const after = server.onMessage(state, appendEntries(message), 'server-2', outside());
    expect(after.machine.store['x']?.value).toBe(value);
  });
});

describe('section 8: a request that comes late or again', () => {
  const asks = (sequence: number, request: Request) =>
    ({ type: 'ClientRequest', sequence, request }) as const;
  const answer = { outcome: 'ok', text: 'x = 1 (#1)', version: 1 } as const;
  const { machine } = aServer([]);
  /** A leader with one entry, whose client has had its command 9 executed. */
  const leader = {
    ...aLeader(1, [1]),
    commitIndex: 1,
    lastApplied: 1,
    machine: withSession(machine, { client: 'client-1', sequence: 9 }, answer),
  };

  it.each<Request>([
    { type: 'append', key: 'x', value: 'a' },
    { type: 'remove', servers: ['server-5'] },
  ])('%j, overtaken by a later command of its client, is left alone', (request) => {
    const node = outside();
    expect(server.onMessage(leader, asks(8, request), 'client-1', node)).toBe(leader);
    expect(node.requests.facts).toMatchObject([{ type: 'Overtaken', sequence: 8 }]);
    expect(node.requests.sends).toEqual([]);
  });

  it('a read that waits for a round waits once', () => {
    const get = asks(10, { type: 'get', key: 'x' });
    const options = { reads: 'read-index' };
    const once = server.onMessage(leader, get, 'client-1', outside({ options }));
    expect(once.leadership?.reads).toHaveLength(1);
    expect(server.onMessage(once, get, 'client-1', outside({ options }))).toBe(once);
  });

  it('a transfer that ends with a later term sends its client on to the target', () => {
    const transfer = { client: 'client-2', sequence: 4, target: 'server-3' };
    const node = outside();
    const later = { type: 'RequestVoteReply', term: 2, granted: false } as const;
    server.onMessage(aLeader(1, [1], { transfer }), later, 'server-3', node);
    const message = { type: 'Redirect', sequence: 4, leader: 'server-3' };
    expect(node.requests.sends).toEqual([{ to: 'client-2', message }]);
  });
});

describe('section 8: redirects', () => {
  const redirect = (leader: string) => ({ type: 'Redirect', sequence: 7, leader }) as const;
  const atClient = () => outside({ id: 'client-1' });
  const command = { type: 'get', key: 'x' } as const;
  const idle = client.boot(atClient(), {});
  const begun = client.onCommand?.(idle, command, 7, atClient()) ?? idle;
  const asked = begun.current?.server ?? '';

  it('servers that point at each other do not keep a client busy: after four it waits', () => {
    let state = begun;
    const followed = [1, 2, 3, 4, 5, 6].map(() => {
      const node = atClient();
      const from = state.current?.server ?? '';
      const other = from === 'server-1' ? 'server-2' : 'server-1';
      state = client.onMessage(state, redirect(other), from, node);
      return node.requests.sends.length;
    });
    expect(followed).toEqual([1, 1, 1, 1, 0, 0]);
  });

  it('one of a server that is no longer asked is not followed', () => {
    const other = names(5).find((id) => id !== asked) ?? '';
    const node = atClient();
    expect(client.onMessage(begun, redirect('server-5'), other, node)).toBe(begun);
    expect(node.requests.sends).toEqual([]);
  });
});

describe('section 8: a client that gives up', () => {
  it('is told unknown, and its command may yet be executed: once, and before its next', () => {
    const world = raftWorld({ giveUpMs: 600 });
    const leader = elected(world);
    ask(world, 'set x 1');
    const rest = names(5).filter((id) => id !== leader);
    for (const node of rest) world.apply({ type: 'freeze', node });
    const id = say(world, 'append x a');
    flow(world, 700);
    expect(operation(world, id)).toMatchObject({ outcome: 'unknown' });
    for (const node of rest) world.apply({ type: 'thaw', node });
    flowUntil(world, () => serverOf(world, leader).lastApplied >= 3);
    expect(ask(world, 'append x b')).toMatch(/^ok: x = 1ab /);
  });

  it('or never, if the leader that took it is replaced before anybody else has it', () => {
    const world = raftWorld({ giveUpMs: 600 });
    const leader = elected(world);
    ask(world, 'set x 1');
    partOff(world, leader);
    const id = say(world, 'append x a');
    flow(world, 1000);
    expect(operation(world, id)).toMatchObject({ outcome: 'unknown' });
    world.apply({ type: 'heal' });
    const events = flow(world, 1000);
    expect(factsIn(events, 'Cut')).toMatchObject([{ node: leader }]);
    expect(ask(world, 'append x b')).toMatch(/^ok: x = 1b /);
  });
});
