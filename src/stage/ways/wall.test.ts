import { describe, expect, it } from 'vitest';
import { reach, type Place } from '../geometry.ts';
import { withLabelRoom } from '../layout/label-room.ts';
import { layoutCluster, NO_INSETS } from '../layout/layout.ts';
import { buildWall, wallLabelBox } from './wall.ts';

const SIZE = { width: 950, height: 560 };
const place = (x: number, y: number): Place => ({ x, y, r: 20, label: 'none', labelWidth: 0 });

describe('buildWall', () => {
  it('stands midway between two nodes', () => {
    const wall = buildWall([[place(200, 280)], [place(700, 280)]], SIZE, NO_INSETS, []);
    expect(wall.lines).toHaveLength(1);
    for (const { x } of wall.lines[0] ?? []) expect(Math.abs(x - 450)).toBeLessThan(6);
    expect(wall.crossing((part) => ({ x: 200 + 500 * part, y: 280 }))).toBeCloseTo(0.5, 1);
  });

  it('reaches from rim to rim between two arcs of a ring', () => {
    const nodes = Array.from({ length: 24 }, (_, index) => ({
      id: `replica-${index + 1}`,
      family: 'replica' as const,
    }));
    const places = [...layoutCluster(nodes, SIZE).values()];
    const wall = buildWall([places.slice(0, 12), places.slice(12)], SIZE, NO_INSETS, places);
    expect(wall.lines).toHaveLength(1);
    const heights = (wall.lines[0] ?? []).map(({ y }) => y);
    expect(Math.min(...heights)).toBeLessThan(10);
    expect(Math.max(...heights)).toBeGreaterThan(550);
  });

  it('goes around a node that is alone', () => {
    const ring = [place(300, 100), place(600, 100), place(600, 400), place(300, 400)];
    const wall = buildWall([ring, [place(450, 250)]], SIZE, NO_INSETS, []);
    expect(wall.lines).toHaveLength(1);
    const line = wall.lines[0] ?? [];
    expect(line[0]).toEqual(line.at(-1));
  });

  it('stays near a server between others, however empty the stage is beyond it', () => {
    const nodes = [
      ...['client-1', 'client-2'].map((id) => ({ id, family: 'client' as const })),
      ...[1, 2, 3, 4, 5].map((at) => ({ id: `server-${at}`, family: 'replica' as const })),
    ];
    const insets = { top: 70, right: 0, bottom: 30, left: 0 };
    const layout = withLabelRoom(layoutCluster(nodes, SIZE, insets), SIZE);
    const others = [...layout].flatMap(([id, other]) => (id === 'server-5' ? [] : other));
    const alone = layout.get('server-5');
    if (alone === undefined) throw new Error('server-5 is on the stage');
    const { lines } = buildWall([[alone], others], SIZE, insets, layout.values());
    expect(lines).toHaveLength(1);
    const ring = reach(alone.r);
    for (const { x, y } of lines[0] ?? []) {
      expect(Math.hypot(x - alone.x, y - alone.y)).toBeGreaterThan(ring);
      expect(y).toBeGreaterThan(alone.y - ring - 90);
    }
  });

  it('holds a surrounded group together when it draws in around it', () => {
    const pair = [place(400, 250), place(560, 250)];
    const ring = Array.from({ length: 8 }, (_, at) =>
      place(
        480 + 260 * Math.cos((at / 8) * 2 * Math.PI),
        250 + 180 * Math.sin((at / 8) * 2 * Math.PI),
      ),
    );
    expect(buildWall([ring, pair], SIZE, NO_INSETS, []).lines).toHaveLength(1);
  });

  it('parts three groups', () => {
    const wall = buildWall(
      [[place(200, 100)], [place(700, 100)], [place(450, 500)]],
      SIZE,
      NO_INSETS,
      [],
    );
    expect(wall.lines.length).toBe(3);
  });

  it('is a half where it is not crossed', () => {
    const wall = buildWall([[place(200, 280)], [place(700, 280)]], SIZE, NO_INSETS, []);
    expect(wall.crossing((part) => ({ x: 200 + 10 * part, y: 280 }))).toBe(0.5);
  });

  it('never cuts its label off, even where there is no free spot for it', () => {
    const size = { width: 390, height: 300 };
    const crowd = Array.from({ length: 60 }, (_, at) =>
      place((at % 10) * 42, Math.floor(at / 10) * 55),
    );
    const insets = { top: 0, right: 0, bottom: 0, left: 0 };
    const { label } = buildWall([[place(4, 10)], [place(40, 290)]], size, insets, crowd);
    const { left, right } = wallLabelBox(label);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(size.width);
  });

  it('keeps its label beside itself', () => {
    const level = [[place(475, 120)], [place(475, 440)]];
    const { lines, label } = buildWall(level, SIZE, NO_INSETS, []);
    const { left, right, top, bottom } = wallLabelBox(label);
    const covered = lines
      .flat()
      .filter(({ x, y }) => x > left && x < right && y > top && y < bottom);
    expect(covered).toEqual([]);
  });

  it('keeps its label out of the insets', () => {
    const insets = { top: 60, right: 0, bottom: 120, left: 0 };
    const { label } = buildWall([[place(200, 280)], [place(700, 280)]], SIZE, insets, []);
    expect(label.y).toBeLessThan(SIZE.height - 120);
    expect(label.y).toBeGreaterThan(60);
  });
});
