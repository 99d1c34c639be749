/** The cluster as a person meets it: a write at a follower, the death of the leader, a new crown, the return. */
import { answer, expect, node, open, panel, stepUntil, test, type } from './support.ts';

const LED = 'protocol=cluster&scenario=not-found&at=6s&paused';

test('a write at a follower is sent on, the leader dies, another leads, the old one catches up', async ({
  page,
}) => {
  await open(page, LED);
  await expect(node(page, 'node-3', 'leads term 1·3')).toBeVisible();
  await expect(node(page, 'node-1', 'follows node-3')).toBeVisible();

  await type(page, 'use node-1');
  await type(page, 'set apple 1');
  await stepUntil(page, (api) => api.operations().some(({ result }) => result === '301 to node-3'));
  await expect(answer(page, 'set apple 1')).toContainText('301 to node-3');
  await stepUntil(page, (api) => api.operations().every(({ outcome }) => outcome !== 'pending'));
  await expect(answer(page, 'set apple 1')).toContainText('201 created, entry 3');

  await node(page, 'node-3').click();
  await expect(node(page, 'node-3', 'crashed')).toBeVisible();
  await page.evaluate(() => window.replicarium.advance(6000));
  await expect(node(page, 'node-2', 'leads term 2·2')).toBeVisible();
  await expect(node(page, 'node-1', 'follows node-2')).toBeVisible();

  await type(page, 'set apple 2');
  await page.evaluate(() => window.replicarium.advance(2000));
  await expect(answer(page, 'set apple 2')).toContainText('201 created');

  await node(page, 'node-3').click();
  await page.evaluate(() => window.replicarium.advance(4000));
  await expect(node(page, 'node-3', 'follows node-2')).toBeVisible();
  const table = page.getByRole('region', { name: 'Tables side by side' });
  await expect(table.getByRole('row', { name: /apple/ })).toHaveText(/2\s*2\s*2/);
});

test('an early version elects, copies nothing, and says what it does not promise', async ({
  page,
}) => {
  await open(page, 'protocol=cluster&version=2.1.0&at=3s&paused');
  await expect(node(page, 'node-3', 'leads term 1·3')).toBeVisible();
  await type(page, 'set apple 1');
  await page.evaluate(() => window.replicarium.advance(500));
  await expect(answer(page, 'set apple 1')).toContainText('201 created');
  await type(page, 'use node-2');
  await type(page, 'get apple');
  await page.evaluate(() => window.replicarium.advance(500));
  await expect(answer(page, 'get apple')).toContainText('404 not found');
  await panel(page, 'Checks').click();
  await expect(
    page.getByText('Version 2.1.0 keeps no log and counts no majority').first(),
  ).toBeVisible();
});
