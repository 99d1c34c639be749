import type { Page } from '@playwright/test';
import {
  answer,
  button,
  caption,
  clock,
  expect,
  ledger,
  node,
  open,
  playUntil,
  QUIET,
  script,
  sight,
  slider,
  stepUntil,
  test,
  type,
} from './support.ts';

/** Who knows a replica: the balancer by its list, the others by their neighbours. */
const knowing = (page: Page): Promise<string[]> =>
  script(page, (api) =>
    api
      .nodes()
      .filter(({ id, status, state }) => {
        const { neighbours = [], members = [] } = state as {
          neighbours?: string[];
          members?: { id: string }[];
        };
        const known = [...neighbours, ...members.map((member) => member.id)];
        return id !== 'replica-2' && status === 'up' && known.includes('replica-2');
      })
      .map(({ id }) => id),
  );

const tables = (page: Page): Promise<string[]> =>
  script(page, (api) =>
    api
      .nodes()
      .filter(({ role }) => role === 'replica')
      .map(({ status, state }) => `${status} ${JSON.stringify(Reflect.get(state, 'table'))}`),
  );

test('a command reaches every replica', async ({ page }) => {
  await open(page, `${QUIET}&speed=50`);
  await type(page, 'insert Tom 18');
  await expect(answer(page, 'insert Tom 18')).toContainText('pending');
  await playUntil(page, 'Until a command is answered');
  await expect(answer(page, 'insert Tom 18')).toContainText(/replicated #0 · [\d.]+ s/);
  await expect(ledger(page)).toContainText('all equal');
  await expect(ledger(page).getByRole('columnheader', { name: '5 replicas' })).toBeVisible();
  await expect(ledger(page).getByRole('row', { name: 'Tom 18' })).toBeVisible();
  expect(await tables(page)).toEqual(Array(5).fill('up [["Tom","18"]]'));
});

test('a click crashes a replica, silence takes it off the lists, a click brings it back', async ({
  page,
}) => {
  await open(page, `${QUIET}&speed=50`);
  await type(page, 'insert Tom 18');
  await playUntil(page, 'Until a command is answered');
  await node(page, 'replica-2', 'up').click();
  await expect(node(page, 'replica-2', 'crashed at [\\d.]+ s')).toBeVisible();
  await expect(caption(page)).toContainText('replica-2 is silent. After 6 s without a word');
  expect(await knowing(page)).toHaveLength(5);

  const crashedAt = await script(page, (api) => api.now());
  await playUntil(page, 'Until the next mark');
  const noticedAfter = (await script(page, (api) => api.now())) - crashedAt;
  expect(noticedAfter).toBeGreaterThan(5000);
  expect(noticedAfter).toBeLessThan(8000);
  await playUntil(page, 'Until all is quiet');
  await expect(caption(page)).toContainText('replica-2 is off the list. Click it again');
  await expect(node(page, 'replica-1', 'knows 3 neighbours')).toBeVisible();
  await expect(node(page, 'balancer-1', 'all 4 members')).toBeVisible();
  expect(await knowing(page)).toEqual([]);

  await node(page, 'replica-2', 'crashed').click();
  await expect(node(page, 'replica-2', 'up')).toBeVisible();
  await expect(node(page, 'replica-2', 'joining')).toBeVisible();
  await stepUntil(page, (api) => api.nodes().some(({ badge }) => badge === 'pulling'));
  await expect(node(page, 'replica-2', 'it has asked replica-\\d for the table')).toBeVisible();
  await playUntil(page, 'Until all is quiet');
  await expect(node(page, 'replica-2', 'it holds 1 row and knows 4 neighbours')).toBeVisible();
  expect(await tables(page)).toEqual(Array(5).fill('up [["Tom","18"]]'));
  expect(await knowing(page)).toHaveLength(5);
});

test('stepping back and forth shows the same moments', async ({ page }) => {
  await open(page, QUIET);
  await type(page, 'insert Tom 18');
  await node(page, 'replica-2', 'up').click();
  const moments: (readonly string[])[] = [];
  for (let step = 0; step < 8; step += 1) {
    moments.push(await sight(page));
    await button(page, 'One event forward').click();
  }
  expect(new Set(moments.map(([print]) => print)).size).toBe(8);
  for (const moment of moments.toReversed()) {
    await button(page, 'One event back').click();
    expect(await sight(page)).toEqual(moment);
  }
  for (const moment of moments) {
    expect(await sight(page)).toEqual(moment);
    await button(page, 'One event forward').click();
  }
});

test('the scrubber goes to any moment, and the same place is the same moment', async ({ page }) => {
  await open(page, `${QUIET}&speed=50`);
  await type(page, 'insert Tom 18');
  await playUntil(page, 'Until a command is answered');
  const end = await clock(page).textContent();
  const box = await slider(page).boundingBox();
  if (box === null) throw new Error('the scrubber has no place');
  const places = [0.2, 0.45, 0.7].map((part) => ({ x: box.width * part, y: box.height / 2 }));
  const seen: (readonly string[])[] = [];
  for (const position of places) {
    await slider(page).click({ position });
    await expect(clock(page)).not.toHaveText(end ?? '');
    seen.push(await sight(page));
  }
  expect(new Set(seen.map(([print]) => print)).size).toBe(3);
  await expect(button(page, 'Go live')).toBeVisible();
  for (const [index, position] of places.entries()) {
    await slider(page).click({ position });
    expect(await sight(page)).toEqual(seen[index]);
    const valueText = await slider(page).getAttribute('aria-valuetext');
    expect(valueText).toContain((await clock(page).textContent()) ?? 'no time');
  }
  await button(page, 'Go live').click();
  await expect(clock(page)).toHaveText(end ?? '');
  await expect(answer(page, 'insert Tom 18')).toContainText('replicated #0');
});
