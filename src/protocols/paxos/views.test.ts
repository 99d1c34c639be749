/** What is shown beside the nodes: ledger, quorums, waits, chat, dots, the line that says what to try. */
import { describe, expect, it } from 'vitest';
import type { Intent } from '../../kernel/intent.ts';
import { describe as prose } from './describe.ts';
import { hint } from './hint.ts';
import { judgement } from './invariants.ts';
import { views } from './ledger.ts';
import type { Memory } from './memory.ts';
import { setUps } from './set-ups.ts';
import {
  flow,
  flowUntil,
  isSeated,
  linesOf,
  paxosWorld,
  type PaxosWorld,
  say,
  serverOf,
} from './testing.ts';

/** A world in which everybody has found a server, with a judge that looks on. */
function watched(latencyMs = 10) {
  const world = paxosWorld({}, 1, latencyMs);
  flowUntil(world, () => isSeated(world));
  let memory: Memory = judgement.start;
  return {
    world,
    memory: () => memory,
    pass: (ms: number): void => {
      for (const event of flow(world, ms)) memory = judgement.observe(memory, event, world);
    },
  };
}

function matrix(world: PaxosWorld, memory: Memory) {
  const [logs] = views.ledger(world, memory);
  if (logs?.kind !== 'matrix') throw new Error('the first block is no matrix');
  return logs;
}

/** `standing text detail` of each cell, row by row; `-` where there is none. */
function cells(world: PaxosWorld, memory: Memory): readonly string[] {
  return matrix(world, memory).rows.map((row) =>
    row.cells
      .map((cell) => (cell === null ? '-' : `${cell.standing} ${cell.text} ${cell.detail ?? ''}`))
      .join(', '),
  );
}

describe('the ledger', () => {
  it('shows promises and votes as tentative, with their ballots, and what is chosen as applied', () => {
    const { world, memory, pass } = watched(100);
    say(world, 'hi');
    pass(250);
    expect(cells(world, memory())).toEqual([
      'tentative promised 1.1',
      'tentative promised 1.1',
      'tentative promised 1.1',
    ]);
    pass(200);
    expect(cells(world, memory())).toEqual([
      'tentative hi 1.1',
      'tentative hi 1.1',
      'tentative hi 1.1',
    ]);
    pass(500);
    expect(cells(world, memory())).toEqual(Array.from({ length: 3 }, () => 'applied hi 1.1'));
    expect(matrix(world, memory()).columns).toEqual(['10']);
  });

  it('shows a hole as missing, and what is chosen beyond it as committed', () => {
    const { world, memory, pass } = watched();
    const rule = (type: string) => {
      return { id: type, type, to: 'server-3', action: { kind: 'drop' } } as const;
    };
    for (const type of ['prepare', 'accept', 'commit']) {
      world.apply({ type: 'rule', rule: rule(type) });
    }
    say(world, 'one');
    pass(200);
    for (const type of ['prepare', 'accept', 'commit']) world.apply({ type: 'unrule', id: type });
    say(world, 'two');
    pass(200);
    expect(cells(world, memory())[2]).toBe('missing  , committed two 1.1');
  });

  it("has the balancer's table under it", () => {
    const { world, memory } = watched();
    const [, table] = views.ledger(world, memory());
    expect(table).toMatchObject({
      kind: 'table',
      rows: [
        { key: 'load', cells: ['1', '1', '0'] },
        { key: 'state', cells: ['live', 'live', 'live'] },
      ],
    });
    expect(table?.caption).toBe('clients assigned to each server');
    for (const node of ['server-1', 'server-2']) world.apply({ type: 'crash', node });
    flow(world, 8000);
    expect(views.ledger(world, memory())[1]?.caption).toBe('stopped: a majority has failed');
    world.apply({ type: 'crash', node: 'balancer-1' });
    expect(views.ledger(world, memory())[1]?.caption).toContain('does not answer');
  });
});

/** The outlines, as in `chose round 10: server-1, server-3`. */
function quorumsOf(world: PaxosWorld, memory: Memory): readonly string[] {
  return views
    .outlines(world, memory)
    .map(({ title, members }) => `${title}: ${members.join(', ')}`);
}

describe('quorums', () => {
  it('that are the same server by server share nobody who stands out', () => {
    const { world, memory, pass } = watched();
    world.apply({ type: 'freeze', node: 'server-3' });
    say(world, 'one');
    pass(500);
    say(world, 'two');
    pass(500);
    expect(quorumsOf(world, memory())).toEqual([
      'chose round 10: server-1, server-2',
      'chose round 20: server-1, server-2',
    ]);
  });

  it('that have promised to rivals are outlined while the round is open, and share a server', () => {
    const { world, memory, pass } = watched(100);
    const action = { kind: 'delay', delayMs: 5000 } as const;
    for (const to of ['server-1', 'server-2']) {
      world.apply({ type: 'rule', rule: { id: to, type: 'prepare', to, action } });
    }
    say(world, 'mine');
    say(world, 'no, mine', 'client-2');
    pass(300);
    expect(quorumsOf(world, memory())).toEqual([
      'in both: server-3',
      'promised 1.1: server-1, server-3',
      'promised 1.2: server-2, server-3',
    ]);
    pass(400);
    expect(quorumsOf(world, memory())).toEqual(['chose round 10: server-2, server-1']);
  });

  it('of the last two rounds are outlined, and share a server', () => {
    const { world, memory, pass } = watched();
    const late = (to: string) => {
      const action = { kind: 'delay', delayMs: 500 } as const;
      return { type: 'rule', rule: { id: 'late', type: 'accept', to, action } } as const;
    };
    world.apply(late('server-2'));
    say(world, 'one');
    pass(1000);
    world.apply(late('server-3'));
    say(world, 'two');
    pass(1000);
    expect(quorumsOf(world, memory())).toEqual([
      'in both: server-1',
      'chose round 10: server-1, server-3',
      'chose round 20: server-1, server-2',
    ]);
    pass(5000);
    expect(views.outlines(world, memory())).toEqual([]);
  });
});

describe('waiting', () => {
  it('is shown when a phase takes longer than it should, with whom it waits for', () => {
    const { world, memory, pass } = watched();
    for (const node of ['server-2', 'server-3']) world.apply({ type: 'freeze', node });
    say(world, 'hello?');
    pass(500);
    expect(views.waits(world, memory())).toEqual([]);
    pass(1000);
    expect(views.waits(world, memory())).toMatchObject([
      { node: 'server-1', peers: ['server-2', 'server-3'], what: '1 more promise in round 10' },
    ]);
  });
});

describe('the chat', () => {
  it('shows what is said at once, as pending, and then in its round, to everybody', () => {
    const { world, pass } = watched(100);
    say(world, 'hi');
    expect(views.chat?.(world, 'client-1')).toEqual([
      { key: 'client-1:1', author: 'Aaron', text: 'hi', own: true, detail: '', pending: true },
    ]);
    pass(3000);
    const [own] = views.chat?.(world, 'client-1') ?? [];
    expect(own).toMatchObject({ key: 'client-1:1', own: true, detail: 'round 10', pending: false });
    const [other] = views.chat?.(world, 'client-2') ?? [];
    expect(other).toMatchObject({ key: 'client-1:1', own: false, detail: 'round 10' });
  });

  it('shows a name from the moment it is given', () => {
    const { world, pass } = watched();
    say(world, '/name Karan');
    say(world, 'hi');
    pass(2000);
    expect(views.chat?.(world, 'client-2')).toMatchObject([{ author: 'Karan', text: 'hi' }]);
  });
});

describe('the dots of a proposer', () => {
  it('tell who has said yes, whose yes is on the way, and of whom nothing is known', () => {
    const { world, pass } = watched(100);
    world.apply({ type: 'freeze', node: 'server-3' });
    say(world, 'hi');
    const marks = () =>
      prose.node(world, 'server-1', serverOf(world, 'server-1')).dots.map(({ mark }) => mark);
    pass(150);
    expect(marks()).toEqual(['unknown', 'unknown']);
    pass(100);
    expect(marks()).toEqual(['granted', 'unknown']);
    pass(100);
    expect(marks()).toEqual(['unknown', 'unknown']);
    expect(serverOf(world, 'server-1').proposal?.phase).toBe('accept');
  });
});

describe('the moments that one key brings about', () => {
  const setUp = (world: PaxosWorld, id: string) => {
    const found = setUps.find((one) => one.id === id);
    if (found === undefined) throw new Error(`there is no set-up ${id}`);
    return found.deeds(world);
  };

  function bring(world: PaxosWorld, id: string): void {
    const deeds = setUp(world, id);
    if (deeds.kind === 'refusal') throw new Error(deeds.text);
    for (const intent of deeds.intents) world.apply(intent);
  }

  it('rival proposers fight for one round, and all of their texts are chosen', () => {
    const { world, pass } = watched();
    bring(world, 'rival-proposers');
    pass(15);
    for (const id of ['server-1', 'server-2']) {
      expect(serverOf(world, id).proposal?.round).toBe(10);
    }
    pass(20_000);
    expect(linesOf(serverOf(world, 'server-3'))).toEqual(['me first', 'me first']);
  });

  it('rivals need clients at two servers', () => {
    const world = paxosWorld({ clients: 1 });
    flowUntil(world, () => isSeated(world));
    expect(setUp(world, 'rival-proposers').kind).toBe('refusal');
  });

  it('the proposer crashes amid its round, which is finished by another', () => {
    const { world, pass } = watched(100);
    expect(setUp(world, 'crash-the-proposer').kind).toBe('refusal');
    say(world, 'hi');
    pass(450);
    bring(world, 'crash-the-proposer');
    expect(world.node('server-1')?.status).toBe('crashed');
    pass(20_000);
    expect(linesOf(serverOf(world, 'server-2'))).toEqual(['hi']);
  });
});

describe('what to try next', () => {
  it('goes with what has been done and what stands open', () => {
    const { world, pass } = watched();
    const done = new Set<Intent['type']>();
    expect(hint(world, done)).toContain('Type `hello`');
    done.add('command');
    expect(hint(world, done)).toContain('crash');
    done.add('crash');
    expect(hint(world, done)).toContain('mode');
    done.add('rule');
    expect(hint(world, done)).toContain('Press `r`');
    say(world, 'hi');
    say(world, 'hi', 'client-2');
    expect(hint(world, done)).toContain('scissors');
    world.apply({ type: 'crash', node: 'server-3' });
    expect(hint(world, done)).toContain('server-3 is down');
    world.apply({ type: 'restart', node: 'server-3' });
    expect(hint(world, done)).toContain('learns the log again');
    for (const node of ['server-1', 'server-3']) world.apply({ type: 'crash', node });
    pass(8000);
    expect(hint(world, done)).toContain('No majority');
    world.apply({ type: 'crash', node: 'balancer-1' });
    expect(hint(world, done)).toContain('The balancer is down');
  });
});
