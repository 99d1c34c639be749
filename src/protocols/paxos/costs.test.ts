/**
 * What a round costs, against theory: 4 (n − 1) messages and two round trips with phase 1, 2 (n − 1) and one under a stable leader,
 * n − 1 more to announce (Paxos Made Simple, section 3). Counted here from the bare trace, and once more by the page's own figures.
 */
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../kernel/trace.ts';
import { judgement } from './invariants.ts';
import { views } from './ledger.ts';
import type { PaxosVocabulary } from './messages.ts';
import { factsIn, flow, flowUntil, isSeated, paxosWorld, type PaxosWorld, say } from './testing.ts';

const LATENCY_MS = 10;
const SIZES = [3, 5, 7, 9] as const;

type Event = TraceEvent<PaxosVocabulary>;

/** How many messages of each type were sent. */
function sentIn(events: readonly Event[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const flight of events.flatMap(({ sent }) => sent)) {
    if (flight.kind !== 'deliver') continue;
    counts[flight.message.type] = (counts[flight.message.type] ?? 0) + 1;
  }
  return counts;
}

function world(servers: number, multiPaxos: boolean): PaxosWorld {
  const fresh = paxosWorld({ servers, multiPaxos }, 1, LATENCY_MS);
  flowUntil(fresh, () => isSeated(fresh));
  return fresh;
}

/** Everything that follows from one line, until all is quiet. */
function write(on: PaxosWorld, line: string, client = 'client-1'): readonly Event[] {
  say(on, line, client);
  return flow(on, 500);
}

function span(events: readonly Event[], from: 'Prepares' | 'Proposes'): number {
  const [begins] = factsIn(events, from);
  const [chosen] = factsIn(events, 'Chosen');
  return (chosen?.time ?? NaN) - (begins?.time ?? NaN);
}

describe.each(SIZES)('with %i servers', (servers) => {
  const others = servers - 1;

  it('a round costs 4 (n − 1) messages, n − 1 to announce, and two round trips', () => {
    const events = write(world(servers, false), 'hi');
    expect(sentIn(events)).toMatchObject({
      prepare: others,
      promise: others,
      accept: others,
      accepted: others,
      commit: others,
    });
    expect(span(events, 'Prepares')).toBe(4 * LATENCY_MS);
  });

  it('under a stable leader it costs 2 (n − 1), n − 1 to announce, and one round trip', () => {
    const on = world(servers, true);
    const first = write(on, 'one');
    expect(sentIn(first)).toMatchObject({ prepare: others, accept: others });
    const second = write(on, 'two');
    const counts = sentIn(second);
    expect(counts).toMatchObject({ accept: others, accepted: others, commit: others });
    expect(counts['prepare'] ?? 0).toBe(0);
    expect(span(second, 'Proposes')).toBe(2 * LATENCY_MS);
  });

  it('a follower’s line costs one forward more and the same round trip; its client hears after six delays', () => {
    const on = world(servers, true);
    write(on, 'one');
    const before = on.now;
    const second = write(on, 'two', 'client-2');
    expect(factsIn(second, 'Acknowledged')[0]?.time).toBe(before + 6 * LATENCY_MS);
    const counts = sentIn(second);
    expect(counts).toMatchObject({ forward: 1, accept: others, accepted: others, commit: others });
    expect(counts['prepare'] ?? 0).toBe(0);
    expect(span(second, 'Proposes')).toBe(2 * LATENCY_MS);
  });

  it('the client hears after two delays more', () => {
    const on = world(servers, false);
    const before = on.now;
    const events = write(on, 'hi');
    expect(factsIn(events, 'Acknowledged')[0]?.time).toBe(before + 6 * LATENCY_MS);
  });

  it('under a stable leader the client hears after four delays, and the others log it after four', () => {
    const on = world(servers, true);
    write(on, 'one');
    const before = on.now;
    const events = write(on, 'two');
    expect(factsIn(events, 'Acknowledged')[0]?.time).toBe(before + 4 * LATENCY_MS);
    const learned = factsIn(events, 'Learned').map(({ time }) => time - before);
    expect(learned).toEqual(Array.from({ length: others }, () => 4 * LATENCY_MS));
  });
});

describe('the figures on the page', () => {
  /** The figures after `lines` lines, one after another; `foul` does something to the world first. */
  function figures(multiPaxos: boolean, lines: number, foul?: (on: PaxosWorld) => void) {
    const on = world(5, multiPaxos);
    foul?.(on);
    let memory = judgement.start;
    for (let line = 0; line < lines; line += 1) {
      for (const event of write(on, `line ${line}`)) memory = judgement.observe(memory, event, on);
    }
    return views.measures(on, memory);
  }

  it('say nothing before the first round', () => {
    expect(figures(false, 0).map(({ observed, agrees }) => [observed, agrees])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

  it('agree with theory with phase 1', () => {
    expect(figures(false, 1).map(({ predicted, observed }) => [predicted, observed])).toEqual([
      [16, 16],
      [4, 4],
      [2, 2],
    ]);
  });

  it('agree with theory under a stable leader', () => {
    expect(figures(true, 2).map(({ predicted, observed }) => [predicted, observed])).toEqual([
      [8, 8],
      [4, 4],
      [1, 1],
    ]);
  });

  it('leave a disturbed round out', () => {
    const crash = (on: PaxosWorld): void => {
      on.apply({ type: 'crash', node: 'server-5' });
    };
    expect(figures(false, 1, crash).map(({ observed }) => observed)).toEqual([null, null, null]);
  });
});
