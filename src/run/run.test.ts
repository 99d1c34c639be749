import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stateFingerprint, traceFingerprint } from './fingerprints.ts';
import { decodeLink, encodeLink, openLinked } from './link.ts';
import { Run } from './run.ts';
import {
  acts,
  aProtocol,
  doSomething,
  eventPrints,
  facePrint,
  openRun,
  play,
  start,
} from './testing.ts';

const RUNS = { numRuns: 50 };
const PATIENCE_MS = 60_000;

/** A run played to the same moment from its recipe alone, after a journey through JSON. */
function replayed(run: Run): Run {
  const copy = new Run(aProtocol(), JSON.parse(JSON.stringify(run.recipe)));
  copy.seek(run.now);
  return copy;
}

describe('a recorded run', { timeout: PATIENCE_MS }, () => {
  it('is the same again from its recipe, at every event', () => {
    fc.assert(
      fc.property(start, acts(40), (how, what) => {
        const run = openRun(how);
        play(run, what);
        const copy = replayed(run);
        expect(eventPrints(copy)).toEqual(eventPrints(run));
        expect(facePrint(copy)).toEqual(facePrint(run));
      }),
      RUNS,
    );
  });

  it('is the same at every event whether or not one seeks about in it', () => {
    const places = fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(start, acts(30), places, (how, what, permille) => {
        const run = openRun(how);
        play(run, what);
        const end = run.now;
        const prints = eventPrints(run);
        const face = facePrint(run);
        for (const place of permille) {
          run.seekEvent(Math.floor((end.event * place) / 1000));
          expect(eventPrints(run)).toEqual(prints.slice(0, run.world.events + 1));
        }
        run.seek(end);
        expect(eventPrints(run)).toEqual(prints);
        expect(facePrint(run)).toEqual(face);
      }),
      RUNS,
    );
  });

  it('is the same at every time whether it was sought or waited for', () => {
    const times = fc.array(fc.nat({ max: 12_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(start, acts(20), times, (how, what, all) => {
        const run = openRun(how);
        play(run, what);
        run.advanceTo(12_000);
        const { recipe } = run;
        for (const time of all) {
          run.seekTime(time);
          const waiting = new Run(aProtocol(), recipe);
          waiting.advanceTo(time);
          expect(facePrint(run)).toEqual(facePrint(waiting));
        }
      }),
      RUNS,
    );
  });

  it('is the same after a step back and a step forward', () => {
    fc.assert(
      fc.property(start, acts(25), fc.integer({ min: 1, max: 30 }), (how, what, back) => {
        const run = openRun(how);
        play(run, [...what, { kind: 'step', count: 31 }]);
        const face = facePrint(run);
        const { event } = run.now;
        run.seekEvent(event - back);
        expect(run.now.event).toBe(Math.max(0, event - back));
        run.seekEvent(event);
        expect(facePrint(run)).toEqual(face);
      }),
      RUNS,
    );
  });

  it('is not moved by the question whether something can be done', () => {
    fc.assert(
      fc.property(start, acts(20), acts(10), (how, what, after) => {
        const [run, other] = [openRun(how), openRun(how)];
        play(run, what);
        play(other, what);
        expect(run.whyNot({ type: 'crash', node: 'ghost' })).toBe('there is no node "ghost"');
        run.whyNot({ type: 'crash', node: 'replica-1' });
        run.whyNot({ type: 'command', client: 'client-1', text: 'insert Eve 1' });
        play(run, after);
        play(other, after);
        expect(facePrint(run)).toEqual(facePrint(other));
      }),
      RUNS,
    );
  });
});

describe('a deed in the past', { timeout: PATIENCE_MS }, () => {
  it('keeps the old future as a branch, and going back to it brings everything back', () => {
    fc.assert(
      fc.property(
        start,
        acts(25),
        fc.nat({ max: 999 }),
        fc.nat(),
        acts(10),
        (how, what, permille, ticket, after) => {
          const run = openRun(how);
          play(run, [...what, { kind: 'step', count: 10 }]);
          const { recipe, now } = run;
          const face = facePrint(run);
          const prints = eventPrints(run);
          const fork = Math.floor((now.event * permille) / 1000);
          run.seekEvent(fork);
          doSomething(run, ticket);
          expect(run.branches).toHaveLength(2);
          expect(run.branch).toMatchObject({ id: 2, parent: 1, fork: { event: fork } });
          expect(eventPrints(run).slice(0, fork + 1)).toEqual(prints.slice(0, fork + 1));
          play(run, after);
          const other = { face: facePrint(run), recipe: run.recipe };
          expect(eventPrints(replayed(run))).toEqual(eventPrints(run));

          run.goTo(1);
          expect([run.recipe, facePrint(run), eventPrints(run)]).toEqual([recipe, face, prints]);
          run.goTo(2);
          expect([run.recipe, facePrint(run)]).toEqual([other.recipe, other.face]);
        },
      ),
      RUNS,
    );
  });

  it('at the furthest moment of the branch makes no branch', () => {
    const run = openRun();
    run.advanceTo(5000);
    expect(run.isLive).toBe(true);
    run.do({ type: 'crash', node: 'replica-1' });
    run.seekEvent(run.now.event - 3);
    expect(run.isLive).toBe(false);
    run.goTo(1);
    run.do({ type: 'restart', node: 'replica-1' });
    expect(run.branches).toHaveLength(1);
  });

  it('makes a branch of a branch, and each has its own future', () => {
    const run = openRun();
    run.advanceTo(5000);
    const faces = [stateFingerprint(run.world)];
    for (const node of ['replica-1', 'replica-2', 'replica-3']) {
      run.seekTime(run.world.now - 1000);
      run.do({ type: 'crash', node });
      run.advanceTo(run.world.now + 2000);
      faces.push(stateFingerprint(run.world));
    }
    expect(run.branches.map(({ parent }) => parent)).toEqual([null, 1, 2, 3]);
    for (const id of [3, 1, 4, 2]) {
      run.goTo(id);
      expect(stateFingerprint(run.world)).toBe(faces[id - 1]);
    }
    expect(() => run.goTo(9)).toThrow('there is no branch 9');
  });

  it('that cannot be done leaves the run and its branches as they were', () => {
    const run = openRun();
    run.advanceTo(5000);
    run.seekTime(2000);
    const face = facePrint(run);
    expect(() => run.do({ type: 'thaw', node: 'replica-1' })).toThrow(
      'replica-1 cannot thaw: it is up',
    );
    expect(facePrint(run)).toEqual(face);
    expect(run.branches).toHaveLength(1);
    expect(run.recipe.intents).toEqual([]);
  });
});

describe('a link', { timeout: PATIENCE_MS }, () => {
  it('restores the run exactly, at its end and at any moment in it', () => {
    fc.assert(
      fc.property(start, acts(30), fc.nat({ max: 1000 }), (how, what, permille) => {
        const run = openRun(how);
        play(run, what);
        for (const event of [run.now.event, Math.floor((run.now.event * permille) / 1000)]) {
          run.seekEvent(event);
          const linked = decodeLink(encodeLink({ recipe: run.recipe, moment: run.now }));
          const copy = openLinked(linked);
          expect(facePrint(copy)).toEqual(facePrint(run));
          expect(copy.recipe).toEqual(run.recipe);
        }
      }),
      RUNS,
    );
  });
});

describe('the trace', () => {
  const LONG_MS = 400_000;

  it('reads the same whether somebody has read along or not, and reading changes nothing', () => {
    const unread = openRun();
    const read = openRun();
    let longest = 0;
    for (let time = 0; time <= LONG_MS; time += 500) {
      read.advanceTo(time);
      longest = Math.max(longest, read.trace.length);
    }
    unread.advanceTo(LONG_MS);
    expect(longest).toBeGreaterThan(2000);
    const face = facePrint(unread);
    const { trace } = unread;
    expect(trace).toHaveLength(1000);
    expect(trace).toEqual(read.trace.slice(-1000));
    expect(facePrint(unread)).toEqual(face);
    expect(unread.trace).toBe(trace);
    unread.advanceTo(LONG_MS + 10_000);
    read.advanceTo(LONG_MS + 10_000);
    expect(facePrint(unread)).toEqual(facePrint(read));
  });

  it('begins with the genesis if it is short', () => {
    const run = openRun();
    run.advanceTo(500);
    run.seekTime(100);
    expect(run.trace.map(({ number }) => number)).toEqual(
      Array.from({ length: run.now.event + 1 }, (_, number) => number),
    );
  });
});

describe('the fingerprint of a trace', () => {
  it('does not depend on where one has been, and does on what was done', () => {
    const run = openRun();
    run.advanceTo(8000);
    const print = traceFingerprint(run, () => new Run(aProtocol(), run.recipe));
    run.seekTime(3000);
    run.goTo(1);
    expect(traceFingerprint(run, () => new Run(aProtocol(), run.recipe))).toBe(print);
    run.do({ type: 'crash', node: 'replica-1' });
    expect(traceFingerprint(run, () => new Run(aProtocol(), run.recipe))).not.toBe(print);
  });
});
