import { describe, expect, it } from 'vitest';
import { duration, flagOf, optionPairs, readArguments, wholeNumber } from './arguments.ts';

describe('the arguments', () => {
  it('are words, and flags with one value each that may come again', () => {
    const given = readArguments(
      ['gossip', '--seed', '3', '--option', 'a=1', '--option', 'b=2', 'more'],
      ['seed', 'option'],
    );
    expect(given.words).toEqual(['gossip', 'more']);
    expect(given.flags.get('option')).toEqual(['a=1', 'b=2']);
    expect([flagOf(given, 'seed', '1'), flagOf(given, 'for', '60s')]).toEqual(['3', '60s']);
  });

  it('count the last of a flag that came twice', () => {
    expect(flagOf(readArguments(['--seed', '1', '--seed', '2'], ['seed']), 'seed', '')).toBe('2');
  });

  it.each([
    [['--sed', '3'], 'unknown flag --sed; there are --seed, --for'],
    [['--seed'], '--seed needs a value'],
    [['--seed', '--for', '60s'], '--seed needs a value'],
    [['--'], 'unknown flag --'],
    [['--constructor', '1'], 'unknown flag --constructor'],
  ])('%j are refused', (argv, why) => {
    expect(() => readArguments(argv, ['seed', 'for'])).toThrow(why);
  });
});

describe('the values', () => {
  it.each([
    ['250ms', 250],
    ['60s', 60_000],
    ['1.5s', 1500],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['0s', 0],
  ])('%s is %i ms', (text, ms) => {
    expect(duration(text, '--for')).toBe(ms);
  });

  it.each(['', '60', 's', '-1s', '1e3s', '1,5s', '5 s', 'NaNs', '60sec'])(
    '"%s" is no time',
    (text) => {
      expect(() => duration(text, '--for')).toThrow(
        `--for is a time as in 250ms, 60s or 2m, not "${text}"`,
      );
    },
  );

  it('reads whole numbers and nothing else', () => {
    expect(wholeNumber('0042', '--seed')).toBe(42);
    for (const text of ['', '-1', '1.5', '1e3', '0x10', ' 1', '9'.repeat(16)]) {
      expect(() => wholeNumber(text, '--seed')).toThrow(`--seed is a whole number, not "${text}"`);
    }
  });

  it('reads options as numbers, switches or text, and sets no prototype', () => {
    expect(optionPairs(['a=1', 'b=-2', 'c=true', 'd=false', 'e=x', 'f=1.5'])).toEqual({
      a: 1,
      b: -2,
      c: true,
      d: false,
      e: 'x',
      f: '1.5',
    });
    expect(() => optionPairs(['replicas'])).toThrow('--option is name=value, not "replicas"');
    const hostile = optionPairs(['__proto__=1']);
    expect(Object.keys(hostile)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});
