import { describe, expect, it } from 'vitest';
import { labelBox, placesMeet, reach, type Place, type Size } from '../geometry.ts';
import { layoutCluster, type LayoutNode } from './layout.ts';

const SIZES: readonly Size[] = [
  { width: 950, height: 560 },
  { width: 360, height: 400 },
  { width: 1400, height: 800 },
];
const COUNTS = [...Array.from({ length: 60 }, (_, index) => index + 1), 200, 1000];

function cluster(replicas: number, clients = 2, middles = 0): LayoutNode[] {
  const some = (family: LayoutNode['family'], name: string, count: number): LayoutNode[] =>
    Array.from({ length: count }, (_, index) => ({ id: `${name}-${index + 1}`, family }));
  return [
    ...some('client', 'client', clients),
    ...some('middle', 'balancer', middles),
    ...some('replica', 'replica', replicas),
  ];
}

function overlaps(places: readonly Place[]): number {
  let count = 0;
  places.forEach((one, index) => {
    for (const other of places.slice(index + 1)) if (placesMeet(one, other, 0)) count += 1;
  });
  return count;
}

function outside(places: readonly Place[], { width, height }: Size): number {
  return places.filter((place) => {
    const label = labelBox(place);
    const out = reach(place.r);
    return (
      Math.min(place.x - out, label.left) < 0 ||
      Math.max(place.x + out, label.right) > width ||
      place.y - out < 0 ||
      Math.max(place.y + out, label.bottom) > height
    );
  }).length;
}

describe('layoutCluster', () => {
  for (const size of SIZES) {
    it(`keeps nodes and labels apart and inside ${size.width}×${size.height}`, () => {
      for (const count of COUNTS) {
        for (const middles of count > 100 ? [1] : [0, 1, 3]) {
          const places = [...layoutCluster(cluster(count, 2, middles), size).values()];
          expect(places, `${count}`).toHaveLength(count + 2 + middles);
          expect(overlaps(places), `overlaps of ${count} replicas and ${middles} middles`).toBe(0);
          expect(outside(places, size), `outside of ${count} replicas and ${middles} middles`).toBe(
            0,
          );
        }
      }
    });

    it(`finds room for many clients at ${size.width}×${size.height}`, () => {
      for (let clients = 0; clients <= 40; clients += 1) {
        for (const replicas of [1, 2, 5]) {
          const places = [...layoutCluster(cluster(replicas, clients, 1), size).values()];
          expect(overlaps(places), `${clients} clients, ${replicas} replicas`).toBe(0);
          expect(outside(places, size), `${clients} clients, ${replicas} replicas`).toBe(0);
        }
      }
    });
  }

  it('writes names under twenty clients, who take less room than the replicas', () => {
    const size = { width: 950, height: 560 };
    const insets = { top: 70, right: 0, bottom: 30, left: 0 };
    for (const replicas of [5, 9, 15]) {
      const places = [...layoutCluster(cluster(replicas, 20), size, insets)];
      const clients = places.flatMap(([id, place]) => (id.startsWith('client') ? place : []));
      const others = places.flatMap(([id, place]) => (id.startsWith('client') ? [] : place));
      expect(new Set(clients.map((place) => place.label)), `${replicas} replicas`).toEqual(
        new Set(['name']),
      );
      expect(Math.max(...clients.map(({ r }) => r)), `${replicas} replicas`).toBeLessThan(
        others[0]?.r ?? 0,
      );
      const widest = Math.max(...clients.map((place) => labelBox(place).right));
      expect(widest, `${replicas} replicas`).toBeLessThan(size.width / 4);
    }
  });

  it('is reproducible', () => {
    const size = { width: 950, height: 560 };
    expect([...layoutCluster(cluster(24), size)]).toEqual([...layoutCluster(cluster(24), size)]);
  });

  it('shrinks nodes as they become more', () => {
    const radius = (count: number): number =>
      layoutCluster(cluster(count), { width: 950, height: 560 }).get('replica-1')?.r ?? 0;
    expect(radius(7)).toBeGreaterThanOrEqual(34);
    expect(radius(24)).toBeGreaterThanOrEqual(16);
    expect(radius(24)).toBeLessThanOrEqual(21);
    expect(radius(200)).toBeGreaterThanOrEqual(8);
    expect(radius(1000)).toBeGreaterThanOrEqual(4);
  });

  it('writes under few replicas and not under many', () => {
    const label = (count: number): string | undefined =>
      layoutCluster(cluster(count), { width: 950, height: 560 }).get('replica-1')?.label;
    expect(label(5)).toBe('full');
    expect(label(7)).toBe('full');
    expect(label(24)).toBe('none');
  });

  it('leaves the insets free', () => {
    const insets = { top: 60, right: 0, bottom: 30, left: 0 };
    const places = layoutCluster(cluster(24), { width: 950, height: 560 }, insets);
    for (const place of places.values()) {
      expect(place.y - reach(place.r)).toBeGreaterThanOrEqual(60);
      expect(place.y + reach(place.r)).toBeLessThanOrEqual(530);
    }
  });

  it('puts the first replica at twelve o’clock', () => {
    const places = layoutCluster(cluster(5), { width: 950, height: 560 });
    const tops = [...places].filter(([id]) => id.startsWith('replica')).map(([, { y }]) => y);
    expect(Math.min(...tops)).toBe(places.get('replica-1')?.y);
  });

  it('leaves twelve o’clock free under a balancer', () => {
    const places = layoutCluster(cluster(5, 2, 1), { width: 360, height: 400 });
    const balancer = places.get('balancer-1')?.x ?? 0;
    for (const id of ['replica-1', 'replica-5']) {
      const { x = 0, r = 0 } = places.get(id) ?? {};
      expect(Math.abs(x - balancer)).toBeGreaterThan(r);
    }
  });
});
