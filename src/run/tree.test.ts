import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink, openLinked } from './link.ts';
import type { Run } from './run.ts';
import { acts, facePrint, openRun, play, refusal, start } from './testing.ts';
import { adoptTree, encodeTree } from './tree.ts';

const RUNS = { numRuns: 30 };
const PATIENCE_MS = 60_000;

/** A run with three branches, now on the second. */
function branched(): Run {
  const run = openRun();
  run.do({ type: 'command', client: 'client-1', text: 'insert Tom 18' });
  run.advanceTo(6000);
  run.seekTime(2000);
  run.do({ type: 'crash', node: 'replica-1' });
  run.advanceTo(7000);
  run.seekTime(1000);
  run.do({ type: 'freeze', node: 'replica-2' });
  run.advanceTo(3000);
  run.goTo(2);
  run.branch.name = 'what if';
  return run;
}

/** The run as another visit finds it: from its link alone. */
function reopened(run: Run): Run {
  return openLinked(decodeLink(encodeLink({ recipe: run.recipe, moment: run.now })));
}

function branchesOf(run: Run): readonly object[] {
  return run.branches.map(({ id, name, parent, fork, head, intents }) => {
    return { id, name, parent, fork, head, intents };
  });
}

describe('the branches of a run', { timeout: PATIENCE_MS }, () => {
  it('are all there again, each the same to its end, beside the one of the link', () => {
    fc.assert(
      fc.property(start, acts(30), (how, what) => {
        const run = openRun(how);
        play(run, what);
        const copy = reopened(run);
        adoptTree(copy, encodeTree(run));
        expect(branchesOf(copy)).toEqual(branchesOf(run));
        expect([copy.branch.id, facePrint(copy)]).toEqual([run.branch.id, facePrint(run)]);
        for (const { id } of run.branches) {
          run.goTo(id);
          copy.goTo(id);
          expect(facePrint(copy)).toEqual(facePrint(run));
          expect(copy.branch.history.marks).toEqual(run.branch.history.marks);
        }
      }),
      RUNS,
    );
  });

  it('go on where they were: a deed in the past of an adopted branch begins another', () => {
    const run = branched();
    const copy = reopened(run);
    adoptTree(copy, encodeTree(run));
    expect(copy.branches.map(({ name }) => name)).toEqual(['first run', 'what if', 'branch 3']);
    copy.goTo(1);
    copy.seekTime(4000);
    copy.do({ type: 'crash', node: 'replica-3' });
    expect(copy.branch).toMatchObject({ id: 4, parent: 1 });
    expect(copy.branches).toHaveLength(4);
  });

  it('keep their end if one has gone back before leaving', () => {
    const run = branched();
    const { head } = run.branch;
    run.seekTime(2500);
    const copy = reopened(run);
    adoptTree(copy, encodeTree(run));
    expect([copy.branch.head, copy.isLive]).toEqual([head, false]);
    copy.seek(head);
    run.seek(head);
    expect(facePrint(copy)).toEqual(facePrint(run));
  });

  it.each([
    [
      'of another run',
      (text: string) => text.replace('"seed":', '"seed":1'),
      'these are branches of another run',
    ],
    [
      'without this one',
      (text: string) => text.replace('"current":2', '"current":3'),
      'this branch is not among them',
    ],
    [
      'out of order',
      (text: string) => text.replace('"id":2', '"id":5'),
      'no branches: branches: branches out of order',
    ],
  ])('%s are refused, and nothing changes', (_, change, why) => {
    const run = branched();
    const copy = reopened(run);
    const before = branchesOf(copy);
    expect(refusal((text) => adoptTree(copy, text), change(encodeTree(run)))).toBe(why);
    expect(branchesOf(copy)).toEqual(before);
  });
});
