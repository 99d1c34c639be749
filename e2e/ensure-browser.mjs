// Runs before the browser tests: finds a Chromium, installs one if there is none, says which it is.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findBrowser } from './browser.mjs';

const env = {
  ...process.env,
  DEBIAN_FRONTEND: 'noninteractive',
  PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
};

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, ...args) {
  spawnSync(command, args, { stdio: 'inherit', env });
}

function downloadOwn() {
  console.log("No Chromium found: trying Playwright's download.");
  const packageFile = createRequire(import.meta.url).resolve('@playwright/test/package.json');
  run(process.execPath, join(dirname(packageFile), 'cli.js'), 'install', 'chromium');
  return findBrowser();
}

/** Debian and its kin, and only as root: nothing here asks for a password. */
function installPackage() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  console.log('Still none: trying the system package.');
  run('apt-get', 'update', '-qq');
  run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium');
  return findBrowser();
}

const browser = findBrowser() ?? downloadOwn() ?? installPackage();
if (!browser) {
  console.error(
    'No Chromium for the browser tests. Run `npx playwright install chromium`, or install your ' +
      "system's Chromium or Chrome, or name one in PLAYWRIGHT_CHROMIUM_PATH.",
  );
  process.exit(1);
}
console.log(`Browser tests use ${browser.executablePath ?? "Playwright's own Chromium"}.`);
