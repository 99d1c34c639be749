import { describe, expect, it } from 'vitest';
import { placesMeet, type Place } from '../geometry.ts';
import { withLabelRoom } from './label-room.ts';

const SIZE = { width: 400, height: 300 };
const place = (x: number): Place => ({ x, y: 100, r: 20, label: 'full', labelWidth: 84 });

describe('withLabelRoom', () => {
  it('takes the room up to the rim', () => {
    const room = withLabelRoom(new Map([['one', place(100)]]), SIZE).get('one')?.labelRoom ?? 0;
    expect(room).toBeGreaterThan(160);
    expect(100 - room / 2).toBeGreaterThanOrEqual(0);
  });

  it('lets neighbours share what is between them', () => {
    const places = withLabelRoom(
      new Map([
        ['one', place(130)],
        ['two', place(270)],
      ]),
      SIZE,
    );
    const [one, two] = [...places.values()];
    if (one === undefined || two === undefined) throw new Error('two places');
    expect(Math.abs((one.labelRoom ?? 0) - (two.labelRoom ?? 0))).toBeLessThanOrEqual(12);
    expect(placesMeet(one, two, 0)).toBe(false);
  });

  it('tells the least room of all nodes of one size', () => {
    const places = withLabelRoom(
      new Map([
        ['one', place(50)],
        ['two', place(250)],
        ['small', { ...place(380), y: 250, r: 10 }],
      ]),
      SIZE,
    );
    const [one, two] = [...places.values()];
    expect(one?.sharedRoom).toBe(one?.labelWidth);
    expect(two?.labelRoom).toBeGreaterThan(two?.labelWidth ?? 0);
    expect(two?.sharedRoom).toBe(one?.sharedRoom);
  });
});
