/** What stands beside the run: logs, waits, majorities, figures. */
import { describe, expect, it } from 'vitest';
import { initialOptions } from '../protocol.ts';
import type { MatrixCell, MatrixLedger } from '../views.ts';
import { hint } from './hint.ts';
import { raft } from './index.ts';
import { judgement } from './invariants.ts';
import { views } from './ledger.ts';
import type { Memory } from './memory.ts';
import { elected, names, type RaftWorld, say, serverOf, slowWorld } from './testing.ts';

/** A world that is watched: what the judges remember goes along. */
class Watch {
  readonly world: RaftWorld;
  memory: Memory = judgement.start;

  constructor(world: RaftWorld) {
    this.world = world;
  }

  flow(ms: number): void {
    const { world } = this;
    world.advanceTo(world.now + ms, (event) => {
      this.memory = judgement.observe(this.memory, event, world);
    });
  }

  logs(): MatrixLedger {
    const [first] = views.ledger(this.world, this.memory);
    if (first?.kind !== 'matrix') throw new Error('the first block is no matrix');
    return first;
  }

  cell(node: string, place: number): MatrixCell | null {
    return this.#cells(node)[place] ?? null;
  }

  #cells(node: string): readonly (MatrixCell | null)[] {
    return this.logs().rows.find((row) => row.node === node)?.cells ?? [];
  }

  row(node: string): readonly string[] {
    return this.#cells(node).map((cell) =>
      cell === null ? '' : `${cell.text} ${cell.standing}${cell.struck ? ' struck' : ''}`,
    );
  }
}

/** A wall with a leader and one other on one side; what `asked` says is asked there. */
function parted(asked = (friend: string): string => `timeout ${friend}`): {
  watch: Watch;
  old: string;
  newer: string;
} {
  const watch = new Watch(slowWorld());
  watch.flow(4000);
  const old = elected(watch.world);
  const others = names(5).filter((id) => id !== old);
  const [friend = '', ...rest] = others;
  watch.world.apply({
    type: 'partition',
    groups: [
      [old, friend, 'client-1'],
      [...rest, 'client-2'],
    ],
  });
  watch.world.apply({ type: 'command', client: 'client-1', text: asked(friend) });
  watch.flow(6000);
  const newer = rest.find((id) => serverOf(watch.world, id).role === 'leader') ?? '';
  return { watch, old, newer };
}

describe('the ledger', () => {
  it('shows what is committed and applied, and what is not yet', () => {
    const watch = new Watch(slowWorld());
    watch.flow(4000);
    const leader = elected(watch.world);
    say(watch.world, 'set x 0');
    watch.flow(4000);
    for (const node of names(5)) if (node !== leader) watch.world.apply({ type: 'freeze', node });
    say(watch.world, 'set x 1');
    watch.flow(1000);
    expect(watch.row(leader)).toEqual(['no-op applied', 'x=0 applied', 'x=1 tentative']);
  });

  it('shows a snapshot as one block, over the columns that others still have', () => {
    const watch = new Watch(slowWorld({ snapshotEvery: 3 }));
    watch.flow(3000);
    const leader = elected(watch.world);
    const lagging = names(5).find((id) => id !== leader) ?? '';
    watch.world.apply({ type: 'freeze', node: lagging });
    say(watch.world, 'load 3');
    watch.flow(5000);
    expect(watch.row(leader)).toEqual(['', '', '≤3 applied', 'k3=3 applied']);
    expect(watch.cell(leader, 2)?.block).toBe(3);
    expect(watch.row(lagging)[0]).toBe('no-op applied');

    watch.world.apply({ type: 'thaw', node: lagging });
    watch.flow(5000);
    expect(watch.logs().columns).toEqual(['3', '4']);
    for (const id of names(5)) expect(watch.cell(id, 0)?.block).toBe(1);
  });

  it('marks the nextIndex of a follower that lacks something', () => {
    const watch = new Watch(slowWorld());
    watch.flow(4000);
    const leader = elected(watch.world);
    const lagging = names(5).find((id) => id !== leader) ?? '';
    watch.world.apply({ type: 'freeze', node: lagging });
    say(watch.world, 'load 2');
    watch.flow(4000);
    const { leadership } = serverOf(watch.world, leader);
    const next = leadership?.followers.find(({ peer }) => peer === lagging)?.next ?? 0;
    const marked = (id: string): readonly number[] =>
      watch.row(id).flatMap((_, place) => (watch.cell(id, place)?.next ? [place + 1] : []));
    expect(next).toBeGreaterThan(1);
    expect(marked(lagging)).toEqual([next]);
    for (const id of names(5).filter((one) => one !== lagging)) expect(marked(id)).toEqual([]);
  });

  it('strikes what the newest leader does not have, and says what is missing', () => {
    const { watch, old, newer } = parted(() => 'set x 1');
    const struck = names(5).filter((id) => watch.row(id).some((cell) => cell.endsWith('struck')));
    expect(struck).toContain(old);
    expect(watch.row(newer).some((cell) => cell.endsWith('struck'))).toBe(false);
    expect(watch.row(old)).toEqual(['no-op applied', 'x=1 tentative struck']);
    expect(watch.logs().caption).toBe(
      `${newer} leads term ${serverOf(watch.world, newer).currentTerm}`,
    );
  });
});

describe('figures', () => {
  it('agree with theory when nothing is wrong', () => {
    const watch = new Watch(slowWorld());
    watch.flow(4000);
    say(watch.world, 'set x 1');
    watch.flow(4000);
    const found = views.measures(watch.world, watch.memory);
    expect(found.map(({ agrees }) => agrees)).toEqual([true, true, true]);
    expect(found[1]).toMatchObject({ predicted: 8, observed: 8 });
  });

  it('and say so when they do not', () => {
    const watch = new Watch(slowWorld());
    watch.flow(4000);
    const settings = { latencyMs: [60, 160], lossPercent: 0, duplicatePercent: 100 } as const;
    watch.world.apply({ type: 'network', settings });
    say(watch.world, 'set x 1');
    watch.flow(4000);
    const [, messages] = views.measures(watch.world, watch.memory);
    expect(messages).toMatchObject({ predicted: 8, agrees: false });
    expect(messages?.observed).toBeGreaterThan(8);
  });
});

describe('majorities and waits', () => {
  it('an outline goes around those who elected the leader, then around those who have the newest entry', () => {
    const watch = new Watch(slowWorld());
    const titles = new Set<string>();
    for (let turn = 0; turn < 60; turn += 1) {
      watch.flow(50);
      for (const { title, members } of views.outlines(watch.world, watch.memory)) {
        titles.add(title.replace(/server-\d/, 'S'));
        expect(members.length).toBeGreaterThanOrEqual(3);
      }
    }
    expect([...titles]).toEqual(['elected S in term 1', 'committed #1']);
  });

  it('nobody waits while all goes well; a leader without a majority and its client do', () => {
    const watch = new Watch(slowWorld());
    watch.flow(4000);
    expect(views.waits(watch.world, watch.memory)).toEqual([]);
    const leader = elected(watch.world);
    for (const node of names(5)) if (node !== leader) watch.world.apply({ type: 'crash', node });
    // Two clients, of whom one at least finds the leader within a few tries.
    say(watch.world, 'set x 1');
    say(watch.world, 'set y 1', 'client-2');
    watch.flow(9000);
    const waits = views.waits(watch.world, watch.memory);
    const mine = waits.find(({ node }) => node === leader);
    expect(mine).toMatchObject({ what: 'a majority for #2' });
    expect(mine?.peers).toHaveLength(4);
  });
});

describe('the page', () => {
  it('refuses to wipe the disk of a server, and no other deed', () => {
    const world = slowWorld();
    expect(raft.refuses?.({ type: 'wipe', node: 'server-1' }, world)).toMatch(
      /^Raft rests on its disks/,
    );
    expect(raft.refuses?.({ type: 'wipe', node: 'client-1' }, world)).toBeNull();
    expect(raft.refuses?.({ type: 'crash', node: 'server-1' }, world)).toBeNull();
  });

  it('says what to try next', () => {
    const watch = new Watch(slowWorld());
    const { world } = watch;
    expect(hint(world, new Set())).toMatch(/^\*\*Nobody leads/);
    watch.flow(4000);
    expect(hint(world, new Set())).toMatch(/^Type `set x 1`/);
    world.apply({ type: 'add', role: 'server' });
    expect(hint(world, new Set())).toMatch(/`add server-6`/);
    for (const node of names(3)) world.apply({ type: 'crash', node });
    expect(hint(world, new Set())).toMatch(/^\*\*No majority is up/);
  });

  it('begins with the times of the options', () => {
    expect(initialOptions(raft)).toMatchObject({ electionTimeoutMs: 1500, heartbeatMs: 500 });
  });
});
