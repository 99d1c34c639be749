import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Ledger, MatrixCell } from '../../protocols/views.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { LedgerPanel } from './LedgerPanel.tsx';
import { show } from '../show.tsx';
import { fakePlayground } from '../testing.ts';

describe('the ledger', () => {
  test('says of every log entry whether it is committed', () => {
    show(fakePlayground('log'), <LedgerPanel />);
    const row = within(screen.getByRole('row', { name: /server-2/ }));
    expect(row.getByText('leader')).toBeTruthy();
    expect(row.getByTitle('c=9, applied')).toBeTruthy();
    expect(row.getByTitle('x=5, not committed')).toBeTruthy();
    expect(screen.getByTitle('y=7, will be removed')).toBeTruthy();
  });

  test('marks the rows in which tables differ, and what is missing', () => {
    show(fakePlayground('table'), <LedgerPanel />);
    expect(within(screen.getByRole('row', { name: /Jane/ })).getByText('differs')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /Tom/ })).queryByText('differs')).toBeNull();
    expect(within(screen.getByRole('row', { name: /Lin/ })).getByText('none')).toBeTruthy();
  });

  test('shows who holds a key locked, in so many words', () => {
    show(fakePlayground('commit'), <LedgerPanel />);
    const row = within(screen.getByRole('row', { name: /alpha/ }));
    expect(row.getByTitle('locked: #3 set alpha 17').textContent).toBe('locked: #3 set alpha 17');
    expect(within(screen.getByRole('row', { name: /beta/ })).queryByText(/locked/)).toBeNull();
  });

  test('says of a cell of a matrix all that is drawn', () => {
    show(fakePlayground('commit'), <LedgerPanel />);
    expect(screen.getByRole('columnheader', { name: 'tx 3' })).toBeTruthy();
    const name = 'decision, waited for, the one to look at';
    expect(screen.getByRole('cell', { name })).toBeTruthy();
    expect(screen.getAllByTitle('voted yes, in doubt, not committed')).toHaveLength(2);
  });

  test('draws a block once over all of its columns, and says what is sent next', () => {
    const plain = { detail: 't1', epoch: 1, struck: false, lit: false };
    const entry: MatrixCell = { ...plain, text: 'x=1', standing: 'tentative' };
    const block: MatrixCell = { ...plain, text: '≤2', standing: 'applied', block: 2 };
    const ledger: Ledger = {
      kind: 'matrix',
      title: 'Logs',
      caption: '',
      columns: ['1', '2', '3'],
      rows: [
        { node: 'one', cells: [null, block, entry] },
        { node: 'two', cells: [entry, entry, { ...entry, next: true }] },
      ],
    };
    show(fakePlayground('log', { read: { ledger: () => [ledger] } }), <LedgerPanel />);
    const cellsOf = (name: RegExp): readonly HTMLTableCellElement[] =>
      within(screen.getByRole('row', { name })).getAllByRole<HTMLTableCellElement>('cell');
    expect(cellsOf(/one/).map(({ colSpan }) => colSpan)).toEqual([2, 1]);
    expect(cellsOf(/two/).map(({ colSpan }) => colSpan)).toEqual([1, 1, 1]);
    expect(screen.getByTitle('x=1, t1, not committed, sent next')).toBeTruthy();
  });

  test('keeps the whole of a long text where it can be had', () => {
    show(fakePlayground('chat'), <LedgerPanel />);
    expect(
      screen.getByTitle(/too long for the cell of a matrix, 3\.1, not committed/),
    ).toBeTruthy();
  });
});

describe('waits', () => {
  test('are told once for all who wait for the same, with the time and what stands still', () => {
    const { interface: ui } = show(fakePlayground('commit'), <LedgerPanel />);
    const waits = within(screen.getByRole('region', { name: 'Who waits' }));
    const [item, ...others] = waits.getAllByRole('listitem');
    expect(others).toEqual([]);
    expect(item?.textContent).toContain('worker-2, worker-1 wait for coordinator-1');
    expect(item?.textContent).toContain('2.43 s');
    expect(item?.textContent).toContain('Key alpha stays locked');
    fireEvent.click(waits.getByRole('button', { name: 'coordinator-1' }));
    expect(ui.getState()).toMatchObject({ selected: 'coordinator-1', tab: 'inspector' });
  });

  test('say once what several of them bring about', () => {
    const wait = { peers: ['b'], effect: 'Nothing goes on.', since: 0 };
    const waits = ['one', 'two'].map((node) => ({ ...wait, node, what: `an answer for ${node}` }));
    show(fakePlayground('commit', { read: { waits: () => waits } }), <LedgerPanel />);
    const items = within(screen.getByRole('region', { name: 'Who waits' })).getAllByRole(
      'listitem',
    );
    expect(items.map((item) => item.textContent?.includes('Nothing goes on.'))).toEqual([
      true,
      false,
    ]);
    expect(items[1]?.textContent).toContain('an answer for two');
  });

  test('that have only begun are not worth a word', () => {
    const since = 4130 - 299;
    const wait = { node: 'a', peers: ['b'], what: 'an answer', effect: '', since };
    const playground = fakePlayground('commit', { read: { waits: () => [wait] } });
    show(playground, <LedgerPanel />);
    expect(screen.queryByRole('region', { name: 'Who waits' })).toBeNull();
    act(() => playground.face.setState({ now: 4131, revision: 2 }));
    expect(screen.getByRole('region', { name: 'Who waits' })).toBeTruthy();
  });

  test.each(['coordinator-1', 'worker-2'])('stand in the inspector of %s', (selected) => {
    show(fakePlayground('commit', { interface: { selected } }), <Inspector />);
    expect(screen.getAllByText(/the decision on #3/)).toHaveLength(1);
  });
});

test('figures stand beside their prediction, each with its unit, and the verdict in a word', () => {
  show(fakePlayground('commit'), <LedgerPanel />);
  const figures = within(screen.getByRole('region', { name: 'Predicted and observed' }));
  const [agreeing, differing, open] = figures.getAllByRole('listitem').map((li) => li.textContent);
  expect(agreeing).toMatch(/predicted 14 messages\s*observed 14 messages\s*agrees/);
  expect(differing).toMatch(/predicted 40 ms\s*observed 52.5 ms\s*differs/);
  expect(open).toMatch(/observed not yet$/);
  expect(figures.getByText('Gray 1978: 2n + 1.')).toBeTruthy();
});
