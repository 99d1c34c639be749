import { describe, expect, it } from 'vitest';
import { World } from '../kernel/world.ts';
import { openVerdicts } from '../checks/judge.ts';
import { initialOptions } from '../protocols/protocol.ts';
import { type Checkpoint, Checkpoints } from './checkpoints.ts';
import { stateFingerprint } from './fingerprints.ts';
import { SCRIPT_START } from './script.ts';
import { aProtocol, openRun } from './testing.ts';

const protocol = aProtocol();
const BLANK = new World(protocol, initialOptions(protocol), 1).snapshot();

/** A checkpoint after so many events, one every ten milliseconds. */
function checkpointAt(events: number): Checkpoint {
  const snapshot = { ...BLANK, events, now: events * 10 };
  return {
    snapshot,
    verdicts: openVerdicts(protocol, initialOptions(protocol)),
    script: SCRIPT_START,
    cursor: 0,
  };
}

/** What a run of so many events leaves behind. */
function filled(events: number, size: number): Checkpoints {
  const checkpoints = new Checkpoints();
  for (let event = 0; event <= events; event += 1) {
    if (checkpoints.isDue(event, size)) checkpoints.add(checkpointAt(event));
  }
  return checkpoints;
}

const eventsOf = (checkpoint: Checkpoint | undefined): number | undefined =>
  checkpoint?.snapshot.events;

describe('the checkpoints of a run', () => {
  it('are bounded in number, however long it is', () => {
    for (const events of [1000, 100_000, 1_000_000]) {
      expect(filled(events, 20).count).toBeLessThanOrEqual(1000);
      expect(filled(events, 20).count).toBeGreaterThan(Math.min(9, events / 200));
    }
  });

  it('keep the first when they are thinned', () => {
    const checkpoints = filled(1_000_000, 20);
    expect(eventsOf(checkpoints.atEvent(0))).toBe(0);
    expect(eventsOf(checkpoints.beforeTime(1))).toBe(0);
    expect(checkpoints.atEvent(-1)).toBeUndefined();
  });

  it('leave no gap of more than a small share of the run', () => {
    const checkpoints = filled(400_000, 20);
    for (let event = 0; event <= 400_000; event += 997) {
      const near = eventsOf(checkpoints.atEvent(event)) ?? -1;
      expect(near).toBeLessThanOrEqual(event);
      expect(event - near).toBeLessThan(400_000 / 100);
    }
  });

  it('are farther apart in a large world', () => {
    const [small, large] = [filled(100_000, 20), filled(100_000, 5000)];
    expect(large.count).toBeLessThan(small.count / 10);
    expect(eventsOf(large.atEvent(99_999))).toBeGreaterThan(90_000);
  });

  it('of a branch are those before the fork', () => {
    const branch = filled(10_000, 20).upTo(4321);
    expect(eventsOf(branch.atEvent(1e9))).toBe(4300);
    expect(branch.isDue(4321, 20)).toBe(false);
    expect(branch.isDue(4400, 20)).toBe(true);
  });

  it('before a time leave out the very millisecond, since more may have happened in it', () => {
    const checkpoints = filled(1000, 20);
    expect(eventsOf(checkpoints.beforeTime(2000))).toBe(100);
    expect(eventsOf(checkpoints.beforeTime(2001))).toBe(200);
  });
});

describe('a run of a hundred thousand events', { timeout: 120_000 }, () => {
  it('is the same at every place that is sought, after its checkpoints were thinned', () => {
    const run = openRun();
    const places = [0, 1, 99, 100, 101, 5000, 33_333, 50_000, 77_777, 99_999, 100_000];
    const prints = new Map<number, string>();
    for (const place of places) {
      run.seekEvent(place);
      prints.set(place, stateFingerprint(run.world));
    }
    expect(run.world.events).toBe(100_000);
    expect(run.branch.checkpoints.count).toBeLessThanOrEqual(1000);
    for (const place of [...places.toReversed(), 50_000, 0, 100_000]) {
      run.seekEvent(place);
      expect([run.world.events, stateFingerprint(run.world)]).toEqual([place, prints.get(place)]);
    }
    expect(run.trace.length).toBeLessThanOrEqual(30_000);
    const [first, last] = [run.traceFrom(40_000)[0], run.traceFrom(40_000).at(-1)];
    expect([first?.number, last?.number]).toEqual([40_000, 100_000]);
  });
});
