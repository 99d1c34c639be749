import {
  button,
  clock,
  expect,
  node,
  open,
  playUntil,
  QUIET,
  sight,
  slider,
  test,
  type,
} from './support.ts';

test('acting in the past keeps the old future, and both can be gone back to', async ({ page }) => {
  await open(page, `${QUIET}&speed=50`);
  await type(page, 'insert Tom 18');
  await playUntil(page, 'Until a command is answered');
  const answered = await sight(page);
  for (let step = 0; step < 6; step += 1) await button(page, 'One event back').click();
  const fork = await sight(page);
  await expect(button(page, '2 branches')).toHaveCount(0);

  await node(page, 'replica-2').click();
  await expect(button(page, '2 branches')).toBeVisible();
  await expect(button(page, 'Go to branch first run')).toBeVisible();
  await button(page, 'One event forward').click();
  const elsewhere = await sight(page);
  expect(elsewhere).not.toEqual(answered);

  await button(page, 'Go to branch first run').click();
  expect(await sight(page)).toEqual(answered);
  for (let step = 0; step < 6; step += 1) await button(page, 'One event back').click();
  expect(await sight(page)).toEqual(fork);
  await button(page, 'Go to branch branch 2').click();
  expect(await sight(page)).toEqual(elsewhere);
  await expect(node(page, 'replica-2', 'crashed')).toBeVisible();
});

test('the menu of branches names them and leads to them', async ({ page }) => {
  await open(page, QUIET);
  await node(page, 'replica-2').click();
  const first = await sight(page);
  await button(page, 'One event back').click();
  await node(page, 'replica-3').click();
  const second = await sight(page);
  await button(page, 'One event back').click();
  await node(page, 'replica-4').click();

  await button(page, '3 branches').click();
  const name = page.getByRole('textbox', { name: 'Name of branch branch 2' });
  await name.fill('without three');
  await name.press('Enter');
  const item = page.getByRole('listitem').filter({
    has: page.getByRole('textbox', { name: 'Name of branch without three' }),
  });
  await expect(item).toContainText('from 3.000 s to 3.000 s');
  await item.getByRole('button', { name: 'Go there' }).click();
  expect(await sight(page)).toEqual(second);
  await expect(item).toContainText('here');
  await page.getByRole('listitem').filter({ hasText: 'from 0.000 s' }).getByRole('button').click();
  expect(await sight(page)).toEqual(first);
});

test('a link to a branch is a link to that branch', async ({ page }) => {
  await open(page, QUIET);
  await node(page, 'replica-2').click();
  await button(page, 'One event back').click();
  await node(page, 'replica-3').click();
  const there = await sight(page);
  await expect(page).toHaveURL(await page.evaluate(() => window.replicarium.link()));
  await page.reload();
  await expect(clock(page)).toHaveText('3.000 s');
  expect(await sight(page)).toEqual(there);
  await expect(node(page, 'replica-2', 'up')).toBeVisible();
});

test('a reload keeps every branch', async ({ page }) => {
  await open(page, QUIET);
  await node(page, 'replica-2').click();
  const first = await sight(page);
  await button(page, 'One event back').click();
  await node(page, 'replica-3').click();
  const second = await sight(page);
  await expect(page).toHaveURL(await page.evaluate(() => window.replicarium.link()));
  await page.reload();
  await expect(button(page, '2 branches')).toBeVisible();
  expect(await sight(page)).toEqual(second);
  await button(page, 'Go to branch first run').click();
  expect(await sight(page)).toEqual(first);
  await expect(node(page, 'replica-2', 'crashed')).toBeVisible();
});

test('a reload keeps the future of a run that was gone back in', async ({ page }) => {
  await open(page, QUIET);
  await node(page, 'replica-2').click();
  await page.evaluate(() => window.replicarium.advance(4000));
  await page.evaluate(() => window.replicarium.seek(5000));
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^5\.000 s of 7\.000 s/);
  const before = await sight(page);
  await expect(page).toHaveURL(await page.evaluate(() => window.replicarium.link()));
  await page.reload();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^5\.000 s of 7\.000 s/);
  expect(await sight(page)).toEqual(before);
});
