// `npm test`: every step in order, stopping at the first that fails and saying which one it was.
import { spawnSync } from 'node:child_process';

/**
 * Script name in package.json, and what a failure means.
 * @type {[script: string, meaning: string][]}
 */
const STEPS = [
  ['test:format', 'formatting (`npm run format` repairs it)'],
  ['test:lint', 'lint'],
  ['test:types', 'types'],
  ['test:unit', 'unit tests'],
  ['build', 'build'],
  ['test:e2e', 'browser tests'],
];

/** @param {string} script */
function run(script) {
  // npm names itself to the scripts it runs; calling that file with node works on every platform.
  const npm = process.env['npm_execpath'];
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  return spawnSync(command, [...args, 'run', '--silent', script], { stdio: 'inherit' }).status ?? 1;
}

const total = STEPS.length;
for (const [index, [script, meaning]] of STEPS.entries()) {
  console.log(`\n[${index + 1}/${total}] ${script}`);
  const startedAt = performance.now();
  const status = run(script);
  if (status !== 0) {
    console.error(`\nFAILED at step ${index + 1} of ${total}, ${script}: ${meaning}.`);
    console.error(`Run it alone with: npm run ${script}`);
    process.exit(status);
  }
  console.log(`${script} passed in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
console.log(`\nAll ${total} steps passed.`);
