/** Tests 1 to 3 of the original's README, to the millisecond; the text is said at 5 s and the network takes no time of its own. */
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../kernel/trace.ts';
import { freshRecipe } from '../../run/recipe.ts';
import { Run } from '../../run/run.ts';
import type { JudgedVocabulary } from '../protocol.ts';
import { protocolCalled } from '../registry.ts';

const paxos = protocolCalled('paxos');
const SAID_MS = 5000;

type Event = TraceEvent<JudgedVocabulary>;

function play(scenario: string): readonly Event[] {
  const run = new Run(paxos, freshRecipe(paxos, { scenario }));
  const events: Event[] = [];
  const untilMs = run.scenario?.untilMs ?? 0;
  for (let event = run.next(untilMs); event !== null; event = run.next(untilMs)) events.push(event);
  return events;
}

/** When each node reported facts of a type, ms after the text was said. */
function times(events: readonly Event[], type: string): readonly string[] {
  return events.flatMap(({ facts, node, time }) =>
    facts.filter((fact) => fact.type === type).map(() => `${node} ${time - SAID_MS}`),
  );
}

describe('test 1, p:10::a:20::c:30', () => {
  const events = play('test-1');

  it('chooses round 10 at once: servers 2 and 3 are a majority', () => {
    expect(times(events, 'Chosen')).toEqual(['server-2 0']);
    expect(times(events, 'Promised')).toEqual(['server-2 0', 'server-3 0', 'server-1 10000']);
    expect(times(events, 'Accepted')).toEqual(['server-2 0', 'server-3 0', 'server-1 20000']);
  });

  it('has the entry at server-1 after 30 s and not before', () => {
    expect(times(events, 'Learned')).toEqual(['server-3 0', 'server-1 30000']);
  });
});

describe('test 2, p:10::a:20::c:10', () => {
  const events = play('test-2');

  it('has the entry at server-1 after 10 s', () => {
    expect(times(events, 'Learned')).toEqual(['server-3 0', 'server-1 10000']);
  });

  it('ignores the Accept at 20 s: an old instance', () => {
    expect(times(events, 'OldInstance')).toEqual(['server-1 20000']);
    expect(times(events, 'Accepted')).toEqual(['server-2 0', 'server-3 0']);
  });
});

describe('test 3, two servers with d:0', () => {
  const events = play('test-3');

  it('chooses nothing: every attempt ends with one promise of two', () => {
    expect(times(events, 'Chosen')).toEqual([]);
    expect(times(events, 'Learned')).toEqual([]);
    const failed = events.flatMap(({ facts }) => facts).filter(({ type }) => type === 'Fails');
    expect(failed.length).toBeGreaterThanOrEqual(8);
    for (const fact of failed) expect(fact).toMatchObject({ phase: 'prepare', yes: 1, needed: 2 });
  });

  it('waits two seconds for answers, then one second and up to half a second more', () => {
    const begun = times(events, 'Prepares').map((time) => Number(time.split(' ')[1]));
    const gaps = begun.slice(1).map((time, index) => time - (begun[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(3500);
  });
});
