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
  open,
  prompt,
  QUIET,
  sight,
  slider,
  test,
} from './support.ts';

/** Presses Tab until something that a person looks for has the focus; a page has fewer stops than the limit. */
async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let stop = 0; stop < 60; stop += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab leads nowhere near it');
}

/** Whether what has the focus has this name, and shows that it has it. */
const isFocused = (page: Page, name: string) => (): Promise<boolean> =>
  page.evaluate(
    (wanted) =>
      document.activeElement?.matches(':focus-visible') === true &&
      document.activeElement.ariaLabel?.startsWith(wanted) === true,
    name,
  );

test('the main path goes by keys alone', async ({ page }) => {
  await open(page, `${QUIET}&speed=50`);
  await tabTo(page, isFocused(page, 'Command for client-1'));
  await page.keyboard.type('ins');
  await page.keyboard.press('Tab');
  await expect(prompt(page)).toHaveValue('insert ');
  await page.keyboard.type('Tom 18');
  await page.keyboard.press('Enter');
  await expect(answer(page, 'insert Tom 18')).toContainText('pending');
  await page.keyboard.press('ArrowUp');
  await expect(prompt(page)).toHaveValue('insert Tom 18');
  await page.keyboard.press('ArrowDown');
  await expect(prompt(page)).toHaveValue('');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Space');
  await expect(answer(page, 'insert Tom 18')).toContainText('replicated #0');
  await page.keyboard.press('Space');
  await expect(button(page, 'Play')).toBeVisible();
  await expect(ledger(page).getByRole('row', { name: 'Tom 18' })).toBeVisible();

  await tabTo(page, isFocused(page, 'replica-3'));
  await page.keyboard.press('Enter');
  await expect(node(page, 'replica-3', 'crashed')).toBeFocused();
  await expect(caption(page)).toContainText('replica-3 is silent');
  await page.keyboard.press('Enter');
  await expect(node(page, 'replica-3', 'joining')).toBeFocused();
});

test('arrows step, marks are leapt to, L goes live', async ({ page }) => {
  await open(page, QUIET);
  const before = await sight(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const after = await sight(page);
  expect(after).not.toEqual(before);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(button(page, 'Go live')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await sight(page)).toEqual(after);
  await page.keyboard.press('n');
  await expect(node(page, 'client-3')).toBeVisible();
  const marked = await sight(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowLeft');
  expect((await sight(page))[0]).toBe(marked[0]);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(clock(page)).not.toHaveText('3.000 s');
  await page.keyboard.press('l');
  await expect(button(page, 'Live')).toBeVisible();
});

test('the time line listens to keys of its own', async ({ page }) => {
  await open(page, QUIET);
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect(clock(page)).toHaveText('0.000 s');
  await page.keyboard.press('End');
  await expect(clock(page)).toHaveText('3.000 s');
  await page.keyboard.press('PageDown');
  await expect(clock(page)).toHaveText('2.700 s');
  await page.keyboard.press('ArrowLeft');
  await expect(clock(page)).not.toHaveText('2.700 s');
});

test('brackets change the speed, digits the tool', async ({ page }) => {
  await open(page, QUIET);
  await page.keyboard.press(']');
  await expect(button(page, '2× speed')).toBeVisible();
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await expect(button(page, '1/2 speed')).toBeVisible();
  const tools = ['Hammer', 'Hand', 'Snowflake', 'Scissors', 'Clock', 'Eraser'];
  for (const [place, tool] of tools.entries()) {
    await page.keyboard.press(`${place + 1}`);
    await expect(button(page, new RegExp(`^${tool}:`))).toHaveAttribute('aria-pressed', 'true');
  }
  const inHand = page.getByRole('navigation', { name: 'Tools' }).locator('[aria-pressed=true]');
  await expect(inHand).toHaveCount(1);
});

test('arrows lead from node to node, the menu key opens every action', async ({ page }) => {
  await open(page, QUIET);
  await tabTo(page, isFocused(page, 'replica-1'));
  await page.keyboard.press('ArrowDown');
  await expect(node(page, 'replica-2')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(node(page, 'replica-1')).toBeFocused();
  await page.keyboard.press('ContextMenu');
  const menu = page.getByRole('menu', { name: 'Actions on replica-1' });
  await expect(menu).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem', { name: 'Crash', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem', { name: 'Restart' })).toBeFocused();
  await expect(menu.getByRole('menuitem', { name: 'Restart' })).toContainText('it is up');
  await page.keyboard.press('Enter');
  await expect(menu, 'an action that cannot be done keeps the menu open').toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem', { name: 'Freeze' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(menu).toBeHidden();
  await expect(node(page, 'replica-1', 'frozen at 3 s')).toBeVisible();
  await expect(node(page, 'replica-1')).toBeFocused();
});

test('? helps, Ctrl+K finds and opens, Escape closes', async ({ page }) => {
  await open(page, QUIET);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help).toContainText('insert name age');
  await expect(help).toContainText('play, pause');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find an action' });
  await expect(palette).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('walk-through');
  await expect(palette.getByRole('option', { selected: true })).toContainText('The walk-through');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(button(page, 'Scenario: The walk-through')).toBeVisible();
  await expect(caption(page)).toContainText('One replica runs. A second starts');
  await expect(button(page, 'Pause')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(button(page, 'Play')).toBeVisible();
  await expect(cluster(page).getByRole('button')).not.toHaveCount(8);
});
