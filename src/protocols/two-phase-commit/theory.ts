/**
 * What theory predicts for a write without faults among n workers.
 *
 * Messages: a request for a vote, a vote, a decision and an acknowledgement per worker, and the client's request and reply: 4n + 2.
 *
 * Time at the coordinator, from the first request for a vote to the last acknowledgement: two rounds, each as long as the slowest
 * of n. The first is there and back, the second there, work, and back. With every way uniform on [lo, hi] and the work uniform on
 * [10, think], the sums have the distributions that convolution gives, and the slowest of n has their n-th power:
 *
 *     E[max] = Σ x (F(x)^n - F(x - 1)^n),  and the two rounds are independent.
 */
import type { CommitVocabulary } from './messages.ts';

const THINK_MS_MIN = 10;
/** A distribution is kept at so many places at most: enough for a tenth of a per cent. */
const PLACES_MAX = 120;

/** Probabilities at `from`, `from + step`, `from + 2 step` … ms. */
interface Distribution {
  readonly from: number;
  readonly step: number;
  readonly odds: readonly number[];
}

export interface Expected {
  readonly meanMs: number;
  readonly varianceMs: number;
}

/** Messages of a committed write with `workers` participants. */
export function messagesPerWrite(workers: number): number {
  return 4 * workers + 2;
}

/** Time from the first request for a vote to the last acknowledgement. */
export function writeTime(
  workers: number,
  [low, high]: readonly [number, number],
  { thinkMs }: Pick<CommitVocabulary['Options'], 'thinkMs'>,
): Expected {
  const think = thinkMs === 0 ? [0, 0] : [Math.min(THINK_MS_MIN, thinkMs), thinkMs];
  const [thinkLow = 0, thinkHigh = 0] = think;
  const step = Math.max(1, Math.ceil((2 * high + thinkHigh - 2 * low) / PLACES_MAX));
  const way = uniform(low, high, step);
  const round = sum(way, way);
  const working = sum(round, uniform(thinkLow, thinkHigh, step));
  const [one, two] = [slowest(round, workers), slowest(working, workers)];
  return { meanMs: one.meanMs + two.meanMs, varianceMs: one.varianceMs + two.varianceMs };
}

/** Uniform on the whole milliseconds of [low, high], gathered at places `step` apart, symmetrical about the same mean. */
function uniform(low: number, high: number, step: number): Distribution {
  const places = Math.max(1, Math.round((high - low + 1) / step));
  const from = (low + high) / 2 - ((places - 1) * step) / 2;
  return { from, step, odds: Array.from({ length: places }, () => 1 / places) };
}

function sum(one: Distribution, other: Distribution): Distribution {
  const odds: number[] = Array.from({ length: one.odds.length + other.odds.length - 1 }, () => 0);
  one.odds.forEach((p, i) => {
    other.odds.forEach((q, j) => {
      odds[i + j] = (odds[i + j] ?? 0) + p * q;
    });
  });
  return { from: one.from + other.from, step: one.step, odds };
}

/** Mean and variance of the greatest of `count` independent draws. */
function slowest({ from, step, odds }: Distribution, count: number): Expected {
  let below = 0;
  let before = 0;
  let mean = 0;
  let square = 0;
  odds.forEach((chance, index) => {
    below += chance;
    const upTo = power(below, count);
    const value = from + index * step;
    mean += value * (upTo - before);
    square += value * value * (upTo - before);
    before = upTo;
  });
  return { meanMs: mean, varianceMs: square - mean * mean };
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let times = 0; times < exponent; times += 1) result *= base;
  return result;
}
