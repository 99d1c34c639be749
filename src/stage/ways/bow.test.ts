import { describe, expect, it } from 'vitest';
import { bowBetween } from './bow.ts';
import type { Place } from '../geometry.ts';

const place = (x: number, y: number): Place => ({ x, y, r: 30, label: 'none', labelWidth: 0 });
const LEFT = place(100, 300);
const RIGHT = place(700, 300);

describe('bowBetween', () => {
  it('is straight where nobody stands in the way', () => {
    expect(bowBetween(LEFT, RIGHT, [LEFT, RIGHT, place(400, 100)])).toBe(0);
  });

  it('leads past who stands in the way, on the nearer side', () => {
    const below = bowBetween(LEFT, RIGHT, [LEFT, RIGHT, place(400, 280)]);
    const above = bowBetween(LEFT, RIGHT, [LEFT, RIGHT, place(400, 320)]);
    expect(below).toBeGreaterThan(20);
    expect(above).toBeLessThan(-20);
  });

  it('leads past a text', () => {
    const written: Place = { ...place(400, 245), label: 'full', labelWidth: 120 };
    expect(bowBetween(LEFT, RIGHT, [LEFT, RIGHT, written])).not.toBe(0);
  });

  it('is straight in a crowd', () => {
    const crowd = Array.from({ length: 30 }, (_, index) => place(120 + index * 19, 300));
    expect(bowBetween(LEFT, RIGHT, [LEFT, RIGHT, ...crowd])).toBe(0);
  });
});
