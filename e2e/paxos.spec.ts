/** The Paxos chat as a person uses it: two windows, a server that dies under one of them, a mode that is typed. */
import type { Page } from '@playwright/test';
import {
  caption,
  expect,
  node,
  notice,
  open,
  panel,
  script,
  stepUntil,
  test,
  type,
} from './support.ts';

const SEATED = 'protocol=paxos&seed=1&at=2s&paused';

/** The window of a client; its tab is opened first. */
async function chatOf(page: Page, client: string) {
  await page.getByRole('tablist', { name: 'Clients' }).getByRole('tab', { name: client }).click();
  return page.getByRole('log', { name: `Chat of ${client}` });
}

/** Takes the hand and selects a node, so that the inspector shows it. */
async function inspect(page: Page, id: string) {
  await page.keyboard.press('2');
  await node(page, id).click();
  await panel(page, 'Inspector').click();
  return page.getByRole('article', { name: id });
}

test('a line that one says, the other reads', async ({ page }) => {
  await open(page, SEATED);
  const own = await chatOf(page, 'client-1');
  await expect(own).toContainText('Nobody has said anything yet');
  await type(page, 'hello from Aaron');
  await expect(own.getByRole('listitem')).toContainText('not in the log yet');

  await stepUntil(page, (api) => api.operations().some(({ outcome }) => outcome === 'ok'));
  await script(page, (api) => api.advance(2000));
  await expect(own.getByRole('listitem')).toContainText('round 10');
  const other = await chatOf(page, 'client-2');
  await expect(other.getByRole('listitem')).toHaveText(/Aaron.*hello from Aaron.*round 10/);
});

test('a client whose server dies hops to another and goes on', async ({ page }) => {
  await open(page, SEATED);
  await expect(node(page, 'client-1', 'is at server-1')).toBeVisible();
  await node(page, 'server-1').click();
  await script(page, (api) => api.advance(5000));
  await expect(node(page, 'client-1', 'is at server-3')).toBeVisible();
  await expect(node(page, 'balancer-1', 'server-1 failed')).toBeVisible();

  await type(page, 'still here');
  await script(page, (api) => api.advance(5000));
  await expect((await chatOf(page, 'client-2')).getByRole('listitem')).toContainText('still here');
});

test('a mode typed at a server becomes rules, and a bad one is refused with the grammar', async ({
  page,
}) => {
  await open(page, SEATED);
  const server = await inspect(page, 'server-3');
  const mode = server.getByRole('textbox', { name: 'Mode' });
  await mode.fill('p:soon');
  await mode.press('Enter');
  await expect(server.getByRole('alert')).toContainText('"p:soon" is not a part of a mode string');
  await expect(server).toContainText('Parts joined by ::');
  await expect(server).toContainText('now: nothing set');

  await mode.fill('c:3');
  await mode.press('Enter');
  await expect(server).toContainText('now: c:3');
  await type(page, 'late for server-3');
  await stepUntil(page, (api) => api.operations().some(({ outcome }) => outcome === 'ok'));
  await expect(node(page, 'server-3', 'Nothing is decided in its log')).toBeVisible();
  await script(page, (api) => api.advance(4000));
  await expect(node(page, 'server-3', 'decided up to round 10')).toBeVisible();
});

test('without a majority the service stops and says so, and a returning server resumes it', async ({
  page,
}) => {
  await open(page, SEATED);
  await node(page, 'server-1').click();
  await node(page, 'server-3').click();
  await script(page, (api) => api.advance(8000));
  await expect(node(page, 'balancer-1', 'has stopped the service')).toBeVisible();
  await type(page, 'anybody?');
  await script(page, (api) => api.advance(5000));
  await expect((await chatOf(page, 'client-1')).getByRole('listitem')).toContainText(
    'not in the log yet',
  );

  await node(page, 'server-1').click();
  await script(page, (api) => api.advance(20_000));
  await expect((await chatOf(page, 'client-1')).getByRole('listitem')).toContainText('round 10');
});

test('the disk of a server cannot be wiped, and a server of another number is turned away', async ({
  page,
}) => {
  await open(page, SEATED);
  await node(page, 'server-3').click();
  await page.keyboard.press('6');
  await node(page, 'server-3').click();
  await expect(notice(page)).toContainText('rests on what its acceptors have on disk');

  await script(page, (api) => api.addNode('server'));
  await script(page, (api) => api.advance(3000));
  await expect(node(page, 'server-4', 'left')).toBeVisible();
  await expect(node(page, 'balancer-1', 'server-1 1, server-2 1, server-3 0')).toBeVisible();
});

test('a rival’s promises share a server, and the highest ballot wins the round', async ({
  page,
}) => {
  await open(page, 'protocol=paxos&scenario=split-promises&at=10s&paused');
  await expect(caption(page)).toContainText('server-3 is in both');
  await expect(node(page, 'server-1', 'by ballot 1.1')).toBeVisible();
  await expect(node(page, 'server-2', 'by ballot 1.2')).toBeVisible();
  await script(page, (api) => api.advance(18_000));
  await expect(caption(page)).toContainText('Round 10 is Lala’s');
  await expect((await chatOf(page, 'client-1')).getByRole('listitem')).toHaveText([
    /no, mine.*round 10/,
    /mine.*round 20/,
  ]);
});
