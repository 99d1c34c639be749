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

function commits(facts: readonly Told[]): readonly Told[] {
  return factsOf(facts, 'Committed').filter(({ node }) => node === 'server-1');
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

  it('(e): with an entry of its own term on a majority it commits both, and server-5 cannot win', () => {
    const { run, facts } = play('figure-8-e');
    expect(factsOf(facts, 'NotYet')).toContainEqual(
      expect.objectContaining({ node: 'server-1', index: 3, entryTerm: 2, term: 4 }),
    );
    expect(commits(facts).at(-1)).toMatchObject({ index: 4, term: 4, isOwnTerm: true });
    for (const node of ['server-2', 'server-3']) {
      const theirs = { index: 3, term: 3 };
      const reason = { type: 'log-behind', mine: { index: 4, term: 4 }, theirs };
      const refusal = { type: 'VoteRefused', term: 5, candidate: 'server-5', reason, node };
      expect(facts).toContainEqual(refusal);
    }
    expect(run.scenario?.ended(run.world)).toBeNull();
    expect(run.verdicts.broken).toEqual({});
  });
});

describe('section 8: a read from a leader that was replaced', () => {
  const answers = (run: Run): string => run.world.operations()[3]?.result ?? '';

  it('waits for a majority and says what is written now', () => {
    const { run, facts } = play('stale-read');
    expect(factsOf(facts, 'ReadWaits')[0]).toMatchObject({ node: 'server-1' });
    expect(answers(run)).toMatch(/^x = 2 /);
  });

  it('without the check it says what was overwritten', () => {
    const { run, facts } = play('stale-read', 'stale-leader-read');
    expect(factsOf(facts, 'ReadWaits')).toEqual([]);
    expect(answers(run)).toMatch(/^x = 1 /);
    expect(Object.keys(run.verdicts.broken)).toEqual(['reads-are-fresh']);
  });
});

describe('dissertation 9.6: a server comes back with a high term', () => {
  it('without pre-vote it ends a healthy leadership, with pre-vote it does not', () => {
    const down = (scenario: string): readonly string[] =>
      factsOf(play(scenario).facts, 'SteppedDown').map((fact) => JSON.stringify(fact));
    expect(down('disruptive-rejoin').some((one) => one.includes('"from":"leader"'))).toBe(true);
    expect(down('calm-rejoin').some((one) => one.includes('"from":"leader"'))).toBe(false);
  });
});
