import { describe, expect, it } from 'vitest';
import { doorAnchors, layoutDoors, ROW, shortTitle, spokenDoor, type Slab } from './doors.ts';
import { boxesMeet, circleMeetsBox, reach, type Box, type Size } from '../geometry.ts';
import { layoutCluster, type Layout, type LayoutNode } from './layout.ts';
import type { SceneDoor } from '../scene.ts';

const DESK: Size = { width: 990, height: 560 };
const PHONE: Size = { width: 390, height: 310 };

function cluster(replicas: number): LayoutNode[] {
  return [
    { id: 'client-1', family: 'client' },
    { id: 'balancer-1', family: 'middle' },
    ...Array.from({ length: replicas }, (_, index): LayoutNode => ({
      id: `replica-${index + 1}`,
      family: 'replica',
    })),
  ];
}

function door(id: number, node: string, kind: SceneDoor['kind'] = 'message'): SceneDoor {
  return {
    id,
    node,
    kind,
    from: kind === 'message' ? 'replica-2' : null,
    family: 'gossip',
    reply: false,
    epoch: 1,
    title: `push #${id}`,
    reason: null,
  };
}

/** Eight messages and three timers at every node. */
function crowded(layout: Layout): SceneDoor[] {
  return [...layout.keys()].flatMap((node, index) =>
    Array.from({ length: 11 }, (_, at) =>
      door(index * 11 + at, node, at < 8 ? 'message' : 'timer'),
    ),
  );
}

function boxOf({ x, y, width }: Slab): Box {
  return { left: x, top: y, right: x + width, bottom: y + ROW };
}

describe('layoutDoors', () => {
  for (const [name, size] of [
    ['a desk', DESK],
    ['a phone', PHONE],
  ] as const) {
    it(`keeps targets apart, off the nodes and inside at 7 replicas on ${name}`, () => {
      const layout = layoutCluster(cluster(7), size);
      const { slabs } = layoutDoors(crowded(layout), doorAnchors(layout, size), layout);
      expect(new Set(slabs.map((slab) => slab.door.node)).size).toBe(layout.size);
      slabs.forEach((slab, index) => {
        const box = boxOf(slab);
        expect(Math.min(slab.width, ROW)).toBeGreaterThanOrEqual(24);
        expect(box.left >= 0 && box.top >= 0).toBe(true);
        expect(box.right <= size.width && box.bottom <= size.height).toBe(true);
        for (const other of slabs.slice(index + 1))
          expect(boxesMeet(box, boxOf(other))).toBe(false);
        for (const { x, y, r } of layout.values()) {
          expect(circleMeetsBox(x, y, reach(r), box)).toBe(false);
        }
      });
    });
  }

  it('stacks in due order and tells how many more wait', () => {
    const layout = layoutCluster(cluster(3), DESK);
    const anchors = doorAnchors(layout, DESK);
    const roomy = [...anchors].find(([, { block }]) => block.rows === 4)?.[0];
    const doors = crowded(layout).filter(({ node }) => node === roomy);
    const { slabs, rests } = layoutDoors(doors, anchors, layout);
    const stack = slabs.filter(({ shape }) => shape === 'slab');
    expect(stack.map((slab) => slab.door.id)).toEqual(doors.slice(0, 4).map(({ id }) => id));
    expect(stack.every(({ y }, at) => at === 0 || y > (stack[at - 1]?.y ?? 0))).toBe(true);
    expect(slabs.filter(({ shape }) => shape === 'glass')).toHaveLength(2);
    expect(rests.map(({ text }) => text)).toEqual(['+5']);
  });

  it('is but a count at each node in a crowd', () => {
    const layout = layoutCluster(cluster(100), DESK);
    const { slabs, rests } = layoutDoors(crowded(layout), new Map(), layout);
    expect(slabs).toEqual([]);
    expect(rests).toHaveLength(layout.size);
    expect(rests[0]?.text).toBe('11');
  });
});

describe('the text of a slab', () => {
  it('keeps the number of its title', () => {
    expect(shortTitle('push #0', 10)).toBe('push #0');
    expect(shortTitle('push entry #12', 10)).toBe('push #12');
    expect(shortTitle('push #12', 4)).toBe('#12');
    expect(shortTitle('heartbeat', 4)).toBe('hear');
  });

  it('says what a press does', () => {
    expect(spokenDoor(door(3, 'replica-1'))).toBe('At replica-1: deliver push #3 from replica-2');
    expect(spokenDoor({ ...door(3, 'replica-1'), reason: 'it is cut' })).toContain('it is cut');
  });
});
