/** Every property can fail: each is shown an event that breaks it, and the same run without. */
import { describe, expect, it } from 'vitest';
import type { Fact } from './facts.ts';
import { judgement } from './invariants.ts';
import { VERSIONS } from './ladder.ts';
import { type Memory, NOTHING_YET } from './memory.ts';
import type { NodeState, RegistryState } from './messages.ts';
import {
  aLeader,
  aNode,
  type ClusterEvent,
  clusterWorld,
  entry,
  flowUntil,
  founders,
  ledWorld,
  act,
  OPTIONS,
  put,
  term,
} from './testing.ts';

const one = term(1, 3);
const two = term(2, 2);

function event(
  facts: readonly Fact[],
  after: NodeState | RegistryState = aNode(),
  before: NodeState = aNode(),
): ClusterEvent {
  const place = { number: 9, time: 90, kind: 'deliver', node: 'node-2', cause: 8 } as const;
  return {
    ...place,
    pending: null,
    intent: null,
    loss: null,
    park: null,
    facts,
    sent: [],
    before,
    after,
  };
}

/** What an `always` property says of an event. */
function verdict(
  id: string,
  of: ClusterEvent,
  memory: Partial<Memory> = {},
  world = clusterWorld(),
): string | null {
  const property = judgement.properties.find((known) => known.id === id);
  if (property?.kind !== 'always') throw new Error(`there is no property ${id}`);
  return property.check({ ...NOTHING_YET, ...memory }, of, world);
}

const ack = { operation: 1, index: 3, term: one, under: one };

describe('the property', () => {
  it('reads-last-write breaks when an answer is not what was written', () => {
    const world = ledWorld();
    act(world, { type: 'command', client: 'client-1', text: 'get a' });
    const answered = flowUntil(world, () => world.operations()[0]?.outcome === 'ok').find(
      ({ pending }) => pending?.kind === 'deliver' && pending.message.type === 'get',
    );
    expect(answered && verdict('reads-last-write', answered)).toBeNull();
    const written = { 'node-1 a': '7' };
    expect(answered && verdict('reads-last-write', answered, { written })).toContain(
      '7 was written',
    );
  });

  it('one-leader-per-term breaks when a term is led again', () => {
    const again = event([{ type: 'Leads', term: two }]);
    expect(verdict('one-leader-per-term', again)).toBeNull();
    expect(verdict('one-leader-per-term', again, { led: { '2·2': 4 } })).toContain('2·2');
  });

  it('acknowledged-kept breaks when a later leader lacks an entry', () => {
    const leads: Fact = { type: 'Leads', term: two };
    const kept = aLeader({ log: [founders(), entry(one), put(one, 'a'), entry(two)] });
    const lost = aLeader({ log: [founders(), entry(one), entry(two)] });
    const memory = { acknowledged: [ack] };
    expect(verdict('acknowledged-kept', event([leads], kept), memory)).toBeNull();
    expect(verdict('acknowledged-kept', event([leads], lost), memory)).toContain('without entry 3');
  });

  it('acknowledged-kept breaks when an old leader acknowledges what the newer one lacks', () => {
    const late: Fact = { type: 'Acknowledged', client: 'client-1', ...ack };
    const memory = { newest: { node: 'node-1', term: two } };
    expect(verdict('acknowledged-kept', event([late]), memory)).toContain('node-1');
    expect(verdict('acknowledged-kept', event([late]))).toBeNull();
  });

  it('applied-prefixes breaks when two nodes apply different entries at an index', () => {
    const applied: Fact = { type: 'Applied', index: 1, term: one, change: { type: 'opening' } };
    expect(
      verdict('applied-prefixes', event([applied]), { applied: ['1·3 opening of the term'] }),
    ).toBeNull();
    expect(verdict('applied-prefixes', event([applied]), { applied: ['2·2 a = 1'] })).toContain(
      '2·2 a = 1',
    );
  });

  it('applied-stays breaks when a cut reaches what was applied', () => {
    const cut = event(
      [{ type: 'TailCut', from: 'node-3', first: 3, count: 2, term: two }],
      aNode(),
      aNode({ commitIndex: 3 }),
    );
    expect(verdict('applied-stays', cut)).toContain('had applied 3');
    expect(verdict('applied-stays', { ...cut, before: aNode({ commitIndex: 2 }) })).toBeNull();
  });

  it('done-is-committed breaks when a client takes for done what nobody acknowledged', () => {
    const told = event([{ type: 'Told', operation: 1, outcome: 'ok', write: true }]);
    expect(verdict('done-is-committed', told)).toContain('operation 1');
    expect(verdict('done-is-committed', told, { acknowledged: [ack] })).toBeNull();
  });

  it('no-false-victory breaks only if the one that was silent is still alive', () => {
    const crowned = event([{ type: 'Crowned', round: 1, why: 'no-answer' }]);
    const memory = {
      elections: { 'node-2': { unanswered: [{ peer: 'node-3', incarnation: 1 }], heard: [] } },
    };
    const world = clusterWorld();
    expect(verdict('no-false-victory', crowned, memory, world)).toContain('node-3');
    act(world, { type: 'crash', node: 'node-3' });
    expect(verdict('no-false-victory', crowned, memory, world)).toBeNull();
  });

  it('fresh-victory breaks when a stored victory was not heard in this election', () => {
    const follows = event([
      { type: 'Follows', leader: 'node-3', term: one, by: 'victory', stored: true },
    ]);
    expect(verdict('fresh-victory', follows)).toContain('node-3');
    const memory = { elections: { 'node-2': { unanswered: [], heard: ['node-3'] } } };
    expect(verdict('fresh-victory', follows, memory)).toBeNull();
  });

  it('registry-age breaks at the first millisecond beyond six seconds', () => {
    const list = (at: number): RegistryState => ({
      entries: [{ name: 'node-1', at }],
      clock: 9000,
      sweptAt: 8500,
    });
    expect(verdict('registry-age', event([], list(3000)))).toBeNull();
    expect(verdict('registry-age', event([], list(2999)))).toContain('6001 ms');
  });
});

it('a second term of the same leader is no re-election', () => {
  const property = judgement.properties.find(({ id }) => id === 're-elected');
  if (property?.kind !== 'sometimes') throw new Error('there is no property re-elected');
  const leads = event([{ type: 'Leads', term: two }]);
  const after = (node: string): boolean =>
    property.check({ ...NOTHING_YET, newest: { node, term: one } }, leads, clusterWorld());
  expect([after('node-3'), after('node-2')]).toEqual([true, false]);
});

describe('in the end', () => {
  const lacks = (world: ReturnType<typeof clusterWorld>): readonly string[] =>
    judgement.properties.flatMap((property) =>
      property.kind === 'eventually' &&
      (property.excused?.(world) ?? null) === null &&
      property.check(NOTHING_YET, world) !== null
        ? [property.id]
        : [],
    );

  it('a cluster that has just begun lacks a leader, and one that is led lacks nothing', () => {
    expect(lacks(clusterWorld())).toEqual([
      'one-leader',
      'all-listed',
      'maps-equal',
      'all-admitted',
    ]);
    const world = ledWorld();
    world.advanceTo(world.now + 500);
    expect(lacks(world)).toEqual([]);
  });

  it('without a majority no leader is owed', () => {
    const world = ledWorld();
    act(world, { type: 'crash', node: 'node-3' }, { type: 'crash', node: 'node-2' });
    world.advanceTo(world.now + 3000);
    expect(lacks(world)).toEqual([]);
  });
});

it('each version promises what its steps bring, and says why not of the rest', () => {
  const promised = VERSIONS.map((version) => {
    const options = { ...OPTIONS, version };
    return judgement.properties.filter(
      (property) => (property.unpromised?.(options) ?? null) === null,
    ).length;
  });
  expect(promised).toEqual([3, 3, 9, 10, judgement.properties.length]);
  const counted = judgement.properties.find(({ id }) => id === 'applied-prefixes');
  expect(counted?.unpromised?.({ ...OPTIONS, version: '2.1.0' })).toBe(
    'Version 2.1.0 keeps no log and counts no majority; 3.0.0 does.',
  );
});
