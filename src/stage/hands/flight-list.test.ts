import { describe, expect, it } from 'vitest';
import { soonest, spokenFlight } from './flight-list.ts';
import type { SceneFlight } from '../scene.ts';

const FLIGHT: SceneFlight = {
  id: 1,
  from: 'replica-1',
  to: 'replica-3',
  sentAt: 100,
  due: 320,
  resumedAt: null,
  family: 'gossip',
  reply: false,
  sign: null,
  epoch: 1,
  title: 'push #0',
  tag: null,
  fate: 'arrive',
  parked: null,
  heldAt: null,
};

describe('the list of flights', () => {
  it('says what a flight is and when it arrives', () => {
    expect(spokenFlight(FLIGHT, 200)).toBe(
      'push #0 from replica-1 to replica-3, arrives in 120 ms',
    );
    expect(spokenFlight({ ...FLIGHT, parked: 'held' }, 200)).toMatch(/, held$/);
  });

  it('has the soonest first', () => {
    const flights = [9, 5, 7].map((due) => ({ ...FLIGHT, id: due, due }));
    expect(soonest(flights, 2).map(({ id }) => id)).toEqual([5, 7]);
  });
});
