/** Raft as a person meets it: a leader falls, votes are split, a wall stands, members come and go. */
import type { Page } from '@playwright/test';
import type { Scripting } from '../src/app/scripting.ts';
import {
  answer,
  button,
  caption,
  expect,
  node,
  notice,
  open,
  prompt,
  script,
  stepUntil,
  test,
  type,
} from './support.ts';

const LED = 'protocol=raft&seed=3&at=4s&paused';

const logs = (page: Page) => page.getByRole('region', { name: 'Logs', exact: true });

function row(page: Page, id: string) {
  return logs(page).getByRole('row', { name: new RegExp(`^${id}\\b`) });
}

/** Who leads in the newest term, and in which. */
async function leadership(page: Page): Promise<{ leader: string; term: number }> {
  const leaders = await script(page, (api) =>
    api
      .nodes()
      .filter(({ description, status }) => status === 'up' && description.includes(' leads term '))
      .map(({ id, epoch }) => ({ leader: id, term: epoch ?? 0 })),
  );
  const newest = leaders.toSorted((one, other) => other.term - one.term)[0];
  if (newest === undefined) throw new Error('nobody leads');
  return newest;
}

const isLed = (page: Page) =>
  stepUntil(page, (api) =>
    api
      .nodes()
      .some(({ description, status }) => status === 'up' && description.includes(' leads term ')),
  );

/** Whether a leader has an entry that nobody else has. */
const isAlone = (api: Scripting): boolean =>
  api.nodes().some(({ description }) => description.includes(': 0 of 4 others have'));

const isAnswered = (page: Page) =>
  stepUntil(page, (api) => api.operations().every(({ outcome }) => outcome !== 'pending'));

test('a click on the leader, and another one is crowned that has what was written', async ({
  page,
}) => {
  await open(page, LED);
  const before = await leadership(page);
  await expect(node(page, before.leader, `leads term ${before.term}`)).toBeVisible();
  await expect(row(page, before.leader).getByText('leader')).toBeAttached();
  await type(page, 'set x 1');
  await isAnswered(page);
  await expect(answer(page, 'set x 1')).toContainText('x = 1 (#2)');

  await node(page, before.leader).click();
  await expect(node(page, before.leader, 'crashed')).toBeVisible();
  await expect(caption(page)).toContainText('Nobody leads');
  await isLed(page);
  const after = await leadership(page);
  expect(after.leader).not.toBe(before.leader);
  expect(after.term).toBeGreaterThan(before.term);
  await expect(node(page, after.leader, `leads term ${after.term}`)).toBeVisible();

  await type(page, 'get x');
  await isAnswered(page);
  await expect(answer(page, 'get x')).toContainText('x = 1');
  await node(page, before.leader).click();
  await script(page, (api) => api.advance(3000));
  await expect(node(page, before.leader, `follows ${after.leader}`)).toBeVisible();
  await expect(row(page, before.leader).getByText('x=1')).toBeAttached();
});

test('the key v makes all stand at once, nobody wins that term, and a later one has a leader', async ({
  page,
}) => {
  await open(page, LED);
  const before = await leadership(page);
  await node(page, before.leader).click();
  await page.keyboard.press('v');
  await script(page, (api) => api.advance(120));
  for (const id of ['server-1', 'server-2', 'server-3', 'server-4', 'server-5']) {
    if (id === before.leader) continue;
    await expect(node(page, id, `term ${before.term + 1} with 1 of 5 votes`)).toBeVisible();
  }
  await isLed(page);
  expect((await leadership(page)).term).toBeGreaterThan(before.term + 1);
});

test('a set-up that cannot be is refused with its reason', async ({ page }) => {
  await open(page, 'protocol=raft&seed=3&paused');
  await page.keyboard.press('r');
  await expect(notice(page)).toContainText('nobody leads');
});

test('the key g leaves the leader alone with what clients want, and each return repairs a log', async ({
  page,
}) => {
  await open(page, LED);
  const { leader } = await leadership(page);
  await page.keyboard.press('g');
  await stepUntil(page, isAlone);
  await expect(answer(page, 'set k1 1')).toContainText('pending');
  await expect(row(page, leader).getByTitle(/^k[12]=[12], t1, not committed/)).toBeVisible();

  const down = await script(page, (api) =>
    api
      .nodes()
      .filter(({ status }) => status === 'crashed')
      .map(({ id }) => id),
  );
  expect(down).toHaveLength(4);
  for (const id of down.slice(0, 2)) await node(page, id).click();
  await isAnswered(page);
  await expect(answer(page, 'set k1 1')).toContainText('k1 = 1');
});

test('a client that asks a follower is told who leads', async ({ page }) => {
  await open(page, LED);
  const { leader } = await leadership(page);
  await type(page, 'set x 1');
  await stepUntil(page, (api) => api.flights().some(({ title }) => title.includes('ask server')));
  await isAnswered(page);
  await expect(answer(page, 'set x 1')).toContainText('x = 1');
  await expect(node(page, 'client-1', `takes ${leader} for the leader`)).toBeVisible();
});

test('a newcomer is no member until it is added, and a server that is removed is none', async ({
  page,
}) => {
  await open(page, LED);
  await button(page, 'Add a server').click();
  await script(page, (api) => api.advance(500));
  await expect(node(page, 'server-6', 'is not a member yet')).toBeVisible();
  await expect(caption(page)).toContainText('add server-6');
  await type(page, 'add server-6');
  await isAnswered(page);
  await script(page, (api) => api.advance(3000));
  const { leader } = await leadership(page);
  await expect(node(page, 'server-6', `follows ${leader}`)).toBeVisible();

  const other = leader === 'server-1' ? 'server-2' : 'server-1';
  await type(page, `remove ${other}`);
  await isAnswered(page);
  await script(page, (api) => api.advance(3000));
  await expect(node(page, other, 'is no member')).toBeVisible();
});

test('`transfer` crowns whom it names, without a time-out', async ({ page }) => {
  await open(page, LED);
  const before = await leadership(page);
  const heir = before.leader === 'server-3' ? 'server-4' : 'server-3';
  await type(page, `transfer ${heir}`);
  await isAnswered(page);
  await script(page, (api) => api.advance(1000));
  expect(await leadership(page)).toEqual({ leader: heir, term: before.term + 1 });
});

test('a leader behind a wall keeps its crown, commits nothing, and loses its entry when the wall goes', async ({
  page,
}) => {
  await open(page, LED);
  const before = await leadership(page);
  // Once it was answered the client knows who leads.
  await type(page, 'set x 0');
  await isAnswered(page);
  await script(page, (api) => api.advance(1000));
  await page.evaluate((leader) => {
    const servers = ['server-1', 'server-2', 'server-3', 'server-4', 'server-5'];
    const others = servers.filter((id) => id !== leader);
    window.replicarium.partition([
      [leader, 'client-1'],
      [...others, 'client-2'],
    ]);
  }, before.leader);
  await type(page, 'set x 1');
  await stepUntil(page, isAlone);
  await stepUntil(
    page,
    (api) =>
      api.nodes().filter(({ description }) => description.includes(' leads term ')).length === 2,
  );
  const after = await leadership(page);
  await expect(node(page, before.leader, `leads term ${before.term}`)).toBeVisible();
  await expect(node(page, after.leader, `leads term ${after.term}`)).toBeVisible();
  await expect(answer(page, 'set x 1')).toContainText('pending');
  const struck = row(page, before.leader).getByTitle(/^x=1, t1, will be removed/);
  await expect(struck).toBeVisible();

  await script(page, (api) => api.heal());
  await script(page, (api) => api.advance(3000));
  await expect(node(page, before.leader, `follows ${after.leader}`)).toBeVisible();
  await expect(struck).toHaveCount(0);
});

test('a long log folds, and a snapshot is one block in it', async ({ page }) => {
  await open(page, LED);
  const { leader } = await leadership(page);
  await type(page, 'load 12');
  await isAnswered(page);
  await script(page, (api) => api.advance(1000));
  const cells = row(page, leader).getByRole('cell');
  await expect(cells).toHaveCount(13);
  const [box, first, last] = [
    await logs(page).boundingBox(),
    await cells.first().boundingBox(),
    await cells.last().boundingBox(),
  ];
  if (box === null || first === null || last === null) throw new Error('there is no log');
  expect(first.x).toBeGreaterThan(box.x);
  expect(last.x + last.width).toBeLessThanOrEqual(box.x + box.width);
  await expect(cells.first()).toHaveText('no-opt1, applied');

  await type(page, `snapshot ${leader}`);
  await isAnswered(page);
  const block = cells.first();
  await expect(block).toContainText('≤13');
  await expect(block).toHaveAttribute('colspan', '13');
});

test('with a rule switched off the captions say that they do not reckon with it', async ({
  page,
}) => {
  await open(page, 'protocol=raft&scenario=first-election&paused');
  await script(page, (api) => api.advance(300));
  await expect(caption(page)).not.toContainText('Flaw');
  await script(page, (api) => api.setFlaw('vote-not-durable', true));
  await expect(caption(page)).toContainText('Nobody leads.');
  await expect(caption(page)).toContainText(
    'Flaw: The vote is not on disk. The captions tell the run without it.',
  );
});

test('captions of a scenario stand in front of a class as they are', async ({ page }) => {
  await open(page, 'protocol=raft&scenario=stale-leader&at=8s&paused');
  const told = (await caption(page).textContent()) ?? '';
  expect(told).toContain('x = 2');
  await button(page, 'Present').click();
  await expect(prompt(page)).toHaveCount(0);
  await expect(caption(page)).toHaveText(told);
});
