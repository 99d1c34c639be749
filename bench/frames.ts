/** What a frame of the built page costs, in a headless Chromium. */
import type { Browser, Page } from '@playwright/test';
import { type FrameCost, installProbe } from './frame-probe.ts';
import { withPage } from './page.ts';
import { grouped, printTable, quantile, tenths } from './table.ts';

/** A cluster and the settings that bring about the flights it is to have in the air. */
interface Scene {
  readonly nodes: number;
  readonly options: Readonly<Record<string, number>>;
  readonly latencyMs: readonly [number, number];
}

/** A replica sends two messages a turn: the flights in the air are 2 · replicas · latency / turn. */
const SCENES: readonly Scene[] = [
  { nodes: 7, options: { replicas: 7, clients: 2 }, latencyMs: [80, 400] },
  { nodes: 60, options: { replicas: 57, clients: 2 }, latencyMs: [80, 400] },
  {
    nodes: 200,
    options: { replicas: 197, clients: 2, gossipIntervalMs: 400 },
    latencyMs: [1500, 2700],
  },
  { nodes: 1000, options: { replicas: 997, clients: 2 }, latencyMs: [1500, 3700] },
];

const COMMANDS = 40;
const LEAD_MS = 60_000;
const WARM_UP_MS = 2000;
const MEASURE_MS = 8000;
const VIEWPORT = { width: 1440, height: 900 };

/** Opens the page for every scene and prints the table. */
export async function benchFrames(): Promise<void> {
  await withPage(async (browser, url) => {
    const rows: string[][] = [];
    for (const scene of SCENES) rows.push(await measure(browser, url, scene));
    printTable(
      `Frames at speed 1×, ${VIEWPORT.width} × ${VIEWPORT.height}, ${MEASURE_MS / 1000} s, ${browser.browserType().name()} ${browser.version()}`,
      [
        'nodes',
        'flights in the air',
        'frames per second',
        'main thread, median',
        '95th percentile',
        'of it scripts, median',
        '95th percentile',
        'virtual time',
        'main thread busy',
      ],
      rows,
    );
  });
}

async function measure(browser: Browser, url: string, scene: Scene): Promise<string[]> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  try {
    await page.addInitScript(installProbe);
    await page.goto(`${url}?paused`);
    await prepare(page, scene);
    const before = await countFlights(page);
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Performance.enable');
    const busyMs = async (): Promise<number> => {
      const { metrics } = await devTools.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
    };
    await page.evaluate('replicarium.play()');
    await page.waitForTimeout(WARM_UP_MS);
    const busyBefore = await busyMs();
    const start = performance.now();
    const from = await page.evaluate<number>('frameProbe.start(), replicarium.now()');
    await page.waitForTimeout(MEASURE_MS);
    const [frames, until] = await page.evaluate<readonly [readonly FrameCost[], number]>(
      '[frameProbe.stop(), replicarium.now()]',
    );
    const elapsedMs = performance.now() - start;
    if (until === from) throw new Error(`time stood still at ${scene.nodes} nodes`);
    const busy = (await busyMs()) - busyBefore;
    await page.evaluate('replicarium.pause()');
    const after = await countFlights(page);
    return rowOf(scene, [before, after], frames, [(until - from) / elapsedMs, busy / elapsedMs]);
  } finally {
    await page.close();
  }
}

/** Opens the cluster, sets the latency, lets a first client fill the queue, and goes on until the air is full. */
async function prepare(page: Page, { options, latencyMs }: Scene): Promise<void> {
  const deeds = [
    `replicarium.open(${JSON.stringify({ protocol: 'gossip', seed: 7, options })})`,
    `replicarium.setNetwork(${JSON.stringify({ latencyMs })})`,
    ...Array.from(
      { length: COMMANDS },
      (_, n) => `replicarium.command('client-1', 'insert name${n % 12} ${n}')`,
    ),
    `replicarium.advance(${LEAD_MS})`,
  ];
  for (const deed of deeds) await page.evaluate(deed);
}

function countFlights(page: Page): Promise<number> {
  return page.evaluate<number>('replicarium.flights().length');
}

function rowOf(
  { nodes }: Scene,
  flights: readonly number[],
  frames: readonly FrameCost[],
  [pace, busy]: readonly [pace: number, busy: number],
): string[] {
  const [first, last] = [frames[0], frames.at(-1)];
  const seconds = first === undefined || last === undefined ? 0 : (last.at - first.at) / 1000;
  const cost = (read: (frame: FrameCost) => number, share: number): string =>
    `${tenths(quantile(frames.map(read), share))} ms`;
  return [
    grouped(nodes),
    flights.map(grouped).join(' – '),
    tenths((frames.length - 1) / seconds),
    cost(({ busyMs }) => busyMs, 0.5),
    cost(({ busyMs }) => busyMs, 0.95),
    cost(({ scriptMs }) => scriptMs, 0.5),
    cost(({ scriptMs }) => scriptMs, 0.95),
    `${pace.toFixed(2)}×`,
    `${Math.round(busy * 100)} %`,
  ];
}
