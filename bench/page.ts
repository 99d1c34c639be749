/** Builds the page and opens it in a headless Chromium. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { findBrowser } from '../e2e/browser.mjs';

/** Builds the page beside `dist`, serves it while `work` lasts, and leaves nothing behind. */
export async function withPage(
  work: (browser: Browser, url: string) => Promise<void>,
): Promise<void> {
  const found = findBrowser();
  if (found === undefined) throw new Error('no Chromium was found: see CONTRIBUTING.md');
  const outDir = join(process.cwd(), 'node_modules', '.cache', 'bench-page');
  await build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const server = await preview({ build: { outDir }, preview: { port: 4290 }, logLevel: 'warn' });
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error('the page is not served');
  const browser = await chromium.launch(found);
  try {
    await work(browser, url);
  } finally {
    await browser.close();
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}
