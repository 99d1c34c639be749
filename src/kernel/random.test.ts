import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mix, RandomStream, streamKey } from './random.ts';

const stream = (seed: number, purpose = 'test'): RandomStream =>
  new RandomStream(streamKey(seed, purpose));
const draws = (random: RandomStream, count: number): number[] =>
  Array.from({ length: count }, () => random.bits());

/** Sum of (observed - expected)² / expected over the cells of a fair die. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('a random stream', () => {
  it('draws the same for the same seed and purpose', () => {
    expect(draws(stream(7), 100)).toEqual(draws(stream(7), 100));
  });

  it('draws these numbers on every engine', () => {
    expect(draws(stream(1, 'network'), 3)).toEqual([2_187_565_015, 1_851_369_685, 4_135_133_034]);
  });

  it('goes on from its number of draws, which is its whole state', () => {
    const one = stream(3);
    draws(one, 41);
    const other = new RandomStream(streamKey(3, 'test'), one.draws);
    expect(draws(other, 20)).toEqual(draws(one, 20));
  });

  it('is another one for another seed, purpose, or seed beyond 32 bits', () => {
    const first = draws(stream(1), 50);
    const others = [stream(2), stream(1, 'tesu'), stream(1, 'tes'), stream(1 + 2 ** 32)];
    for (const other of others) {
      const shared = draws(other, 50).filter((bits) => first.includes(bits));
      expect(shared).toEqual([]);
    }
  });

  it('is not reshuffled by draws from another stream', () => {
    const network = stream(5, 'network');
    const node = stream(5, 'replica-1');
    const mixed = Array.from({ length: 20 }, () => {
      node.bits();
      return network.bits();
    });
    expect(mixed).toEqual(draws(stream(5, 'network'), 20));
  });

  it('does not correlate with the stream of the next node', () => {
    const one = stream(9, 'replica-1');
    const other = stream(9, 'replica-2');
    const cells = Array.from({ length: 16 }, () => 0);
    for (let draw = 0; draw < 16_000; draw += 1) {
      const cell = one.between(0, 3) * 4 + other.between(0, 3);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    // 15 degrees of freedom: above 37.7 once in a thousand seeds.
    expect(chiSquare(cells)).toBeLessThan(37.7);
  });
});

describe('between', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'is fair over 0 to 9 and reaches both ends (seed %i)',
    (seed) => {
      const random = stream(seed);
      const counts = Array.from({ length: 10 }, () => 0);
      for (let draw = 0; draw < 20_000; draw += 1) {
        const face = random.between(0, 9);
        counts[face] = (counts[face] ?? 0) + 1;
      }
      // 9 degrees of freedom: above 27.9 once in a thousand seeds.
      expect(chiSquare(counts)).toBeLessThan(27.9);
      expect(counts).toHaveLength(10);
    },
  );

  it('is fair over a span that does not divide 2^32', () => {
    // Without rejection the lower third of 3 · 2^30 numbers would come twice as often.
    const random = stream(11);
    const span = 3 * 2 ** 30;
    let low = 0;
    for (let draw = 0; draw < 9000; draw += 1) if (random.between(0, span - 1) < 2 ** 30) low += 1;
    expect(Math.abs(low - 3000)).toBeLessThan(150);
  });

  it('stays inside its bounds, both included', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer(), fc.nat({ max: 2 ** 31 }), (seed, low, width) => {
        const drawn = stream(seed).between(low, low + width);
        expect(drawn).toBeGreaterThanOrEqual(low);
        expect(drawn).toBeLessThanOrEqual(low + width);
        expect(Number.isInteger(drawn)).toBe(true);
      }),
    );
    expect(stream(1).between(5, 5)).toBe(5);
  });

  it.each([
    [2, 1],
    [0, 2 ** 32],
    [0.5, 1.5],
    [0, 1.5],
    [Number.NaN, 1],
    [0, Infinity],
    [-Infinity, 0],
  ])('refuses %d to %d', (low, high) => {
    expect(() => stream(1).between(low, high)).toThrow(
      `no whole number between ${low} and ${high}`,
    );
  });
});

describe('chance, pick and sample', () => {
  it.each([0, 5, 50, 95, 100])('chance is true in %i of a hundred draws', (percent) => {
    const random = stream(13);
    let hits = 0;
    for (let draw = 0; draw < 10_000; draw += 1) if (random.chance(percent)) hits += 1;
    // Five standard deviations.
    const margin = 5 * Math.sqrt(100 * percent * (1 - percent / 100));
    expect(Math.abs(hits - 100 * percent)).toBeLessThanOrEqual(margin);
  });

  it('pick gives an element, and nothing of an empty list', () => {
    expect(stream(1).pick([])).toBeUndefined();
    expect(stream(1).pick(['only'])).toBe('only');
    const picked = new Set(Array.from({ length: 100 }, (_, seed) => stream(seed).pick(['a', 'b'])));
    expect(picked).toEqual(new Set(['a', 'b']));
  });

  it('sample gives distinct elements and leaves the list alone', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 30 }), fc.nat({ max: 40 }), (seed, size, count) => {
        const items = Object.freeze(Array.from({ length: size }, (_, index) => index));
        const chosen = stream(seed).sample(items, count);
        expect(chosen).toHaveLength(Math.min(size, count));
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen.every((item) => items.includes(item))).toBe(true);
      }),
    );
  });

  it('sample prefers no pair', () => {
    const random = stream(17);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 12_000; draw += 1) {
      const pair = random.sample([0, 1, 2, 3], 2).join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(12);
    // 11 degrees of freedom: above 31.3 once in a thousand seeds.
    expect(chiSquare([...counts.values()])).toBeLessThan(31.3);
  });
});

describe('mix', () => {
  it('maps 32-bit numbers one to one', () => {
    const images = new Set(Array.from({ length: 50_000 }, (_, value) => mix(value - 25_000)));
    expect(images.size).toBe(50_000);
  });
});
