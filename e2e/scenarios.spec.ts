import { protocols } from '../src/protocols/registry.ts';
import { stateFingerprint } from '../src/run/fingerprints.ts';
import { decodeLink, openLinked } from '../src/run/link.ts';
import { button, caption, expect, fingerprint, open, script, test } from './support.ts';

for (const { id: protocol, title: name, scenarios } of protocols) {
  test(`every scenario of ${name} plays to the end that it promises`, async ({ page }) => {
    await open(page, `protocol=${protocol}&paused`);
    for (const { id, title, steps, untilMs } of scenarios) {
      await test.step(title, async () => {
        await page.evaluate((request) => window.replicarium.open(request), {
          protocol,
          scenario: id,
        });
        await expect(button(page, `Scenario: ${title}`)).toBeVisible();
        await page.evaluate((ms) => window.replicarium.advance(ms), untilMs);

        // A scenario without words of its own leaves the line to what to try next.
        const last = steps.at(-1)?.caption.replaceAll(/\*\*|`/g, '') ?? '';
        await expect(caption(page)).toHaveText(last === '' ? /\S/ : last);
        const checks = await script(page, (api) => api.checks());
        expect(checks.some(({ kind }) => kind === 'always')).toBe(true);
        expect(checks.filter(({ kind, holds }) => kind === 'always' && !holds)).toEqual([]);

        const link = new URL(await script(page, (api) => api.link())).hash.slice(1);
        const run = openLinked(decodeLink(link));
        expect(run.isScriptDone).toBe(true);
        expect(run.scenario?.ended(run.world)).toBeNull();
        expect(stateFingerprint(run.world)).toBe(await fingerprint(page));
      });
    }
  });
}
