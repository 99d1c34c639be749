/** What simulating costs: events, seeks, memory, links. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RandomStream, streamKey } from '../src/kernel/random.ts';
import { decodeLink, encodeLink } from '../src/run/link.ts';
import type { Run } from '../src/run/run.ts';
import { grouped, printTable, quantile, spread, tenths } from './table.ts';
import {
  createRun,
  createWorld,
  LARGE,
  MIDDLE,
  play,
  playBare,
  SMALL,
  type Workload,
} from './workload.ts';
import { createYardstickRun, playBareYardstick, playYardstick } from './yardstick-workload.ts';

const HOUR_MS = 3_600_000;
const RUNS = 5;
const SEEKS = 200;

/** Prints the tables of the kernel and the run. */
export function benchKernel(): void {
  benchYardstick();
  benchEvents();
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

/**
 * Events per second of processor time, all threads of the process together, so that other work on the machine counts little: the
 * median of several times that `work` runs through so many events, after once to warm the engine up.
 */
function rates(events: number, work: () => void): string {
  const all = Array.from({ length: RUNS + 1 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (events / (user + system)) * 1_000_000;
  });
  return spread(all.slice(1), grouped);
}

function benchYardstick(): void {
  const events = 300_000;
  const recorded = rates(events, () => {
    playYardstick(createYardstickRun(), ({ world }) => world.events >= events);
  });
  const judged = rates(events, () => playBareYardstick(events, true));
  const bare = rates(events, () => playBareYardstick(events, false));
  printTable(
    `The yardstick: events per second of processor time, median of ${RUNS} (least – greatest)`,
    ['servers', 'events', 'trace, judges and checkpoints on', 'judges alone', 'bare world'],
    [['5', grouped(events), recorded, judged, bare]],
  );
}

function benchEvents(): void {
  const cases = [
    { workload: SMALL, events: 200_000 },
    { workload: MIDDLE, events: 200_000 },
    { workload: LARGE, events: 60_000 },
  ];
  const rows = cases.map(({ workload, events }) => {
    const recorded = rates(events, () => {
      play(createRun(workload), workload, ({ world }) => world.events >= events);
    });
    const bare = rates(events, () => playBare(createWorld(workload), workload, events));
    return [grouped(workload.replicas), grouped(events), recorded, bare];
  });
  printTable(
    `Gossip: events per second of processor time, median of ${RUNS} (least – greatest)`,
    ['replicas', 'events', 'trace, judges and checkpoints on', 'bare world'],
    rows,
  );
}

function benchSeeks(): void {
  const rows = [SMALL, MIDDLE, LARGE].map((workload) => {
    const run = createRun(workload);
    play(run, workload, ({ world }) => world.events >= 100_000);
    const end = run.now;
    const random = new RandomStream(streamKey(1, 'seeks'));
    const events = Array.from({ length: SEEKS }, () => {
      const target = random.between(0, end.event);
      return timed(() => run.seekEvent(target));
    });
    const times = Array.from({ length: SEEKS }, () => {
      const target = random.between(0, end.time);
      return timed(() => run.seekTime(target));
    });
    const both = [...events, ...times];
    return [
      grouped(workload.replicas),
      grouped(run.branch.checkpoints.count),
      `${tenths(quantile(both, 0.5))} ms`,
      `${tenths(quantile(both, 0.95))} ms`,
      `${tenths(quantile(both, 1))} ms`,
    ];
  });
  printTable(
    `A seek in a run of 100,000 events, ${2 * SEEKS} random targets`,
    ['replicas', 'checkpoints', 'median', '95th percentile', 'worst'],
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
  const ofGossip = (workload: Workload, untilMs: number) => ({
    title: `gossip, ${grouped(workload.replicas)}`,
    untilMs,
    create: () => createRun(workload),
    playOn: (run: Run, isDone: (run: Run) => boolean) => play(run, workload, isDone),
  });
  const ofYardstick = { create: createYardstickRun, playOn: playYardstick };
  const cases = [
    { title: 'yardstick, 5', untilMs: HOUR_MS, ...ofYardstick },
    ofGossip({ ...SMALL, replicas: 7 }, HOUR_MS),
    ofGossip(MIDDLE, HOUR_MS),
    ofGossip(LARGE, HOUR_MS / 6),
  ];
  const rows = cases.map(({ title, untilMs, create, playOn }) => {
    const before = heap();
    const ofRun = (): string => `${tenths(Math.max(0, heap() - before) / 2 ** 20)} MB`;
    const run = create();
    const used = [ofRun()];
    const ms = timed(() => {
      for (const part of [1 / 6, 1 / 2, 1]) {
        playOn(run, ({ world }) => world.now >= untilMs * part);
        used.push(ofRun());
      }
    });
    return [
      title,
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
      'replicas',
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
