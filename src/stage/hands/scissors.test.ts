import { describe, expect, it } from 'vitest';
import type { Place } from '../geometry.ts';
import { linkNear, sidesOf } from './scissors.ts';

const place = (x: number, y: number): Place => ({ x, y, r: 20, label: 'none', labelWidth: 0 });
const straight = (): number => 0;
const LAYOUT = new Map([
  ['replica-1', place(100, 100)],
  ['replica-2', place(300, 100)],
  ['replica-3', place(300, 300)],
]);

describe('scissors', () => {
  it('part all nodes by the endless line', () => {
    const sides = sidesOf(LAYOUT, { x: 200, y: 190 }, { x: 200, y: 180 });
    expect(sides.map((side) => side.toSorted())).toEqual([
      ['replica-2', 'replica-3'],
      ['replica-1'],
    ]);
  });

  it('find the link under a click', () => {
    const links = [
      ['replica-1', 'replica-2'],
      ['replica-2', 'replica-3'],
    ] as const;
    expect(linkNear(links, LAYOUT, { x: 200, y: 106 }, 12, straight)).toEqual([
      'replica-1',
      'replica-2',
    ]);
    expect(linkNear(links, LAYOUT, { x: 295, y: 200 }, 12, straight)).toEqual([
      'replica-2',
      'replica-3',
    ]);
    expect(linkNear(links, LAYOUT, { x: 200, y: 200 }, 12, straight)).toBeNull();
    expect(linkNear(links, LAYOUT, { x: 200, y: 140 }, 12, () => 40)).toEqual([
      'replica-1',
      'replica-2',
    ]);
  });
});
