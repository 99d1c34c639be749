/**
 * `npm run bench` measures everything; `npm run bench -- speed`, `-- kernel`, `-- frames`, `-- alive`, `-- elections` one part each.
 * Prints Markdown: what `docs/performance.md` keeps.
 */
import { cpus } from 'node:os';
import { benchAlive } from './alive.ts';
import { benchElections } from './elections.ts';
import { benchFrames } from './frames.ts';
import { benchKernel } from './kernel.ts';
import { benchSpeed } from './speed.ts';

const PARTS = {
  speed: benchSpeed,
  kernel: benchKernel,
  frames: benchFrames,
  alive: benchAlive,
  elections: benchElections,
} as const;

function isPart(word: string): word is keyof typeof PARTS {
  return Object.hasOwn(PARTS, word);
}

async function main(words: readonly string[]): Promise<void> {
  const wrong = words.find((word) => !isPart(word));
  if (wrong !== undefined) {
    throw new Error(
      `"${wrong}" is no part of the bench; there are ${Object.keys(PARTS).join(', ')}`,
    );
  }
  const parts = words.length === 0 ? Object.keys(PARTS) : words;
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}\n`);
  for (const part of parts) if (isPart(part)) await PARTS[part]();
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
