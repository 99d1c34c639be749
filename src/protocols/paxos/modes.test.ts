/** The mode string of a server: its grammar, the rules it becomes, and the way back. */
import { describe, expect, it } from 'vitest';
import type { MessageRule } from '../../kernel/intent.ts';
import { setting } from './modes.ts';
import { paxosWorld } from './testing.ts';

function rulesOf(text: string, before: readonly MessageRule[] = []): readonly MessageRule[] {
  const read = setting.read(text, 'server-1', before);
  if (read.kind === 'refusal') throw new Error(read.text);
  return read.intents.reduce<readonly MessageRule[]>((rules, intent) => {
    if (intent.type === 'unrule') return rules.filter(({ id }) => id !== intent.id);
    if (intent.type !== 'rule') return rules;
    return [...rules.filter(({ id }) => id !== intent.rule.id), intent.rule];
  }, before);
}

describe('the mode string', () => {
  it.each([
    ['p:10', ['prepare']],
    ['a:20', ['accept']],
    ['c:30', ['commit']],
    ['g:1', ['get-logs']],
    ['r:2', ['say']],
    ['s:3', ['prepare', 'accept', 'commit', 'get-logs', 'say']],
  ])('%s delays what arrives', (text, types) => {
    const seconds = Number(text.slice(2));
    expect(rulesOf(text)).toEqual(
      types.map((type) => ({
        id: `mode:server-1:${text[0]}:${type}`,
        type,
        to: 'server-1',
        action: { kind: 'delay', delayMs: seconds * 1000 },
      })),
    );
  });

  it('d drops the calls in both directions and leaves the registration alone', () => {
    const rules = rulesOf('d:0');
    expect(rules.every(({ action }) => action.kind === 'drop')).toBe(true);
    const ways = rules.map(({ type, to }) => `${to === undefined ? 'from' : 'to'} ${type ?? ''}`);
    expect(ways).toContain('to prepare');
    expect(ways).toContain('from prepare');
    expect(ways.some((way) => way.includes('register'))).toBe(false);
  });

  it.each(['p:10::a:20::c:30', 'g:1', 'r:5', 's:2', 'd:0', 'p:1::s:2', ''])(
    '%j is read back from the rules',
    (text) => {
      expect(setting.current('server-1', rulesOf(text))).toBe(text);
    },
  );

  it('a new string lifts what the old one set', () => {
    const after = rulesOf('c:3', rulesOf('p:10::c:30'));
    expect(setting.current('server-1', after)).toBe('c:3');
    expect(rulesOf('', after)).toEqual([]);
  });

  it('does not touch the rules of others', () => {
    const other: MessageRule = { id: 'mine', type: 'prepare', action: { kind: 'drop' } };
    expect(rulesOf('', [other, ...rulesOf('s:1')])).toEqual([other]);
    expect(setting.current('server-2', rulesOf('s:1'))).toBe('');
  });

  it.each([
    'p',
    'p:',
    'p:x',
    'x:1',
    'p:1:a:2',
    'p:1::',
    '::',
    'p:-1',
    'p:1.5',
    'P:1',
    'p: 1',
    'p:3601',
    'p:1::p:2',
    '__proto__:1',
    'constructor:1',
  ])('refuses %j', (text) => {
    expect(setting.read(text, 'server-1', []).kind).toBe('refusal');
  });

  it('refuses more rules than the network takes', () => {
    const many = Array.from({ length: 95 }, (_, index): MessageRule => {
      return { id: `r${index}`, action: { kind: 'drop' } };
    });
    expect(setting.read('d:0', 'server-1', many).kind).toBe('refusal');
    expect(setting.read('p:1', 'server-1', many).kind).toBe('deeds');
  });

  it('becomes deeds that a world takes', () => {
    const world = paxosWorld();
    const read = setting.read('p:1::a:2::c:3::g:4::r:5::s:6::d:0', 'server-2', []);
    if (read.kind === 'refusal') throw new Error(read.text);
    for (const intent of read.intents) world.apply(intent);
    expect(setting.current('server-2', world.bus.network.rules)).toBe(
      'p:1::a:2::c:3::g:4::r:5::s:6::d:0',
    );
  });
});
