/** Figures 7 and 8 of the extended paper: logs that have come about by messages, with the rule and without it. */
import { describe, expect, it } from 'vitest';
import { freshRecipe } from '../../run/recipe.ts';
import { Run } from '../../run/run.ts';
import { protocolCalled } from '../registry.ts';
import type { Fact } from './facts.ts';
import { FIGURE_7 } from './scenario-figures.ts';

const protocol = protocolCalled('raft');

interface Told {
  readonly type: string;
  readonly node: string | null;
}

/** Plays a scenario; `facts` are all that was said, by whom. */
function play(
  scenario: string,
  flaw?: string,
): { readonly run: Run; readonly facts: readonly Told[] } {
  const run = new Run(protocol, freshRecipe(protocol, { scenario }));
  if (flaw !== undefined) run.do({ type: 'flaw', name: flaw, on: true });
  const untilMs = run.scenario?.untilMs ?? 0;
  const facts: Told[] = [];
  for (let event = run.next(untilMs); event !== null; event = run.next(untilMs)) {
    facts.push(...event.facts.map((fact) => ({ ...fact, node: event?.node ?? null })));
  }
  return { run, facts };
}

function factsOf(facts: readonly Told[], type: Fact['type']): readonly Told[] {
  return facts.filter((fact) => fact.type === type);
}

describe('Figure 7', () => {
  it('the seven logs arise, the leader of term 8 repairs each, and cuts what conflicts in four of them', () => {
    const { run, facts } = play('figure-7');
    expect(run.isScriptDone).toBe(true);
    const cuts = factsOf(facts, 'Cut').map(({ node }) => node);
    // c, d, e and f have entries that the leader does not have; a and b only lack some.
    expect(new Set(cuts)).toEqual(new Set(['server-4', 'server-5', 'server-6', 'server-7']));
    expect(cuts).toHaveLength(4);
    expect(FIGURE_7.map((log) => log.split(' ').length)).toEqual([10, 9, 4, 11, 12, 7, 11]);
  });
});

describe('Figure 8', () => {
  it('with the rule of 5.4.2 the leader counts a majority and does not commit', () => {
    const { run, facts } = play('figure-8');
    const counted = { node: 'server-1', index: 3, entryTerm: 2, term: 4 };
    expect(factsOf(facts, 'NotYet')).toContainEqual({ type: 'NotYet', ...counted });
    expect(run.verdicts.broken).toEqual({});
  });

  it('without it an entry that was applied is overwritten', () => {
    const { run } = play('figure-8', 'commit-old-term-by-counting');
    expect(Object.keys(run.verdicts.broken)).toEqual(
      expect.arrayContaining(['commits-own-term', 'leader-completeness', 'state-machine-safety']),
    );
  });
});
