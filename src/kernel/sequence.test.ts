import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append, at, EMPTY_SEQUENCE, replace, type Sequence, toArray } from './sequence.ts';

const build = (length: number): Sequence<number> => {
  let sequence: Sequence<number> = EMPTY_SEQUENCE;
  for (let item = 0; item < length; item += 1) sequence = append(sequence, item);
  return sequence;
};
const upTo = (length: number): number[] => Array.from({ length }, (_, index) => index);

describe('a sequence', () => {
  it('holds what was appended, over the edges of its chunks', () => {
    for (const length of [0, 1, 63, 64, 65, 127, 128, 129, 1000]) {
      const sequence = build(length);
      expect(sequence.length).toBe(length);
      expect(toArray(sequence)).toEqual(upTo(length));
      expect(upTo(length).map((index) => at(sequence, index))).toEqual(upTo(length));
    }
  });

  it('has nothing outside', () => {
    for (const index of [-1, 70, 128, 1e9]) expect(at(build(70), index)).toBeUndefined();
    expect(at(EMPTY_SEQUENCE, 0)).toBeUndefined();
  });

  it('behaves like an array under any mix of appends and replacements', () => {
    const step = fc.tuple(fc.boolean(), fc.nat());
    fc.assert(
      fc.property(fc.nat({ max: 150 }), fc.array(step, { maxLength: 50 }), (length, steps) => {
        let sequence = build(length);
        let model = upTo(length);
        for (const [isAppend, value] of steps) {
          const index = model.length === 0 ? 0 : value % model.length;
          if (isAppend || model.length === 0) {
            sequence = append(sequence, value);
            model = [...model, value];
          } else {
            sequence = replace(sequence, index, value);
            model = model.with(index, value);
          }
        }
        expect(toArray(sequence)).toEqual(model);
      }),
    );
  });

  it('leaves the older sequence as it was and shares its chunks', () => {
    const older = Object.freeze(build(200));
    const newer = replace(append(older, 200), 5, -1);
    expect(toArray(older)).toEqual(upTo(200));
    expect(newer.chunks[1]).toBe(older.chunks[1]);
    expect(newer.chunks[0]).not.toBe(older.chunks[0]);
  });

  it('survives JSON', () => {
    const sequence = build(130);
    expect(JSON.parse(JSON.stringify(sequence))).toEqual(sequence);
  });

  it.each([-1, 3, 64, Number.NaN])('refuses to replace element %d of three', (index) => {
    expect(() => replace(build(3), index, 0)).toThrow(`no element ${index} in a sequence of 3`);
  });
});
