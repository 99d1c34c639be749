import { describe, expect, it } from 'vitest';
import type { Operation } from '../kernel/trace.ts';
import { readOperations } from './read-operations.ts';

const base = { client: 'client-1', command: {}, parent: null, started: 100, result: '' };

function pending(id: number, change: Partial<Operation> = {}): Operation {
  return { ...base, id, text: `set k ${id}`, ended: null, outcome: 'pending', ...change };
}

describe('what a console reads', () => {
  it('is what was typed at its client, oldest first', () => {
    const operations = [pending(1), pending(2, { client: 'client-2' }), pending(3)];
    expect(readOperations(operations, 'client-1').map(({ id }) => id)).toEqual([1, 3]);
  });

  it('sums up what a command began, under that command even if another was typed since', () => {
    const operations = [
      pending(1, { text: 'multiset 3' }),
      pending(2, { parent: 1, ended: 141, outcome: 'ok' }),
      pending(3),
      pending(4, { parent: 1, ended: 190, outcome: 'refused' }),
      pending(5, { parent: 1 }),
    ];
    const [bulk, typed] = readOperations(operations, 'client-1');
    expect(bulk?.begun).toMatchObject({
      count: 3,
      outcomes: { ok: 1, refused: 1, unknown: 0, pending: 1 },
      tookMs: [41, 90],
    });
    expect(bulk?.begun?.latest.map(({ id }) => id)).toEqual([2, 4, 5]);
    expect(typed).toMatchObject({ id: 3, begun: null });
  });

  it('keeps a thousand operations of one command to a handful that can be looked at', () => {
    const parts = Array.from({ length: 1000 }, (_, place) => pending(place + 2, { parent: 1 }));
    const [bulk] = readOperations([pending(1), ...parts], 'client-1');
    expect(bulk?.begun?.count).toBe(1000);
    expect(bulk?.begun?.tookMs).toBeNull();
    expect(bulk?.begun?.latest.at(-1)?.id).toBe(1001);
    expect(bulk?.begun?.latest.length).toBeLessThan(100);
  });
});
