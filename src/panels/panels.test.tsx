import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { Checks } from './properties/Checks.tsx';
import { Feed } from './feed/Feed.tsx';
import { CHECKS, feedLine, nodeFace } from './fixtures/parts.ts';
import { FlightCard } from './inspector/FlightCard.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { Network } from './network/Network.tsx';
import { Palette } from './dialogs/Palette.tsx';
import { paletteGroups } from './dialogs/palette-groups.ts';
import { rankItems } from './dialogs/palette-rank.ts';
import { PendingList } from './inspector/PendingList.tsx';
import { PropertiesSummary } from './properties/PropertiesSummary.tsx';
import { SeedField } from './pickers/SeedField.tsx';
import { show } from './show.tsx';
import { fakePlayground, type FakePlayground } from './testing.ts';
import { TimeBar } from './timeline/TimeBar.tsx';

describe('the feed', () => {
  test('tells the reason and its source, and goes to the event of a line', () => {
    const { calls } = show(fakePlayground('log'), <Feed />);
    expect(screen.getByText(/its log is newer/).textContent).toContain('Raft §5.4.1');
    fireEvent.click(screen.getByRole('button', { name: /refuses server-5/ }));
    expect(calls).toEqual([{ name: 'seekEvent', values: [2589] }]);
  });

  test('shows quiet lines only when asked to', () => {
    show(fakePlayground('log'), <Feed />);
    expect(screen.queryByText(/heart-beats/)).toBeNull();
    fireEvent.click(screen.getByRole('switch', { name: 'Show everything' }));
    expect(screen.getByText(/heart-beats/)).toBeTruthy();
  });

  test('stays where it is while the pointer is on it, and says how much is newer', () => {
    let lines = [feedLine(1, 'a', 'first')];
    const playground = fakePlayground('log', { read: { feed: () => lines } });
    show(playground, <Feed />);
    fireEvent.pointerEnter(screen.getByRole('list').parentElement ?? document.body, {
      pointerType: 'mouse',
    });
    lines = [feedLine(2, 'a', 'second'), ...lines];
    act(() => playground.face.setState({ revision: 2 }));
    expect(screen.queryByText('second')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '1 newer line' }));
    expect(screen.getByText('second')).toBeTruthy();
  });
});

describe('the lines of the feed', () => {
  const lines = [3, 2, 1].map((number) => feedLine(number, 'a', `line ${number}`));
  const playground = () => fakePlayground('log', { read: { feed: () => lines } });
  const buttons = () => screen.getAllByRole('button', { name: /line \d/ });
  const press = (key: string) =>
    fireEvent.keyDown(document.activeElement ?? document.body, { key });

  test('are one stop of Tab, within which arrows walk', () => {
    show(playground(), <Feed />);
    const stops = () => buttons().map(({ tabIndex }) => tabIndex);
    expect(stops()).toEqual([0, -1, -1]);
    act(() => buttons()[0]?.focus());
    const walked = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => {
      press(key);
      return buttons().findIndex((button) => button === document.activeElement);
    });
    expect(walked).toEqual([1, 2, 2, 1, 0, 2]);
    expect(stops()).toEqual([-1, -1, 0]);
  });

  test('stay where they are while somebody walks among them', () => {
    let told = lines;
    const walking = fakePlayground('log', { read: { feed: () => told } });
    show(walking, <Feed />);
    act(() => buttons()[0]?.focus());
    press('ArrowDown');
    told = [feedLine(4, 'a', 'line 4'), ...lines];
    act(() => walking.face.setState({ revision: 2 }));
    expect(buttons()).toHaveLength(3);
    expect(document.activeElement).toBe(buttons()[1]);
    act(() => buttons()[1]?.blur());
    expect(buttons()).toHaveLength(4);
  });
});

describe('the inspector', () => {
  test('does what can be done, and tells why the rest cannot', () => {
    const playground = fakePlayground('log', { interface: { selected: 'server-2' } });
    show(playground, <Inspector />);
    fireEvent.click(screen.getByRole('button', { name: 'Crash' }));
    fireEvent.click(screen.getByRole('button', { name: 'Wipe the disk' }));
    expect(playground.calls.map(({ name }) => name)).toEqual(['do', 'set']);
    expect(playground.interface.getState().notice?.text).toContain('node that is down');
  });

  test('marks what is on disk and what has changed', () => {
    show(fakePlayground('log', { interface: { selected: 'server-2' } }), <Inspector />);
    expect(screen.getAllByText('on disk')).toHaveLength(3);
    expect(screen.getByText('was 3')).toBeTruthy();
  });
});

describe('properties', () => {
  const broken = CHECKS.map((check, place) =>
    place === 0 ? { ...check, holds: false, brokenAt: 77, detail: 'two leaders in term 4' } : check,
  );

  test('a broken one leads to the event that broke it', () => {
    const { calls } = show(fakePlayground('log', { read: { checks: () => broken } }), <Checks />);
    fireEvent.click(screen.getByRole('button', { name: 'Go to the event that broke it' }));
    expect(calls).toEqual([{ name: 'seekEvent', values: [77] }]);
  });

  test('the summary counts only what can be broken', () => {
    show(fakePlayground('log'), <PropertiesSummary />);
    expect(screen.getByText('none of 5 broken')).toBeTruthy();
  });

  test('the summary says when one is broken', () => {
    show(fakePlayground('log', { read: { checks: () => broken } }), <PropertiesSummary />);
    expect(screen.getByText('1 of 5 broken')).toBeTruthy();
  });

  test('what a run does not promise is neither broken nor counted, and says why', () => {
    const unpromised = broken.map((check, place) =>
      place === 0 ? { ...check, unpromised: 'version 1 has no terms' } : check,
    );
    show(
      fakePlayground('log', { read: { checks: () => unpromised } }),
      <>
        <PropertiesSummary />
        <Checks />
      </>,
    );
    expect(screen.getByText('none of 4 broken')).toBeTruthy();
    const item = screen.getByText('At most one leader in a term').closest('li');
    expect(item?.textContent).toContain('not promised · version 1 has no terms');
    expect(screen.queryByRole('button', { name: 'Go to the event that broke it' })).toBeNull();
  });

  test('the summary tells that rules are switched off', () => {
    const sound = fakePlayground('log');
    const network = () => ({ ...sound.read.network(), flaws: ['no-log-check'] });
    show(fakePlayground('log', { read: { network } }), <PropertiesSummary />);
    expect(screen.getByText('· 1 flaw on')).toBeTruthy();
  });

  test('the summary of a run that promises nothing claims nothing', () => {
    const none = CHECKS.map((check) => ({ ...check, unpromised: 'version 1 has no terms' }));
    show(fakePlayground('log', { read: { checks: () => none } }), <PropertiesSummary />);
    expect(screen.getByText('nothing promised')).toBeTruthy();
  });

  test('a flaw is switched on by an intent', () => {
    const { calls } = show(fakePlayground('log'), <Checks />);
    fireEvent.click(screen.getByRole('switch', { name: 'Votes without comparing logs' }));
    expect(calls[0]?.values).toEqual([{ type: 'flaw', name: 'no-log-check', on: true }]);
  });
});

describe('the network', () => {
  test('heals, and takes rules back', () => {
    const { calls } = show(fakePlayground('table'), <Network />);
    fireEvent.click(screen.getByRole('button', { name: 'Heal everything' }));
    fireEvent.click(screen.getByRole('button', { name: /^Remove the rule: push/ }));
    expect(calls.map(({ values }) => values[0])).toEqual([
      { type: 'heal' },
      { type: 'unrule', id: 'rule-1' },
    ]);
  });

  test.each([
    ['least', 'ArrowRight', [100, 160]],
    ['least', 'ArrowLeft', [50, 160]],
    ['most', 'ArrowLeft', [60, 150]],
    ['most', 'Home', [60, 60]],
    ['least', 'End', [160, 160]],
  ])('an end of the latency that is not moved stays: %s, %s', (end, key, latencyMs) => {
    const still = fakePlayground('log').read.network();
    const base = { ...still.base, latencyMs: [60, 160] as const };
    const { calls } = show(
      fakePlayground('log', { read: { network: () => ({ ...still, base }) } }),
      <Network />,
    );
    const thumb = screen.getByRole('slider', { name: `Latency, ${end}` });
    act(() => thumb.focus());
    fireEvent.keyDown(thumb, { key });
    expect(calls.map(({ values }) => values[0])).toEqual([
      { type: 'network', settings: { ...base, latencyMs } },
    ]);
  });

  test('a changed option waits for the button that begins a new run', () => {
    const { calls } = show(fakePlayground('table'), <Network />);
    fireEvent.change(screen.getByLabelText('Fan-out, 1 to 6'), { target: { value: '3' } });
    expect(calls).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Open a new run with these' }));
    expect(calls).toEqual([{ name: 'open', values: [{ options: { replicas: 24, fanout: 3 } }] }]);
  });
});

test('a rule outside what the protocol is made for is greyed with the reason', () => {
  const { calls } = show(
    fakePlayground('table', { read: { whyNot: () => 'its channels lose nothing' } }),
    <Network />,
  );
  const add = screen.getByRole('button', { name: 'Add rule' });
  expect(add.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(add);
  expect(calls).toEqual([
    { name: 'set', values: [{ notice: { text: 'its channels lose nothing', bad: false } }] },
  ]);
});

test('a flight can be held', () => {
  const playground = fakePlayground('log', { interface: { flight: { id: 31, x: 0, y: 0 } } });
  show(playground, <FlightCard />);
  expect(screen.getByText('arrives in').nextSibling?.textContent).toBe('8 ms');
  fireEvent.click(screen.getByRole('button', { name: 'Hold' }));
  expect(playground.calls[0]?.values).toEqual([{ type: 'hold', flight: 31 }]);
});

test('what is pending is listed only while the person chooses, with the reason of what must wait', () => {
  const playground = show(fakePlayground('log'), <PendingList />);
  expect(screen.queryByRole('region')).toBeNull();
  act(() => playground.act.setDrive('choose'));
  fireEvent.click(screen.getByRole('button', { name: 'Deliver AppendEntries 7 at server-1' }));
  expect(playground.calls.at(-1)?.values).toEqual([{ type: 'fire', pending: 32 }]);
  expect(screen.getByText(/the link keeps order/)).toBeTruthy();
});

test('the time line is a slider that speaks', () => {
  const { calls } = show(fakePlayground('log'), <TimeBar />);
  const slider = screen.getByRole('slider', { name: 'Moment of the run' });
  expect(slider.getAttribute('aria-valuetext')).toBe('2.614 s of 2.614 s, term 4');
  fireEvent.keyDown(slider, { key: 'ArrowLeft' });
  fireEvent.keyDown(slider, { key: 'ArrowRight', shiftKey: true });
  fireEvent.keyDown(slider, { key: 'End' });
  expect(calls.map(({ name }) => name)).toEqual(['step', 'stepMark', 'goLive']);
});

test('the palette finds an action by name', () => {
  const playground = show(fakePlayground('log', { interface: { palette: true } }), <Palette />);
  fireEvent.change(screen.getByRole('combobox'), { target: { value: 'inspect server-4' } });
  fireEvent.click(screen.getByRole('option', { name: 'Inspect server-4' }));
  expect(playground.interface.getState()).toMatchObject({
    palette: false,
    selected: 'server-4',
    tab: 'inspector',
  });
});

describe('the palette ranks', () => {
  const best = (query: string, playground = fakePlayground('table')): string | undefined =>
    rankItems(paletteGroups(playground, query), query)[0]?.title;

  test.each([
    ['heal', 'Heal the network'],
    ['add', 'Add a client'],
    ['crash', 'Crash: replica-1'],
    ['partition', 'Partition the network into two halves'],
    ['replica-12 freeze', 'Freeze: replica-12'],
    ['theme', 'Theme: as the system'],
    ['flaw comparing', 'Flaw: Votes without comparing logs'],
    ['zoom', 'Show the whole stage'],
    ['fit', 'Show the whole stage'],
    ['rule comparing', 'Flaw: Votes without comparing logs'],
  ])('%s: what begins with it or names it comes first', (query, title) => {
    expect(best(query)).toBe(title);
  });

  test('few nodes of a crowd are offered', () => {
    const crowd = Array.from({ length: 1000 }, (_, place) => nodeFace(`replica-${place + 1}`));
    const asked: string[] = [];
    const playground = fakePlayground('table', {
      read: {
        nodes: () => crowd,
        actions: (id) => {
          asked.push(id);
          return [];
        },
      },
    });
    paletteGroups(playground, '');
    expect(asked).toEqual([]);
    paletteGroups(playground, 'replica-7');
    expect(asked).toHaveLength(8);
  });
});

describe('the seed', () => {
  const type = (text: string): FakePlayground => {
    const playground = show(fakePlayground('log'), <SeedField />);
    const field = screen.getByRole('textbox', { name: 'Seed' });
    fireEvent.change(field, { target: { value: text } });
    fireEvent.keyDown(field, { key: 'Enter' });
    return playground;
  };

  test.each(['abc', '-3', '1.5', '99999999999999999999', ''])('%s is refused aloud', (text) => {
    const { calls } = type(text);
    expect(calls).toEqual([]);
    expect(screen.getByRole('alert').textContent).toContain('whole number from 0 to');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Seed' }).value).toBe(text);
  });

  test('a good one opens a run', () => {
    expect(type('12').calls).toEqual([{ name: 'open', values: [{ seed: 12 }] }]);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

test('any rate can be given to a clock, and no impossible one', () => {
  const { calls } = show(
    fakePlayground('log', { interface: { selected: 'server-2' } }),
    <Inspector />,
  );
  const field = screen.getByRole('textbox', { name: 'Rate of the clock of server-2, percent' });
  fireEvent.change(field, { target: { value: '0' } });
  fireEvent.click(screen.getByRole('button', { name: 'Set' }));
  expect(screen.getByRole('alert').textContent).toContain('0.1 to 10');
  fireEvent.change(field, { target: { value: '97.5' } });
  fireEvent.click(screen.getByRole('button', { name: 'Set' }));
  expect(calls.map(({ values }) => values[0])).toEqual([
    { type: 'clock', node: 'server-2', ratePermille: 975 },
  ]);
});
