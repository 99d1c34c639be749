/** Joins in bad circumstances: the gaps g to i of the original, and two bugs of our own that sweeps have found. */
import { describe, expect, it } from 'vitest';
import { initialOptions } from '../protocol.ts';
import { protocolCalled } from '../registry.ts';
import { sweepSeed, SWEEP_DEFAULTS } from '../../checks/sweep.ts';
import { balancer } from './balancer.ts';
import { firstSession, type ToBalancer, type ToReplica, type Welcome } from './messages.ts';
import { replica } from './replica.ts';
import { aBalancer, aMember, aReplica, names, outside } from './testing.ts';

const SESSION = firstSession(1);
const TOM = { type: 'insert', name: 'Tom', age: '18' } as const;
const nodeRequest = (session = SESSION): ToBalancer => ({
  type: 'node',
  session,
  era: -1,
  state: 0,
});
const members = (change: Partial<Extract<ToReplica, { type: 'members' }>> = {}): ToReplica => {
  return {
    type: 'members',
    session: SESSION,
    era: 0,
    state: 5,
    keeps: null,
    alone: false,
    members: names(4),
    ...change,
  };
};

describe('gap g: a pull that nobody answers', () => {
  const goal = { era: 0, state: 5 };

  it('goes after two seconds to another neighbour', () => {
    const node = outside('replica-1');
    const state = aReplica({
      phase: 'pulling',
      pulling: { from: 'replica-2', untried: ['replica-3'], goal },
    });
    const after = replica.onTimer(state, 'pull', node);
    expect(node.requests.sends).toEqual([{ to: 'replica-3', message: { type: 'pull' } }]);
    expect(node.requests.timers).toEqual([{ name: 'pull', delayMs: 2000 }]);
    expect(after.pulling).toEqual({ from: 'replica-3', untried: [], goal });
  });

  it('ends, when all were asked, with the balancer', () => {
    const node = outside('replica-1');
    const state = aReplica({ phase: 'pulling', pulling: { from: 'replica-2', untried: [], goal } });
    expect(replica.onTimer(state, 'pull', node)).toMatchObject({ phase: 'joining', pulling: null });
    expect(node.requests.sends).toMatchObject([{ to: 'balancer-1', message: { type: 'node' } }]);
  });

  it('takes no table that is older than what the balancer said', () => {
    const state = aReplica({ phase: 'pulling', pulling: { from: 'replica-2', untried: [], goal } });
    const table = { type: 'table', table: [], neighbours: [], applied: null } as const;
    const onTable = (at: { era: number; state: number }) =>
      replica.onMessage(state, { ...table, ...at }, 'replica-2', outside('replica-1')).phase;
    expect([onTable({ era: 0, state: 4 }), onTable({ era: 1, state: 9 })]).toEqual([
      'pulling',
      'pulling',
    ]);
    expect(onTable({ era: 0, state: 5 })).toBe('member');
  });
});

describe('gaps h and i: no replicas', () => {
  it('h: a command waits, and says why', () => {
    const node = outside('balancer-1');
    const command: ToBalancer = {
      type: 'command',
      sequence: 1,
      write: TOM,
      index: null,
      oldest: 1,
    };
    const after = balancer.onMessage(aBalancer(0, { members: [] }), command, 'client-1', node);
    expect(after.queue).toHaveLength(1);
    expect(node.requests.facts).toContainEqual({ type: 'QueueWaits', reason: 'no-replicas' });
  });

  it('i: the first to come starts at the state of the numbering with nothing, and the loss is said', () => {
    const node = outside('balancer-1', { now: 777 });
    const after = balancer.onMessage(
      aBalancer(5, { members: [] }),
      nodeRequest(),
      'replica-9',
      node,
    );
    expect(node.requests.facts).toContainEqual({ type: 'DataLost', state: 5 });
    const [{ message } = { message: null }] = node.requests.sends;
    expect(message).toMatchObject({ type: 'members', era: 777, state: 5, alone: true });
    expect(after).toMatchObject({ era: 777, nodeState: 5 });
  });

  it('i: one that has everything keeps it', () => {
    const node = outside('balancer-1', { now: 777 });
    const request: ToBalancer = { type: 'node', session: SESSION, era: 0, state: 5 };
    balancer.onMessage(aBalancer(5, { members: [] }), request, 'replica-9', node);
    expect(node.requests.facts.map(({ type }) => type)).not.toContain('DataLost');
    const keeps: Welcome['keeps'] = { era: 0, state: 5 };
    expect(node.requests.sends[0]?.message).toMatchObject({ type: 'members', keeps });
    const kept = replica.onMessage(
      aReplica({ phase: 'joining', state: 5, table: [['Tom', '18']] }),
      members({ keeps, alone: true, members: ['replica-1'] }),
      'balancer-1',
      outside('replica-1'),
    );
    expect(kept).toMatchObject({ phase: 'member', table: [['Tom', '18']] });
  });
});

describe('bugs that sweeps have found', () => {
  it.each([48, 172])('seed %i in heavy weather stays mended', (seed) => {
    const protocol = protocolCalled('gossip');
    const options = initialOptions(protocol);
    const settings = { ...SWEEP_DEFAULTS, faults: 'heavy', options, flaws: [] } as const;
    expect(sweepSeed(protocol, seed, settings).failure).toBeNull();
  });

  it('seed 48: a member that reports a state from before its welcome is welcomed again, with its neighbours', () => {
    const welcome: Welcome = { era: 0, state: 5, keeps: null, alone: false };
    const waiting = aMember('replica-2', null, { welcome });
    const state = aBalancer(5, { members: [aMember('replica-1', 5), waiting] });
    const node = outside('balancer-1', { now: 9000 });
    const report: ToBalancer = { type: 'state', session: SESSION, era: 0, state: 4 };
    expect(balancer.onMessage(state, report, 'replica-2', node)).toEqual(state);
    expect(node.requests.sends).toEqual([
      {
        to: 'replica-2',
        message: { type: 'members', session: SESSION, ...welcome, members: names(2) },
      },
    ]);
  });

  it('seed 48: a replica that is a member still takes a welcome that is further on than itself', () => {
    const node = outside('replica-1');
    const state = aReplica({ state: 4, neighbours: [] });
    const after = replica.onMessage(state, members({ state: 5 }), 'balancer-1', node);
    expect(after).toMatchObject({ phase: 'pulling', neighbours: names(4).slice(1) });
  });

  it('seed 172: a newcomer whose welcome comes when nobody else is left is let in as the first', () => {
    const welcome: Welcome = { era: 0, state: 5, keeps: null, alone: false };
    const state = aBalancer(5, { members: [aMember('replica-2', null, { welcome })] });
    const node = outside('balancer-1', { now: 9000 });
    const after = balancer.onMessage(state, nodeRequest(), 'replica-2', node);
    expect(node.requests.facts).toContainEqual({ type: 'DataLost', state: 5 });
    expect(node.requests.sends[0]?.message).toMatchObject({
      type: 'members',
      era: 9000,
      alone: true,
    });
    expect(after.era).toBe(9000);
  });

  it('seed 172: a newcomer that is told of nobody to pull from does not begin empty in the same era', () => {
    const state = aReplica({ phase: 'joining', era: -1, neighbours: [] });
    const node = outside('replica-1');
    const lonely = members({ members: ['replica-1'] });
    expect(replica.onMessage(state, lonely, 'balancer-1', node)).toBe(state);
  });
});
