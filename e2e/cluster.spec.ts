/** The cluster as a person meets it: a write at a follower, the death of the leader, a new crown, the return. */
import { answer, expect, node, open, stepUntil, test, type } from './support.ts';

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
