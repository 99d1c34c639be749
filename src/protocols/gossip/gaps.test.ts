/** Where the original had a gap (a to f), and what this one does instead. */
import { describe, expect, it } from 'vitest';
import { balancer } from './balancer.ts';
import { firstSession, type ToBalancer, type ToReplica } from './messages.ts';
import { replica } from './replica.ts';
import {
  aBalancer,
  aMember,
  aReplica,
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

const SESSION = firstSession(1);
const TOM = { type: 'insert', name: 'Tom', age: '18' } as const;
const nodeRequest = (session = SESSION): ToBalancer => ({
  type: 'node',
  session,
  era: -1,
  state: 0,
});
const report = (state: number, era = 0, session = SESSION): ToBalancer => {
  return { type: 'state', session, era, state };
};
describe('gap a: a seed carries its index', () => {
  const seed: ToReplica = { type: 'seed', era: 0, index: 4, entry: TOM };

  it('and is ignored by a replica that has the entry by gossip', () => {
    const state = aReplica({ state: 4 });
    expect(replica.onMessage(state, seed, 'balancer-1', outside('replica-1'))).toBe(state);
  });

  it('but applied a second time with the flaw', () => {
    const node = outside('replica-1', { flaws: ['unconditional-seed'] });
    expect(replica.onMessage(aReplica({ state: 4 }), seed, 'balancer-1', node).state).toBe(5);
    expect(node.requests.facts[0]).toMatchObject({ type: 'Applied', index: 4 });
  });
});

describe('gap b: a replica that meets a gap', () => {
  const ahead: ToReplica = { type: 'push', era: 0, index: 6, entry: TOM };

  it('pulls from the sender and applies nothing', () => {
    const node = outside('replica-1');
    const state = aReplica({ state: 4 });
    expect(replica.onMessage(state, ahead, 'replica-2', node)).toBe(state);
    expect(node.requests.sends).toEqual([{ to: 'replica-2', message: { type: 'pull' } }]);
  });

  it('adopts the table only if it is further on', () => {
    const table = (state: number): ToReplica => {
      return {
        type: 'table',
        era: 0,
        state,
        table: [['Tom', '18']],
        neighbours: ['replica-1', 'replica-3', 'replica-4'],
        applied: null,
      };
    };
    const mine = aReplica({ state: 4, table: [['Jane', '20']] });
    expect(replica.onMessage(mine, table(4), 'replica-2', outside('replica-1'))).toBe(mine);
    expect(replica.onMessage(mine, table(6), 'replica-2', outside('replica-1'))).toMatchObject({
      state: 6,
      table: [['Tom', '18']],
      neighbours: ['replica-3', 'replica-4', 'replica-2'],
    });
  });
});

describe('gap c: an entry that nobody reports', () => {
  it('goes after two seconds to two others', () => {
    const node = outside('balancer-1');
    const inflight = { index: 0, entry: TOM, origin: null, seeds: ['replica-1', 'replica-3'] };
    const after = balancer.onTimer(aBalancer(0, { inflight }), 'resend', node);
    expect(after.inflight?.seeds.toSorted(byText)).toEqual(['replica-2', 'replica-4']);
    expect(node.requests.timers).toEqual([{ name: 'resend', delayMs: 2000 }]);
  });

  it('is not sent again once a member has reported it', () => {
    const node = outside('balancer-1');
    const inflight = { index: 0, entry: TOM, origin: null, seeds: ['replica-1', 'replica-3'] };
    const some = names(4).map((id, index) => aMember(id, index === 2 ? 1 : 0));
    balancer.onTimer(aBalancer(0, { inflight, members: some }), 'resend', node);
    expect(node.requests.sends).toEqual([]);
  });

  it('is everywhere in the end, though both seeds died', () => {
    const world = gossipWorld({ replicas: 6 });
    say(world, 'insert Tom 18');
    flowUntil(world, () => balancerOf(world).inflight !== null);
    const seeds = balancerOf(world).inflight?.seeds ?? [];
    for (const node of seeds) world.apply({ type: 'crash', node });
    const released = world.now;
    const events = flowUntil(world, () => isQuiet(world));
    expect(factsIn(events, 'Resent')[0]?.time).toBe(released + 2000);
    for (const id of names(6).filter((name) => !seeds.includes(name))) {
      expect(replicaOf(world, id).table).toEqual([['Tom', '18']]);
    }
  });
});

describe('gap d: silence of all', () => {
  it('is noticed though nobody speaks', () => {
    const world = gossipWorld({ replicas: 2 });
    for (const node of names(2)) world.apply({ type: 'crash', node });
    const [evicted] = factsIn(flow(world, 10_000), 'Evicted');
    expect(evicted).toMatchObject({ replicas: names(2), timeoutMs: 3000, time: 4000 });
  });
});

describe('gap e: one that was thought dead', () => {
  it('is told to join again when it speaks', () => {
    const node = outside('balancer-1');
    balancer.onMessage(aBalancer(5), report(5), 'replica-9', node);
    expect(node.requests.sends).toEqual([
      { to: 'replica-9', message: { type: 'rejoin', session: SESSION } },
    ]);
  });

  it('and joins with its next session, keeping its table until it has a newer one', () => {
    const node = outside('replica-1');
    const state = aReplica({ state: 3, table: [['Tom', '18']] });
    const after = replica.onMessage(
      state,
      { type: 'rejoin', session: SESSION },
      'balancer-1',
      node,
    );
    expect(after).toMatchObject({
      phase: 'joining',
      session: SESSION + 1,
      state: 3,
      table: [['Tom', '18']],
    });
    const late = replica.onMessage(after, { type: 'rejoin', session: SESSION }, 'balancer-1', node);
    expect(late).toBe(after);
  });

  it('comes back over a healed partition with everything that it missed', () => {
    const world = gossipWorld({ replicas: 5 });
    flow(world, 1500);
    world.apply({
      type: 'partition',
      groups: [['replica-5'], [...names(4), 'balancer-1', 'client-1']],
    });
    flow(world, 10_000);
    say(world, 'insert Tom 18');
    flow(world, 10_000);
    world.apply({ type: 'heal' });
    const events = flowUntil(world, () => isQuiet(world) && balancerOf(world).members.length === 5);
    expect(factsIn(events, 'SentBack').map((fact) => fact.replica)).toContain('replica-5');
    expect(replicaOf(world, 'replica-5').table).toEqual([['Tom', '18']]);
  });
});

describe('gap f: a restart before the timeout', () => {
  it('takes the old life off the list before the new one is let in', () => {
    const node = outside('balancer-1');
    const after = balancer.onMessage(aBalancer(5), nodeRequest(firstSession(2)), 'replica-2', node);
    expect(node.requests.facts[0]).toEqual({ type: 'Replaced', replica: 'replica-2' });
    expect(after.members.filter(({ id }) => id === 'replica-2')).toEqual([
      expect.objectContaining({ session: firstSession(2), state: null }),
    ]);
  });

  it('is not undone by a late word of the old life', () => {
    const node = outside('balancer-1');
    const young = aBalancer(5, {
      members: [aMember('replica-2', 5, { session: firstSession(2) })],
    });
    expect(balancer.onMessage(young, report(3), 'replica-2', node)).toEqual(young);
    expect(balancer.onMessage(young, nodeRequest(), 'replica-2', node)).toEqual(young);
  });
});
