/**
 * How long five servers of Raft are without a leader after theirs has crashed: Figure 16 of the extended paper, in virtual time. Nothing
 * here depends on the machine. Ten times as slow as the paper, whose milliseconds are printed: time here is whole milliseconds, and a window
 * of five of them would make ties that a real clock does not know.
 */
import { RandomStream, streamKey } from '../src/kernel/random.ts';
import { World } from '../src/kernel/world.ts';
import type { JudgedVocabulary } from '../src/protocols/protocol.ts';
import { protocolCalled } from '../src/protocols/registry.ts';
import { freshRecipe } from '../src/run/recipe.ts';
import { printTable, quantile } from './table.ts';

const SCALE = 10;
const SEEDS = 1000;
/**
 * From one server to another. The paper's broadcast took some 15 ms, with writes to disk in it; how much of that was the way is not told, and
 * how often votes split hangs on it.
 */
const ONE_WAYS_MS = [2, 4];
const PATIENCE_MS = 10_000 * SCALE;

/** Least time-out and spread, and what the paper tells of that window. */
const WINDOWS = [
  { leastMs: 150, spreadPercent: 0, paper: 'more than 10 s' },
  { leastMs: 150, spreadPercent: 3, paper: 'median 287 ms (150–155)' },
  { leastMs: 150, spreadPercent: 17, paper: '' },
  { leastMs: 150, spreadPercent: 33, paper: 'worst 513 ms (150–200)' },
  { leastMs: 150, spreadPercent: 100, paper: 'recommended' },
  { leastMs: 12, spreadPercent: 100, paper: 'mean 35 ms, worst 152 ms (12–24)' },
] as const;

type Window = (typeof WINDOWS)[number];

/** Prints the table. */
export function benchElections(): void {
  for (const oneWayMs of ONE_WAYS_MS) printElections(oneWayMs);
}

function printElections(oneWayMs: number): void {
  const rows = WINDOWS.map((window) => {
    const times = Array.from({ length: SEEDS }, (_, seed) =>
      timeWithoutLeader(window, oneWayMs, seed + 1),
    );
    const { leastMs, spreadPercent, paper } = window;
    const most = Math.round((leastMs * (100 + spreadPercent)) / 100);
    const at = (share: number): string => msText(quantile(times, share));
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    return [`${leastMs}–${most} ms`, at(0), msText(mean), at(0.5), at(0.9), at(0.99), at(1), paper];
  });
  printTable(
    `Without a leader, ${SEEDS} crashes for each window of time-outs, ${oneWayMs} ms from one server to another`,
    ['time-outs', 'least', 'mean', 'median', '90 %', '99 %', 'worst', 'the paper'],
    rows,
  );
}

function msText(ms: number): string {
  return ms >= PATIENCE_MS / SCALE ? 'more than 10 s' : `${Math.round(ms)} ms`;
}

/** In the paper's milliseconds. The leader crashes at any moment of the interval between its heart-beats. */
function timeWithoutLeader(
  { leastMs, spreadPercent }: Window,
  oneWayMs: number,
  seed: number,
): number {
  const heartbeatMs = (leastMs * SCALE) / 2;
  const world = clusterOf(leastMs * SCALE, spreadPercent, heartbeatMs, seed);
  const latencyMs = [oneWayMs * SCALE, oneWayMs * SCALE] as const;
  world.apply({ type: 'network', settings: { latencyMs, lossPercent: 0, duplicatePercent: 0 } });
  // Without chance nobody would ever lead: the first leader is told to.
  world.apply({ type: 'command', client: 'client-1', text: 'timeout server-1' });
  let leader = nextLeader(world, Infinity) ?? '';
  const moment = new RandomStream(streamKey(seed, 'crash')).between(1, heartbeatMs);
  const crashAt = world.now + 4 * heartbeatMs + moment;
  for (;;) {
    const later = nextLeader(world, crashAt);
    if (later === null) break;
    leader = later;
  }
  world.idle(crashAt);
  world.apply({ type: 'crash', node: leader });
  const next = nextLeader(world, crashAt + PATIENCE_MS);
  return (next === null ? PATIENCE_MS : world.now - crashAt) / SCALE;
}

function clusterOf(
  electionTimeoutMs: number,
  electionSpreadPercent: number,
  heartbeatMs: number,
  seed: number,
): World<JudgedVocabulary> {
  const protocol = protocolCalled('raft');
  const change = { servers: 5, clients: 1, electionTimeoutMs, electionSpreadPercent, heartbeatMs };
  const { options } = freshRecipe(protocol, { seed, options: change });
  return new World<JudgedVocabulary>(protocol, options, seed);
}

/** Plays until somebody is elected, and says who; `null` if nobody is by `limit`. */
function nextLeader(world: World<JudgedVocabulary>, limit: number): string | null {
  for (let event = world.step(limit); event !== null; event = world.step(limit)) {
    if (event.facts.some(({ type }) => type === 'Elected')) return event.node;
  }
  return null;
}
