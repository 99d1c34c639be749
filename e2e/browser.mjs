// Which Chromium the browser tests drive.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** @param {string} file */
function isRunnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Playwright's launch options for the browser: the one that PLAYWRIGHT_CHROMIUM_PATH names, else
 * Playwright's own download (no option needed), else the first on PATH; `undefined` when there is none.
 * @returns {{ executablePath?: string } | undefined}
 * @throws when PLAYWRIGHT_CHROMIUM_PATH names something that cannot be run
 */
export function findBrowser() {
  const named = process.env['PLAYWRIGHT_CHROMIUM_PATH'];
  if (named) {
    if (!isRunnable(named)) throw new Error(`PLAYWRIGHT_CHROMIUM_PATH cannot be run: ${named}`);
    return { executablePath: named };
  }
  if (isRunnable(chromium.executablePath())) return {};
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = onPath.find(isRunnable);
  return found ? { executablePath: found } : undefined;
}
