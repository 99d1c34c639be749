/** What the browser tests share: a page that must stay without errors, and the words for what a person does on it. */
import { test as base, expect, type Browser, type Locator, type Page } from '@playwright/test';
import type { Scripting } from '../src/app/scripting.ts';

export { expect } from '@playwright/test';

/** A small cluster three virtual seconds in: everybody has joined, nothing but reports is on its way. */
export const QUIET = 'protocol=gossip&seed=7&replicas=5&clients=2&at=3s&paused';

/** Sizes and touch of a phone. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Whatever a page complains of, in its console or about its files. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // Going to another address gives up what is still under way.
    if (why !== 'net::ERR_ABORTED') complaints.push(`${why}: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  page.on('dialog', (dialog) => {
    complaints.push(`a ${dialog.type()} box: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}

/** Every test's page must end without a complaint. */
export const test = base.extend<{ readonly complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints = complaintsOf(page);
      await use(complaints);
      expect(complaints, 'complaints of the page').toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens an address of the playground: a query, or a link with its `#`. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address.startsWith('#') || address === '' ? `./${address}` : `./?${address}`);
  await expect(cluster(page).getByRole('button').first()).toBeVisible();
}

/** Opens an address in a browser context of its own, with no memory of other visits. */
export async function openAfresh(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await expect(cluster(page).getByRole('button').first()).toBeVisible();
  return page;
}

// ── what is on the page ────────────────────────────────────────────────────────────────────────────────────

export function cluster(page: Page): Locator {
  return page.getByRole('group', { name: 'Cluster' });
}

/** A node, by its id and, if given, by what its name says of it. */
export function node(page: Page, id: string, state = ''): Locator {
  return cluster(page).getByRole('button', { name: new RegExp(`^${id}, .*${state}`) });
}

export function prompt(page: Page, client = 'client-1'): Locator {
  return page.getByRole('textbox', { name: `Command for ${client}`, exact: true });
}

/** The line of a command in its console. */
export function answer(page: Page, command: string, client = 'client-1'): Locator {
  return page
    .getByRole('list', { name: `Commands of ${client}` })
    .getByRole('listitem')
    .filter({ hasText: command });
}

export function ledger(page: Page): Locator {
  return page.getByRole('region', { name: 'Tables side by side' });
}

export function caption(page: Page): Locator {
  return page.getByRole('region', { name: 'Stage' }).getByRole('status');
}

/** The line under the time line that says what could not be done, and why. */
export function notice(page: Page): Locator {
  return page.getByRole('region', { name: 'Time' }).getByRole('status');
}

export function clock(page: Page): Locator {
  return page.getByLabel('Virtual time');
}

export function slider(page: Page): Locator {
  return page.getByRole('slider', { name: 'Moment of the run' });
}

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: typeof name === 'string' });
}

export function panel(page: Page, name: string): Locator {
  return page.getByRole('tablist', { name: 'Panels' }).getByRole('tab', { name });
}

// ── what is done to it ─────────────────────────────────────────────────────────────────────────────────────

export async function type(page: Page, command: string, client = 'client-1'): Promise<void> {
  await prompt(page, client).fill(command);
  await prompt(page, client).press('Enter');
}

/** Plays until something happens, as the menu of the transport offers it. */
export async function playUntil(page: Page, what: string): Promise<void> {
  await button(page, 'Play until …').click();
  await page.getByRole('menuitem', { name: what }).click();
  await expect(button(page, 'Play')).toBeVisible();
}

/** Everything that a person sees of the moment, and its fingerprint, to be compared with another sight of it. */
export async function sight(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // The stage is drawn once a frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const time = document.querySelector('[aria-label="Virtual time"]')?.textContent ?? '';
    const nodes = [...document.querySelectorAll('[data-stage] [role="button"]')];
    return [window.replicarium.fingerprint(), time, ...nodes.map((one) => one.ariaLabel ?? '')];
  });
}

/** Calls a function of the scripting API in the page. */
export async function script<T>(page: Page, call: (api: Scripting) => T): Promise<T> {
  return page.evaluate(`(${call.toString()})(window.replicarium)`);
}

/** Plays on, event by event, until `isReached`; a limit on events keeps a test that fails from running for ever. */
export async function stepUntil(page: Page, isReached: (api: Scripting) => boolean): Promise<void> {
  const reached = await page.evaluate(
    `(() => {
      const api = window.replicarium;
      for (let event = 0; event < 20_000; event += 1) {
        if ((${isReached.toString()})(api)) return true;
        api.step();
      }
      return false;
    })()`,
  );
  expect(reached, `reached: ${isReached.toString()}`).toBe(true);
}

export const fingerprint = (page: Page): Promise<string> =>
  script(page, (api) => api.fingerprint());
