import { describe, expect, it } from 'vitest';
import { laneBetween } from './flight.ts';
import { labelBox, type Place } from '../geometry.ts';
import { countPlace } from './ribbon-count.ts';

const place = (x: number, y: number): Place => ({ x, y, r: 25, label: 'full', labelWidth: 112 });
const PAIRS: readonly (readonly [Place, Place])[] = [
  [place(100, 100), place(100, 290)],
  [place(100, 100), place(500, 100)],
  [place(100, 100), place(400, 300)],
];

describe('countPlace', () => {
  it('keeps the counts of both directions apart', () => {
    for (const pair of PAIRS) {
      const there = countPlace(laneBetween(pair[0], pair[1]), pair);
      const back = countPlace(laneBetween(pair[1], pair[0]), pair);
      const isApart = Math.abs(there.x - back.x) > 40 || Math.abs(there.y - back.y) > 16;
      expect(isApart).toBe(true);
    }
  });

  it('keeps off the text under a node', () => {
    const [one, other] = PAIRS[0] ?? [];
    if (one === undefined || other === undefined) throw new Error('a pair');
    const at = countPlace(laneBetween(one, other), [one, other]);
    expect(at.y - 8).toBeGreaterThanOrEqual(labelBox(one).bottom);
  });
});
