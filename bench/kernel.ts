/** What a run costs: seeks, memory, links. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RandomStream, streamKey } from '../src/kernel/random.ts';
import { decodeLink, encodeLink } from '../src/run/link.ts';
import type { Run } from '../src/run/run.ts';
import { grouped, printTable, quantile, tenths } from './table.ts';
import { createRun, LARGE, MIDDLE, play, RAFT, SMALL, USUAL, type Workload } from './workload.ts';

const HOUR_MS = 3_600_000;
const SEEKS = 200;

/** Prints the tables of the kernel and the run. */
export function benchKernel(): void {
  benchSeeks();
  benchMemory();
  benchLinks();
}

/** Real ms that `work` takes. */
function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function benchSeeks(): void {
  const rows = [RAFT, SMALL, MIDDLE, LARGE].map((workload) => {
    const run = createRun(workload);
    play(run, workload, ({ world }) => world.events >= 100_000);
    const end = run.now;
    const random = new RandomStream(streamKey(1, 'seeks'));
    const events = Array.from({ length: SEEKS }, () => {
      const target = random.between(0, end.event);
      return timed(() => {
        run.seekEvent(target);
        return run.trace;
      });
    });
    const times = Array.from({ length: SEEKS }, () => {
      const target = random.between(0, end.time);
      return timed(() => {
        run.seekTime(target);
        return run.trace;
      });
    });
    const both = [...events, ...times];
    return [
      workload.title,
      grouped(run.branch.checkpoints.count),
      `${tenths(quantile(both, 0.5))} ms`,
      `${tenths(quantile(both, 0.95))} ms`,
      `${tenths(quantile(both, 1))} ms`,
    ];
  });
  printTable(
    `A seek in a run of 100,000 events and the reading of its trace, ${2 * SEEKS} random targets`,
    ['cluster', 'checkpoints', 'median', '95th percentile', 'worst'],
    rows,
  );
}

/** Bytes of live heap. */
function createHeapReading(): () => number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  return () => {
    if (typeof collect === 'function') collect();
    return process.memoryUsage().heapUsed;
  };
}

function benchMemory(): void {
  const heap = createHeapReading();
  const cases: readonly (readonly [workload: Workload, untilMs: number])[] = [
    [RAFT, HOUR_MS],
    [USUAL, HOUR_MS],
    [MIDDLE, HOUR_MS],
    [LARGE, HOUR_MS / 6],
  ];
  const rows = cases.map(([workload, untilMs]) => {
    const before = heap();
    const ofRun = (): string => `${tenths(Math.max(0, heap() - before) / 2 ** 20)} MB`;
    const run = createRun(workload);
    const used = [ofRun()];
    const ms = timed(() => {
      for (const part of [1 / 6, 1 / 2, 1]) {
        play(run, workload, ({ world }) => world.now >= untilMs * part);
        used.push(ofRun());
      }
    });
    return [
      workload.title,
      `${untilMs / 60_000} min`,
      grouped(run.world.events),
      grouped(run.world.operations().length),
      `${tenths(ms / 1000)} s`,
      ...used,
      grouped(run.branch.checkpoints.count),
    ];
  });
  printTable(
    'A long run at full speed, with its live heap at the start, after a sixth, a half, the whole of it',
    [
      'cluster',
      'virtual time',
      'events',
      'operations',
      'takes',
      'start',
      '1/6',
      '1/2',
      'end',
      'checkpoints',
    ],
    rows,
  );
}

function benchLinks(): void {
  const rows = [10, 100, 1000].map((commands) => {
    const run = createRun(SMALL);
    play(run, SMALL, ({ branch }) => branch.intents.length >= commands);
    const { text, encodeMs, decodeMs } = throughLink(run);
    return [grouped(commands), `${grouped(text.length)} characters`, encodeMs, decodeMs];
  });
  printTable(
    'A link to a run with so many commands',
    ['commands', 'length', 'encode', 'decode and check'],
    rows,
  );
}

function throughLink(run: Run): { text: string; encodeMs: string; decodeMs: string } {
  const linked = { recipe: run.recipe, moment: run.now };
  const text = encodeLink(linked);
  const median = (work: () => void): string => {
    const times = Array.from({ length: 21 }, () => timed(work));
    return `${quantile(times, 0.5).toFixed(2)} ms`;
  };
  const encodeMs = median(() => encodeLink(linked));
  const decodeMs = median(() => decodeLink(text));
  return { text, encodeMs, decodeMs };
}
