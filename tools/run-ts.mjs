// Runs a TypeScript program of this project in Node: `node tools/run-ts.mjs src/cli/sim.ts --seed 7`.
// Bundled first, by the bundler that builds the page, so that Node and the browser run the same code.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
// Inside node_modules, so that the program finds the packages it was not bundled with.
const cache = join(root, 'node_modules', '.cache', 'run-ts');

/**
 * @param {string} entry
 * @param {string} outDir
 */
async function bundle(entry, outDir) {
  const name = basename(entry).replace(/\.ts$/, '');
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: { ssr: entry, outDir, emptyOutDir: false, target: 'node20', sourcemap: 'inline' },
  });
  return join(outDir, `${name}.js`);
}

/**
 * @param {string} file
 * @param {string[]} args
 * @returns {Promise<number>} the exit status
 */
function run(file, args) {
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], {
    stdio: 'inherit',
  });
  // The program decides what an interrupt means; this process only waits and cleans up.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status, signal) =>
      resolve(status ?? 128 + constants.signals[signal ?? 'SIGTERM']),
    );
  });
}

const [entry, ...args] = process.argv.slice(2);
if (!entry || !existsSync(join(root, entry))) {
  console.error(
    entry ? `No such file: ${entry}` : 'Usage: node tools/run-ts.mjs FILE.ts [ARGUMENTS]',
  );
  process.exit(1);
}
mkdirSync(cache, { recursive: true });
// A folder of its own: two runs at once must not overwrite each other's bundle.
const outDir = mkdtempSync(join(cache, 'run-'));
try {
  process.exitCode = await run(await bundle(entry, outDir), args);
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
