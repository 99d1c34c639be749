import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { PROTOCOL } from '../fixtures/parts.ts';
import { paletteGroups } from '../dialogs/palette-groups.ts';
import { ProtocolMenu } from './ProtocolMenu.tsx';
import { ScenarioMenu } from './ScenarioMenu.tsx';
import { show } from '../show.tsx';
import { fakePlayground } from '../testing.ts';

test('the menu of protocols offers all, marks the one on the stage, and opens another', () => {
  const { calls } = show(fakePlayground('commit'), <ProtocolMenu />);
  fireEvent.keyDown(screen.getByRole('button', { name: 'Protocol: Two-phase commit' }), {
    key: 'Enter',
  });
  expect(screen.getAllByRole('menuitem')).toHaveLength(Object.keys(PROTOCOL).length);
  expect(screen.getByRole('menuitem', { current: true }).textContent).toMatch(/^Two-phase commit/);
  fireEvent.click(screen.getByRole('menuitem', { name: /^Paxos/ }));
  expect(calls).toEqual([{ name: 'open', values: [{ protocol: 'chat' }] }]);
});

test('the menu of scenarios is that of the protocol on the stage', () => {
  show(fakePlayground('commit'), <ScenarioMenu />);
  fireEvent.keyDown(screen.getByRole('button', { name: 'Scenario: In doubt' }), { key: 'Enter' });
  expect(screen.getAllByRole('menuitem')).toHaveLength(2);
  expect(screen.getByRole('menuitem', { current: true }).textContent).toMatch(/^In doubt/);
});

test('the palette offers every protocol', () => {
  const group = paletteGroups(fakePlayground('chat'), '').find(
    ({ title }) => title === 'Protocols',
  );
  expect(group?.items.map(({ title }) => title)).toEqual(
    Object.values(PROTOCOL).map(({ title }) => title),
  );
});
