import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Inspector } from './Inspector.tsx';
import { show } from '../show.tsx';
import { fakePlayground, type FakePlayground } from '../testing.ts';

const GRAMMAR = 'drop TYPE, or delay TYPE MS';

function inspect(selected: string): FakePlayground {
  return show(fakePlayground('chat', { interface: { selected } }), <Inspector />);
}

const field = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Mode of this server' });

test('a node of the role has a line that shows how it stands', () => {
  inspect('server-2');
  expect(field().value).toBe('drop accept');
  expect(field().placeholder).toBe('drop accept · delay prepare 500');
});

test('a node of another role has none', () => {
  inspect('client-1');
  expect(screen.queryByRole('textbox', { name: 'Mode of this server' })).toBeNull();
});

test('what is typed is applied at the node', () => {
  const { calls } = inspect('server-1');
  fireEvent.change(field(), { target: { value: 'delay prepare 500' } });
  fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
  expect(calls).toEqual([{ name: 'applySetting', values: ['server-1', 'delay prepare 500'] }]);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a refusal stands by the field, which keeps what was typed until it is changed', () => {
  const playground = inspect('server-1');
  playground.act.applySetting = () => `no message is called foo: ${GRAMMAR}`;
  fireEvent.change(field(), { target: { value: 'drop foo' } });
  fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
  expect(field().value).toBe('drop foo');
  expect(field().getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('alert').textContent).toContain(GRAMMAR);
  fireEvent.change(field(), { target: { value: 'drop' } });
  expect(screen.queryByRole('alert')).toBeNull();
});
