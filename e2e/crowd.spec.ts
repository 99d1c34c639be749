import {
  answer,
  button,
  clock,
  cluster,
  expect,
  node,
  open,
  script,
  test,
  type,
} from './support.ts';

test.slow();

for (const replicas of [200, 1000]) {
  test(`${replicas} replicas leave the page usable`, async ({ page }) => {
    await open(page, `protocol=gossip&seed=7&replicas=${replicas}&clients=1&paused`);
    await expect(cluster(page).getByRole('button')).toHaveCount(replicas + 2);
    const outside = await cluster(page).evaluate((group) => {
      const room = group.getBoundingClientRect();
      return [...group.querySelectorAll('[role="button"] .body')].filter((body) => {
        const { left, right, top, bottom } = body.getBoundingClientRect();
        return left < room.left || right > room.right || top < room.top || bottom > room.bottom;
      }).length;
    });
    expect(outside, 'nodes beside the stage').toBe(0);

    await button(page, 'Play').click();
    await expect(clock(page)).not.toHaveText('0.000 s');
    await type(page, 'help');
    await expect(answer(page, 'help')).toContainText('insert name age');
    const victim = `replica-${replicas / 2}`;
    await node(page, victim).click();
    await expect(node(page, victim, 'crashed')).toBeVisible();
    await button(page, 'Pause').click();
    await expect(button(page, 'Play')).toBeVisible();
    await node(page, victim).click();
    await expect(node(page, victim, 'up')).toBeVisible();

    await type(page, 'insert Tom 18');
    await expect(answer(page, 'insert Tom 18')).toContainText('pending');
    await script(page, (api) => api.advance(6000));
    const informed = await script(
      page,
      (api) => api.nodes().filter(({ role, label }) => role === 'replica' && label === '1').length,
    );
    expect(informed).toBeGreaterThan(2);
    await expect(cluster(page).getByRole('button', { name: 'at state 1:' })).toHaveCount(informed);
  });
}

test('of a crowd one node is a stop for Tab, and arrows lead to the rest', async ({ page }) => {
  await open(page, 'protocol=gossip&seed=7&replicas=200&clients=1&paused');
  await expect(cluster(page).locator('[role="button"][tabindex="0"]')).toHaveCount(1);
  await cluster(page).locator('[role="button"][tabindex="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(node(page, 'replica-1')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(node(page, 'replica-1', 'crashed')).toBeFocused();
  await expect(cluster(page).locator('[role="button"][tabindex="0"]')).toHaveCount(1);
});
