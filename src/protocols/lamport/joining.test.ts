/** State transfer, case by case: replica-4 joins two members, and what members and clients do about it. */
import { describe, expect, it } from 'vitest';
import { EMPTY_SEQUENCE } from '../../kernel/sequence.ts';
import type { Uid } from './identity.ts';
import { client } from './client.ts';
import type { ClientRecord, Joining, ReplicaState, Snapshot, ToReplica } from './messages.ts';
import { replica } from './replica.ts';
import {
  aClient,
  aRecord,
  aReplica,
  dummy,
  factsIn,
  flow,
  flowUntil,
  HARVARD,
  isAnswered,
  lamportWorld,
  outside,
  replicaOf,
  request,
  say,
  sends,
} from './testing.ts';

const C1 = 'client-1.1';
const C2 = 'client-2.1';
const NEWCOMER = 'replica-4.1';
const MEMBERS = ['replica-1.1', 'replica-2.1'];
const BOTH = { 'replica-1.1': MEMBERS, 'replica-2.1': MEMBERS };

function aNewcomer(joining: Partial<Joining>, change: Partial<ReplicaState> = {}): ReplicaState {
  const start: Joining = { attempt: 1, stage: 'asking', ready: {}, met: [], donor: null };
  return aReplica({ uid: NEWCOMER, members: [], joining: { ...start, ...joining }, ...change });
}

const ready = (members: readonly Uid[], attempt = 1): ToReplica => {
  return { type: 'ready', clock: 1, newcomer: NEWCOMER, attempt, members };
};

const welcome = (from: Uid): ToReplica => {
  return { type: 'welcome', clock: 1, newcomer: NEWCOMER, client: from, turn: 5 };
};

function snapshot(clients: Snapshot['clients'], change: Partial<Snapshot> = {}): ToReplica {
  const sites = [{ name: 'MIT', availability: '3', zip: '02139' }];
  const executedId = { clock: 10, client: C2 };
  const content = { sites, executed: 7, executedId, clients, closed: [], ...change };
  return { type: 'snapshot', clock: 1, newcomer: NEWCOMER, content };
}

describe('step 1: every client sends to the newcomer', () => {
  it('knocks at the clients and asks the replicas', () => {
    const node = outside('replica-1');
    const state = replica.boot(node, {});
    expect(state.joining).toMatchObject({ stage: 'asking', attempt: 1 });
    expect(sends(node)).toEqual([
      'join > replica-2',
      'join > replica-3',
      'knock > client-1',
      'knock > client-2',
    ]);
  });

  it('is welcomed between two broadcasts, and is sent the next one', () => {
    const node = outside('client-1');
    const knock = { type: 'knock', clock: 1, newcomer: NEWCOMER, about: null } as const;
    const busy = client.onMessage(aClient({ awaited: ['replica-1'] }), knock, 'replica-4', node);
    expect(sends(node)).toEqual([]);
    const ack = { type: 'ack', clock: 1, client: C1, turn: 4 } as const;
    const after = client.onMessage(busy, ack, 'replica-1', node);
    expect(node.requests.sends[0]).toMatchObject({ to: 'replica-4', message: { turn: 5 } });
    expect(after.replicas).toContain('replica-4');
  });

  it('takes no welcome that was meant for a former life', () => {
    const before = aNewcomer({}, { uid: 'replica-4.2' });
    const after = replica.onMessage(before, welcome(C1), 'client-1', outside('replica-4'));
    expect(after.joining?.met).toEqual([]);
  });

  it('acknowledges what it is sent, and executes nothing yet', () => {
    const node = outside('replica-4');
    const welcomed = replica.onMessage(aNewcomer({}), welcome(C1), 'client-1', node);
    const once = replica.onMessage(welcomed, request(C1, 30, 5), 'client-1', node);
    const after = replica.onMessage(once, dummy(C1, 33, 6), 'client-1', node);
    expect(sends(node)).toEqual(['ack > client-1', 'ack > client-1']);
    expect(after.clients[C1]?.queue).toHaveLength(2);
    expect(after.executedId).toBeNull();
  });
});

describe('step 2: the members are ready', () => {
  const join: ToReplica = { type: 'join', clock: 1, newcomer: NEWCOMER, attempt: 1 };

  it('one newcomer at a time', () => {
    const node = outside('replica-2');
    const once = replica.onMessage(aReplica(), join, 'replica-4', node);
    replica.onMessage(once, { ...join, newcomer: 'replica-5.1' }, 'replica-5', node);
    expect(sends(node)).toEqual(['ready > replica-4', 'busy > replica-5']);
  });

  it('says ready anew when another member fails', () => {
    const node = outside('replica-2');
    const once = replica.onMessage(aReplica(), join, 'replica-4', node);
    replica.onPeerFailed?.(once, 'replica-3', node);
    expect(node.requests.sends.at(-1)).toMatchObject({
      to: 'replica-4',
      message: { members: MEMBERS },
    });
  });

  it('withdraws when one is busy, and tries again after a pause', () => {
    const node = outside('replica-1');
    const before = aNewcomer({ ready: { 'replica-1.1': MEMBERS } });
    const busy: ToReplica = { type: 'busy', clock: 1, newcomer: NEWCOMER, attempt: 1 };
    const after = replica.onMessage(before, busy, 'replica-2', node);
    expect(sends(node)).toEqual(['withdraw > replica-2', 'withdraw > replica-3']);
    expect(node.requests.timers.map(({ name }) => name)).toEqual(['join']);
    expect(after.joining).toMatchObject({ stage: 'pausing', ready: {} });
    const again = replica.onTimer(after, 'join', outside('replica-1'));
    expect(again.joining).toMatchObject({ stage: 'asking', attempt: 2 });
  });

  const met = ['client-1', 'client-2'];
  it.each([
    ['a client has not welcomed it', { met: ['client-1'] }, ready(MEMBERS)],
    ['a member is not ready', { met }, ready([...MEMBERS, 'replica-3.1'])],
    ['the lists differ', { met, ready: { 'replica-1.1': ['replica-1.1'] } }, ready(MEMBERS)],
    ['the READY is of a former attempt', { met, attempt: 2 }, ready(MEMBERS, 1)],
  ])('waits while %s', (_, joining, message) => {
    const node = outside('replica-4');
    const base = { ready: { 'replica-1.1': MEMBERS }, ...joining };
    replica.onMessage(aNewcomer(base), message, 'replica-2', node);
    expect(sends(node)).toEqual([]);
  });

  it('fetches when all is there', () => {
    const node = outside('replica-4');
    const before = aNewcomer({ met, ready: { 'replica-1.1': MEMBERS } });
    replica.onMessage(before, ready(MEMBERS), 'replica-2', node);
    expect(sends(node)).toEqual(['fetch > replica-1']);
  });
});

describe('step 3: the snapshot', () => {
  const fetching = (clients: Readonly<Record<Uid, ClientRecord>>): ReplicaState =>
    aNewcomer({ stage: 'fetching', ready: BOTH, donor: 'replica-1.1' }, { clients });

  function taken(mine: Readonly<Record<Uid, ClientRecord>>, message: ToReplica): ReplicaState {
    return replica.onMessage(fetching(mine), message, 'replica-1', outside('replica-4'));
  }

  it('is merged by turns, without doubles and without what is executed', () => {
    const mine = { [C1]: aRecord([request(C1, 14, 6), dummy(C1, 16, 7)]) };
    const theirs = { [C1]: aRecord([dummy(C1, 9, 4), dummy(C1, 12, 5), request(C1, 14, 6)]) };
    const after = taken(mine, snapshot({ ...theirs, [C2]: aRecord([], { standing: 'dead' }) }));
    expect(after.clients[C1]?.queue.map(({ turn }) => turn)).toEqual([5, 6, 7]);
    expect(after).toMatchObject({ joining: null, logFrom: 7, log: EMPTY_SEQUENCE });
    expect(after.members).toEqual([...MEMBERS, NEWCOMER]);
  });

  it('leaves out clients whose round is over, whatever was heard of them', () => {
    const after = taken({ [C2]: aRecord([dummy(C2, 14, 6)]) }, snapshot({}, { closed: [C2] }));
    expect(after.clients).toEqual({});
  });

  it('keeps a client that said hello here and not yet at the donor', () => {
    expect(taken({ [C1]: aRecord([]) }, snapshot({})).clients[C1]).toMatchObject({ heard: true });
  });

  it('comes from another member if the donor fails', () => {
    const node = outside('replica-4');
    replica.onPeerFailed?.(fetching({}), 'replica-1', node);
    expect(sends(node)).toEqual(['fetch > replica-2']);
  });

  it('is not given by one that is not live', () => {
    const node = outside('replica-2');
    const fetch: ToReplica = { type: 'fetch', clock: 1, newcomer: NEWCOMER };
    replica.onMessage(aNewcomer({}, { uid: 'replica-2.2' }), fetch, 'replica-4', node);
    expect(sends(node)).toEqual([]);
  });

  it('acknowledges a broadcast that came with it already', () => {
    const node = outside('replica-2');
    const state = aReplica({ clients: { [C1]: aRecord([dummy(C1, 14, 6)]) } });
    const after = replica.onMessage(state, dummy(C1, 14, 6), 'client-1', node);
    expect(sends(node)).toEqual(['ack > client-1']);
    expect(after.clients[C1]?.queue).toHaveLength(1);
  });
});

describe('step 4: clients that only the snapshot knows', () => {
  const verifying = (): { readonly state: ReplicaState; readonly sent: readonly string[] } => {
    const node = outside('replica-4');
    const met = ['client-1', 'client-2'];
    const before = aNewcomer({ stage: 'fetching', ready: BOTH, donor: 'replica-1.1', met });
    const state = replica.onMessage(before, snapshot({ [C2]: aRecord([]) }), 'replica-1', node);
    return { state, sent: sends(node) };
  };

  it('are knocked at by name before the newcomer is live', () => {
    const { state, sent } = verifying();
    expect(state.joining?.stage).toBe('verifying');
    expect(sent).toEqual(['knock > client-2']);
  });

  it('are dead if the node is down then', () => {
    const { state } = verifying();
    const knock = { type: 'knock', clock: 1, newcomer: NEWCOMER, about: C2 } as const;
    const after = replica.onUnreachable?.(state, 'client-2', knock, outside('replica-4'));
    expect(after?.joining).toBeNull();
    expect(after?.rounds[C2]).toMatchObject({ isRunning: true });
  });

  it('are dead if a later life speaks', () => {
    const { state } = verifying();
    const hello: ToReplica = { type: 'hello', clock: 1, client: 'client-2.2', attempt: 1 };
    const after = replica.onMessage(state, hello, 'client-2', outside('replica-4'));
    expect(after.clients['client-2.2']).toMatchObject({ standing: 'connected' });
    expect(after.rounds[C2]).toMatchObject({ isRunning: true });
  });

  it('are alive if they speak; a notice of an earlier end does not count', () => {
    const { state } = verifying();
    const node = outside('replica-4');
    const noticed = replica.onPeerFailed?.(state, 'client-2', node) ?? state;
    const hello: ToReplica = { type: 'hello', clock: 1, client: C2, attempt: 1 };
    const after = replica.onMessage(noticed, hello, 'client-2', node);
    expect(after.clients[C2]).toMatchObject({ standing: 'connected', heard: true });
    expect(after.joining).toBeNull();
  });
});

describe('in a whole world', () => {
  it('a restarted replica joins while requests go on, and can be the last', () => {
    const world = lamportWorld();
    say(world, 1, `e ${HARVARD} 5`);
    flowUntil(world, () => isAnswered(world));
    world.apply({ type: 'crash', node: 'replica-2' });
    flow(world, 500);
    world.apply({ type: 'restart', node: 'replica-2' });
    say(world, 2, 'n MIT 02139');
    flowUntil(world, () => replicaOf(world, 2).joining === null && isAnswered(world));
    world.apply({ type: 'crash', node: 'replica-1' });
    world.apply({ type: 'crash', node: 'replica-3' });
    say(world, 1, 'e MIT 9');
    flowUntil(world, () => isAnswered(world));
    expect(replicaOf(world, 2).sites.map(({ availability }) => availability)).toEqual(['5', '9']);
  });

  it('a replica and a client that come and go at once end in order', () => {
    const world = lamportWorld();
    world.apply({ type: 'crash', node: 'replica-3' });
    world.apply({ type: 'restart', node: 'replica-3' });
    world.apply({ type: 'crash', node: 'client-2' });
    const events = flowUntil(
      world,
      () => replicaOf(world, 3).joining === null && replicaOf(world, 1).closed.length === 1,
    );
    expect(factsIn(events, 'GoesLive')).toHaveLength(1);
    flow(world, 200);
    expect([1, 2, 3].map((number) => replicaOf(world, number).closed)).toEqual([[C2], [C2], [C2]]);
  });
});
