/** A person before the vaccine-site database: lists, edits, makes replicas fail down to the last, parts the network and heals it. */
import { answer, button, cluster, expect, node, notice, open, test, type } from './support.ts';

const CALM = 'protocol=lamport&seed=7&replicas=3&clients=2&at=3s&paused';
const EDIT = 'e Harvard University 10';

test('a list, an edit through the prompts, and its answer', async ({ page }) => {
  await open(page, CALM);
  await type(page, 'l');
  await page.evaluate(() => window.replicarium.advance(2000));
  await expect(answer(page, 'l').first()).toContainText('0, 02138, Harvard University');
  for (const line of ['e', 'Harvard University', 'many', '12']) await type(page, line);
  await expect(answer(page, 'many')).toContainText('digits only, or exactly True or False');
  await page.evaluate(() => window.replicarium.advance(2000));
  await expect(answer(page, '12').last()).toContainText(
    'Harvard University now has availability 12',
  );
});

test('replicas fail down to one; the last may not, and the page says why', async ({ page }) => {
  await open(page, CALM);
  await node(page, 'replica-1').click();
  await expect(node(page, 'replica-1', 'crashed')).toBeVisible();
  await node(page, 'replica-2').click();
  await expect(node(page, 'replica-2', 'crashed')).toBeVisible();
  await node(page, 'replica-3').click();
  await expect(notice(page)).toContainText('replica-3 is the last that holds the state');
  await node(page, 'replica-3').click({ button: 'right' });
  const menu = page.getByRole('menu');
  await expect(menu).toContainText('replica-3 is the last that holds the state');
  await page.keyboard.press('Escape');
  await type(page, EDIT);
  await page.evaluate(() => window.replicarium.advance(3000));
  await expect(answer(page, EDIT)).toContainText('now has availability 10');
});

test('a partition stalls, the page says who waits for whose ack, and healing resumes', async ({
  page,
}) => {
  await open(page, CALM);
  await button(page, /^Scissors/).click();
  const box = await cluster(page).boundingBox();
  if (box === null) throw new Error('the stage has no place');
  // Between the clients with one replica, and the other two.
  const middle = box.x + box.width / 2;
  await page.mouse.move(middle, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(middle, box.y + box.height / 2, { steps: 4 });
  await page.mouse.move(middle, box.y + box.height - 12, { steps: 4 });
  await page.mouse.up();
  await expect(button(page, /^latency.*weather split/)).toBeVisible();
  await type(page, EDIT);
  await page.evaluate(() => window.replicarium.advance(10_000));
  await expect(answer(page, EDIT)).toContainText('pending');
  await expect(page.getByText(/the ack of broadcast \d+/).first()).toBeVisible();
  await expect(page.getByText(/client-1.* waits? for replica-1/).first()).toBeVisible();

  await button(page, /^latency/).click();
  await button(page, 'Heal everything').click();
  await page.evaluate(() => window.replicarium.advance(3000));
  await expect(answer(page, EDIT)).toContainText('now has availability 10');
});
