import { describe, expect, it } from 'vitest';
import { labelBox, reach, type Place } from '../geometry.ts';
import { layoutCluster, type Layout } from '../layout/layout.ts';
import { levelsOf, outlineShape, type Field, type OutlineShape } from './outline-shape.ts';

const SIZES = [
  { width: 950, height: 560 },
  { width: 390, height: 400 },
];

function ring(count: number, size = SIZES[0]): Layout {
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: `replica-${index + 1}`,
    family: 'replica' as const,
  }));
  return layoutCluster(nodes, size ?? { width: 950, height: 560 });
}

function shapeOf(group: readonly string[], layout: Layout, level = 0): OutlineShape {
  const shape = outlineShape(group, level, layout);
  if (shape === null) throw new Error('nobody of the group is there');
  return shape;
}

/** Every choice of members out of `count`. */
function groups(count: number): string[][] {
  return Array.from({ length: 2 ** count - 1 }, (_, bits) =>
    Array.from({ length: count }, (__, index) => `replica-${index + 1}`).filter(
      (___, index) => ((bits + 1) >> index) % 2 === 1,
    ),
  );
}

/** The least and the greatest distance to the outline from the rim of a node. */
function rim({ x, y, r }: Place, field: Field): { readonly least: number; readonly most: number } {
  const distances = Array.from({ length: 12 }, (_, turn) => {
    const angle = (turn / 12) * 2 * Math.PI;
    return field(x + Math.cos(angle) * reach(r), y + Math.sin(angle) * reach(r));
  });
  return { least: Math.min(...distances), most: Math.max(...distances) };
}

describe('outlineShape', () => {
  for (const size of SIZES) {
    it(`holds its members whole and nobody else at ${size.width}×${size.height}`, () => {
      for (const count of [3, 5, 7]) {
        const layout = ring(count, size);
        for (const group of groups(count)) {
          const { field } = shapeOf(group, layout);
          const rims = [...layout].map(([id, place]) => ({ id, ...rim(place, field) }));
          const wholly = rims.filter(({ most }) => most < 0).map(({ id }) => id);
          const partly = rims.filter(({ least }) => least < 0).map(({ id }) => id);
          expect(wholly).toEqual(group);
          expect(partly).toEqual(group);
        }
      }
    });
  }

  it('is one line around all members, however they are spread', () => {
    for (const count of [3, 5, 9]) {
      const layout = ring(count);
      // Of the hundreds of groups among nine, one in seven.
      for (const group of groups(count).filter((_, at) => count < 9 || at % 7 === 0)) {
        const { lines } = shapeOf(group, layout);
        expect(lines.length, `group ${group.join()}`).toBeGreaterThan(0);
        for (const line of lines) expect(line[0], `group ${group.join()}`).toEqual(line.at(-1));
        expect(areJoined(group, layout), `group ${group.join()}`).toBe(true);
      }
    }
  });

  it('passes over nothing that is written under others', () => {
    const layout = ring(15);
    const texts = new Map([...layout].map(([id, place]) => [id, labelBox(place)]));
    for (const group of [
      ['replica-13', 'replica-1'],
      ['replica-1', 'replica-3'],
    ]) {
      const { lines } = outlineShape(group, 0, layout, texts) ?? { lines: [] };
      const strangers = [...texts].flatMap(([id, box]) => (group.includes(id) ? [] : box));
      const covered = lines
        .flat()
        .filter(({ x, y }) =>
          strangers.some(
            ({ left, right, top, bottom }) => x > left && x < right && y > top && y < bottom,
          ),
        );
      expect(lines, `group ${group.join()}`).toHaveLength(1);
      expect(covered, `group ${group.join()}`).toEqual([]);
    }
  });

  it('keeps further off at each level', () => {
    const layout = ring(5);
    const [near, far] = [0, 1].map((level) => shapeOf(['replica-1', 'replica-2'], layout, level));
    for (const { x, y } of near?.lines.flat() ?? []) expect(far?.field(x, y)).toBeLessThan(-3);
  });

  it('leaves out who is not on the stage', () => {
    expect(outlineShape(['replica-9'], 0, ring(3))).toBeNull();
    expect(shapeOf(['replica-9', 'replica-1'], ring(3)).lines).toHaveLength(1);
  });
});

/** Whether one can walk inside the outline from the first member to every other, in steps of six pixels. */
function areJoined(group: readonly string[], layout: Layout): boolean {
  const { field } = shapeOf(group, layout);
  const cells = group.map((id) => {
    const place = layout.get(id);
    return place === undefined ? '' : `${Math.round(place.x / 6)} ${Math.round(place.y / 6)}`;
  });
  const seen = new Set(cells.slice(0, 1));
  for (const cell of seen) {
    const [x = 0, y = 0] = cell.split(' ').map(Number);
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const next = `${x + dx} ${y + dy}`;
      if (!seen.has(next) && field((x + dx) * 6, (y + dy) * 6) < 0) seen.add(next);
    }
  }
  return cells.every((cell) => seen.has(cell));
}

describe('levelsOf', () => {
  it('parts groups that share a member, and no others', () => {
    expect(levelsOf([['a', 'b'], ['c'], ['b', 'c'], ['a', 'c']])).toEqual([0, 0, 1, 2]);
    expect(levelsOf([])).toEqual([]);
  });
});
