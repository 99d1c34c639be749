import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './e2e/browser.mjs';

const isCi = Boolean(process.env['CI']);
const port = Number(process.env['E2E_PORT'] ?? 4173);
const url = `http://localhost:${port}`;

export default defineConfig({
  testDir: 'e2e',
  forbidOnly: isCi,
  fullyParallel: true,
  retries: 0,
  workers: 2,
  reporter: [[isCi ? 'line' : 'list'], ['json', { outputFile: 'reports/playwright.json' }]],
  expect: { timeout: 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: url,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    // Recording needs a download of Playwright's own.
    video: 'off',
    launchOptions: { ...findBrowser() },
  },
  // Serves dist/ as the last build left it; a server that is already there may serve another tree.
  webServer: {
    command: `npm run preview -- --port ${port} --strictPort`,
    url,
    reuseExistingServer: false,
  },
});
