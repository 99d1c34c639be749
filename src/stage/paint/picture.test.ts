import { describe, expect, it } from 'vitest';
import { EMPTY_SCENE } from '../arrangement.ts';
import type { Place } from '../geometry.ts';
import { eachFlight } from './flight-spots.ts';
import { Picturer, type Picture } from './picture.ts';
import type { Scene, SceneFlight } from '../scene.ts';
import { CLIENT, epochTone, flightTone, QUIET } from '../tone.ts';

const place = (x: number, y: number): Place => ({ x, y, r: 20, label: 'none', labelWidth: 0 });
const LAYOUT = new Map([
  ['replica-1', place(100, 100)],
  ['replica-2', place(400, 100)],
]);

function flight(id: number, change: Partial<SceneFlight> = {}): SceneFlight {
  return {
    id,
    from: 'replica-1',
    to: 'replica-2',
    sentAt: 0,
    due: 100,
    resumedAt: null,
    family: 'data',
    reply: false,
    sign: null,
    epoch: 2,
    title: 'Append',
    tag: null,
    fate: 'arrive',
    parked: null,
    heldAt: null,
    ...change,
  };
}

function pictureOf(change: Partial<Scene>): Picture {
  const scene = { ...EMPTY_SCENE, ...change };
  const picturer = new Picturer();
  picturer.reset(LAYOUT, scene, null);
  return picturer.picture(scene, LAYOUT);
}

function placesAt(picture: Picture, now: number): number[] {
  const places: number[] = [];
  eachFlight(picture, now, (_, { x }) => places.push(x));
  return places;
}

describe('a picture', () => {
  it('collapses more than thirty flights of one direction into a ribbon', () => {
    const many = Array.from({ length: 31 }, (_, id) => flight(id));
    const back = flight(99, { from: 'replica-2', to: 'replica-1' });
    const picture = pictureOf({ flights: [...many, back] });
    expect(picture.ribbons.map(({ count }) => count)).toEqual([31]);
    expect(placesAt(picture, 50)).toHaveLength(1);
  });

  it('leaves out flights between nodes that are not there', () => {
    expect(placesAt(pictureOf({ flights: [flight(1, { to: 'replica-9' })] }), 50)).toEqual([]);
  });

  it('queues what waits at a door, and again in the next frame', () => {
    const waiting = [1, 2, 3].map((id) => flight(id, { parked: 'frozen' }));
    const picture = pictureOf({ flights: waiting });
    const places = placesAt(picture, 500);
    expect(places[0]).toBeGreaterThan(places[1] ?? Infinity);
    expect(places[1]).toBeGreaterThan(places[2] ?? Infinity);
    expect(placesAt(picture, 500)).toEqual(places);
  });

  it('stops flights at a cut link', () => {
    const cuts = [['replica-1', 'replica-2']] as const;
    const [x = 0] = placesAt(pictureOf({ flights: [flight(1)], cuts }), 90);
    expect(x).toBeCloseTo(250);
  });
});

describe('tones', () => {
  it('cycle through eight hues, also below one', () => {
    expect([1, 8, 9, 0, -1].map(epochTone)).toEqual([0, 7, 0, 7, 6]);
    expect(epochTone(null)).toBe(QUIET);
    expect(flightTone({ epoch: null, family: 'client' })).toBe(CLIENT);
  });
});
