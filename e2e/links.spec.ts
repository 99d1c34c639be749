import {
  button,
  clock,
  cluster,
  expect,
  ledger,
  node,
  notice,
  open,
  openAfresh,
  playUntil,
  QUIET,
  script,
  sight,
  test,
  type,
} from './support.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a copied link shows a stranger the same moment', async ({ page, browser }) => {
  await open(page, `${QUIET}&speed=50`);
  await type(page, 'insert Tom 18');
  await playUntil(page, 'Until a command is answered');
  await node(page, 'replica-2').click();
  await type(page, 'insert Jane 20', 'client-1');
  for (let step = 0; step < 5; step += 1) await button(page, 'One event forward').click();
  const mine = await sight(page);

  await button(page, 'Share').click();
  const share = page.getByRole('dialog', { name: 'Share this run' });
  await expect(share).toContainText(mine[0] ?? 'no fingerprint');
  await share.getByRole('button', { name: 'Copy' }).first().click();
  await expect(share.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await expect(share.getByRole('textbox', { name: 'Link' })).toHaveValue(link);

  const theirs = await openAfresh(browser, link);
  expect(await sight(theirs)).toEqual(mine);
  await expect(button(theirs, 'Play')).toBeVisible();
  await expect(clock(theirs)).toHaveText(mine[1] ?? '');
  await button(page, 'Close').click();
  // The speed is the viewer's own.
  for (let press = 0; press < 6; press += 1) await theirs.keyboard.press(']');
  for (const one of [page, theirs]) await playUntil(one, 'Until a command is answered');
  expect(await sight(theirs)).toEqual(await sight(page));
});

test('the code for a frame shows the same moment, bare', async ({ page, browser }) => {
  await open(page, QUIET);
  await button(page, 'Share').click();
  const share = page.getByRole('dialog', { name: 'Share this run' });
  const code = await share.getByRole('textbox', { name: 'Frame' }).inputValue();
  const source = /src="([^"]+)"/.exec(code)?.[1];
  const framed = await openAfresh(browser, source ?? 'about:blank');
  await expect(framed.getByRole('banner')).toHaveCount(0);
  expect(await sight(framed)).toEqual(await sight(page));
  await expect(framed.getByRole('link', { name: 'Open in Replicarium' })).toHaveAttribute(
    'href',
    /#1\./,
  );
});

test('the address bar keeps the moment over a reload', async ({ page }) => {
  await open(page, QUIET);
  await type(page, 'insert Tom 18');
  await node(page, 'replica-2').click();
  await button(page, 'One event forward').click();
  const before = await sight(page);
  await expect(page).toHaveURL(await script(page, (api) => api.link()));
  await page.reload();
  await expect(cluster(page).getByRole('button').first()).toBeVisible();
  expect(await sight(page)).toEqual(before);
  await expect(button(page, 'Play')).toBeVisible();
});

test('what is done while time flows outlives a reload in the same instant', async ({ page }) => {
  await open(page, 'protocol=gossip&seed=7&replicas=5&clients=2&at=3s');
  // The page has just written its address, and will not do so again at once.
  await expect(page).toHaveURL(/#1\./);
  await node(page, 'replica-2').click();
  await page.reload();
  await expect(node(page, 'replica-2', 'crashed')).toBeVisible();
  await expect(button(page, 'Play')).toBeVisible();
});

test('a link that is pasted into the open page is followed', async ({ page }) => {
  await open(page, QUIET);
  const link = await script(page, (api) => api.link());
  const before = await sight(page);
  await node(page, 'replica-2').click();
  await button(page, 'Play').click();
  await expect(clock(page)).not.toHaveText('3.000 s');
  // The page writes its own link there as it plays.
  await expect(page).toHaveURL(/#1\./);
  await page.goto(link);
  await expect(node(page, 'replica-2', 'up')).toBeVisible();
  expect(await sight(page)).toEqual(before);
});

test('an address by hand names a run, a moment and a speed', async ({ page }) => {
  await open(page, 'protocol=gossip&scenario=both-seeds-dead&at=12.5s&speed=2&paused');
  await expect(button(page, 'Scenario: Both seeds dead')).toBeVisible();
  await expect(clock(page)).toHaveText('12.500 s');
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('5');
  await expect(button(page, '2× speed')).toBeVisible();
  await expect(button(page, 'Play')).toBeVisible();
  await open(page, 'seed=3&replicas=3&clients=1&at=250ms');
  await expect(cluster(page).getByRole('button')).toHaveCount(5);
  await expect(button(page, 'Pause')).toBeVisible();
});

test('an address that names only a protocol opens its first scenario', async ({ page }) => {
  await open(page, 'protocol=two-phase-commit&paused');
  await expect(button(page, 'Scenario: A write, start to end')).toBeVisible();
  await open(page, 'protocol=two-phase-commit&seed=1&paused');
  await expect(button(page, 'Scenario: Free play')).toBeVisible();
});

test('an address lends a theme for one visit', async ({ page }) => {
  await open(page, `${QUIET}&theme=dark`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await button(page, /^Snowflake/).click();
  await open(page, QUIET);
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  await expect(button(page, /^Snowflake/)).toHaveAttribute('aria-pressed', 'true');
});

const HOSTILE = '<img/src=x/onerror=alert(1)>';

test('hostile texts stay texts, here and behind a link', async ({ page, browser }) => {
  await open(page, `${QUIET}&speed=50`);
  await type(page, 'insert <img src=x onerror=alert(1)> 1');
  await type(page, `insert ${HOSTILE} <script>alert(2)</script>`);
  await playUntil(page, 'Until a command is answered');
  const theirs = await openAfresh(browser, await script(page, (api) => api.link()));
  for (const one of [page, theirs]) {
    const lines = one.getByRole('list', { name: 'Commands of client-1' });
    await expect(lines).toContainText('insert <img src=x onerror=alert(1)> 1');
    await expect(lines).toContainText('refused · insert needs a name and an age');
    await expect(ledger(one).getByRole('rowheader', { name: HOSTILE })).toBeVisible();
    await expect(ledger(one)).toContainText('<script>alert(2)</script>');
    await expect(one.getByRole('region', { name: 'Feed' })).toContainText(HOSTILE);
    await expect(one.locator('img, script:not([src])')).toHaveCount(0);
  }
  await open(page, `protocol=${encodeURIComponent(HOSTILE)}`);
  await expect(notice(page)).toContainText(HOSTILE);
  await expect(page.locator('img')).toHaveCount(0);
});
