/** What theory predicts of elections, against many seeds. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { elected, factsIn, flow, flowUntil, names, raftWorld, serverOf } from './testing.ts';

const README = readFileSync(new URL('README.md', import.meta.url), 'utf8');

/** A leader has just been heard by everybody at one moment, and crashes; what the others do until somebody leads. */
function afterCrash(seed: number, electionTimeoutMs: number, latencyMs: number, servers = 5) {
  const change = { servers, electionTimeoutMs, heartbeatMs: Math.floor(electionTimeoutMs / 2) };
  const world = raftWorld(change, seed, [latencyMs, latencyMs]);
  const leader = elected(world);
  flow(world, 3 * electionTimeoutMs);
  flowUntil(world, () => {
    const others = names(servers).filter((id) => id !== leader);
    return others.every((id) => serverOf(world, id).heardAt === world.now);
  });
  world.apply({ type: 'crash', node: leader });
  return { world, leader, crashedAt: world.now };
}

describe('section 5.2: rival candidates', () => {
  it.each([
    [5, 150, 15],
    [5, 150, 5],
    [3, 150, 15],
    [5, 50, 15],
  ])(
    '%i servers, a window of %i ms, %i ms away: one in 1 / (1 − (1 − L / W)^m) elections has a rival',
    (servers, window, latency) => {
      const seeds = 1000;
      let rivals = 0;
      for (let seed = 1; seed <= seeds; seed += 1) {
        const { world } = afterCrash(seed, window, latency, servers);
        const first = factsIn(
          flowUntil(world, () => isAnyCandidate(world, servers)),
          'ElectionStarted',
        );
        const more = factsIn(flow(world, latency - 1), 'ElectionStarted');
        if (first.length + more.length > 1) rivals += 1;
      }
      // One that runs out within L of the first stands before it hears of it. Time-outs are whole milliseconds: W + 1 values.
      const followers = servers - 1;
      const share = latency / (window + 1);
      let none = 1;
      for (let count = 0; count < followers; count += 1) none *= 1 - share;
      const predicted = 1 - none;
      // Four standard errors of the sample: by chance once in 16,000; and the seeds are fixed.
      const error = 4 * Math.sqrt((predicted * (1 - predicted)) / seeds);
      const found = `${rivals} of ${seeds}, ${(predicted * seeds).toFixed(0)} ± ${(error * seeds).toFixed(0)} predicted`;
      process.stdout.write(`rivals, ${servers} servers, ${latency} of ${window} ms: ${found}\n`);
      expect(Math.abs(rivals / seeds - predicted)).toBeLessThan(error);
      const row = `| ${servers} | ${latency} ms | ${window} ms | ${(predicted * 100).toFixed(1)} % | ${((rivals * 100) / seeds).toFixed(1)} % |`;
      expect(README.replaceAll(/ +/g, ' '), 'the table of rivals in the README').toContain(row);
    },
    60_000,
  );
});

function isAnyCandidate(world: ReturnType<typeof raftWorld>, servers: number): boolean {
  return names(servers).some((id) => serverOf(world, id).role === 'candidate');
}

describe('section 9.3: how long a cluster is without a leader', () => {
  it('time-outs of 150 to 300 ms, 15 ms for a broadcast: median under 500 ms, over 1,000 seeds', () => {
    const times: number[] = [];
    for (let seed = 1; seed <= 1000; seed += 1) {
      const { world, crashedAt } = afterCrash(seed, 150, 7);
      elected(world);
      times.push(world.now - crashedAt);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const at = (permille: number): number =>
      sorted[Math.floor((sorted.length * permille) / 1000)] ?? 0;
    const marks = [0, 10, 100, 250, 500, 750, 900, 990, 999].map(
      (one) => `${one / 10} % ${at(one)} ms`,
    );
    process.stdout.write(`without a leader: ${marks.join(' · ')}\n`);
    const row = [0, 10, 250, 500, 750, 900, 990, 999].map((one) => `${at(one)} ms`).join(' | ');
    expect(README, 'the table at the end of the README').toContain(`| ${row} |`);
    expect(at(500)).toBeLessThan(500);
    expect(at(0)).toBeGreaterThanOrEqual(150);
  }, 60_000);
});
