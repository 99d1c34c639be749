import { describe, expect, it } from 'vitest';
import { EMPTY_SCENE } from '../arrangement.ts';
import { FlightSpots } from './flight-spots.ts';
import { Tags } from './flight-tags.ts';
import type { Place } from '../geometry.ts';
import { Picturer } from './picture.ts';
import type { Scene, SceneFlight } from '../scene.ts';

const place = (x: number, y: number): Place => ({ x, y, r: 20, label: 'full', labelWidth: 84 });
const LAYOUT = new Map([
  ['replica-1', place(100, 100)],
  ['replica-2', place(500, 100)],
  ['replica-3', place(300, 60)],
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
    epoch: null,
    title: 'request',
    tag: `${id}:1`,
    fate: 'arrive',
    parked: null,
    heldAt: null,
    ...change,
  };
}

function tagsAt(
  now: number,
  flights: readonly SceneFlight[],
  nodes: Scene['nodes'] = [],
): string[] {
  const scene = { ...EMPTY_SCENE, flights, nodes };
  const picturer = new Picturer();
  picturer.reset(LAYOUT, scene, null);
  const picture = picturer.picture(scene, LAYOUT);
  const spots = new FlightSpots();
  spots.update(picture, now);
  const seen: string[] = [];
  new Tags().each(spots, picture, (tag) => seen.push(tag));
  return seen;
}

describe('tags', () => {
  it('are worn by flights that have one', () => {
    expect(tagsAt(25, [flight(1), flight(2, { tag: null, sentAt: 15 })])).toEqual(['1:1']);
  });

  it('leave room for each other: the first keeps its own', () => {
    expect(tagsAt(25, [flight(1), flight(2)])).toEqual(['1:1']);
    expect(tagsAt(60, [flight(1), flight(2, { sentAt: 40, due: 140 })])).toHaveLength(2);
  });

  it('never cover a text', () => {
    const node = { ...NODE, badge: 'a badge' };
    const crossing = flight(1, { from: 'replica-2', to: 'replica-1' });
    expect(tagsAt(50, [crossing], [node])).toEqual([]);
    expect(tagsAt(20, [crossing], [node])).toEqual(['1:1']);
  });

  it('are left off when flights crowd', () => {
    const many = Array.from({ length: 80 }, (_, id) => flight(id, { sentAt: id, due: id + 100 }));
    expect(tagsAt(90, many)).toEqual([]);
  });
});

const NODE: Scene['nodes'][number] = {
  id: 'replica-3',
  role: 'replica',
  family: 'replica',
  status: 'up',
  since: 0,
  ring: null,
  disk: null,
  epoch: null,
  label: '',
  glyph: null,
  badge: '',
  sentence: '',
  dots: [],
};
