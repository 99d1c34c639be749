import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append, at, EMPTY_SEQUENCE, replace, type Sequence, take, toArray } from './sequence.ts';

const build = (length: number): Sequence<number> => {
  let sequence: Sequence<number> = EMPTY_SEQUENCE;
  for (let item = 0; item < length; item += 1) sequence = append(sequence, item);
  return sequence;
};
const upTo = (length: number): number[] => Array.from({ length }, (_, index) => index);

describe('a sequence', () => {
  it('holds what was appended, over the edges of its chunks', () => {
    for (const length of [0, 1, 63, 64, 65, 127, 128, 129, 1000, 4096, 4160, 4161, 10_000]) {
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

  it('behaves like an array under any mix of appends, replacements and cuts, and leaves older ones as they were', () => {
    const step = fc.tuple(fc.constantFrom('append', 'replace', 'take'), fc.nat({ max: 9000 }));
    const lengths = fc.constantFrom(0, 60, 64, 130, 4095, 4160, 8300);
    fc.assert(
      fc.property(lengths, fc.array(step, { maxLength: 40 }), (length, steps) => {
        let sequence = build(length);
        let model = upTo(length);
        const older: (readonly [Sequence<number>, readonly number[]])[] = [];
        for (const [what, value] of steps) {
          older.push([sequence, model]);
          if (what === 'take') {
            sequence = take(sequence, value);
            model = model.slice(0, value);
          } else if (what === 'append' || model.length === 0) {
            sequence = append(sequence, value);
            model = [...model, value];
          } else {
            sequence = replace(sequence, value % model.length, value);
            model = model.with(value % model.length, value);
          }
        }
        for (const [one, expected] of [...older, [sequence, model] as const]) {
          expect([one.length, toArray(one)]).toEqual([expected.length, expected]);
        }
        // However it came about, an equal list is an equal sequence.
        expect(sequence).toEqual(model.reduce<Sequence<number>>(append, EMPTY_SEQUENCE));
      }),
      { numRuns: 50 },
    );
  });

  it('shares its chunks with what came of it', () => {
    const older = build(200);
    const newer = replace(append(older, 200), 5, -1);
    const chunksOf = ({ chunks }: Sequence<number>) => (chunks === null ? [] : toArray(chunks));
    expect(chunksOf(newer)[1]).toBe(chunksOf(older)[1]);
    expect(chunksOf(newer)[0]).not.toBe(chunksOf(older)[0]);
    expect(append(older, 200).chunks).toBe(older.chunks);
  });

  it('takes none of less than nothing', () => {
    for (const length of [0, -1]) expect(take(build(100), length)).toBe(EMPTY_SEQUENCE);
  });

  it('survives JSON', () => {
    const sequence = build(130);
    expect(JSON.parse(JSON.stringify(sequence))).toEqual(sequence);
  });

  it.each([-1, 3, 64, Number.NaN])('refuses to replace element %d of three', (index) => {
    expect(() => replace(build(3), index, 0)).toThrow(`no element ${index} in a sequence of 3`);
  });
});
