import type { Page } from '@playwright/test';
import {
  answer,
  button,
  expect,
  ledger,
  node,
  open,
  script,
  stepUntil,
  test,
  type,
} from './support.ts';

/** Three workers that hold a to e, nothing on its way. */
const QUIET = 'protocol=two-phase-commit&seed=7&workers=3&clients=2&at=1s&paused';
const WORKERS = ['worker-1', 'worker-2', 'worker-3'];

/** The line of a key in the ledger. */
const row = (page: Page, key: string) =>
  ledger(page).getByRole('row', { name: new RegExp(`^${key}\\b`) });

/** A write whose votes are on their way to the coordinator, all of them yes. */
async function votesInTheAir(page: Page): Promise<void> {
  await type(page, 'set a 2');
  await stepUntil(
    page,
    (api) => api.flights().filter(({ type: kind }) => kind === 'vote-response').length === 3,
  );
}

test('a coordinator crashed by a click leaves workers in doubt, and a click that restarts it frees them', async ({
  page,
}) => {
  await open(page, QUIET);
  await votesInTheAir(page);

  await node(page, 'coordinator-1').click();
  await expect(node(page, 'coordinator-1', 'crashed')).toBeVisible();
  await script(page, (api) => api.advance(3000));
  for (const id of WORKERS) await expect(node(page, id, 'in doubt about #1')).toBeVisible();
  await expect(page.getByText('wait for coordinator-1')).toBeVisible();
  await expect(row(page, 'a')).toContainText('#1');
  await script(page, (api) => api.advance(3000));
  await expect(answer(page, 'set a 2')).toContainText('unknown');

  await node(page, 'coordinator-1').click();
  await script(page, (api) => api.advance(2000));
  for (const id of WORKERS) await expect(node(page, id, 'in the pool')).toBeVisible();
  await expect(row(page, 'a')).not.toContainText('#1');
  await expect(row(page, 'a')).toContainText('one');

  await type(page, 'set a 3');
  await script(page, (api) => api.advance(3000));
  await expect(answer(page, 'set a 3')).toContainText('true');
  await expect(row(page, 'a')).toContainText('3');
});

test('a worker is added with the button and takes the table over', async ({ page }) => {
  await open(page, QUIET);
  await type(page, 'multiset 5');
  await script(page, (api) => api.advance(300));
  await button(page, 'Add a worker').click();
  await script(page, (api) => api.advance(8000));
  await expect(node(page, 'worker-4', 'in the pool and holds 10 rows')).toBeVisible();
  await expect(answer(page, 'multiset 5')).toContainText('5 of 5 succeeded; verify true');
});
