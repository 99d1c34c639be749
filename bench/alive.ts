/** How soon after its opening the built page moves and shows something. */
import type { Browser } from '@playwright/test';
import { withPage } from './page.ts';
import { printTable, spread } from './table.ts';

const VISITS = 7;

interface Times {
  paints?: number;
  moves?: number;
  spreads?: number;
}

/** Opens the page afresh a few times and prints the table. */
export async function benchAlive(): Promise<void> {
  await withPage(async (browser, url) => {
    // The first visit warms the browser up and is not counted.
    const visits: Required<Times>[] = [];
    for (let visit = 0; visit <= VISITS; visit += 1) visits.push(await open(browser, url));
    const row = (title: string, read: (times: Required<Times>) => number): string[] => {
      const ms = (value: number): string => `${Math.round(value)} ms`;
      return [title, spread(visits.slice(1).map(read), ms)];
    };
    printTable(
      `From the opening of the page, ${browser.browserType().name()} ${browser.version()}, median of ${VISITS} (least – greatest)`,
      ['until', 'takes'],
      [
        row('the first paint', ({ paints }) => paints),
        row('the cluster is there and virtual time passes', ({ moves }) => moves),
        row('a first write has reached a replica', ({ spreads }) => spreads),
      ],
    );
  });
}

async function open(browser: Browser, url: string): Promise<Required<Times>> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(url);
    await page.waitForFunction('Object.keys(window.times).length === 3');
    return await page.evaluate('window.times');
  } finally {
    await context.close();
  }
}

/** Runs in the page: notes, counting from the navigation, when a person first sees something. Refers to nothing outside itself. */
function watch(): void {
  const times: Times = {};
  Object.assign(window, { times });
  const look = (): void => {
    const names = [...document.querySelectorAll('[data-stage] [role="button"]')].map(
      (element) => element.ariaLabel ?? '',
    );
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint !== undefined) times.paints ??= paint.startTime;
    if (names.length >= 10 && window.replicarium.now() > 0) times.moves ??= performance.now();
    if (names.some((name) => name.includes('at state 1'))) times.spreads ??= performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
