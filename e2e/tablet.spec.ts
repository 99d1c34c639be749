import type { Locator } from '@playwright/test';
import { button, cluster, expect, open, panel, QUIET, test } from './support.ts';

test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true });

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rim of ground around a name, which counts for its box, CSS pixels. */
const HALO = 4;

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it has no place on the page');
  return box;
}

test('upright, the stage comes first and has the whole width', async ({ page }) => {
  await open(page, QUIET);
  const stage = page.getByRole('region', { name: 'Stage' });
  const before = await boxOf(stage);
  expect(before.width).toBeGreaterThan(740);
  for (const name of ['Ledger', 'Inspector', 'Feed', 'Checks', 'Network']) {
    await expect(panel(page, name)).toBeInViewport({ ratio: 1 });
    expect((await boxOf(panel(page, name))).y).toBeGreaterThan(before.y + before.height);
  }
  await expect(page.getByRole('banner')).toContainText('none broken');
  await expect(page.getByText('What happened')).toHaveCount(1);
  await panel(page, 'Feed').tap();
  await expect(page.getByText('What happened')).toHaveCount(1);
});

test('upright, the panels fold away and come back when one is asked for', async ({ page }) => {
  await open(page, QUIET);
  const stage = page.getByRole('region', { name: 'Stage' });
  const { height } = await boxOf(stage);
  await button(page, 'Fold the panels').tap();
  await expect.poll(async () => (await boxOf(stage)).height).toBeGreaterThan(height * 1.5);
  await page.getByTitle('Open the network dials').tap();
  await expect(panel(page, 'Network')).toHaveAttribute('aria-selected', 'true');
  await expect(button(page, 'Fold the panels')).toBeInViewport();
  await expect.poll(async () => (await boxOf(stage)).height).toBeCloseTo(height, 0);
});

test.describe('at twice its size', () => {
  test.use({ viewport: { width: 512, height: 384 } });

  test('a small page keeps its caption low and its names free', async ({ page }) => {
    await open(page, QUIET);
    const stage = await boxOf(page.getByRole('region', { name: 'Stage' }));
    const line = await boxOf(page.getByTitle('Open the network dials'));
    expect(line.height).toBeLessThan(28);
    expect(line.x + line.width).toBeLessThanOrEqual(stage.x + stage.width);
    for (const one of await cluster(page).getByRole('button').all()) {
      const { y, height } = await boxOf(one.locator('.name'));
      expect(y + height, (await one.getAttribute('aria-label')) ?? '').toBeLessThanOrEqual(
        line.y + HALO,
      );
    }
  });
});
