import { describe, expect, it } from 'vitest';
import { spreadAngles } from './dots.ts';

function leastGap(angles: readonly number[]): number {
  const sorted = angles.toSorted((one, other) => one - other);
  return Math.min(...sorted.slice(1).map((angle, index) => angle - (sorted[index] ?? 0)));
}

describe('spreadAngles', () => {
  it('leaves alone what is apart', () => {
    expect(spreadAngles([-2, 2.5, -1], 0.4, false)).toEqual([-2, 2.5, -1]);
  });

  it('pushes apart what is not, and keeps the order', () => {
    const [one = 0, other = 0, third = 0] = spreadAngles([2, 2.01, 2.02], 0.4, false);
    expect(leastGap([one, other, third])).toBeGreaterThan(0.39);
    expect(one).toBeLessThan(other);
    expect(other).toBeLessThan(third);
  });

  it('keeps clear of the disk', () => {
    for (const angle of spreadAngles([0.8, 0.9, 1, 1.1], 0.4, true)) {
      const turned = ((angle % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
      expect(turned < 0.31 || turned > 1.39).toBe(true);
    }
  });

  it('takes as much as there is when there are many', () => {
    const angles = spreadAngles(
      Array.from({ length: 30 }, () => 1),
      0.4,
      true,
    );
    expect(leastGap(angles)).toBeGreaterThan(0.1);
  });
});
