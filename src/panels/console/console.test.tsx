import { fireEvent, render, screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, test } from 'vitest';
import { Caption } from '../Caption.tsx';
import { Console } from './Console.tsx';
import { outcomeText } from './outcome.ts';
import { operation } from '../fixtures/parts.ts';
import { PlaygroundContext, type Readings } from '../playground.ts';
import { fakePlayground, type FakePlayground } from '../testing.ts';

function open(read: Partial<Readings> = {}): FakePlayground {
  const playground = fakePlayground('log', { read });
  render(
    <PlaygroundContext value={playground}>
      <Console />
    </PlaygroundContext>,
  );
  return playground;
}

const prompt = (): HTMLInputElement => screen.getByLabelText('Command for client-1');

describe('the console', () => {
  test('shows every command with what came of it', () => {
    open();
    const lines = within(screen.getByRole('list', { name: 'Commands of client-1' }));
    expect(lines.getByText('refused · set needs a key and a value')).toBeTruthy();
    expect(lines.getByText('unknown · the leader died before answering')).toBeTruthy();
    expect(lines.getByText('pending · 7 ms')).toBeTruthy();
    expect(lines.getByText('9 · 22 ms')).toBeTruthy();
  });

  test('sends a line to the client in front, and then is empty', () => {
    const { calls } = open();
    fireEvent.change(prompt(), { target: { value: '  set k 3 ' } });
    fireEvent.keyDown(prompt(), { key: 'Enter' });
    expect(calls).toEqual([
      { name: 'do', values: [{ type: 'command', client: 'client-1', text: 'set k 3' }] },
    ]);
    expect(prompt().value).toBe('');
  });

  test('sends a line to all clients when asked to', () => {
    const { calls } = open();
    fireEvent.click(screen.getByRole('switch', { name: 'To all clients' }));
    const input = screen.getByLabelText('Command for all clients');
    fireEvent.change(input, { target: { value: 'get k' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(calls.map(({ values }) => values[0])).toEqual([
      { type: 'command', client: 'client-1', text: 'get k' },
      { type: 'command', client: 'client-2', text: 'get k' },
    ]);
  });

  test('sends every line of what is pasted', () => {
    const { calls } = open();
    fireEvent.paste(prompt(), { clipboardData: { getData: () => 'set a 1\nset b 2\n' } });
    expect(calls).toHaveLength(2);
  });

  test('walks back through what was typed and forth again', () => {
    open();
    fireEvent.keyDown(prompt(), { key: 'ArrowUp' });
    expect(prompt().value).toBe('set x 5');
    fireEvent.keyDown(prompt(), { key: 'ArrowUp' });
    expect(prompt().value).toBe('set y 7');
    fireEvent.keyDown(prompt(), { key: 'ArrowDown' });
    fireEvent.keyDown(prompt(), { key: 'ArrowDown' });
    expect(prompt().value).toBe('');
  });

  test('completes a verb with Tab and tells how it is used', () => {
    open();
    fireEvent.change(prompt(), { target: { value: 'de' } });
    fireEvent.keyDown(prompt(), { key: 'Tab' });
    expect(prompt().value).toBe('delete ');
    expect(screen.getByText('delete key')).toBeTruthy();
  });

  test('leaves Tab alone where nothing can be completed', () => {
    open();
    const left = fireEvent.keyDown(prompt(), { key: 'Tab' });
    expect(left).toBe(true);
  });

  test('keeps a line that nobody takes, and says why', () => {
    const { act, interface: ui } = open({
      clients: () => [{ id: 'client-1', status: 'frozen' }],
    });
    act.do = () => ui.setState({ notice: { text: 'client-1 is frozen', bad: true } });
    expect(prompt().placeholder).toBe('client-1 is frozen');
    fireEvent.change(prompt(), { target: { value: 'set k 3' } });
    fireEvent.keyDown(prompt(), { key: 'Enter' });
    expect(prompt().value).toBe('set k 3');
    expect(screen.getByRole('alert').textContent).toBe('client-1 is frozen');
  });

  test('adds a client', () => {
    const { calls } = open();
    fireEvent.click(screen.getByRole('button', { name: 'client' }));
    expect(calls).toEqual([{ name: 'do', values: [{ type: 'add', role: 'client' }] }]);
  });
});

test('progress is shown in place of "pending"', () => {
  const pending = operation(1, 'client-1', 'set', 100, null, 'pending', 'queued #7');
  expect(outcomeText(pending, 141)).toBe('queued #7 · 41 ms');
});

describe('a command with more than a line to it', () => {
  const [bulk, list, question] = fakePlayground('commit').read.operations('client-1');

  test('is shown with a summary of what it began, and the latest of that on demand', () => {
    open({ operations: () => (bulk === undefined ? [] : [bulk]) });
    const summary = '1000 operations begun: 984 ok · 7 refused · 9 pending · 41 ms to 2.1 s each';
    expect(screen.getByText(summary).closest('details')?.open).toBe(false);
    expect(screen.getByText('the latest 40:')).toBeTruthy();
    expect(screen.getByText('set k39 39')).toBeTruthy();
  });

  test('has its table as it was written', () => {
    open({ operations: () => (list === undefined ? [] : [list]) });
    const table = screen.getByText(/^key value/, { selector: 'pre' });
    expect(table.textContent).toBe(list?.result);
    expect(table.dataset['columns']).toBe('true');
  });

  test('that is answered by a question reads as a talk', () => {
    open({ operations: () => (question === undefined ? [] : [question]) });
    const lines = within(screen.getByRole('list', { name: 'Commands of client-1' }));
    expect(lines.getByText('Which key?')).toBeTruthy();
    expect(lines.queryByText(/0 ms/)).toBeNull();
  });
});

describe('a caption', () => {
  // jsdom sets no type; a caption listens for faces that come late.
  beforeAll(() => Object.defineProperty(document, 'fonts', { value: new EventTarget() }));

  const told = { caption: () => 'Take the scissors (`4`), then type `set x 1`.' };

  function openTold(state: { present?: boolean } = {}): void {
    render(
      <PlaygroundContext value={fakePlayground('log', { read: told, interface: state })}>
        <Caption />
        <Console />
      </PlaygroundContext>,
    );
  }

  test('offers its commands to the prompt, which keeps what is typed after that', () => {
    openTold();
    expect(screen.queryByRole('button', { name: '4' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'set x 1' }));
    expect(prompt().value).toBe('set x 1');
    expect(document.activeElement).toBe(prompt());
    fireEvent.change(prompt(), { target: { value: 'set x 2' } });
    expect(prompt().value).toBe('set x 2');
  });

  test('offers nothing where there is no console', () => {
    openTold({ present: true });
    expect(screen.queryByRole('button', { name: 'set x 1' })).toBeNull();
  });
});
