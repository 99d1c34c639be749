import { describe, expect, test } from 'vitest';
import type { BranchReading, TimelineReading } from '../readings.ts';
import { partingTime, placeBands, placeBranches, placeMarks, scaleEnd } from './timeline-layout.ts';

type Mark = TimelineReading['marks'][number];

const same = (time: number): number => time;
const mark = (time: number, kind: Mark['kind']): Mark => ({ event: time, time, kind, title: '' });
const branch = (
  id: number,
  parent: number | null,
  forkTime: number,
  endTime: number,
  current = false,
): BranchReading => ({
  id,
  name: `branch ${id}`,
  parent,
  forkTime,
  endTime,
  current,
});

describe('the end of the scale', () => {
  test('leaves room after the newest moment', () => {
    expect(scaleEnd(2614, [])).toBe(3200);
  });

  test('does not move with every step of a growing run', () => {
    expect(scaleEnd(2700, [])).toBe(scaleEnd(2900, []));
  });

  test('takes in the longest branch', () => {
    expect(scaleEnd(2000, [branch(0, null, 0, 9000)])).toBe(10_000);
  });
});

describe('bands', () => {
  test('reach to the next one, and the last to the head', () => {
    const bands = placeBands(
      [
        { from: 0, epoch: 1, label: 'term 1' },
        { from: 100, epoch: 2, label: 'term 2' },
      ],
      300,
      same,
    );
    expect(bands.map(({ x, width, label }) => [x, width, label])).toEqual([
      [0, 100, 'term 1'],
      [100, 200, 'term 2'],
    ]);
  });

  test('have a short label, then none, as room runs out', () => {
    const label = (width: number): string | undefined =>
      placeBands([{ from: 0, epoch: 1, label: 'term 1' }], width, same)[0]?.label;
    expect([label(80), label(20), label(10)]).toEqual(['term 1', '1', '']);
  });

  test('merge into one without an epoch when there are too many to see', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      from: index,
      epoch: index,
      label: `${index}`,
    }));
    const placed = placeBands(many, 50, same);
    expect(placed.length).toBeLessThan(8);
    expect(placed.reduce((sum, { width }) => sum + width, 0)).toBe(50);
    expect(placed.some(({ epoch }) => epoch === null)).toBe(true);
  });
});

describe('marks', () => {
  test('keep the graver one where they crowd', () => {
    const placed = placeMarks([mark(100, 'good'), mark(101, 'violation'), mark(102, 'deed')], same);
    expect(placed.map(({ kind }) => kind)).toEqual(['violation']);
  });

  test('stay in order of time, with room between them', () => {
    const placed = placeMarks(
      Array.from({ length: 1000 }, (_, index) => mark(index, index % 97 === 0 ? 'fault' : 'good')),
      same,
    );
    expect(placed.length).toBeLessThanOrEqual(1000 / 9 + 1);
    expect(placed.filter(({ kind }) => kind === 'fault')).toHaveLength(11);
    expect(placed.map(({ x }) => x)).toEqual(placed.map(({ x }) => x).toSorted((a, b) => a - b));
  });
});

describe('branches', () => {
  test('part from the one on the screen where the first of the two left', () => {
    const root = branch(0, null, 0, 900);
    const early = branch(1, 0, 300, 800);
    const late = branch(2, 0, 600, 700, true);
    const all = [root, early, late];
    expect(partingTime(all, root, late)).toBe(600);
    expect(partingTime(all, early, late)).toBe(300);
    expect(partingTime(all, late, early)).toBe(300);
    expect(partingTime(all, late, root)).toBe(600);
  });

  test('share a lane only where they do not touch', () => {
    const placed = placeBranches(
      [
        branch(0, null, 0, 900, true),
        branch(1, 0, 10, 40),
        branch(2, 0, 30, 60),
        branch(3, 0, 400, 500),
      ],
      same,
      1000,
    );
    expect(placed.map(({ branch: { id }, lane }) => [id, lane])).toEqual([
      [1, 0],
      [2, 1],
      [3, 0],
    ]);
  });
});
