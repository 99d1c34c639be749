/** The menu of the original: what is asked, what is valid, what is asked again. */
import { describe, expect, it } from 'vitest';
import { consoleSpec, parseLine } from './console.ts';
import { type Dialogue, readLine, type Reading } from './menu.ts';
import { answerOf, flow, HARVARD, lamportWorld, say } from './testing.ts';

const ASK_NUMBER: Dialogue = { verb: 'e', asks: 'number', site: 'MIT' };
const ASK_ZIP: Dialogue = { verb: 'n', asks: 'number', site: 'MIT' };

function textOf(reading: Reading): string {
  return reading.kind === 'action' ? reading.action.type : reading.text;
}

describe('a command with its arguments', () => {
  it.each([
    ['l', { type: 'list' }],
    ['q', { type: 'quit' }],
    [`v ${HARVARD}`, { type: 'view', site: HARVARD }],
    ['  v\tBoston   University ', { type: 'view', site: 'Boston University' }],
    [`e ${HARVARD} 10`, { type: 'edit', site: HARVARD, availability: '10' }],
    ['e MIT 007', { type: 'edit', site: 'MIT', availability: '007' }],
    ['e MIT True', { type: 'edit', site: 'MIT', availability: 'True' }],
    ['n Tufts University 02155', { type: 'add', site: 'Tufts University', zip: '02155' }],
    ['n MIT 1', { type: 'add', site: 'MIT', zip: '1' }],
    ['v __proto__', { type: 'view', site: '__proto__' }],
  ])('%j is read at once', (text, action) => {
    expect(readLine(null, text)).toEqual({ kind: 'action', action });
  });

  it.each([
    ['l now', 'l stands alone'],
    ['e 10', 'e site number: the name of a site and a number, or e alone'],
    ['e MIT ten', 'a number is digits only, or exactly True or False, not "ten"'],
    ['e MIT -1', 'a number is digits only, or exactly True or False, not "-1"'],
    ['e MIT 1.5', 'a number is digits only, or exactly True or False, not "1.5"'],
    ['e MIT true', 'a number is digits only, or exactly True or False, not "true"'],
    ['n MIT True', 'a ZIP is digits only, not "True"'],
    ['n MIT 0213x', 'a ZIP is digits only, not "0213x"'],
    [`v ${'x'.repeat(65)}`, 'a name has at most 64 characters, this has 65'],
    ['L', '"L" is not on the menu: l, v, e, n, q or help'],
    ['delete MIT', '"delete" is not on the menu: l, v, e, n, q or help'],
  ])('%j is refused with the reason', (text, why) => {
    expect(readLine(null, text)).toEqual({ kind: 'refusal', text: why });
  });
});

describe('a command alone opens a dialogue', () => {
  it.each(['v', 'e', 'n'] as const)('%s asks for the site', (verb) => {
    const dialogue = { verb, asks: 'site' };
    expect(readLine(null, verb)).toEqual({ kind: 'question', dialogue, text: 'name of the site?' });
  });

  it('asks for the number after the name, which is not looked up before the execution', () => {
    const reading = readLine({ verb: 'e', asks: 'site' }, 'Nowhere');
    expect(reading).toMatchObject({
      kind: 'question',
      dialogue: { asks: 'number', site: 'Nowhere' },
    });
  });

  it.each([
    [ASK_NUMBER, '0'],
    [ASK_NUMBER, '007'],
    [ASK_NUMBER, 'False'],
    [ASK_ZIP, '00000'],
  ])('%j is satisfied with %j', (dialogue, text) => {
    expect(readLine(dialogue, text).kind).toBe('action');
  });

  it.each([
    [ASK_NUMBER, '+1'],
    [ASK_NUMBER, '1 2'],
    [ASK_NUMBER, 'TRUE'],
    [ASK_NUMBER, 'l'],
    [ASK_ZIP, 'False'],
    [ASK_ZIP, '02-138'],
  ])('%j is asked again after %j', (dialogue, text) => {
    const reading = readLine(dialogue, text);
    expect(reading).toMatchObject({ kind: 'question', dialogue });
    expect(textOf(reading)).toContain(`not "${text}"; `);
  });

  it('asks again for a name that is empty', () => {
    const dialogue: Dialogue = { verb: 'n', asks: 'site' };
    const text = 'a site needs a name; name of the site?';
    expect(readLine(dialogue, '')).toEqual({ kind: 'question', dialogue, text });
  });

  it('takes the letters of the menu for names', () => {
    expect(readLine({ verb: 'v', asks: 'site' }, 'l')).toEqual({
      kind: 'action',
      action: { type: 'view', site: 'l' },
    });
  });

  it('is left by cancel', () => {
    expect(readLine(ASK_ZIP, 'cancel')).toEqual({ kind: 'refusal', text: 'n was cancelled' });
  });
});

describe('the console', () => {
  it('answers help itself, refuses an empty line, and hands on the rest', () => {
    expect(parseLine(' help ')).toMatchObject({ kind: 'answer' });
    for (const { usage } of consoleSpec.commands) {
      expect(parseLine('help')).toMatchObject({ text: expect.stringContaining(usage) });
    }
    expect(parseLine('  ').kind).toBe('refusal');
    expect(parseLine('02138')).toEqual({
      kind: 'command',
      command: { type: 'line', text: '02138' },
    });
  });

  it('holds a dialogue over several lines', () => {
    const world = lamportWorld();
    say(world, 1, 'e');
    expect(answerOf(world, 1)).toEqual(['ok', 'name of the site?']);
    say(world, 1, HARVARD);
    expect(answerOf(world, 1)[1]).toContain(`number of vaccines at ${HARVARD}`);
    say(world, 1, 'many');
    expect(answerOf(world, 1)[1]).toContain('not "many"');
    say(world, 1, '12');
    flow(world, 1000);
    expect(answerOf(world, 1)).toEqual(['ok', `${HARVARD} now has availability 12`]);
  });
});
