/** Every scenario of every protocol plays to the end that it promises. */
import { protocols } from '../src/protocols/registry.ts';
import { decodeLink, openLinked } from '../src/run/link.ts';
import { button, caption, expect, fingerprint, open, script, test } from './support.ts';
import { stateFingerprint } from '../src/run/fingerprints.ts';

for (const protocol of protocols) {
  for (const { id, title, steps, untilMs } of protocol.scenarios) {
    test(`${protocol.title}: ${title}`, async ({ page }) => {
      await open(page, `protocol=${protocol.id}&scenario=${id}&paused`);
      await expect(button(page, `Scenario: ${title}`)).toBeVisible();
      await page.evaluate((ms) => window.replicarium.advance(ms), untilMs);

      const last = steps.at(-1)?.caption.replaceAll(/\*\*|`/g, '') ?? '';
      await expect(caption(page)).toContainText(last === '' ? /\S/ : last);
      const checks = await script(page, (api) => api.checks());
      expect(checks.filter(({ kind, holds }) => kind === 'always' && !holds)).toEqual([]);
      expect(checks.length).toBeGreaterThan(0);

      const link = new URL(await script(page, (api) => api.link())).hash.slice(1);
      const run = openLinked(decodeLink(link));
      expect(run.isScriptDone).toBe(true);
      expect(run.scenario?.ended(run.world)).toBeNull();
      expect(stateFingerprint(run.world)).toBe(await fingerprint(page));
    });
  }
}
