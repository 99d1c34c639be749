import type { Page } from '@playwright/test';
import { laneBetween, pointOnLane } from '../src/stage/ways/flight.ts';
import { segmentMeetsBox, type Place } from '../src/stage/geometry.ts';
import {
  button,
  caption,
  cluster,
  expect,
  node,
  notice,
  open,
  panel,
  QUIET,
  script,
  stepUntil,
  test,
  type,
} from './support.ts';

const stage = (page: Page) => page.getByRole('region', { name: 'Stage' });
const network = (page: Page) => page.getByRole('region', { name: 'Partition' });

/** Notes every text that is painted on the canvas of the stage. */
async function watchPainting(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const painted: string[] = [];
    Object.assign(window, { painted });
    const { prototype } = CanvasRenderingContext2D;
    const paint: unknown = Reflect.get(prototype, 'fillText');
    if (typeof paint !== 'function') throw new Error('this browser writes nothing on a canvas');
    Reflect.set(prototype, 'fillText', function note(this: unknown, ...words: unknown[]): void {
      painted.push(String(words[0]));
      Reflect.apply(paint, this, words);
    });
  });
  return () => page.evaluate('window.painted');
}

/** Where a node stands in the window. */
async function placeOf(page: Page, id: string): Promise<Place> {
  const box = await node(page, id).locator('.body').boundingBox();
  if (box === null) throw new Error(`${id} has no place`);
  const r = box.width / 2;
  return { x: box.x + r, y: box.y + box.height / 2, r, label: 'none', labelWidth: 0 };
}

/** Where a message is in the window: on its lane, as far as its time has gone. */
async function flightPlace(
  page: Page,
  { from, to, sentAt, due }: { from: string; to: string; sentAt: number; due: number },
): Promise<{ x: number; y: number }> {
  const lane = laneBetween(await placeOf(page, from), await placeOf(page, to));
  const now = await script(page, (api) => api.now());
  const progress = (now - sentAt) / (due - sentAt);
  return pointOnLane(lane, progress, { x: 0, y: 0, ux: 0, uy: 0 });
}

/** Steps until a message flies in the open, on a way that nobody stands near, and says which and where. */
async function flightInTheOpen(page: Page) {
  const ids = await script(page, (api) => api.nodes().map(({ id }) => id));
  const boxes = await Promise.all(ids.map((id) => node(page, id).boundingBox()));
  for (let step = 0; step < 80; step += 1) {
    const [now, flights] = await script(page, (api) => [api.now(), api.flights()] as const);
    for (const flight of flights) {
      const progress = (now - flight.sentAt) / (flight.due - flight.sentAt);
      if (progress < 0.4 || progress > 0.6) continue;
      // A way on which others stand swerves.
      const [from, to] = [await placeOf(page, flight.from), await placeOf(page, flight.to)];
      const isClear = boxes.every(
        (box, at) =>
          box === null ||
          [flight.from, flight.to].includes(ids[at] ?? '') ||
          !segmentMeetsBox(from, to, {
            left: box.x - 50,
            right: box.x + box.width + 50,
            top: box.y - 16,
            bottom: box.y + box.height + 16,
          }),
      );
      const place = await flightPlace(page, flight);
      if (isClear) return { flight, place };
    }
    await script(page, (api) => api.advance(40));
  }
  throw new Error('no message ever flies in the open');
}

test('scissors part the stage, the network tab heals it', async ({ page }) => {
  const painted = await watchPainting(page);
  await open(page, QUIET);
  await button(page, /^Scissors/).click();
  const box = await cluster(page).boundingBox();
  if (box === null) throw new Error('the stage has no place');
  const middle = box.x + box.width / 2;
  await page.mouse.move(middle + 7, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(middle + 5, box.y + box.height / 2, { steps: 4 });
  await page.mouse.move(middle + 3, box.y + box.height - 12, { steps: 4 });
  await page.mouse.up();
  await expect(caption(page)).toContainText('A partition. An entry cannot cross');
  await expect.poll(painted).toContain('partition since 3 s');
  await expect(button(page, /^latency.*weather split/)).toBeVisible();

  await button(page, /^latency/).click();
  await expect(panel(page, 'Network')).toHaveAttribute('aria-selected', 'true');
  await expect(network(page)).toContainText(/\d nodes?.*\d nodes?/);
  await network(page).getByRole('button', { name: 'Heal everything' }).click();
  await expect(network(page)).toContainText('Everybody reaches everybody');
  await expect(button(page, /^latency.*weather calm/)).toBeVisible();
});

test('scissors cut a link and cut a node off', async ({ page }) => {
  await open(page, QUIET);
  await button(page, /^Scissors/).click();
  const one = await placeOf(page, 'replica-1');
  const other = await placeOf(page, 'replica-2');
  await page.mouse.click((one.x + other.x) / 2, (one.y + other.y) / 2);
  await panel(page, 'Network').click();
  await expect(network(page)).toContainText('replica-1 → replica-2');
  await expect(network(page)).toContainText('replica-2 → replica-1');
  await button(page, 'Mend the link from replica-1 to replica-2').click();
  await expect(network(page)).not.toContainText('replica-1 → replica-2');
  await network(page).getByRole('button', { name: 'Heal everything' }).click();
  await node(page, 'replica-3').click();
  await expect(network(page)).toContainText('1 node');
  await expect(caption(page)).toContainText('A partition.');
});

test('the snowflake freezes and thaws', async ({ page }) => {
  await open(page, QUIET);
  await button(page, /^Snowflake/).click();
  await node(page, 'replica-2').click();
  await expect(node(page, 'replica-2', 'frozen at 3 s')).toBeVisible();
  await node(page, 'replica-2').click();
  await expect(node(page, 'replica-2', 'up')).toBeVisible();
});

test('the eraser says why it cannot, the hand selects and drags', async ({ page }) => {
  await open(page, QUIET);
  await button(page, /^Eraser/).click();
  await node(page, 'replica-2').click();
  await expect(notice(page)).toContainText('replica-2 cannot lose its disk: it is up');
  await button(page, /^Hand:/).click();
  await node(page, 'replica-2').click();
  const inspector = page.getByRole('article', { name: 'replica-2' });
  await expect(inspector).toContainText('replica-2 is at state 0: it holds 0 rows');
  await expect(inspector).toContainText('next turn');
  const before = await placeOf(page, 'replica-2');
  await page.mouse.move(before.x, before.y);
  await page.mouse.down();
  await page.mouse.move(before.x - 40, before.y + 30, { steps: 3 });
  await page.mouse.up();
  const after = await placeOf(page, 'replica-2');
  expect([Math.round(after.x - before.x), Math.round(after.y - before.y)]).toEqual([-40, 30]);
  await expect(node(page, 'replica-2', 'up')).toBeVisible();
});

test('the clock opens what can be done with the time of a node', async ({ page }) => {
  await open(page, QUIET);
  await button(page, /^Clock/).click();
  await node(page, 'replica-2').click();
  const menu = page.getByRole('menu', { name: 'Actions on replica-2' });
  await expect(menu.getByRole('menuitem', { name: 'Clock right' })).toContainText('already');
  await menu.getByRole('menuitem', { name: 'Clock at double speed' }).click();
  await button(page, /^Hand:/).click();
  await node(page, 'replica-2').click();
  const inspector = page.getByRole('article', { name: 'replica-2' });
  await expect(inspector).toContainText('runs at 200 %');
  await inspector.getByRole('button', { name: 'Fire next turn now' }).click();
  await expect(page.getByRole('region', { name: 'Time' })).toContainText('3.000 s');
});

test('a message opens its card, is held, copied and dropped', async ({ page }) => {
  await open(page, QUIET);
  const { flight, place } = await flightInTheOpen(page);
  await page.mouse.click(place.x, place.y);
  const { title, from, to } = flight;
  const card = stage(page).getByRole('region', { name: `${title} from ${from} to ${to}` });
  await expect(card).toContainText(`${from} → ${to}`);
  await expect(card).toContainText('arrives in');
  await card.getByRole('button', { name: 'Hold' }).click();
  await expect(card).toContainText('held by you');
  await card.getByRole('button', { name: 'Release' }).click();
  await expect(card).toContainText('arrives in');
  const flying = (): Promise<number[]> => script(page, (api) => api.flights().map(({ id }) => id));
  const before = await flying();
  await card.getByRole('button', { name: 'Copy' }).click();
  expect(await flying()).toHaveLength(before.length + 1);
  await card.getByRole('button', { name: 'Drop' }).click();
  expect(await flying()).not.toContain(flight.id);
  await expect(stage(page)).toContainText('It has arrived, or it was lost.');
  await stage(page).getByRole('button', { name: 'Close' }).click();
  await expect(stage(page)).not.toContainText('It has arrived');
});

test('a message is delivered now, and Escape closes its card', async ({ page }) => {
  await open(page, QUIET);
  await type(page, 'insert Tom 18');
  await stepUntil(page, (api) => api.flights().some(({ type }) => type === 'seed'));
  const seed = await script(page, (api) => api.flights().find((one) => one.type === 'seed'));
  if (seed === undefined) throw new Error('no entry is on its way');
  await script(page, (api) => api.advance(40));
  const { x, y } = await flightPlace(page, seed);
  await page.mouse.click(x, y);
  const card = stage(page).getByRole('region', { name: /^seed #0 from balancer-1 to/ });
  await expect(card).toContainText('insert Tom 18');
  await card.getByRole('button', { name: 'Deliver' }).click();
  await expect(node(page, 'replica-\\d', 'it holds 1 row ')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(stage(page)).not.toContainText('It has arrived');
});

test('a person can choose what happens next', async ({ page }) => {
  await open(page, QUIET);
  await type(page, 'insert Tom 18');
  await button(page, 'You choose what happens next').click();
  const pending = page.getByRole('region', { name: 'What could happen next' });
  await pending.getByRole('button', { name: 'insert Tom 18 at balancer-1' }).click();
  await expect(node(page, 'balancer-1', 'has released #0 .insert Tom 18.')).toBeVisible();
  await expect(pending.getByRole('button', { name: 'seed #0' })).toHaveCount(2);
  await pending.getByRole('button', { name: 'seed #0' }).first().click();
  await expect(node(page, 'replica-\\d', 'it holds 1 row ')).toBeVisible();
  await button(page, 'You choose what happens next: back to time flows').click();
  await expect(pending).toHaveCount(0);
});
