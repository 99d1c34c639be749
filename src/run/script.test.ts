import { describe, expect, it } from 'vitest';
import type { Intent } from '../kernel/intent.ts';
import type { Protocol, ScenarioStep } from '../protocols/protocol.ts';
import { stateFingerprint } from './fingerprints.ts';
import { decodeLink, encodeLink } from './link.ts';
import { freshRecipe } from './recipe.ts';
import { Run } from './run.ts';
import { aProtocol, facePrint, openRun } from './testing.ts';

type Step = ScenarioStep;

const step = (notBeforeMs: number, caption: string, ...deeds: readonly Intent[]): Step => {
  return { notBeforeMs, caption, isDue: () => true, deeds: () => deeds };
};
const crash: Intent = { type: 'crash', node: 'replica-1' };
const restart: Intent = { type: 'restart', node: 'replica-1' };

/** The protocol with one scenario of our own. */
function scripted(...steps: readonly Step[]): Protocol {
  const scenario = {
    id: 'ours',
    title: '',
    summary: '',
    seed: 3,
    untilMs: 1000,
    ended: () => null,
  };
  return {
    ...aProtocol(),
    scenarios: [{ ...scenario, options: { replicas: 3, clients: 1 }, steps }],
  };
}

const open = (protocol: Protocol): Run =>
  new Run(protocol, freshRecipe(protocol, { scenario: 'ours' }));

/** Replays a run from its recipe; both then go on for a while and must stay equal. */
function expectSameAgain(protocol: Protocol, run: Run): void {
  const copy = new Run(protocol, run.recipe);
  copy.seek(run.now);
  expect(facePrint(copy)).toEqual(facePrint(run));
  const later = run.world.now + 5000;
  for (const one of [run, copy]) one.advanceTo(later);
  expect(facePrint(copy)).toEqual(facePrint(run));
}

/** The deeds that were done, with their times. */
function deedsOf(run: Run): readonly (readonly [time: number, type: string])[] {
  return run
    .traceFrom(1)
    .flatMap(({ time, intent }) => (intent === null ? [] : [[time, intent.type]]));
}

describe('a script', () => {
  it('does its steps one after another, each at its time, with a caption from one to the next', () => {
    const run = open(
      scripted(step(100, 'down', crash), step(300, 'up', restart), step(400, 'end')),
    );
    const seen = [50, 100, 299, 300, 399, 400].map((time) => {
      run.advanceTo(time);
      return [run.caption, run.isScriptDone];
    });
    expect(seen).toEqual([
      [null, false],
      ['down', false],
      ['down', false],
      ['up', false],
      ['up', false],
      ['end', true],
    ]);
    expect(deedsOf(run)).toEqual([
      [100, 'crash'],
      [300, 'restart'],
    ]);
  });

  it('waits for a condition, looks after every event, and does not come back to a step that was done', () => {
    const isThird: Step = { ...step(0, 'third', crash), isDue: ({ events }) => events >= 3 };
    const run = open(scripted(isThird, step(0, 'after', restart)));
    run.advanceTo(5000);
    const deeds = run.traceFrom(1).filter(({ intent }) => intent !== null);
    expect(deeds.map(({ number, kind }) => [number, kind])).toEqual([
      [4, 'crash'],
      [5, 'restart'],
    ]);
  });

  it('is not part of the recipe: what it does is done again by itself', () => {
    const protocol = scripted(step(100, '', crash), step(300, '', restart));
    const run = open(protocol);
    run.advanceTo(1000);
    expect(run.recipe.intents).toEqual([]);
    expectSameAgain(protocol, run);
  });

  it('reacts at once to a deed of a person, and so does its replay', () => {
    // Regression: the script did not look after a person's deed, but did so in the replay.
    const onCrash: Step = {
      ...step(0, 'helps', restart),
      isDue: (view) => view.node('replica-1')?.status === 'crashed',
    };
    const protocol = scripted(onCrash);
    const run = open(protocol);
    run.advanceTo(500);
    run.do(crash);
    expect(run.caption).toBe('helps');
    run.advanceTo(500);
    expect(run.world.record('replica-1').incarnation).toBe(2);
    expectSameAgain(protocol, run);
  });

  it('leaves out what a person has made impossible, and goes on with the rest', () => {
    // Regression: the deed threw while the run was played, and again whenever its link was opened.
    const protocol = scripted(
      step(500, 'down', crash, { type: 'crash', node: 'replica-2' }),
      step(600, 'up', restart),
    );
    const run = open(protocol);
    run.advanceTo(200);
    run.do(crash);
    run.advanceTo(1000);
    expect(deedsOf(run)).toEqual([
      [200, 'crash'],
      [500, 'crash'],
      [600, 'restart'],
    ]);
    expectSameAgain(protocol, run);
  });

  it('comes before a person who acts at the very time of its appointment, and so in the replay', () => {
    const protocol = scripted(step(500, 'up', restart));
    const run = open(protocol);
    run.advanceTo(500);
    run.do(crash);
    expect(deedsOf(run)).toEqual([[500, 'crash']]);
    run.advanceTo(3000);
    expect(run.world.record('replica-1').status).toBe('crashed');
    expectSameAgain(protocol, run);
  });

  it('keeps its appointments when a moment between two events is sought', () => {
    // Regression: time was let pass without asking the script, so that its next appointment was missed.
    const quiet = open(scripted());
    quiet.advanceTo(500);
    const before = quiet.world.now;
    const due = quiet.world.next()?.due ?? 0;
    expect(due).toBeGreaterThan(before + 3);
    const protocol = scripted(step(before + 1, 'first'), step(before + 3, 'second', crash));
    const run = open(protocol);
    run.advanceTo(before + 2);
    expect(run.caption).toBe('first');
    expectSameAgain(protocol, run);
  });

  it('goes on in a branch that was made in the past', () => {
    const protocol = scripted(step(100, 'down', crash), step(300, 'up', restart));
    const run = open(protocol);
    run.advanceTo(1000);
    run.seekTime(200);
    run.do({ type: 'crash', node: 'replica-2' });
    run.advanceTo(1000);
    expect(deedsOf(run)).toEqual([
      [100, 'crash'],
      [200, 'crash'],
      [300, 'restart'],
    ]);
    expectSameAgain(protocol, run);
  });

  it.each(
    aProtocol()
      .scenarios.map(({ id }) => id)
      .filter((id) => id !== 'fast-client'),
  )('of scenario %s runs the same in every way of getting there', (scenario) => {
    const [steady, stepped] = [openRun({ seed: 4, scenario }), openRun({ seed: 4, scenario })];
    steady.advanceTo(30_000);
    for (let time = 0; time <= 30_000; time += 777) stepped.advanceTo(time);
    stepped.seekTime(9000);
    stepped.advanceTo(30_000);
    expect(facePrint(stepped)).toEqual(facePrint(steady));
    const linked = decodeLink(encodeLink({ recipe: steady.recipe, moment: steady.now }));
    const copy = new Run(aProtocol(), linked.recipe);
    copy.seek(linked.moment);
    expect(stateFingerprint(copy.world)).toBe(stateFingerprint(steady.world));
  });
});
