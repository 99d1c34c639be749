// `npm start`: builds the playground and serves it. `npm start -- --port 8080 --host 0.0.0.0`.
import { parseArgs } from 'node:util';

const DEFAULT_PORT = 5173;
const USAGE = `Usage: npm start -- [--port N] [--host NAME]   (default: --port ${DEFAULT_PORT})`;

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    return fail(`${messageOf(error)}\n${USAGE}`);
  }
}

/** @param {string | undefined} text */
function readPort(text) {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  return fail(`Not a port: "${text}". It is a whole number from 1 to 65535.\n${USAGE}`);
}

async function loadVite() {
  try {
    return await import('vite');
  } catch (error) {
    return fail(`Vite cannot be loaded: run \`npm install\` first.\n${messageOf(error)}`);
  }
}

const options = readOptions();
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const port = readPort(options.port);
const vite = await loadVite();

try {
  await vite.build({ logLevel: 'warn' });
} catch (error) {
  fail(`The build failed.\n${messageOf(error)}`);
}

try {
  const server = await vite.preview({
    preview: { port, strictPort: true, ...(options.host ? { host: options.host } : {}) },
  });
  console.log('\nReplicarium is at');
  const { local = [], network = [] } = server.resolvedUrls ?? {};
  for (const url of [...local, ...network]) console.log(`  ${url}`);
  console.log('Ctrl-C stops it.');
} catch (error) {
  const text = messageOf(error);
  if (/in use|EADDRINUSE/.test(text)) {
    fail(
      `Port ${port} is busy. Stop what uses it or take another: npm start -- --port ${port + 1}`,
    );
  }
  fail(/EACCES/.test(text) ? `No permission to use port ${port}; try one above 1023.` : text);
}
