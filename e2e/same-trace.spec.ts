/** The same recipe gives the same run in Node, where this file runs, and in the browser. */
import type { Page } from '@playwright/test';
import { Fingerprint } from '../src/kernel/hash.ts';
import type { Intent } from '../src/kernel/intent.ts';
import { protocolCalled } from '../src/protocols/registry.ts';
import { stateFingerprint } from '../src/run/fingerprints.ts';
import { encodeLink } from '../src/run/link.ts';
import { freshRecipe, type RunRequest } from '../src/run/recipe.ts';
import { Run } from '../src/run/run.ts';
import { expect, fingerprint, open, script, test } from './support.ts';

/** So many virtual ms later, this is done. */
type Deed = readonly [laterMs: number, intent: Intent];

const rough = { latencyMs: [20, 700], lossPercent: 12, duplicatePercent: 9 } as const;
const side = ['replica-1', 'replica-2', 'client-1'];
const DEEDS: readonly Deed[] = [
  [700, { type: 'command', client: 'client-1', text: 'insert Tom 18' }],
  [0, { type: 'command', client: 'client-2', text: 'insert Jane 20' }],
  [333, { type: 'network', settings: rough }],
  [900, { type: 'crash', node: 'replica-3' }],
  [1, { type: 'freeze', node: 'replica-4' }],
  [2500, { type: 'partition', groups: [side, ['replica-5', 'balancer-1', 'client-2']] }],
  [800, { type: 'command', client: 'client-2', text: 'delete Jane' }],
  [700, { type: 'thaw', node: 'replica-4' }],
  [100, { type: 'clock', node: 'replica-5', ratePermille: 1337 }],
  [3000, { type: 'heal' }],
  [0, { type: 'restart', node: 'replica-3' }],
  [9000, { type: 'add', role: 'replica' }],
  [400, { type: 'cut', from: 'replica-6', to: 'balancer-1', bothWays: false }],
  [600, { type: 'crash', node: 'balancer-1', keepSends: 1 }],
  [2200, { type: 'restart', node: 'balancer-1' }],
  [200, { type: 'flaw', name: 'unconditional-seed', on: true }],
  [5000, { type: 'remove', node: 'replica-1' }],
  [20_000, { type: 'heal' }],
];

const gossip = protocolCalled('gossip');

function freshRun(request: RunRequest): Run {
  return new Run(gossip, freshRecipe(gossip, request));
}

/** Fingerprint of everything that a trace tells, but for the states before and after, which follow from the rest. */
function printOf(trace: readonly object[]): string {
  const print = new Fingerprint();
  for (const event of trace) {
    print.add({ ...event, before: undefined, after: undefined });
  }
  return print.hex();
}

async function expectSame(page: Page, run: Run): Promise<void> {
  const trace = await script(page, (api) => api.trace());
  expect(trace).toHaveLength(run.world.events + 1);
  expect(printOf(trace)).toBe(printOf(run.traceFrom(0)));
  expect(await fingerprint(page)).toBe(stateFingerprint(run.world));
  const link = encodeLink({ recipe: run.recipe, moment: run.now });
  expect(new URL(await script(page, (api) => api.link())).hash).toBe(`#${link}`);
}

for (const seed of [7, 20_260_101]) {
  test(`the same deeds on seed ${seed} leave the same trace`, async ({ page }) => {
    const request = { seed, options: { replicas: 5, clients: 2 } };
    const run = freshRun(request);
    for (const [laterMs, intent] of DEEDS) {
      run.advanceTo(run.world.now + laterMs);
      run.do(intent);
    }
    await open(page, 'paused');
    await page.evaluate(
      ([wanted, list]) => {
        const api = window.replicarium;
        api.open({ protocol: 'gossip', ...wanted });
        for (const [laterMs, intent] of list) {
          api.advance(laterMs);
          api.do(intent);
        }
      },
      [request, DEEDS] as const,
    );
    expect(run.trace.some(({ loss }) => loss === 'chance')).toBe(true);
    expect(run.trace.some(({ loss }) => loss === 'cut')).toBe(true);
    await expectSame(page, run);

    await open(page, `#${encodeLink({ recipe: run.recipe, moment: run.now })}`);
    await expectSame(page, run);
    await script(page, (api) => {
      api.seek(4000);
      api.advance(40_000);
    });
    run.seekTime(44_000);
    await expectSame(page, run);
  });
}

test('a scenario of its own accord leaves the same trace', async ({ page }) => {
  const run = freshRun({ scenario: 'partition-during-spread' });
  run.seekTime(60_000);
  await open(page, 'scenario=partition-during-spread&at=60s&paused');
  await expectSame(page, run);
});
