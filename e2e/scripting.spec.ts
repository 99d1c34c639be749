import { button, clock, expect, fingerprint, node, open, QUIET, script, test } from './support.ts';

test('there is nothing in the API that is not tested here', async ({ page }) => {
  await open(page, QUIET);
  const names = await page.evaluate(() => Object.keys(window.replicarium));
  const driving = ['open', 'play', 'pause', 'advance', 'step', 'seek', 'now'];
  const nodes = ['crash', 'restart', 'freeze', 'thaw', 'wipe', 'addNode', 'removeNode'];
  const deeds = ['command', 'partition', 'heal', 'setNetwork', 'setFlaw', 'do'];
  const cluster = ['nodes', 'flights', 'trace', 'operations', 'checks', 'fingerprint'];
  const catalogue = ['protocols', 'scenarios', 'link'];
  expect(names.toSorted()).toEqual(
    [...driving, ...nodes, ...deeds, ...cluster, ...catalogue].toSorted(),
  );
});

test('opening, playing and moving in time', async ({ page }) => {
  await open(page, QUIET);
  await script(page, (api) => api.open({ protocol: 'gossip', seed: 3, options: { replicas: 3 } }));
  await expect(clock(page)).toHaveText('0.000 s');
  await expect(button(page, 'Play')).toBeVisible();
  await expect(node(page, 'replica-3')).toBeVisible();
  await expect(node(page, 'replica-4')).toHaveCount(0);
  await script(page, (api) => api.advance(1500));
  await expect(clock(page)).toHaveText('1.500 s');
  await script(page, (api) => api.seek(1000));
  await expect(clock(page)).toHaveText('1.000 s');
  const here = await fingerprint(page);
  await script(page, (api) => api.step(7));
  expect(await fingerprint(page)).not.toBe(here);
  const there = await fingerprint(page);
  await script(page, (api) => api.step(-7));
  await script(page, (api) => api.step());
  await script(page, (api) => api.step(6));
  expect(await fingerprint(page)).toBe(there);
  await script(page, (api) => api.step(-1_000_000));
  expect(await script(page, (api) => [api.now(), api.trace().length])).toEqual([0, 1]);
  await script(page, (api) => api.play());
  await expect(button(page, 'Pause')).toBeVisible();
  await expect.poll(() => script(page, (api) => api.now())).toBeGreaterThan(0);
  await script(page, (api) => api.pause());
  await expect(button(page, 'Play')).toBeVisible();
  await script(page, (api) => api.open({ protocol: 'gossip', scenario: 'slow-seed' }));
  await expect(button(page, 'Scenario: A slow seed')).toBeVisible();
});

test('what can be done to nodes', async ({ page }) => {
  await open(page, QUIET);
  await script(page, (api) => api.crash('replica-1'));
  await expect(node(page, 'replica-1', 'crashed')).toBeVisible();
  await script(page, (api) => api.wipe('replica-1'));
  await script(page, (api) => api.restart('replica-1'));
  await expect(node(page, 'replica-1', 'joining')).toBeVisible();
  await script(page, (api) => api.freeze('replica-2'));
  await expect(node(page, 'replica-2', 'frozen')).toBeVisible();
  await script(page, (api) => api.thaw('replica-2'));
  await expect(node(page, 'replica-2', 'up')).toBeVisible();
  expect(await script(page, (api) => api.addNode('replica'))).toBe('replica-6');
  await expect(node(page, 'replica-6')).toBeVisible();
  await script(page, (api) => api.removeNode('replica-6'));
  await expect(node(page, 'replica-6')).toHaveCount(0);
  expect(await script(page, (api) => api.nodes().map(({ id }) => id))).toEqual([
    'balancer-1',
    ...[1, 2, 3, 4, 5].map((number) => `replica-${number}`),
    'client-1',
    'client-2',
  ]);
});

test('what can be done to the network, and any deed at all', async ({ page }) => {
  await open(page, QUIET);
  const weather = page.getByRole('button', { name: /^latency/ });
  await script(page, (api) => api.setNetwork({ lossPercent: 33 }));
  await expect(weather).toContainText('80–400 ms');
  await expect(weather).toContainText('loss 33 %');
  await script(page, (api) =>
    api.partition([['replica-1'], ['replica-2', 'replica-3', 'balancer-1']]),
  );
  await expect(weather).toContainText('weather split');
  await script(page, (api) => api.heal());
  await expect(weather).toContainText('weather stormy');
  await script(page, (api) => api.do({ type: 'clock', node: 'replica-1', ratePermille: 500 }));
  await script(page, (api) => api.step());
  expect(
    await script(page, (api) => api.trace().filter(({ kind }) => kind === 'clock').length),
  ).toBe(1);
});

test('a flaw is switched on, and its property breaks for all to see', async ({ page }) => {
  await open(page, 'scenario=slow-seed&paused');
  await script(page, (api) => {
    api.setFlaw('unconditional-seed', true);
    api.advance(20_000);
  });
  await expect(page.getByRole('button', { name: /^1 of \d+ broken/ })).toBeVisible();
  const broken = await script(page, (api) => api.checks().filter(({ holds }) => !holds));
  expect(broken.map(({ id }) => id)).toContain('applied-once');
});

test('what can be read, as plain data', async ({ page }) => {
  await open(page, QUIET);
  await script(page, (api) => {
    api.command('client-1', 'insert Tom 18');
    api.command('client-2', 'delete');
  });
  expect(await script(page, (api) => api.operations())).toEqual([
    {
      id: 1,
      client: 'client-1',
      text: 'insert Tom 18',
      command: { type: 'insert', name: 'Tom', age: '18' },
      parent: null,
      started: 3000,
      ended: null,
      outcome: 'pending',
      result: '',
    },
    expect.objectContaining({ id: 2, client: 'client-2', ended: 3000, outcome: 'refused' }),
  ]);
  await script(page, (api) => api.advance(700));
  const [flight] = await script(page, (api) => api.flights());
  expect(flight).toMatchObject({
    id: expect.any(Number),
    from: expect.stringMatching(/^\w+-\d+$/),
    to: expect.stringMatching(/^\w+-\d+$/),
    fate: 'arrive',
    parked: null,
  });
  for (const check of await script(page, (api) => api.checks())) {
    expect(check).toEqual({
      id: expect.stringMatching(/^[a-z-]+$/),
      kind: expect.stringMatching(/^(always|sometimes|eventually)$/),
      holds: expect.any(Boolean),
      detail: expect.any(String),
      unpromised: null,
    });
  }
  const trace = await script(page, (api) => api.trace());
  expect(trace.map(({ number }) => number)).toEqual(trace.map((_, place) => place));
  const tail = await script(page, (api) => api.trace(10));
  expect(tail).toEqual(trace.slice(10));
  expect(await script(page, (api) => api.protocols().map(({ id }) => id))).toContain('gossip');
  expect((await script(page, (api) => api.scenarios()))[0]).toMatchObject({
    id: 'opening',
    title: 'Seven replicas',
    seed: 7,
  });
  expect(await fingerprint(page)).toMatch(/^[0-9a-f]{16}$/);
});

test('what is read is JSON, and a copy', async ({ page }) => {
  await open(page, 'scenario=partition-during-spread&at=20s&paused');
  const differing = await page.evaluate(() => {
    const api = window.replicarium;
    const readings = {
      nodes: api.nodes(),
      flights: api.flights(),
      trace: api.trace(),
      operations: api.operations(),
      checks: api.checks(),
      protocols: api.protocols(),
      scenarios: api.scenarios(),
    };
    /** Whether JSON carries everything: nothing is undefined, a function, a Map, a number that JSON has not. */
    const isJson = (value: unknown): boolean => {
      if (value === null || ['string', 'boolean'].includes(typeof value)) return true;
      if (typeof value === 'number') return Number.isFinite(value);
      if (Array.isArray(value)) return value.every(isJson);
      if (typeof value !== 'object') return false;
      return (
        Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isJson)
      );
    };
    return Object.entries(readings).flatMap(([name, data]) => (isJson(data) ? [] : [name]));
  });
  expect(differing).toEqual([]);
  const before = await fingerprint(page);
  await page.evaluate(() => {
    const vandalise = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const inner of Object.values(value)) vandalise(inner);
      for (const key of Object.keys(value)) Reflect.deleteProperty(value, key);
    };
    const api = window.replicarium;
    vandalise([api.nodes(), api.flights(), api.trace(), api.operations(), api.checks()]);
    vandalise([api.protocols(), api.scenarios()]);
  });
  expect(await fingerprint(page)).toBe(before);
  expect(await script(page, (api) => api.scenarios().length)).toBeGreaterThan(10);
});
