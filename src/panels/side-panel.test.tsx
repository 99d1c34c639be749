import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { Menu, MenuGroup } from './controls/Menu.tsx';
import { ScenarioItems } from './pickers/ScenarioMenu.tsx';
import { Sheet, SidePanel } from './SidePanel.tsx';
import { show } from './show.tsx';
import { fakePlayground } from './testing.ts';

describe('the panels', () => {
  test('leave the room under the ledger to the feed, unless it stands elsewhere', () => {
    const playground = show(fakePlayground('log'), <SidePanel />);
    expect(screen.getByText('What happened')).toBeTruthy();
    show(playground, <SidePanel feedApart />);
    expect(screen.getAllByText('What happened')).toHaveLength(1);
  });

  test.each([
    ['side panel', <SidePanel key="side" />],
    ['sheet', <Sheet key="sheet" console={false} onConsole={() => {}} />],
  ])('tell at which end of the tabs of the %s there is more', (_, panel) => {
    show(fakePlayground('log'), panel);
    const tabs = screen.getByRole('tablist', { name: 'Panels' });
    expect(tabs.dataset['more']).toBe('');
    // jsdom lays nothing out.
    Object.defineProperties(tabs, { scrollWidth: { value: 400 }, clientWidth: { value: 300 } });
    const more = [0, 50, 100].map((place) => {
      tabs.scrollLeft = place;
      fireEvent.scroll(tabs);
      return tabs.dataset['more'];
    });
    expect(more).toEqual(['after', 'before after', 'before']);
  });
});

test('items of one kind stand under their heading', () => {
  show(
    fakePlayground('commit'),
    <Menu label="More" trigger={<button type="button">More</button>}>
      <MenuGroup title="Scenarios">
        <ScenarioItems />
      </MenuGroup>
    </Menu>,
  );
  fireEvent.keyDown(screen.getByRole('button', { name: 'More' }), { key: 'Enter' });
  const group = within(screen.getByRole('group', { name: 'Scenarios' }));
  expect(group.getByRole('menuitem', { current: true }).textContent).toMatch(/^In doubt/);
});
