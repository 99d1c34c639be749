import type { Page } from '@playwright/test';
import { expect, open, QUIET, script, sight, test } from './support.ts';

/** Calls that must be refused, each with what the refusal says. */
type Refusals = readonly (readonly [call: string, says: RegExp])[];

async function expectRefusals(page: Page, refusals: Refusals): Promise<void> {
  const before = await sight(page);
  const link = await script(page, (api) => api.link());
  for (const [call, says] of refusals) {
    const refusal = await page.evaluate(`(() => {
      try { window.replicarium.${call}; } catch (error) {
        return error instanceof Error ? error.message : 'not an Error';
      }
      return 'not refused';
    })()`);
    expect(refusal, call).toMatch(says);
  }
  expect(await sight(page)).toEqual(before);
  expect(await script(page, (api) => api.link())).toBe(link);
}

test('bad input is refused in plain words and changes nothing', async ({ page }) => {
  await open(page, QUIET);
  await expectRefusals(page, [
    ["open({ protocol: 'x' })", /there is no protocol "x"/],
    ['open({})', /protocol/],
    ['open()', /\w+ \w+/],
    ["open({ protocol: 'gossip', seed: -1 })", /seed must be a whole number from 0/],
    ["open({ protocol: 'gossip', seed: '7' })", /seed must be a number/],
    ["open({ protocol: 'gossip', scenario: 'x' })", /no scenario "x"; there are opening/],
    ["open({ protocol: 'gossip', nodes: 3 })", /nodes/],
    ["open({ protocol: 'gossip', options: { nodes: 3 } })", /no option "nodes"/],
    ["open({ protocol: 'gossip', options: { replicas: 0 } })", /from 1 to 1000, not 0/],
    ["open({ protocol: 'gossip', options: { replicas: 1001 } })", /from 1 to 1000, not 1001/],
    ["open({ protocol: 'gossip', options: { replicas: 2.5 } })", /whole number/],
    ["open({ protocol: 'gossip', options: { eagerPush: 1 } })", /eagerPush is true or false/],
    ['advance(-1)', /ms must be a whole number from 0/],
    ['advance(0.5)', /ms must be a whole number/],
    ['advance(NaN)', /ms must be a/],
    ["advance('1')", /ms must be a number/],
    ['seek(-1)', /ms must be a whole number from 0/],
    ['seek(Infinity)', /ms must be a/],
    ['step(1.5)', /count must be a whole number/],
    ["step('1')", /count must be a number/],
    ['trace(-1)', /from must be a whole number/],
  ]);
});

test('a deed that cannot be done is refused in plain words and changes nothing', async ({
  page,
}) => {
  await open(page, QUIET);
  await expectRefusals(page, [
    ["command('client-9', 'help')", /client-9/],
    ["command('replica-1', 'help')", /replica-1 has no console/],
    ["command('client-1', 5)", /text must be a text/],
    ["command('client-1', 'x'.repeat(3000))", /2000/],
    ["crash('replica-9')", /replica-9/],
    ['crash(7)', /id must be a text/],
    ["restart('replica-1')", /replica-1 cannot restart: it is up/],
    ["thaw('replica-1')", /replica-1 cannot thaw: it is up/],
    ["wipe('replica-1')", /replica-1 cannot lose its disk: it is up/],
    ["removeNode('replica-9')", /replica-9/],
    ["addNode('leader')", /there is no role "leader"; there are/],
    ["partition([['replica-1']])", /at least two groups/],
    ["partition([['replica-1'], ['replica-1']])", /replica-1 is in the partition twice/],
    ["partition('all')", /\w+ \w+/],
    ['setNetwork({ lossPercent: 101 })', /lossPercent/],
    ['setNetwork({ latencyMs: [9, 5] })', /latency runs from a least to a greatest/],
    ["setFlaw('x', true)", /there is no flaw "x"; there are/],
    ["setFlaw('x', 'yes')", /on must be true or false/],
    ["do({ type: 'explode' })", /\w+ \w+/],
    ["do({ type: 'drop', flight: 999999 })", /999999/],
    ['do(null)', /\w+ \w+/],
  ]);
});
