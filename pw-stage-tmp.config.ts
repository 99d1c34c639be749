import { defineConfig, devices } from '@playwright/test';
export default defineConfig({ testDir: '/work/main/e2e', outputDir: '/tmp/pw-out', fullyParallel: true, workers: 4, reporter: [['line']], expect: { timeout: 8000 }, timeout: 25000, globalTimeout: 75000,
 use: { ...devices['Desktop Chrome'], baseURL: 'http://localhost:4622', launchOptions: { executablePath: '/usr/bin/chromium' } } });
