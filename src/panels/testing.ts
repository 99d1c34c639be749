/** A playground of cardboard: still readings, and actions that are written down and change only what is at hand. */
import { createStore } from 'zustand/vanilla';
import { chatFace, chatReadings } from './fixtures/chat-run.ts';
import { commitFace, commitReadings } from './fixtures/commit-run.ts';
import { logFace, logReadings } from './fixtures/log-run.ts';
import { CHECKS, feedLine, PENDING, PROTOCOL } from './fixtures/parts.ts';
import { tableFace, tableReadings } from './fixtures/table-run.ts';
import type { Face, Interface } from './faces.ts';
import type { Actions, Playground, Readings } from './playground.ts';
import type { NodeReading } from './readings.ts';

/** What was asked of the cardboard playground, in order. */
export interface Call {
  readonly name: keyof Actions;
  readonly values: readonly unknown[];
}

export interface FakePlayground extends Playground {
  readonly calls: Call[];
}

export const INTERFACE: Interface = {
  tool: 'hammer',
  tab: 'ledger',
  selected: null,
  flight: null,
  menu: null,
  client: null,
  draft: null,
  theme: 'system',
  present: false,
  embed: false,
  palette: false,
  help: false,
  share: false,
  notice: null,
};

const RUNS = {
  log: [logFace, logReadings],
  table: [tableFace, tableReadings],
  commit: [commitFace, commitReadings],
  chat: [chatFace, chatReadings],
} as const;

/** A playground that shows one of a few still runs; parts of it can be replaced. */
export function fakePlayground(
  run: keyof typeof RUNS,
  change: {
    readonly face?: Partial<Face>;
    readonly interface?: Partial<Interface>;
    readonly read?: Partial<Readings>;
  } = {},
): FakePlayground {
  const [still, readings] = RUNS[run];
  const face = createStore<Face>(() => ({
    ...still,
    ...change.face,
  }));
  const ui = createStore<Interface>(() => ({ ...INTERFACE, ...change.interface }));
  const read: Readings = {
    ...commonReadings(() => read),
    ...readings,
    ...change.read,
  };
  const calls: Call[] = [];
  return { face, interface: ui, read, calls, act: fakeActions(face, ui, calls) };
}

function commonReadings(read: () => Readings): Readings {
  return {
    nodes: () => [],
    node: (id) => nodeReading(read(), id),
    actions: (id) => [
      { id: 'crash', label: 'Crash', reason: null, intent: { type: 'crash', node: id } },
      { id: 'freeze', label: 'Freeze', reason: null, intent: { type: 'freeze', node: id } },
      {
        id: 'wipe',
        label: 'Wipe the disk',
        reason: 'only the disk of a node that is down can be wiped',
        intent: { type: 'wipe', node: id },
      },
    ],
    flight: () => null,
    clients: () => [],
    operations: () => [],
    chat: () => null,
    setting: () => null,
    whyNot: () => null,
    ledger: () => [],
    waits: () => [],
    measures: () => [],
    charts: () => [],
    checks: () => CHECKS,
    feed: () => [],
    timeline: () => ({ bands: [], marks: [], branches: [] }),
    pending: () => PENDING,
    network: () => ({
      base: { latencyMs: [10, 15], lossPercent: 2, duplicatePercent: 0 },
      weather: { latencyMs: [10, 15], lossPercent: 2, duplicatePercent: 0 },
      groups: [],
      cuts: [],
      rules: [],
      flaws: [],
      messageTypes: ['AppendEntries', 'RequestVote'],
    }),
    caption: () => 'Click a replica to crash it. Type `insert Tom 18`.',
    captionNote: () => '',
    link: () => 'https://example.org/replicarium/#r=eJyrVkrLz1eyUkpKLFKqBQA',
    fingerprint: () => '9f3a-61c0',
    protocols: () => Object.values(PROTOCOL),
  };
}

function nodeReading(read: Readings, id: string): NodeReading | null {
  const face = read.nodes().find((node) => node.id === id);
  if (face === undefined) return null;
  const field = (name: string, value: string, previous: string | null, durable: boolean) => ({
    name,
    value,
    previous,
    changed: previous !== null,
    durable,
  });
  return {
    ...face,
    incarnation: 1,
    since: 0,
    clock: { localMs: 2611, ratePermille: 1000 },
    fields: [
      field('currentTerm', '4', '3', true),
      field('votedFor', 'server-2', null, true),
      field(
        'log',
        '[\n  {"term": 3, "entry": "c=9"},\n  {"term": 4, "entry": "x=5"}\n]',
        null,
        true,
      ),
      field('commitIndex', '6', null, false),
      field('nextIndex', '{"server-1": 8, "server-3": 7}', '{"server-1": 7, "server-3": 7}', false),
    ],
    timers: [{ id: 12, title: 'heartbeat', dueInMs: 38 }],
    recent: [
      feedLine(2614, id, 'sends entry 8 to three peers', { epoch: 4 }),
      feedLine(2598, id, 'leads term 4 with 3 of 5 votes', { epoch: 4 }),
    ],
  };
}

function fakeActions(
  face: FakePlayground['face'],
  ui: FakePlayground['interface'],
  calls: Call[],
): Actions {
  const note =
    <T extends readonly unknown[]>(name: keyof Actions, then: (...values: T) => void = () => {}) =>
    (...values: T): void => {
      calls.push({ name, values });
      then(...values);
      face.setState({ revision: face.getState().revision + 1 });
    };
  return {
    do: note('do'),
    applySetting: (node, text) => {
      calls.push({ name: 'applySetting', values: [node, text] });
      return null;
    },
    toggleCut: note('toggleCut'),
    useTool: note('useTool'),
    open: note('open'),
    play: note('play', () => face.setState({ playing: true })),
    pause: note('pause', () => face.setState({ playing: false })),
    toggle: note('toggle', () => face.setState({ playing: !face.getState().playing })),
    step: note('step'),
    stepMark: note('stepMark'),
    seekTime: note('seekTime', (now: number) => face.setState({ now, live: false })),
    seekEvent: note('seekEvent'),
    goLive: note('goLive', () => face.setState({ now: face.getState().head.time, live: true })),
    setSpeed: note('setSpeed', (speed: number) => face.setState({ speed })),
    setDrive: note('setDrive', (drive: Face['drive']) => face.setState({ drive })),
    playUntil: note('playUntil'),
    goToBranch: note('goToBranch'),
    renameBranch: note('renameBranch'),
    setTool: note('setTool', (tool: Interface['tool']) => ui.setState({ tool })),
    fit: note('fit'),
    setUp: note('setUp'),
    set: note('set', (change: Partial<Interface>) => ui.setState(change)),
    copyLink: () => {
      calls.push({ name: 'copyLink', values: [] });
      return Promise.resolve(true);
    },
  };
}
