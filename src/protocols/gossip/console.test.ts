import { describe, expect, it } from 'vitest';
import { parseLine } from './console.ts';

const refusal = (text: string): string => {
  const parsed = parseLine(text);
  return parsed.kind === 'refusal' ? parsed.text : parsed.kind;
};

describe('the console', () => {
  it.each([
    ['insert Tom 18', { type: 'insert', name: 'Tom', age: '18' }],
    ['  insert\tTom   18  ', { type: 'insert', name: 'Tom', age: '18' }],
    ['insert Tom old', { type: 'insert', name: 'Tom', age: 'old' }],
    ['insert __proto__ 1', { type: 'insert', name: '__proto__', age: '1' }],
    ['delete Tom', { type: 'delete', name: 'Tom' }],
    ['q', { type: 'quit' }],
  ])('reads %j', (text, command) => {
    expect(parseLine(text)).toEqual({ kind: 'command', command });
  });

  it.each([
    ['insert', 'insert needs a name and an age: insert Tom 18 (none given)'],
    ['insert Tom', 'insert needs a name and an age: insert Tom 18 (1 given)'],
    ['insert Tom 18 19', 'insert needs a name and an age: insert Tom 18 (3 given)'],
    ['delete', 'delete needs one name: delete Tom (none given)'],
    ['delete Tom Jane', 'delete needs one name: delete Tom (2 given)'],
    ['q now', 'q stands alone'],
    ['', 'type insert name age, delete name, q or help'],
    ['update Tom 18', 'only insert and delete are supported, not "update"; try help'],
    ['INSERT Tom 18', 'only insert and delete are supported, not "INSERT"; try help'],
    [`insert ${'x'.repeat(65)} 1`, 'a name or an age has at most 64 characters, this has 65'],
  ])('refuses %j and says why', (text, why) => {
    expect(refusal(text)).toBe(why);
  });

  it('lists its commands on help', () => {
    const parsed = parseLine('help');
    expect(parsed).toMatchObject({
      kind: 'answer',
      text: expect.stringContaining('insert name age:'),
    });
  });
});
