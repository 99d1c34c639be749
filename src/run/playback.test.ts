import { describe, expect, it } from 'vitest';
import { Playback } from './playback.ts';
import { aProtocol, facePrint, openRun } from './testing.ts';

function playing(speed = 1): Playback {
  const playback = new Playback();
  playback.playing = true;
  playback.speed = speed;
  return playback;
}
const inTime = (): number => 0;

describe('playing', () => {
  it.each([0.001, 0.1, 1, 7, 100])(
    'at speed %d passes virtual time at that speed, fractions included',
    (speed) => {
      const run = openRun();
      const playback = playing(speed);
      for (let frame = 0; frame < 60; frame += 1) playback.tick(run, 16.7, inTime);
      expect(playback.shown).toBeCloseTo(60 * 16.7 * speed, 6);
      expect(run.world.now).toBe(Math.floor(playback.shown));
      expect(playback.lagging).toBe(false);
    },
  );

  it('comes to the same run whatever the frames were', () => {
    const [smooth, rough] = [openRun(), openRun()];
    const [one, other] = [playing(), playing()];
    for (let frame = 0; frame < 1000; frame += 1) one.tick(smooth, 5, inTime);
    for (const elapsed of [1, 999, 0, 3000, 1000]) other.tick(rough, elapsed, inTime);
    expect(facePrint(rough)).toEqual(facePrint(smooth));
  });

  it('does nothing while it is paused', () => {
    const run = openRun();
    new Playback().tick(run, 1000, inTime);
    expect(run.now).toEqual({ event: 0, time: 0 });
  });

  it('lags rather than spend more than its budget on a frame, and never shows what was not simulated', () => {
    const run = openRun();
    const playback = playing(100);
    playback.tick(run, 10_000, () => 50);
    expect(playback.lagging).toBe(true);
    expect(run.world.now).toBeLessThan(1_000_000);
    expect(playback.shown).toBe(run.world.now);
  });

  it('stops by itself after the event that it was to wait for', () => {
    const run = openRun();
    const playback = playing();
    playback.until = ({ world }) => world.events >= 5;
    playback.tick(run, 60_000, inTime);
    expect([run.now.event, playback.playing, playback.until]).toEqual([5, false, null]);
    expect(playback.shown).toBe(run.world.now);
  });

  it.each([
    [1, true],
    [10, false],
  ])('at speed %d gives a caption that comes time to be read: %s', (speed, gives) => {
    const withCaptions = aProtocol().scenarios.filter(({ steps }) => steps[0]?.caption);
    expect(withCaptions.length).toBeGreaterThan(2);
    for (const { id } of withCaptions.slice(0, 6)) {
      const run = openRun({ seed: 1, scenario: id });
      const playback = playing(speed);
      const came: string[] = [];
      const read: string[] = [];
      for (let frame = 0; frame < 3000; frame += 1) {
        const { now } = run.world;
        const { caption } = run;
        const before = playback.shown;
        playback.tick(run, 16, inTime);
        // A caption that came in this tick is read from the next one on.
        if (now > 0 && caption && came.at(-1) !== caption) came.push(caption);
        const isSlow = playback.shown - before < 16 * speed * 0.5;
        expect(isSlow).toBe(playback.reading);
        if (isSlow && caption && read.at(-1) !== caption) read.push(caption);
      }
      expect(came.length).toBeGreaterThan(0);
      expect([id, read]).toEqual([id, gives ? came : []]);
    }
  });

  it('reads the first caption for little more than a second, however long it is', () => {
    for (const { id, steps } of aProtocol().scenarios) {
      if ((steps[0]?.caption ?? '').length < 40) continue;
      const run = openRun({ seed: 1, scenario: id });
      const playback = playing();
      let readMs = 0;
      for (let frame = 0; frame < 3000 && run.caption !== steps[1]?.caption; frame += 1) {
        playback.tick(run, 16, inTime);
        if (playback.reading) readMs += 16;
      }
      expect([id, readMs <= 1216]).toEqual([id, true]);
    }
  });

  it('follows the run to where it was put', () => {
    const run = openRun();
    const playback = playing();
    run.seekTime(4321);
    playback.settle(run);
    expect(playback.shown).toBe(4321);
  });
});
