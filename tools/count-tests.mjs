// Sums the reports that Vitest and Playwright leave in reports/ into one line:
//   tests: N passed, N failed
// A step that never ran has no report and adds nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const reports = fileURLToPath(new URL('../reports', import.meta.url));

/** @param {string} name */
function read(name) {
  try {
    return JSON.parse(readFileSync(join(reports, name), 'utf8'));
  } catch {
    return {};
  }
}

const vitest = read('vitest.json');
// A file that does not even load fails as a suite and counts no test of its own.
const brokenSuites = (vitest.testResults ?? []).filter(
  (/** @type {{ status: string, assertionResults: unknown[] }} */ suite) =>
    suite.status === 'failed' && suite.assertionResults.length === 0,
).length;
const { expected = 0, unexpected = 0, flaky = 0 } = read('playwright.json').stats ?? {};

const passed = (vitest.numPassedTests ?? 0) + expected + flaky;
const failed = (vitest.numFailedTests ?? 0) + brokenSuites + unexpected;
console.log(`tests: ${passed} passed, ${failed} failed`);
