import { describe, expect, it } from 'vitest';
import type { Protocol } from '../protocols/protocol.ts';
import { protocols } from '../protocols/registry.ts';
import type { Outline } from '../protocols/views.ts';
import { freshRecipe } from '../run/recipe.ts';
import { Run } from '../run/run.ts';
import { SceneMaker } from './scene-of.ts';

function runOf(change: (protocol: Protocol) => Partial<Protocol>): Run {
  const [protocol] = protocols;
  if (protocol === undefined) throw new Error('there is no protocol');
  const changed = { ...protocol, ...change(protocol) };
  const run = new Run(changed, freshRecipe(changed, {}));
  run.advanceTo(3000, () => true);
  return run;
}

function outlined(outlines: () => readonly Outline[]): Run {
  return runOf(({ views }) => ({ views: { ...views, outlines } }));
}

const quorum = (...members: string[]): Outline => ({ id: 'one', title: 'one', members, epoch: 1 });

describe('a scene', () => {
  it('keeps its list of outlines while nothing about them changes', () => {
    let members = ['a', 'b'];
    const run = outlined(() => [quorum(...members)]);
    const scenes = new SceneMaker();
    const first = scenes.make(run, 500).outlines;
    expect(first).toEqual([quorum('a', 'b')]);
    expect(scenes.make(run, 500).outlines).toBe(first);
    members = ['a', 'c'];
    expect(scenes.make(run, 500).outlines).toEqual([quorum('a', 'c')]);
  });

  it('keeps a node while its description says the same, and not when it says something else', () => {
    let mark: 'granted' | 'yes' = 'granted';
    const run = runOf(({ describe }) => ({
      describe: {
        ...describe,
        node: (view, id, state) => ({
          ...describe.node(view, id, state),
          dots: [{ peer: 'a', mark }],
        }),
      },
    }));
    const scenes = new SceneMaker();
    const [first] = scenes.make(run, 500).nodes;
    expect(scenes.make(run, 500).nodes[0]).toBe(first);
    mark = 'yes';
    const [next] = scenes.make(run, 500).nodes;
    expect(next?.dots).toEqual([{ peer: 'a', mark: 'yes' }]);
  });

  it('gives flights the tag of their message', () => {
    const run = runOf(({ describe }) => ({
      describe: {
        ...describe,
        message: (message) => ({ ...describe.message(message), tag: '7.1' }),
      },
    }));
    const { flights } = new SceneMaker().make(run, 500);
    expect(flights.length).toBeGreaterThan(0);
    expect(new Set(flights.map(({ tag }) => tag))).toEqual(new Set(['7.1']));
  });
});
