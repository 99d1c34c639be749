/** Leases (dissertation 6.4.1): what they rest on, and what must not shake them. */
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../kernel/random.ts';
import type { Progress, ServerState } from './messages.ts';
import { freshProgress } from './replication.ts';
import { server } from './server.ts';
import {
  aLeader,
  ask,
  elected,
  factsIn,
  flow,
  flowUntil,
  names,
  operation,
  outside,
  raftWorld,
  type RaftWorld,
  say,
  serverOf,
} from './testing.ts';

const LEAST_MS = 10_000;

/**
 * `server-1` leads three, and its lease rests on server-2 alone: server-3 has heard nobody for an election timeout. A wall is between the
 * leader and the others. What was read is `x = 1`.
 */
function leaseOnServer2(reads: string): RaftWorld {
  const times = { electionTimeoutMs: LEAST_MS, heartbeatMs: 3000, giveUpMs: 4000 };
  const world = raftWorld({ servers: 3, reads, ...times });
  ask(world, 'timeout server-1');
  elected(world);
  ask(world, 'set x 1');
  world.apply({ type: 'cut', from: 'server-1', to: 'server-3', bothWays: true });
  flow(world, LEAST_MS + 1);
  const groups = [
    ['server-1', 'client-1'],
    ['server-2', 'server-3', 'client-2'],
  ];
  world.apply({ type: 'partition', groups });
  return world;
}

const DEEDS: readonly (readonly [string, (world: RaftWorld) => void])[] = [
  ['is told to stand', (world) => say(world, 'timeout server-2', 'client-2')],
  [
    'has its timer wound',
    (world) => {
      const timers = world.nodes('server').find(({ id }) => id === 'server-2')?.timers ?? [];
      for (const { name, id } of timers) {
        if (name === 'election') world.apply({ type: 'wind', pending: id, inMs: 1 });
      }
    },
  ],
];

describe('6.4.1: nobody is elected within an election timeout of the last heart-beat', () => {
  it.each(DEEDS)('not even one that %s: the lease counts on it', (_how, deed) => {
    const world = leaseOnServer2('lease');
    deed(world);
    const events = flow(world, 50);
    expect(factsIn(events, 'ElectionStarted')).toEqual([]);
    expect(serverOf(world, 'server-2')).toMatchObject({ role: 'follower', currentTerm: 1 });
    say(world, 'set x 2', 'client-2');
    flow(world, 1000);
    const id = say(world, 'get x');
    const read = flowUntil(world, () => operation(world, id).outcome !== 'pending');
    expect(factsIn(read, 'Read')).toMatchObject([{ how: 'lease' }]);
    expect(operation(world, id).result).toBe('x = 1 (#2)');
    expect(serverOf(world, 'server-2').machine.store['x']?.value).toBe('1');
  });

  it('its client is told why', () => {
    const world = leaseOnServer2('lease');
    expect(ask(world, 'timeout server-2', 'client-2')).toMatch(/^refused: server-2 heard a leader/);
    const later = raftWorld({ servers: 3, reads: 'lease' });
    expect(ask(later, 'timeout server-2')).toBe('ok: server-2 stands for term 1');
  });

  it.each(DEEDS)('where no lease counts on it, one that %s stands at once', (_how, deed) => {
    const world = leaseOnServer2('read-index');
    deed(world);
    flow(world, 50);
    expect(serverOf(world, 'server-2')).toMatchObject({ role: 'leader', currentTerm: 2 });
  });

  it('later it stands, and the old leader by then has no lease', () => {
    const world = leaseOnServer2('lease');
    const others = ['server-2', 'server-3'];
    flowUntil(world, () => others.some((id) => serverOf(world, id).role === 'leader'));
    expect(ask(world, 'set x 2', 'client-2')).toMatch(/^ok/);
    expect(ask(world, 'get x')).toMatch(/^unknown/);
  });
});

describe('6.4: reads while walls come and go', () => {
  /** One client writes 1, 2, 3 … to x, the other reads it, each as fast as it is answered; answers older than what was known before. */
  function oldAnswers(
    seed: number,
    change: Parameters<typeof raftWorld>[0],
    flaw?: string,
  ): number {
    const random = new RandomStream(seed);
    const world = raftWorld({ servers: 3, giveUpMs: 400, ...change }, seed, [1, 20]);
    if (flaw !== undefined) world.apply({ type: 'flaw', name: flaw, on: true });
    let written = 0;
    let known = 0;
    let floor = 0;
    let old = 0;
    let [write, read] = [0, 0];
    const isDone = (id: number): boolean => id === 0 || operation(world, id).outcome !== 'pending';
    for (let turn = 0; turn < 3000; turn += 1) {
      if (isDone(write)) {
        if (write > 0 && operation(world, write).outcome === 'ok') known = written;
        written += 1;
        write = say(world, `set x ${written}`, 'client-2');
      }
      if (isDone(read)) {
        const found = read > 0 ? /^x = (\d+)/.exec(operation(world, read).result) : null;
        if (found !== null && Number(found[1]) < floor) old += 1;
        floor = known;
        read = say(world, 'get x');
      }
      if (random.chance(2)) {
        const alone = random.pick(names(3)) ?? '';
        const rest = names(3).filter((id) => id !== alone);
        world.apply({
          type: 'partition',
          groups: [
            [alone, 'client-1'],
            [...rest, 'client-2'],
          ],
        });
      }
      if (random.chance(1)) world.apply({ type: 'heal' });
      flow(world, 5);
    }
    return old;
  }

  const seeds = Array.from({ length: 12 }, (_, place) => place + 1);

  it.each(['log', 'read-index', 'lease'])('%s: no answer is older than what was known', (reads) => {
    expect(seeds.filter((seed) => oldAnswers(seed, { reads }) > 0)).toEqual([]);
  });

  it('everything at once: pre-vote, quorum check, leases, pipelining, snapshots', () => {
    const change = { reads: 'lease', preVote: true, checkQuorum: true, snapshotEvery: 5 };
    const all = { ...change, replication: 'pipelined' };
    expect(seeds.filter((seed) => oldAnswers(seed, all) > 0)).toEqual([]);
  });

  it('unchecked reads are old under most of these seeds, so that the others could be', () => {
    const flawed = seeds.filter((seed) => oldAnswers(seed, {}, 'stale-leader-read') > 0);
    expect(flawed.length).toBeGreaterThan(6);
  });
});

describe('6.4.1: what a lease rests on', () => {
  const get = { type: 'ClientRequest', sequence: 9, request: { type: 'get', key: 'x' } } as const;
  const options = { reads: 'lease', electionTimeoutMs: 1000 };
  const whatItDoes = (state: ServerState, now: number): readonly string[] => {
    const node = outside({ options, now });
    server.onMessage(state, get, 'client-1', node);
    return node.requests.facts.map((fact) => (fact.type === 'Read' ? fact.how : fact.type));
  };
  const heard = (peer: string, ackedRound: number, ackedAt: number): Progress => ({
    ...freshProgress(peer, 4, ackedAt),
    match: 3,
    ackedRound,
  });
  const leaderOf = (...followers: readonly Progress[]): ServerState => ({
    ...aLeader(3, [1, 1, 3], { firstIndex: 3, round: 7, followers }),
    commitIndex: 3,
    lastApplied: 3,
  });

  it.each([
    ['two of four others a moment ago', 899, 'lease'],
    ['too long ago', 900, 'ReadWaits'],
  ])('answers of %s', (_what, now, how) => {
    const [four, five] = [heard('server-4', 1, -5000), heard('server-5', 1, -5000)];
    const state = leaderOf(heard('server-2', 6, 0), heard('server-3', 7, 0), four, five);
    expect(whatItDoes(state, now)[0]).toBe(how);
  });

  it('not on a server that has just come and has answered nothing yet', () => {
    const [three, four] = [heard('server-3', 6, -5000), heard('server-4', 6, -5000)];
    const state = leaderOf(heard('server-2', 6, 0), three, four, heard('server-5', 0, 0));
    expect(whatItDoes(state, 10)[0]).toBe('ReadWaits');
  });

  it('not on heart-beats alone: until its no-op is committed a leader does not know what is', () => {
    const others = names(5)
      .slice(1)
      .map((peer) => heard(peer, 6, 0));
    const state = { ...leaderOf(...others), commitIndex: 1, lastApplied: 1 };
    expect(whatItDoes(state, 10)[0]).toBe('ReadWaits');
  });
});

describe('6.4.1: clocks', () => {
  /** How many of 40 seeds end with an old answer when the leader is cut off, and a rival is elected by clocks of other rates. */
  function staleReads(leaderPermille: number, otherPermille: number): number {
    let stale = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const times = { electionTimeoutMs: 1000, heartbeatMs: 200, giveUpMs: 1000 };
      const world = raftWorld({ servers: 3, reads: 'lease', ...times }, seed);
      ask(world, 'timeout server-1');
      elected(world);
      ask(world, 'set x 1');
      for (const node of names(3)) {
        const ratePermille = node === 'server-1' ? leaderPermille : otherPermille;
        world.apply({ type: 'clock', node, ratePermille });
      }
      flow(world, 500 + seed * 7);
      const groups = [
        ['server-1', 'client-1'],
        ['server-2', 'server-3', 'client-2'],
      ];
      world.apply({ type: 'partition', groups });
      const other = (): boolean =>
        names(3).some((id) => id !== 'server-1' && serverOf(world, id).role === 'leader');
      flowUntil(world, other);
      say(world, 'set x 2', 'client-2');
      flowUntil(world, () => serverOf(world, 'server-2').machine.store['x']?.value === '2');
      if (ask(world, 'get x').startsWith('ok: x = 1')) stale += 1;
    }
    return stale;
  }

  it.each([
    [1000, 1000],
    [1000, 1100],
    [909, 1000],
    [1500, 1600],
    [2000, 1000],
  ])('the leader at %i, the others at %i thousandths of true speed: no old answer', (one, rest) => {
    expect(staleReads(one, rest)).toBe(0);
  });

  it('apart by more than a tenth they promise nothing', () => {
    expect(staleReads(300, 1000)).toBeGreaterThan(0);
  });
});

describe('6.4.1 and 3.10: leases and transfer', () => {
  it('after TimeoutNow the leader reads by ReadIndex until its term ends, even when the transfer failed', () => {
    const world = raftWorld({ servers: 3, reads: 'lease', electionTimeoutMs: 1000 });
    ask(world, 'timeout server-1');
    elected(world);
    ask(world, 'set x 1');
    const how = (): string | undefined => {
      const id = say(world, 'get x');
      const events = flowUntil(world, () => operation(world, id).outcome !== 'pending');
      return factsIn(events, 'Read')[0]?.how;
    };
    expect(how()).toBe('lease');
    const action = { kind: 'delay', delayMs: 60_000 } as const;
    world.apply({ type: 'rule', rule: { id: 'late', type: 'TimeoutNow', action } });
    expect(ask(world, 'transfer server-2')).toMatch(/^refused/);
    expect(serverOf(world, 'server-1').role).toBe('leader');
    expect(how()).toBe('read-index');
    // The order arrives, and is obeyed: nobody is disregarded, and the old leader has answered nothing that it should not.
    const events = flowUntil(world, () => serverOf(world, 'server-2').role === 'leader');
    expect(factsIn(events, 'Disregarded')).toEqual([]);
    flowUntil(world, () => serverOf(world, 'server-2').lastApplied === 3);
    expect(ask(world, 'get x')).toMatch(/^ok: x = 1/);
  });
});
