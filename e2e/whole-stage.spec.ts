import type { Page } from '@playwright/test';
import { button, expect, node, open, PHONE, QUIET, test } from './support.ts';

/** Wheels in at the right edge until the left half is out of sight. */
async function zoomPast(page: Page): Promise<void> {
  const stage = await page.getByRole('region', { name: 'Stage' }).boundingBox();
  if (stage === null) throw new Error('there is no stage');
  await page.mouse.move(stage.x + stage.width - 12, stage.y + stage.height / 2);
  await expect(async () => {
    await page.mouse.wheel(0, -1200);
    await expect(node(page, 'balancer-1')).not.toBeInViewport({ timeout: 200 });
  }).toPass();
}

/** Draws the empty stage away to the upper left. */
async function drawAway(page: Page): Promise<void> {
  const stage = await page.getByRole('region', { name: 'Stage' }).boundingBox();
  if (stage === null) throw new Error('there is no stage');
  await button(page, /^Hand/).click();
  await page.mouse.move(stage.x + stage.width - 12, stage.y + stage.height - 60);
  await page.mouse.down();
  await page.mouse.move(stage.x + 12, stage.y + 12, { steps: 4 });
  await page.mouse.up();
  await expect(node(page, 'balancer-1')).not.toBeInViewport();
}

async function expectWhole(page: Page): Promise<void> {
  for (const id of ['balancer-1', 'replica-1', 'replica-3', 'client-2']) {
    await expect(node(page, id)).toBeInViewport({ ratio: 1 });
  }
}

test('a stage zoomed or drawn out of sight comes back by key, by button and by name', async ({
  page,
}) => {
  await open(page, QUIET);
  await zoomPast(page);
  await page.keyboard.press('0');
  await expectWhole(page);
  await drawAway(page);
  await button(page, 'Show the whole stage').click();
  await expectWhole(page);
  await drawAway(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('whole stage');
  await page.keyboard.press('Enter');
  await expectWhole(page);
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('the menu brings the stage back', async ({ page }) => {
    await open(page, QUIET);
    await drawAway(page);
    await button(page, 'More').tap();
    await page.getByRole('menuitem', { name: 'Show the whole stage' }).tap();
    await expectWhole(page);
  });
});
