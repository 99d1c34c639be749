import { describe, expect, it } from 'vitest';
import type { Protocol } from '../protocols/protocol.ts';
import { protocols } from '../protocols/registry.ts';
import { freshRecipe } from '../run/recipe.ts';
import { Run } from '../run/run.ts';
import { captionNoteOf, captionOf } from './captions.ts';

const DESK = { present: false, embed: false };
const PRESENTED = { present: true, embed: false };

function aProtocol(): Protocol {
  const found = protocols.find(({ scenarios }) =>
    scenarios.some(({ steps }) => steps[0]?.caption.includes('`') === false),
  );
  if (found === undefined) throw new Error('there is no protocol with scenarios');
  return found;
}

function free(change: Partial<Protocol> = {}): Run {
  const protocol = { ...aProtocol(), ...change };
  return new Run(protocol, freshRecipe(protocol, {}));
}

/** A run of a scenario whose only caption, of its first step, is `caption`. */
function told(caption: string): Run {
  const protocol = aProtocol();
  const [scenario] = protocol.scenarios;
  if (scenario === undefined) throw new Error('there is no scenario');
  const step = { notBeforeMs: 0, isDue: () => true, caption, deeds: () => [] };
  const changed = { ...protocol, scenarios: [{ ...scenario, steps: [step] }] };
  const run = new Run(changed, freshRecipe(changed, { scenario: scenario.id }));
  run.advanceTo(1000, () => true);
  return run;
}

const done = new Set<never>();

describe('over the stage', () => {
  it('stands the caption of the scenario, in front of a class as well', () => {
    const run = told('`x = 2` is committed.');
    for (const face of [DESK, PRESENTED]) {
      expect(captionOf({ run, done }, face)).toBe('`x = 2` is committed.');
    }
  });

  it('stands what to try next, but where nothing can be typed nothing that would have to be', () => {
    const run = free({ hint: () => 'Type `set x 1`.', summary: 'What it is' });
    expect(captionOf({ run, done }, DESK)).toBe('Type `set x 1`.');
    expect(captionOf({ run, done }, PRESENTED)).toBe('What it is');
  });
});

describe('beside a caption', () => {
  it('stands nothing while no rule is switched off', () => {
    expect(captionNoteOf({ run: told('So.'), done }, DESK)).toBe('');
  });

  it('stands that a flaw is on, since captions do not reckon with it', () => {
    const run = told('So.');
    const [one, other] = run.protocol.flaws;
    if (one === undefined || other === undefined) throw new Error('there are no two flaws');
    run.do({ type: 'flaw', name: one.name, on: true });
    expect(captionNoteOf({ run, done }, DESK)).toBe(
      `Flaw: ${one.title}. The captions tell the run without it.`,
    );
    run.do({ type: 'flaw', name: other.name, on: true });
    expect(captionNoteOf({ run, done }, DESK)).toBe(
      '2 flaws are on: the captions tell the run without them.',
    );
  });

  it('stands what this is until somebody has done something, where the caption does not say it', () => {
    const run = free({ hint: () => 'Type `set x 1`.', summary: 'What it is' });
    expect(captionNoteOf({ run, done }, DESK)).toBe('What it is.');
    expect(captionNoteOf({ run, done: new Set(['crash']) }, DESK)).toBe('');
    expect(captionNoteOf({ run, done }, PRESENTED)).toBe('');
  });
});
