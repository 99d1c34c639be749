import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fingerprint, fingerprint } from './hash.ts';

/** The same data with the fields of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, field]) => [name, reversed(field)]),
  );
}

/** What JSON can say; -0 is left out, since JSON writes it as 0. */
const plain = fc
  .jsonValue({ noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

describe('a fingerprint', () => {
  it('is this one on every engine', () => {
    expect(fingerprint({ b: [1, -2, 3.5, null, true], a: 'é😀', c: {} })).toBe('00fdc0e583a3d94c');
  });

  it('does not depend on the order of fields', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(fingerprint(reversed(value))).toBe(fingerprint(value));
      }),
    );
  });

  it('is the same after a journey through JSON', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(fingerprint(JSON.parse(JSON.stringify(value)))).toBe(fingerprint(value));
      }),
    );
  });

  it('tells different data apart', () => {
    const different: unknown[] = [
      null,
      true,
      false,
      0,
      1,
      -1,
      1.5,
      -1.5,
      2 ** 32,
      2 ** 33,
      -(2 ** 32),
      2 ** 53,
      1e300,
      NaN,
      Infinity,
      '',
      '0',
      '1',
      '1.5',
      '#1.5',
      'NaN',
      'null',
      [],
      {},
      [[]],
      [{}],
      [null],
      [0],
      [0, 0],
      [[0], 0],
      [0, [0]],
      ['ab'],
      ['a', 'b'],
      { a: 1 },
      { a: 2 },
      { b: 1 },
      { a: { b: 1 } },
      { a: 1, b: 1 },
      [['a', 1]],
      { a: null },
      'a',
      'b',
      'ab',
      'ba',
      '\u0000',
      '\u0000\u0000',
    ];
    expect(new Set(different.map((value) => fingerprint(value))).size).toBe(different.length);
  });

  it('counts a field that is undefined as absent, and -0 as 0, as JSON does', () => {
    expect(fingerprint({ a: 1, b: undefined })).toBe(fingerprint({ a: 1 }));
    expect(fingerprint([-0])).toBe(fingerprint([0]));
  });

  it('feels a change of one character anywhere in a long text', () => {
    const text = 'x'.repeat(500);
    const prints = Array.from({ length: 500 }, (_, index) =>
      fingerprint(`${text.slice(0, index)}y${text.slice(index + 1)}`),
    );
    expect(new Set([...prints, fingerprint(text)]).size).toBe(501);
  });

  it('depends on the order in which values are added', () => {
    const one = new Fingerprint().add(1).add(2).hex();
    const other = new Fingerprint().add(2).add(1).hex();
    expect(one).not.toBe(other);
    expect(one).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([() => 0, Symbol('s'), 1n])('refuses what is no plain data (%s)', (value) => {
    expect(() => fingerprint(value)).toThrow(/^no fingerprint of a (function|symbol|bigint)$/);
  });
});
