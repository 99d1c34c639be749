import { button, caption, clock, cluster, expect, node, script, test } from './support.ts';

test('the page opens on a cluster in which what is written spreads to everybody', async ({
  page,
}) => {
  await page.goto('./');
  await expect(cluster(page).getByRole('button')).toHaveCount(10);
  await script(page, (api) => api.advance(30_000));
  await expect(cluster(page).getByRole('button', { name: /^replica-.* at state 2:/ })).toHaveCount(
    7,
  );
});

test('what is on the page moves, and one line says what to try', async ({ page }) => {
  await page.goto('./');
  await expect(page).toHaveTitle('Replicarium');
  await expect(cluster(page).getByRole('button')).toHaveCount(10);
  await expect(caption(page)).toContainText('Type insert Tom 18');
  await expect(button(page, 'Pause')).toBeVisible();
  const before = await clock(page).textContent();
  await expect(clock(page)).not.toHaveText(before ?? '');
  expect(await script(page, (api) => api.flights().length)).toBeGreaterThan(0);
  await expect(node(page, 'replica-1', 'it holds [12] rows? ')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Feed' })).toContainText('insert Ada 36');
});
