import type { Page } from '@playwright/test';
import { encodeLink, type Linked } from '../src/run/link.ts';
import { freshRecipe } from '../src/run/recipe.ts';
import { protocolCalled } from '../src/protocols/registry.ts';
import {
  button,
  clock,
  cluster,
  expect,
  notice,
  open,
  QUIET,
  sight,
  test,
  type,
} from './support.ts';

const linked: Linked = {
  recipe: {
    ...freshRecipe(protocolCalled('gossip'), { seed: 3, options: { replicas: 3 } }),
    intents: [{ after: 0, time: 0, intent: { type: 'crash', node: 'replica-1' } }],
  },
  moment: { event: 10, time: 800 },
};
const { recipe, moment } = linked;
const link = encodeLink(linked);
const [, data = '', check = ''] = link.split('.');
const withIntent = (time: number, node: string): string =>
  encodeLink({
    recipe: { ...recipe, intents: [{ after: 0, time, intent: { type: 'crash', node } }] },
    moment,
  });

// Each address is a page of its own.
test.slow();

type Damaged = readonly (readonly [address: string, says: RegExp])[];

const LINKS: Damaged = [
  // Cut off at its end, in the middle; with letters changed.
  [`#${link.slice(0, -20)}`, /cut off|damaged/],
  [`#${link.slice(0, link.length / 2)}`, /cut off/],
  [`#1.${data.slice(0, 30)}_${data.slice(31)}.${check}`, /damaged/],
  [`#1.${data.slice(0, 30)}!${data.slice(31)}.${check}`, /damaged/],
  [`#1.${data}.00000000`, /its check does not fit/],
  [`#2.${data}.${check}`, /has format "2"/],
  ['#1..', /damaged/],
  ['#hello', /cut off or not one of ours/],
  ['#%E0%A4%A', /a % that stands for no letter/],
  [`#1.${'A'.repeat(500_000)}.${check}`, /too long/],
];

const RECIPES: Damaged = [
  [`#${encodeLink({ recipe: { ...recipe, protocol: 'x' }, moment })}`, /no protocol "x"/],
  [`#${encodeLink({ recipe: { ...recipe, scenario: 'x' }, moment })}`, /no scenario "x"/],
  [`#${encodeLink({ recipe: { ...recipe, options: { replicas: 1001 } }, moment })}`, /not 1001/],
  [`#${withIntent(0, 'replica-9')}`, /replica-9/],
  [`#${withIntent(99_000, 'replica-1')}`, /99000 ms/],
];

const BY_HAND: Damaged = [
  ['?protocol=x', /there is no protocol "x"/],
  ['?scenario=x', /has no scenario "x"; there are opening/],
  ['?replicas=0', /replicas is a whole number from 1 to 1000, not 0/],
  ['?nodes=5', /has no option "nodes"/],
  ['?__proto__=5', /has no option "__proto__"/],
  ['?seed=seven', /seed=seven, which is no number/],
  ['?seed=1.5', /a seed is a whole number/],
  ['?speed=0', /speed=0; it is 0\.001 to 100/],
  ['?theme=purple', /theme=purple; it is light or dark/],
  ['?at=soon', /at=soon, which is no time as in 12\.5s/],
];

/** Every one of the addresses leaves a reason and a fresh run that is alive. */
async function expectReasons(page: Page, damaged: Damaged): Promise<void> {
  for (const [address, says] of damaged) {
    await page.goto('about:blank');
    await page.goto(`./${address}`);
    await expect(notice(page)).toContainText('That address cannot be opened:');
    await expect(notice(page)).toContainText(says);
    await expect(notice(page)).toContainText('This is a fresh run.');
    await expect(cluster(page).getByRole('button')).toHaveCount(10);
    await expect(button(page, 'Pause')).toBeVisible();
    await expect(clock(page)).not.toHaveText('0.000 s');
  }
}

test('a damaged link gives a reason and a fresh run', ({ page }) => expectReasons(page, LINKS));

test('so does a link to a run that cannot be', ({ page }) => expectReasons(page, RECIPES));

test('so does an address with a mistake', ({ page }) => expectReasons(page, BY_HAND));

test('a damaged link that is pasted into the open page leaves its run alone', async ({ page }) => {
  await open(page, QUIET);
  await type(page, 'insert Tom 18');
  const before = await sight(page);
  await page.goto(page.url().replace(/#.*|$/s, '#1.broken.link'));
  await expect(notice(page)).toContainText('The run stays as it was.');
  expect(await sight(page)).toEqual(before);
  await expect(button(page, 'Play')).toBeVisible();
});
