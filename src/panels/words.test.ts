import { expect, test } from 'vitest';
import { completeVerb } from './console/completion.ts';
import { PROTOCOL } from './fixtures/parts.ts';
import { formatLatency, formatNodes, formatSpan, formatSpeed, weather } from './format.ts';
import { epochColour } from './look.ts';
import { SPEEDS, speedAt, speedStop } from './timeline/speed.ts';

test('spans are as short as they can be said', () => {
  expect([0, 0.4, 41, 999, 1250, 61_000].map((ms) => formatSpan(ms))).toEqual([
    '0 ms',
    '400 µs',
    '41 ms',
    '999 ms',
    '1.25 s',
    '61 s',
  ]);
});

test('speeds are fractions below true speed', () => {
  expect([0.001, 0.04, 1, 100].map(formatSpeed)).toEqual(['1/1000', '1/25', '1×', '100×']);
});

test('a latency without a range has one number', () => {
  expect([formatLatency([10, 15]), formatLatency([5, 5])]).toEqual(['10–15 ms', '5 ms']);
});

test('neighbours of one role are joined', () => {
  const ids = ['client-1', 'replica-1', 'replica-2', 'replica-3', 'replica-7', 'replica-8'];
  expect(formatNodes(ids)).toBe('client-1, replica-1 to 3, replica-7, replica-8');
});

test('a partition goes before every other weather', () => {
  const base = { latencyMs: [1, 2], lossPercent: 20, duplicatePercent: 0 } as const;
  expect([weather(base, true), weather(base, false)]).toEqual(['split', 'stormy']);
});

test('epochs have eight hues in a cycle', () => {
  expect([1, 8, 9, 0, null].map(epochColour)).toEqual([
    'var(--epoch-1)',
    'var(--epoch-8)',
    'var(--epoch-1)',
    'var(--epoch-8)',
    'var(--ink-3)',
  ]);
});

test('the dial of speeds ends at its ends', () => {
  expect(speedAt(-1)).toBe(SPEEDS[0]);
  expect(speedAt(99)).toBe(100);
  expect(speedStop(0.9)).toBe(speedStop(1));
});

test('a verb is completed as far as all that match agree', () => {
  const spec = {
    ...PROTOCOL.log.console,
    commands: ['deposit', 'delete', 'get'].map((verb) => ({ verb, usage: verb, help: '' })),
  };
  expect(['d', 'dep', 'x', 'get ', ''].map((text) => completeVerb(spec, text))).toEqual([
    'de',
    'deposit ',
    'x',
    'get ',
    '',
  ]);
});
