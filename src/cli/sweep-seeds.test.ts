import { describe, expect, it } from 'vitest';
import { sweepSeeds } from './sweep-seeds.ts';
import { quoted } from './usage.ts';

/** What a call of `npm run sweep` prints, and its exit status. */
function sweep(...argv: readonly string[]) {
  const lines: string[] = [];
  const status = sweepSeeds(argv, (line) => lines.push(line));
  return { status, lines, text: lines.join('\n') };
}

const SMALL = ['--storm', '5s', '--option', 'replicas=3'];

describe('npm run sweep', () => {
  it('says how many seeds ran and failed, and how often everything happened that must at times', () => {
    const { status, lines } = sweep('gossip', '--seeds', '1..3', ...SMALL);
    expect(status).toBe(0);
    expect(lines[0]).toMatch(/^gossip: 3 seeds, faults heavy: 0 failed; \d+ events; settled after/);
    expect(lines.slice(1).join('\n')).toMatch(/^ {2}sometimes replicated: in \d of 3$/m);
  });

  it('prints with a failure the command that repeats it, ready for a shell', () => {
    const flags = ['--flaw', 'quorum-over-live-list', '--option', 'reads=any node'];
    const first = sweep('cluster', '--seeds', '1..50', ...flags, '--stop-after', '1');
    expect(first.status).toBe(1);
    const [broken = '', again = '', watch = ''] = first.lines;
    expect(again).toMatch(
      /^ {2}again: npm run sweep -- cluster --seeds (\d+)\.\.\1 --faults heavy /,
    );
    expect(again).toContain(" --option 'reads=any node' --flaw quorum-over-live-list");
    expect(watch).toMatch(/^ {2}watch: #1\./);
    const seed = /--seeds (\S+)/.exec(again)?.[1] ?? '';
    expect(sweep('cluster', '--seeds', seed, ...flags).lines[0]).toBe(broken);
  });

  it('shares the seeds out, each to one shard', () => {
    const count = (shard: string) =>
      /: (\d+) seeds/.exec(
        sweep('gossip', '--seeds', '1..5', '--shard', shard, ...SMALL).text,
      )?.[1];
    expect([count('1/2'), count('2/2')]).toEqual(['2', '3']);
  });
});

describe('npm run sweep -- --help', () => {
  it('tells every flag with an example that can be typed', () => {
    const { status, text } = sweep('--help');
    expect(status).toBe(0);
    const flags = ['seeds', 'faults', 'option', 'flaw', 'storm', 'patience', 'stop-after', 'shard'];
    for (const flag of flags) {
      expect(text).toMatch(new RegExp(`^  --${flag} \\S+ +\\S.*\n +--${flag} \\S+$`, 'm'));
    }
  });

  it('behind a protocol lists its flaws', () => {
    expect(sweep('gossip', '--help').text).toMatch(/^Flaws of gossip\n[^]*^ {2}no-resend +\S/m);
  });
});

describe('a wrong call of npm run sweep', () => {
  it.each([
    [['nope'], 'there is no protocol "nope"; there are gossip, two-phase-commit'],
    [['gossip', 'raft'], 'one protocol at a time, not gossip and raft'],
    [['gossip', '--faults', 'wild'], '--faults is none, light, heavy, not "wild"'],
    [['gossip', '--flaw', 'nope'], 'gossip has no flaw "nope"; there are unconditional-seed, '],
    [['gossip', '--option', 'replicas=0'], 'replicas is a whole number from 1 to 1000, not 0'],
    [['gossip', '--seeds', '5..1'], '--seeds 5..1 names no seeds'],
    [['gossip', '--seeds', 'all'], '--seeds is a whole number, not "all"'],
    [['gossip', '--shard', '3/2'], '--shard is 1/2 to 2/2'],
    [['gossip', '--stop-after', '0'], '--stop-after is 1 or more'],
    [['gossip', '--storm', '5'], '--storm is a time as in 250ms, 60s or 2m, not "5"'],
  ])('%j is refused in a sentence', (argv, why) => {
    expect(() => sweep(...argv)).toThrow(why);
  });
});

it('a value is quoted for a shell where it must be', () => {
  expect(['replicas=24', '1..50', '2/4', 'any node', "don't", ''].map(quoted)).toEqual([
    'replicas=24',
    '1..50',
    '2/4',
    "'any node'",
    String.raw`'don'\''t'`,
    "''",
  ]);
});
