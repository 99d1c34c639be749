import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { bindShortcuts } from './shortcuts.ts';
import { fakePlayground } from './testing.ts';

let unbind = (): void => {};
afterEach(() => unbind());

function bound(): ReturnType<typeof fakePlayground> {
  const playground = fakePlayground('log');
  unbind = bindShortcuts(window, playground);
  return playground;
}

const press = (key: string, more: object = {}): boolean =>
  fireEvent.keyDown(document.body, { key, code: key === ' ' ? 'Space' : key, ...more });

describe('keys', () => {
  test('move time', () => {
    const { calls } = bound();
    press(' ');
    press('ArrowRight');
    press('ArrowLeft');
    press('ArrowRight', { shiftKey: true });
    press('l');
    expect(calls.map(({ name }) => name)).toEqual(['toggle', 'step', 'step', 'stepMark', 'goLive']);
  });

  test('bring the whole stage back', () => {
    const { calls } = bound();
    press('0');
    expect(calls.map(({ name }) => name)).toEqual(['fit']);
  });

  test('take tools and turn the speed dial by one stop', () => {
    const { calls } = bound();
    press('3');
    press(']');
    press('[');
    expect(calls.map(({ values }) => values[0])).toEqual(['snowflake', 0.1, 0.04]);
  });

  test("bring about the protocol's set-ups, but not while somebody types", () => {
    const { calls } = bound();
    press('v');
    press('v', { ctrlKey: true });
    render(<input aria-label="console" />);
    fireEvent.keyDown(screen.getByLabelText('console'), { key: 'v' });
    expect(calls).toEqual([{ name: 'setUp', values: ['split-vote'] }]);
  });

  test('open the help and the palette', () => {
    const { interface: ui } = bound();
    press('?', { shiftKey: true });
    press('k', { ctrlKey: true });
    expect(ui.getState()).toMatchObject({ help: true, palette: true });
  });

  test('close the innermost open thing first', () => {
    const { interface: ui } = bound();
    ui.setState({ flight: { id: 1, x: 0, y: 0 }, present: true });
    press('Escape');
    expect(ui.getState()).toMatchObject({ flight: null, present: true });
    press('Escape');
    expect(ui.getState().present).toBe(false);
  });

  test('mean what they say where something is typed', () => {
    const { calls } = bound();
    render(<input aria-label="name" />);
    for (const key of [' ', '1', 'l', '?', 'ArrowLeft']) {
      fireEvent.keyDown(screen.getByLabelText('name'), { key });
    }
    expect(calls).toEqual([]);
  });

  test('leave the space to a button reached by Tab, not to one that was clicked', () => {
    const { calls } = bound();
    render(<button type="button">tool</button>);
    const button = screen.getByRole('button');
    fireEvent.keyDown(button, { key: 'Tab' });
    fireEvent.keyDown(button, { key: ' ', code: 'Space' });
    expect(calls).toEqual([]);
    fireEvent.pointerDown(button);
    fireEvent.keyDown(button, { key: ' ', code: 'Space' });
    expect(calls.map(({ name }) => name)).toEqual(['toggle']);
  });

  test('are given back', () => {
    const { calls } = bound();
    unbind();
    press(' ');
    expect(calls).toEqual([]);
  });
});
