import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ChatLine } from '../../protocols/views.ts';
import { Console } from './Console.tsx';
import { show } from '../show.tsx';
import { fakePlayground } from '../testing.ts';

const log = (): HTMLElement => screen.getByRole('log', { name: 'Chat of client-1' });

describe('a client whose console is a chat', () => {
  test('shows the lines in the order of the log: who, what, and the small print', () => {
    show(fakePlayground('chat'), <Console />);
    const lines = within(log()).getAllByRole('listitem');
    expect(lines.map(({ textContent }) => textContent)).toEqual([
      'client-1hello everybodyround 1',
      'client-2helloround 2',
      'client-2I see **two** proposers in the loground 2b',
      'client-1is anybody at server-3?round 3',
      'client-1then I go on alone not in the log yet',
    ]);
    expect(lines.map(({ dataset }) => dataset['own'])).toEqual([
      'true',
      'false',
      'false',
      'true',
      'true',
    ]);
  });

  test('tells how the last command stands, and keeps all commands within reach', () => {
    show(fakePlayground('chat'), <Console />);
    expect(screen.getByText('sent to server-1 · 210 ms')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'commands' }));
    const commands = within(screen.getByRole('list', { name: 'Commands of client-1' }));
    expect(commands.getByText('round 3 · 300 ms')).toBeTruthy();
    expect(screen.queryByRole('log')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'chat' }));
    expect(log()).toBeTruthy();
  });

  test('stays at its end, unless the person reads further up', () => {
    const line = (key: string): ChatLine => ({
      key,
      author: 'client-2',
      text: key,
      own: false,
      detail: '',
      pending: false,
    });
    let lines = [line('first')];
    const playground = fakePlayground('chat', { read: { chat: () => lines } });
    show(playground, <Console />);
    const say = (key: string): void => {
      lines = [...lines, line(key)];
      act(() => playground.face.setState(({ revision }) => ({ revision: revision + 1 })));
    };
    Object.defineProperties(log(), {
      scrollHeight: { get: () => lines.length * 100 },
      clientHeight: { value: 50 },
    });
    say('second');
    expect(log().scrollTop).toBe(200);
    log().scrollTop = 20;
    fireEvent.scroll(log());
    say('third');
    expect(log().scrollTop).toBe(20);
    log().scrollTop = 250;
    fireEvent.scroll(log());
    say('fourth');
    expect(log().scrollTop).toBe(400);
  });
});

test('a protocol without a chat has its commands and nothing to choose', () => {
  show(fakePlayground('log'), <Console />);
  expect(screen.queryByRole('log')).toBeNull();
  expect(screen.queryByRole('button', { name: 'chat' })).toBeNull();
});
