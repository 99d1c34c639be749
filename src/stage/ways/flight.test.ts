import { describe, expect, it } from 'vitest';
import {
  burstProgress,
  flightProgress,
  isDoomed,
  isWaiting,
  laneBetween,
  LOST_AT,
  NO_BARRIER,
  pointOnLane,
  waitingProgress,
  type Heading,
} from './flight.ts';
import type { Place } from '../geometry.ts';
import type { SceneBurst, SceneFlight } from '../scene.ts';

const PLAIN: SceneFlight = {
  id: 1,
  from: 'replica-1',
  to: 'replica-2',
  sentAt: 100,
  due: 200,
  resumedAt: null,
  family: 'data',
  reply: false,
  sign: null,
  epoch: 1,
  title: 'Append',
  tag: null,
  fate: 'arrive',
  parked: null,
  heldAt: null,
};
const PARTED = { wall: 0.4, blocked: true, blockedSince: 150 };
const place = (x: number, y: number, r = 20): Place => ({ x, y, r, label: 'none', labelWidth: 0 });
const heading = (): Heading => ({ x: 0, y: 0, ux: 0, uy: 0 });

describe('flightProgress', () => {
  it('goes evenly from sender to receiver', () => {
    expect([50, 100, 150, 200, 900].map((now) => flightProgress(PLAIN, now, NO_BARRIER))).toEqual([
      -1, 0, 0.5, 1, 1,
    ]);
  });

  it('arrives at once when it takes no time', () => {
    expect(flightProgress({ ...PLAIN, due: 100 }, 100, NO_BARRIER)).toBe(1);
  });

  it('ends before the receiver when it will be lost', () => {
    const lost = { ...PLAIN, fate: 'chance' } as const;
    expect(flightProgress(lost, 200, NO_BARRIER)).toBeCloseTo(LOST_AT);
    expect(isDoomed(lost, 160)).toBe(false);
    expect(isDoomed(lost, 175)).toBe(true);
    expect(isDoomed(PLAIN, 199)).toBe(false);
  });

  it('ends at the wall when it was sent into a cut', () => {
    expect(flightProgress({ ...PLAIN, fate: 'cut' }, 200, PARTED)).toBeCloseTo(0.4);
  });

  it('turns to the wall without a jump when the partition comes while it flies', () => {
    expect(flightProgress(PLAIN, 150, PARTED)).toBeCloseTo(0.5);
    expect(flightProgress(PLAIN, 151, PARTED)).toBeCloseTo(0.498);
    expect(flightProgress(PLAIN, 200, PARTED)).toBeCloseTo(0.4);
  });

  it('waits where it is parked', () => {
    expect(flightProgress({ ...PLAIN, parked: 'cut' }, 500, PARTED)).toBe(0.4);
    expect(flightProgress({ ...PLAIN, parked: 'frozen' }, 500, NO_BARRIER)).toBe(1);
    expect(flightProgress({ ...PLAIN, parked: 'held', heldAt: 130 }, 500, NO_BARRIER)).toBeCloseTo(
      0.3,
    );
  });

  it('flies the second half after a cut has healed', () => {
    const resumed = { ...PLAIN, resumedAt: 300, due: 400 };
    expect(flightProgress(resumed, 300, NO_BARRIER)).toBe(0.5);
    expect(flightProgress(resumed, 350, NO_BARRIER)).toBe(0.75);
    expect(flightProgress(resumed, 400, NO_BARRIER)).toBe(1);
  });
});

describe('lanes', () => {
  it('keep opposite directions apart', () => {
    const there = pointOnLane(laneBetween(place(0, 0), place(300, 0)), 0.5, heading());
    const back = pointOnLane(laneBetween(place(300, 0), place(0, 0)), 0.5, heading());
    expect(there.x).toBeCloseTo(150);
    expect(there.y - back.y).toBeGreaterThan(14);
    expect(there.ux).toBeCloseTo(1);
    expect(back.ux).toBeCloseTo(-1);
  });

  it('run from rim to rim', () => {
    const lane = laneBetween(place(0, 0), place(300, 0));
    expect(pointOnLane(lane, 0, heading()).x).toBeGreaterThan(20);
    expect(pointOnLane(lane, 1, heading()).x).toBeLessThan(280);
  });

  it('have finite points from a node to itself and between nodes that touch', () => {
    for (const lane of [
      laneBetween(place(5, 5), place(5, 5)),
      laneBetween(place(0, 0), place(2, 0)),
    ]) {
      expect(Object.values(pointOnLane(lane, 0.3, heading())).every(Number.isFinite)).toBe(true);
    }
  });

  it('queue what waits', () => {
    expect(waitingProgress(1, 0, 130)).toBe(1);
    expect(waitingProgress(1, 2, 130)).toBeCloseTo(0.8);
    expect(waitingProgress(1, 50, 130)).toBe(0);
    expect(isWaiting({ ...PLAIN, parked: 'frozen' }, 0)).toBe(true);
    expect(isWaiting(PLAIN, 200)).toBe(true);
    expect(isWaiting(PLAIN, 199)).toBe(false);
  });
});

describe('burstProgress', () => {
  const burst: SceneBurst = {
    id: 1,
    from: 'replica-1',
    to: 'replica-2',
    at: 150,
    family: 'data',
    epoch: 1,
    reason: 'cut',
    sentAt: 100,
    due: 200,
  };
  it('is where the flight ended', () => {
    expect(burstProgress(burst, PARTED)).toBe(0.4);
    expect(burstProgress({ ...burst, reason: 'down' }, PARTED)).toBe(1);
    expect(burstProgress({ ...burst, reason: 'chance' }, PARTED)).toBe(LOST_AT);
    expect(burstProgress({ ...burst, reason: 'hand' }, PARTED)).toBe(0.5);
    expect(burstProgress({ ...burst, reason: 'hand', sentAt: 140, due: 180 }, PARTED)).toBe(0.25);
  });
});
