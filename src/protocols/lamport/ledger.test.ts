/** What the page shows beside the stage. */
import { describe, expect, it } from 'vitest';
import type { Intent } from '../../kernel/intent.ts';
import { lamport } from './index.ts';
import { type Memory, observe, START } from './memory.ts';
import { flow, HARVARD, lamportWorld, type LamportWorld, say } from './testing.ts';

const { views } = lamport;

/** The judges' memory after so much more time. */
function remembered(world: LamportWorld, ms: number): Memory {
  return flow(world, ms).reduce(observe, START);
}

describe('the ledger', () => {
  it('shows the head requests, the smallest lit', () => {
    const world = lamportWorld();
    const [test] = views.ledger(world, START);
    if (test?.kind !== 'matrix') throw new Error('the stability test is a matrix');
    expect(test.columns).toEqual(['c1', 'c2']);
    for (const { cells } of test.rows) {
      const heads = cells.map((cell) => Number(cell?.detail?.split('.')[0]));
      const lit = cells.findIndex((cell) => cell?.lit === true);
      expect(heads[lit]).toBe(Math.min(...heads));
    }
  });

  it('names the client whose head request is missing', () => {
    const world = lamportWorld();
    world.apply({ type: 'freeze', node: 'client-2' });
    say(world, 1, 'l');
    flow(world, 3000);
    world.apply({ type: 'add', role: 'client' });
    flow(world, 5);
    world.apply({ type: 'freeze', node: 'client-3' });
    flow(world, 3000);
    const [test] = views.ledger(world, START);
    if (test?.kind !== 'matrix') throw new Error('the stability test is a matrix');
    expect(test.caption).toBe('no head of c3 at all replicas');
    expect(test.rows[0]?.cells[2]).toMatchObject({ standing: 'missing', detail: 'awaited' });
  });

  it('lines up the logs and groups equal tables', () => {
    const world = lamportWorld();
    say(world, 1, `e ${HARVARD} 10`);
    flow(world, 1000);
    const [, logs, sites] = views.ledger(world, START);
    if (logs?.kind !== 'matrix' || sites?.kind !== 'table') throw new Error('a matrix and a table');
    expect(logs.rows.map(({ cells }) => cells[0]?.standing)).toEqual(Array(3).fill('applied'));
    expect(sites.columns).toMatchObject([{ title: '3 replicas', detail: 'log 1' }]);
    expect(sites.rows).toMatchObject([{ key: HARVARD, cells: ['10 · 02138'], differs: false }]);
  });
});

describe('who waits for whom', () => {
  it('is silent while all goes its way', () => {
    const world = lamportWorld();
    expect(views.waits(world, remembered(world, 1000))).toEqual([]);
  });

  it('says whose ack a client lacks, and for which broadcast a replica waits', () => {
    const world = lamportWorld();
    const groups = [
      ['client-1', 'replica-1', 'replica-2'],
      ['client-2', 'replica-3'],
    ];
    world.apply({ type: 'partition', groups });
    const waits = views.waits(world, remembered(world, 5000));
    const of = (node: string) => waits.find((wait) => wait.node === node);
    expect(of('client-1')).toMatchObject({ peers: ['replica-3'] });
    expect(of('client-1')?.what).toMatch(/^the ack of broadcast \d+$/);
    expect(of('client-2')).toMatchObject({ peers: ['replica-1', 'replica-2'] });
    expect(of('replica-1')?.what).toMatch(/^the broadcast after \d+\.c[12]$/);
  });

  it('says for whom a CLOSE round waits', () => {
    const world = lamportWorld();
    world.apply({ type: 'cut', from: 'replica-1', to: 'replica-3', bothWays: true });
    world.apply({ type: 'crash', node: 'client-2' });
    const waits = views.waits(world, remembered(world, 5000));
    expect(waits.find(({ node }) => node === 'replica-3')).toMatchObject({
      peers: ['replica-1'],
      what: 'CLOSE c2',
    });
    expect(views.outlines(world, START)).toMatchObject([{ title: 'CLOSE round for c2' }]);
  });
});

describe('the figures', () => {
  it.each([1, 3, 5])('%i replicas: 3t messages, four latencies and the pause', (replicas) => {
    const world = lamportWorld({ replicas, clients: 1 });
    const calm: Intent = { type: 'network', settings: { ...world.weather, latencyMs: [10, 10] } };
    world.apply(calm);
    let memory: Memory = START;
    for (let count = 0; count < 3; count += 1) {
      say(world, 1, 'l');
      memory = flow(world, 1000).reduce(observe, memory);
    }
    expect(views.measures(world, memory)).toMatchObject([
      { unit: 'messages', predicted: 3 * replicas, observed: 3 * replicas, agrees: true },
      { unit: 'ms', predicted: 140, agrees: true },
    ]);
  });
});
