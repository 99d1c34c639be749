import { describe, expect, it } from 'vitest';
import { EMPTY_SCENE } from '../arrangement.ts';
import { circleMeetsBox, labelBox, boxesMeet, reach, roomIn } from '../geometry.ts';
import { layoutCluster, NO_INSETS } from '../layout/layout.ts';
import { outlineShape } from './outline-shape.ts';
import { placeOutlines } from './outlines.ts';
import type { Scene } from '../scene.ts';
import { QUIET } from '../tone.ts';

const SIZE = { width: 950, height: 560 };
const ROOM = roomIn(SIZE, NO_INSETS);
const ids = Array.from({ length: 5 }, (_, index) => `replica-${index + 1}`);
const LAYOUT = layoutCluster(
  ids.map((id) => ({ id, family: 'replica' as const })),
  SIZE,
);
const TWO: Scene['outlines'] = [
  { id: 'one', title: 'first quorum', members: ids.slice(0, 3), epoch: 3 },
  { id: 'other', title: 'second quorum', members: ids.slice(2), epoch: null },
];

function place(outlines: Scene['outlines']): ReturnType<typeof placeOutlines> {
  return placeOutlines({ ...EMPTY_SCENE, outlines }, LAYOUT, ROOM, null);
}

describe('placeOutlines', () => {
  it('tints each by its epoch', () => {
    expect(place(TWO).map(({ tone }) => tone)).toEqual([2, QUIET]);
  });

  it('writes titles where they cover no node, no text, no outline and no other title', () => {
    const boxes = place(TWO).flatMap(({ titleBox }) => titleBox ?? []);
    const [one, other] = boxes;
    if (one === undefined || other === undefined) throw new Error('two titles');
    expect(boxesMeet(one, other)).toBe(false);
    const fields = TWO.map(({ members }, level) => outlineShape(members, level, LAYOUT)?.field);
    for (const box of boxes) {
      for (const node of LAYOUT.values()) {
        expect(circleMeetsBox(node.x, node.y, reach(node.r), box)).toBe(false);
        expect(boxesMeet(labelBox(node), box)).toBe(false);
      }
      for (const field of fields) expect(field?.(box.left, box.top)).toBeGreaterThan(0);
    }
  });

  it('writes no title where there is no room', () => {
    const [long] = place([{ id: 'one', title: 'x'.repeat(200), members: ids, epoch: 1 }]);
    expect(long?.titleBox).toBeNull();
    expect(long?.lines.length).toBeGreaterThan(0);
  });
});
