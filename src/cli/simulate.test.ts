import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { protocols } from '../protocols/registry.ts';
import { simulate } from './simulate.ts';

/** What a call of `npm run sim` prints, and its exit status. */
function sim(...argv: readonly string[]) {
  const lines: string[] = [];
  const status = simulate(argv, (line) => lines.push(line));
  return { status, lines, text: lines.join('\n') };
}

function withScript<T>(text: string, play: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'replicarium-'));
  const file = join(folder, 'deeds.txt');
  try {
    writeFileSync(file, text);
    return play(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const at = (line: string): number => Number(/^ *(\d+\.\d{3}) {2}/.exec(line)?.[1] ?? NaN);

describe('npm run sim', () => {
  it('prints what is played, what happens, how the properties stand, and a link to it', () => {
    const { status, lines, text } = sim('gossip', '--scenario', 'both-seeds-dead');
    expect(status).toBe(0);
    expect(lines[0]).toMatch(/^gossip, scenario both-seeds-dead, seed \d+.*: to \d+\.000 s\n$/);
    expect(text).toContain('  client-1 is told: insert Tom 18');
    expect(text).toContain('Two replicas with equal state have equal tables: holds');
    expect(text).toContain('  the scenario came to its end');
    expect(lines.at(-1)).toMatch(/^ {2}link: #1\./);
  });

  it('names in its header the options that were changed, and no others', () => {
    const options = ['--option', 'replicas=3', '--option', 'clients=2'];
    const { lines } = sim('gossip', '--seed', '7', ...options, '--for', '1s');
    expect(lines[0]).toBe('gossip, seed 7, replicas=3: to 1.000 s\n');
  });

  it('prints nothing of what comes before --from, says so, and ends in the same state', () => {
    const whole = sim('gossip', '--scenario', 'both-seeds-dead');
    const rest = sim('gossip', '--scenario', 'both-seeds-dead', '--from', '2s');
    expect(rest.lines[0]).toContain(': from 2.000 s to ');
    const late = whole.lines.slice(1).filter((line) => !(at(line) < 2));
    expect(rest.lines.slice(1)).toEqual(late);
    expect(late.length).toBeLessThan(whole.lines.length - 1);
  });

  it('prints the quiet lines too if it is told to', () => {
    const some = sim('raft', '--for', '20s').lines.length;
    expect(sim('raft', '--for', '20s', '--all', 'no').lines).toHaveLength(some);
    expect(sim('raft', '--for', '20s', '--all', 'yes').lines.length).toBeGreaterThan(some);
  });

  it('plays the link that it has printed to the same state', () => {
    const { lines } = sim('gossip', '--scenario', 'both-seeds-dead', '--for', '8s');
    const link = lines.at(-1)?.replace('  link: ', '') ?? '';
    const again = sim('--link', `http://localhost:5173/${link}`);
    const state = (all: readonly string[]) => all.find((line) => line.includes(', state '));
    expect(state(again.lines)).toBe(state(lines));
  });

  it('does the deeds of a script', () => {
    const text = '1s client-1: insert Tom 18\n3s crash replica-2 # for good\n';
    const { lines } = withScript(text, (file) => sim('gossip', '--script', file, '--for', '4s'));
    expect(lines).toContain('    1.000  client-1 is told: insert Tom 18');
    expect(lines).toContain('    3.000  replica-2 crashes');
  });

  it('does not say of what these options do not promise that it holds', () => {
    const { text } = sim('cluster', '--option', 'version=2.1.0', '--for', '1s');
    expect(text).toContain(
      'At most one leader per term, and each term is led once: not promised: Version 2.1.0',
    );
  });
});

describe('npm run sim -- --help', () => {
  const { status, text } = sim('--help');

  it('tells every flag with an example that can be typed, and every protocol', () => {
    expect(status).toBe(0);
    for (const flag of ['scenario', 'seed', 'option', 'script', 'for', 'from', 'all', 'link']) {
      expect(text).toMatch(new RegExp(`^  --${flag} \\S+ +\\S.*\n +--${flag} \\S+$`, 'm'));
    }
    for (const { id, summary } of protocols)
      expect(text).toMatch(new RegExp(`^  ${id} +${summary}`, 'm'));
  });

  it.each(protocols.map(({ id }) => id))('behind %s lists what it offers', (id) => {
    const { text: own } = sim(id, '--help');
    const protocol = protocols.find((one) => one.id === id);
    for (const scenario of protocol?.scenarios ?? []) expect(own).toContain(`  ${scenario.id} `);
    for (const [name, { initial }] of Object.entries(protocol?.options ?? {})) {
      expect(own).toContain(`${name}=${initial}`);
    }
  });
});

describe('a wrong call of npm run sim', () => {
  it.each([
    [['nope'], 'there is no protocol "nope"; there are gossip, two-phase-commit'],
    [['gossip', 'raft'], 'one protocol at a time, not gossip and raft'],
    [['nope', '--help'], 'there is no protocol "nope"'],
    [['gossip', '--scenario', 'nope'], 'gossip has no scenario "nope"; there are opening, '],
    [['gossip', '--option', 'replicas=0'], 'replicas is a whole number from 1 to 1000, not 0'],
    [['gossip', '--option', 'nope=1'], 'gossip has no option "nope"; there are replicas, '],
    [['cluster', '--option', 'version=4'], 'version is one of 1.0.0, 2.0.0'],
    [['gossip', '--seed', '-1'], '--seed is a whole number, not "-1"'],
    [['gossip', '--for', '5'], '--for is a time as in 250ms, 60s or 2m, not "5"'],
    [['gossip', '--for', '5s', '--from', '6s'], '--from 6.000 s is behind the end, 5.000 s'],
    [['gossip', '--all', 'maybe'], '--all is yes or no, not "maybe"'],
    [['gossip', '--script', '/no/such/file'], 'the script /no/such/file cannot be read'],
    [['--link', 'xyz'], 'the link is cut off or not one of ours'],
    [['--link', '#1.a.b', '--seed', '3'], 'a link says it all: leave --seed out'],
    [['gossip', '--link', '#1.a.b'], 'a link says it all: leave gossip out'],
    [['--sed', '3'], 'unknown flag --sed; there are --scenario, --seed'],
  ])('%j is refused in a sentence', (argv, why) => {
    expect(() => sim(...argv)).toThrow(why);
  });

  it('is a script whose deed cannot be done: its line is named', () => {
    const play = (file: string) => sim('gossip', '--script', file);
    expect(() => withScript('# first\n1s restart replica-1\n', play)).toThrow(
      'line 2 of the script, at 1.000 s: replica-1 cannot restart: it is up',
    );
  });
});
