import type { Page } from '@playwright/test';
import {
  answer,
  button,
  caption,
  clock,
  cluster,
  expect,
  ledger,
  node,
  notice,
  open,
  panel,
  PHONE,
  prompt,
  QUIET,
  script,
  sight,
  slider,
  test,
} from './support.ts';

test.use(PHONE);

async function tapUntil(page: Page, what: string): Promise<void> {
  await button(page, 'Play until …').tap();
  await page.getByRole('menuitem', { name: what }).tap();
  await expect(button(page, 'Play')).toBeVisible();
}

test('a command in the caption is written into the console, which comes to the front', async ({
  page,
}) => {
  await open(page, QUIET);
  await caption(page).getByRole('button', { name: 'insert Tom 18' }).tap();
  await expect(prompt(page)).toHaveValue('insert Tom 18');
  await expect(prompt(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(answer(page, 'insert Tom 18')).toContainText('pending');
});

test('the main path goes by taps', async ({ page }) => {
  await open(page, `${QUIET}&speed=50`);
  await panel(page, 'Console').tap();
  await prompt(page).tap();
  await page.keyboard.type('insert Tom 18');
  await page.keyboard.press('Enter');
  await expect(answer(page, 'insert Tom 18')).toContainText('pending');
  await tapUntil(page, 'Until a command is answered');
  await expect(answer(page, 'insert Tom 18')).toContainText('replicated #0');
  await panel(page, 'Ledger').tap();
  await expect(ledger(page).getByRole('row', { name: 'Tom 18' })).toBeVisible();

  await node(page, 'replica-2').tap();
  await expect(node(page, 'replica-2', 'crashed')).toBeVisible();
  await expect(caption(page)).toContainText('replica-2 is silent');
  await tapUntil(page, 'Until the next mark');
  await tapUntil(page, 'Until all is quiet');
  await expect(node(page, 'replica-1', 'knows 3 neighbours')).toBeVisible();
  await node(page, 'replica-2').tap();
  await expect(node(page, 'replica-2', 'joining')).toBeVisible();
  await tapUntil(page, 'Until all is quiet');
  await expect(node(page, 'replica-2', 'it holds 1 row and knows 4 neighbours')).toBeVisible();

  const there = await sight(page);
  await button(page, 'One event back').tap();
  expect(await sight(page)).not.toEqual(there);
  await button(page, 'One event forward').tap();
  expect(await sight(page)).toEqual(there);
  await slider(page).tap();
  await expect(clock(page)).not.toHaveText(there[1] ?? '');
  await button(page, 'Go live').tap();
  expect(await sight(page)).toEqual(there);
});

test('a long press opens every action, and its end presses nothing', async ({ page }) => {
  await open(page, QUIET);
  const box = await node(page, 'replica-2').locator('.body').boundingBox();
  if (box === null) throw new Error('replica-2 has no place');
  const finger = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger] });
  const menu = page.getByRole('menu', { name: 'Actions on replica-2' });
  await expect(menu).toBeVisible();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(node(page, 'replica-2', 'up')).toBeVisible();
  await menu.getByRole('menuitem', { name: 'Freeze' }).tap();
  await expect(menu).toBeHidden();
  await expect(node(page, 'replica-2', 'frozen')).toBeVisible();
});

test('the row of tools works, and what cannot be done says why', async ({ page }) => {
  await open(page, QUIET);
  await button(page, /^Eraser/).tap();
  await node(page, 'replica-1').tap();
  await expect(notice(page)).toContainText('replica-1 cannot lose its disk: it is up');
  await button(page, 'Dismiss').tap();
  await expect(notice(page)).toBeEmpty();
  await button(page, /^Snowflake/).tap();
  await node(page, 'replica-1').tap();
  await expect(node(page, 'replica-1', 'frozen')).toBeVisible();
  await button(page, 'Add a replica').tap();
  await expect(node(page, 'replica-6')).toBeVisible();
});

test('scenarios, sharing and help are under a finger', async ({ page }) => {
  await open(page, QUIET);
  await button(page, 'More').tap();
  await page.getByRole('menuitem', { name: 'The walk-through' }).tap();
  await expect(caption(page)).toContainText('One replica runs');
  await button(page, 'Pause').tap();
  await button(page, 'More').tap();
  await page.getByRole('menuitem', { name: 'Share this run' }).tap();
  const share = page.getByRole('dialog', { name: 'Share this run' });
  await expect(share.getByRole('textbox', { name: 'Link' })).toHaveValue(/#1\./);
  await share.getByRole('button', { name: 'Close' }).tap();
  await button(page, 'Help').tap();
  await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('insert name age');
});

test('nothing lies beside the screen, and every node has room for a finger', async ({ page }) => {
  await open(page, QUIET);
  for (const name of ['Console', 'Ledger', 'Inspector', 'Feed', 'Checks', 'Network']) {
    await panel(page, name).tap();
    await expect(panel(page, name)).toHaveAttribute('aria-selected', 'true');
    const size = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(size, `width of the page with ${name} open`).toBe(390);
  }
  for (const one of await cluster(page).getByRole('button').all()) {
    const box = await one.boundingBox();
    expect(box?.width, (await one.getAttribute('aria-label')) ?? '').toBeGreaterThanOrEqual(24);
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  }
  expect(await script(page, (api) => api.nodes().length)).toBe(8);
});
