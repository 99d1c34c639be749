import { describe, expect, it } from 'vitest';
import { parseLine } from './console.ts';

const refusal = (text: string): string => {
  const parsed = parseLine(text);
  return parsed.kind === 'refusal' ? parsed.text : parsed.kind;
};

describe('the chat window', () => {
  it.each([
    ['hi', { type: 'say', text: 'hi' }],
    ['  hello there  ', { type: 'say', text: 'hello there' }],
    ['name Lala', { type: 'say', text: 'name Lala' }],
    ['help me', { type: 'say', text: 'help me' }],
    ['log', { type: 'say', text: 'log' }],
    ['/name Lala', { type: 'name', name: 'Lala' }],
    ['/name  Karan  Lala', { type: 'name', name: 'Karan Lala' }],
    ['/log', { type: 'log' }],
    ['/quit', { type: 'quit' }],
  ])('reads %j', (text, command) => {
    expect(parseLine(text)).toEqual({ kind: 'command', command });
  });

  it.each([
    ['', 'an empty line says nothing: type a text, or help'],
    ['\n', 'an empty line says nothing: type a text, or help'],
    ['/name', '/name needs a name: /name Lala'],
    [`/name ${'x'.repeat(21)}`, 'a name has at most 20 characters, this has 21'],
    ['/log now', '/log stands alone'],
    ['/shrug', 'there is no command /shrug; a line that begins with / is one, try help'],
    ['x'.repeat(201), 'a text has at most 200 characters, this has 201'],
  ])('refuses %j and says why (gap l)', (text, why) => {
    expect(refusal(text)).toBe(why);
  });

  it.each(['help', '/help', ' help '])('lists its commands on %j', (text) => {
    expect(parseLine(text)).toMatchObject({
      kind: 'answer',
      text: expect.stringContaining('/name Lala: your name from now on'),
    });
  });
});
