import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
  button,
  caption,
  clock,
  cluster,
  expect,
  node,
  open,
  panel,
  PHONE,
  playUntil,
  QUIET,
  sight,
  test,
  type,
} from './support.ts';

// Each look of axe at a page takes its time on a busy machine.
test.slow();

/** What axe finds that keeps somebody out of the page, or of a part of it, each in a line with its place. */
async function expectOpenToAll(page: Page, part?: string): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (part !== undefined) axe.include(part);
  // The arrow keys lead through a menu and scroll it; axe looks for a stop of Tab.
  if (part === '[role=menu]') axe.disableRules('scrollable-region-focusable');
  const { violations } = await axe.analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id} (${help}): ${html}`));
  expect(grave, part ?? 'the page').toEqual([]);
}

/** A page on which there is something of everything: a crash, a refusal, two branches, a broken link. */
async function openBusy(page: Page): Promise<void> {
  await open(page, `${QUIET}&speed=50`);
  await type(page, 'insert Tom 18');
  await playUntil(page, 'Until a command is answered');
  await type(page, 'insert');
  await type(page, 'insert Jane 20');
  await node(page, 'replica-2').click();
  await button(page, 'One event back').click();
  await node(page, 'replica-3').click();
  await button(page, /^Eraser/).click();
  await node(page, 'replica-4').click();
}

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the page and its panels are open to all', async ({ page }) => {
      await openBusy(page);
      await expectOpenToAll(page);
      for (const name of ['Inspector', 'Feed', 'Checks', 'Network']) {
        await panel(page, name).click();
        await expect(panel(page, name)).toHaveAttribute('aria-selected', 'true');
        await expectOpenToAll(page, '[role=tabpanel]');
      }
    });

    test('so is every dialog and menu', async ({ page }) => {
      await openBusy(page);
      for (const name of ['Help', 'Share', 'Find an action']) {
        await button(page, name).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectOpenToAll(page, '[role=dialog]');
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
      }
      for (const name of ['2 branches', /speed$/]) {
        await button(page, name).click();
        await expectOpenToAll(page, '[role=dialog]');
        await page.keyboard.press('Escape');
      }
      for (const name of [/^Scenario:/, /^Protocol:/, 'Play until …']) {
        await button(page, name).click();
        await expectOpenToAll(page, '[role=menu]');
        await page.keyboard.press('Escape');
      }
      await node(page, 'replica-1').click({ button: 'right' });
      await expectOpenToAll(page, '[role=menu]');
    });
  });
}

test.describe('a phone', () => {
  test.use(PHONE);

  test('is open to all', async ({ page }) => {
    await open(page, QUIET);
    await node(page, 'replica-2').tap();
    await expectOpenToAll(page);
    await panel(page, 'Console').tap();
    await expectOpenToAll(page, '[role=tabpanel]');
    await button(page, 'More').tap();
    await expectOpenToAll(page, '[role=menu]');
  });
});

test.describe('a tablet that stands upright', () => {
  test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true });

  test('is open to all', async ({ page }) => {
    await openBusy(page);
    await expectOpenToAll(page);
    await button(page, 'Fold the panels').click();
    await expectOpenToAll(page);
  });
});

test.describe('forced colours', () => {
  test.use({ contextOptions: { forcedColors: 'active' } });

  test('leave the stage its tones, and tell what is chosen', async ({ page }) => {
    await open(page, QUIET);
    const tones = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-stage] canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) throw new Error('there is no canvas');
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const isToned = (at: number): boolean => {
        const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
        return alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 40;
      };
      return Array.from({ length: data.length / 4 }, (_, pixel) => pixel * 4).filter(isToned)
        .length;
    });
    expect(tones).toBeGreaterThan(100);
    const ground = (name: RegExp): Promise<string> =>
      button(page, name).evaluate((tool) => getComputedStyle(tool).backgroundColor);
    expect(await ground(/^Hammer/)).not.toBe(await ground(/^Hand/));
  });
});

test.describe('reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('keeps the page working and still', async ({ page }) => {
    await open(page, `${QUIET}&speed=50`);
    await type(page, 'insert Tom 18');
    await node(page, 'replica-2').click();
    const moving = await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
    expect(moving).toBe(0);
    await playUntil(page, 'Until a command is answered');
    await expect(node(page, 'replica-1', 'it holds 1 row ')).toBeVisible();
    await button(page, 'One event back').click();
    await expect(button(page, 'Go live')).toBeVisible();
  });
});

test('themes can be chosen, and the choice is remembered', async ({ page }) => {
  await open(page, QUIET);
  const ground = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await button(page, 'Theme: as the system').click();
  const light = await ground();
  await button(page, 'Theme: light').click();
  await expect(button(page, 'Theme: dark')).toBeVisible();
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(button(page, 'Theme: dark')).toBeVisible();
  expect(await ground()).toBe(dark);
});

test('an embedded page and a presentation show stage, caption and time line only', async ({
  page,
}) => {
  const expectBare = async (): Promise<void> => {
    await expect(cluster(page)).toBeVisible();
    await expect(caption(page)).toContainText('A table on many replicas');
    await expect(clock(page)).toHaveText('3.000 s');
    await expect(button(page, 'Play')).toBeVisible();
    for (const role of ['banner', 'navigation', 'tablist', 'textbox'] as const) {
      await expect(page.getByRole(role), role).toHaveCount(0);
    }
  };
  await open(page, QUIET);
  const whole = await sight(page);
  await button(page, 'Present').click();
  await expectBare();
  expect(await sight(page)).toEqual(whole);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('banner')).toBeVisible();
  await open(page, `${QUIET}&embed`);
  await expectBare();
  expect(await sight(page)).toEqual(whole);
  await expect(page.getByRole('link', { name: 'Open in Replicarium' })).toBeVisible();
  await expectOpenToAll(page);
});
