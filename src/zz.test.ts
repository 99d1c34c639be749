import { it } from 'vitest';
import { World } from './kernel/world.ts';
import { gossip } from './protocols/gossip/index.ts';
import { meanTurnsUntilAllKnow } from './protocols/gossip/theory.ts';
it('x', () => {
  for (const [n, seeds] of [[8, 1200], [64, 400], [256, 150], [1024, 30]] as const) {
    const t0 = performance.now();
    const times: number[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const weather = { latencyMs: [1, 1], lossPercent: 0, duplicatePercent: 0 } as const;
      const w = new World({ ...gossip, weather }, { replicas: n, clients: 1, gossipIntervalMs: 1000, seeds: 2, crashTimeoutMs: 3_600_000, eagerPush: false }, seed);
      w.apply({ type: 'command', client: 'client-1', text: 'insert Tom 18' });
      let rel = 0, last = 0, known = 0;
      while (known < n) {
        const e = w.step()!;
        for (const f of e.facts) { if (f.type === 'Released') rel = e.time; if (f.type === 'Applied') { known++; last = e.time; } }
      }
      times.push((last - rel) / 1000);
    }
    const mean = times.reduce((a, b) => a + b) / times.length;
    const sd = Math.sqrt(times.reduce((a, b) => a + (b - mean) ** 2, 0) / (times.length - 1));
    const p = meanTurnsUntilAllKnow(n, 2);
    console.log(n, seeds, 'mean', mean.toFixed(3), 'se', (sd / Math.sqrt(seeds)).toFixed(3), 'sd', sd.toFixed(3), 'pred', p.toFixed(3), 'ratio', (mean / p).toFixed(4), 'ms', performance.now() - t0);
  }
}, 200000);
