/** How many events a second are simulated: in the browser, where people run it, and in Node, where sweeps do. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../e2e/browser.mjs';
import { grouped, printTable, spread } from './table.ts';
import { LARGE, MIDDLE, RAFT, simulate, SMALL, type Workload } from './workload.ts';

const RUNS = 7;
const CASES = [
  { workload: RAFT, events: 500_000 },
  { workload: SMALL, events: 500_000 },
  { workload: MIDDLE, events: 500_000 },
  { workload: LARGE, events: 100_000 },
];

/** Simulates once and returns the seconds of processor time that it took, all threads of the process together. */
type Measure = (workload: Workload, events: number, isRecorded: boolean) => Promise<number>;

/** Prints one table for each engine. */
export async function benchSpeed(): Promise<void> {
  await withPage(async (browser) => {
    const engine = `${browser.browserType().name()} ${browser.version()}`;
    await printSpeeds(engine, await inPage(browser));
  });
  await printSpeeds(`Node ${process.version}`, inProcess);
}

async function printSpeeds(engine: string, measure: Measure): Promise<void> {
  const rows: string[][] = [];
  for (const { workload, events } of CASES) {
    const rate = (isRecorded: boolean): Promise<string> =>
      rates(events, () => measure(workload, events, isRecorded));
    rows.push([workload.title, grouped(events), await rate(true), await rate(false)]);
  }
  printTable(
    `${engine}: events per second of processor time, median of ${RUNS} (least – greatest)`,
    ['cluster', 'events', 'trace, judges and checkpoints on', 'bare world'],
    rows,
  );
}

/** Events per second over several runs, after two that warm the engine up. */
async function rates(events: number, measure: () => Promise<number>): Promise<string> {
  const all: number[] = [];
  for (let run = 0; run < RUNS + 2; run += 1) all.push(events / (await measure()));
  return spread(all.slice(2), grouped);
}

const inProcess: Measure = (workload, events, isRecorded) => {
  const before = process.cpuUsage();
  simulate(workload, events, isRecorded);
  const { user, system } = process.cpuUsage(before);
  return Promise.resolve((user + system) / 1_000_000);
};

/** Simulates in a page of its own. */
async function inPage(browser: Browser): Promise<Measure> {
  const page = await browser.newPage();
  await page.addScriptTag({ path: join(OUT_DIR, SCRIPT) });
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Performance.enable');
  const processTime = async (): Promise<number> => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    const found = metrics.find(({ name }) => name === 'ProcessTime');
    if (found === undefined) throw new Error('this browser does not tell its processor time');
    return found.value;
  };
  return async ({ title }, events, isRecorded) => {
    const before = await processTime();
    await page.evaluate(`simulate(${JSON.stringify(title)}, ${events}, ${isRecorded})`);
    return (await processTime()) - before;
  };
}

const OUT_DIR = join(process.cwd(), 'node_modules', '.cache', 'bench-speed');
const SCRIPT = 'in-page.js';

/** Bundles what is simulated in the page while `work` lasts, and opens a headless Chromium. */
async function withPage(work: (browser: Browser) => Promise<void>): Promise<void> {
  const found = findBrowser();
  if (found === undefined) throw new Error('no Chromium was found: see CONTRIBUTING.md');
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      lib: { entry: 'bench/in-page.ts', formats: ['iife'], name: 'bench', fileName: () => SCRIPT },
      outDir: OUT_DIR,
      emptyOutDir: true,
    },
  });
  const browser = await chromium.launch(found);
  try {
    await work(browser);
  } finally {
    await browser.close();
    rmSync(OUT_DIR, { recursive: true, force: true });
  }
}
