import { TABS, TOOLS } from '../faces.ts';
import type { Playground } from '../playground.ts';
import type { ActionFace, NodeFace } from '../readings.ts';
import { UNTIL } from '../timeline/until.ts';

export interface PaletteItem {
  readonly title: string;
  readonly detail?: string;
  readonly keys?: string;
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

/** Nodes beyond this many are found by a longer name. */
const MOST_NODES = 8;

/** Everything that the palette offers at this moment; of nodes only those that the query names, or could act on. */
export function paletteGroups(playground: Playground, query: string): readonly PaletteGroup[] {
  return [
    { title: 'Time', items: timeItems(playground) },
    { title: 'Tools and panels', items: viewItems(playground) },
    { title: 'Cluster', items: clusterItems(playground) },
    { title: 'Scenarios', items: scenarioItems(playground) },
    { title: 'Protocols', items: protocolItems(playground) },
    { title: 'Flaws', items: flawItems(playground) },
    { title: 'Nodes', items: nodeItems(playground, query) },
  ].filter((group) => group.items.length > 0);
}

function timeItems({ act, face }: Playground): readonly PaletteItem[] {
  const { playing, drive } = face.getState();
  return [
    { title: playing ? 'Pause' : 'Play', keys: 'Space', run: () => act.toggle() },
    { title: 'One event forward', keys: '→', run: () => act.step(1) },
    { title: 'One event back', keys: '←', run: () => act.step(-1) },
    { title: 'To the next mark', keys: 'Shift →', run: () => act.stepMark(1) },
    { title: 'To the previous mark', keys: 'Shift ←', run: () => act.stepMark(-1) },
    { title: 'Go live', keys: 'L', run: () => act.goLive() },
    ...UNTIL.map(([what, title, detail]) => ({
      title: `Play ${title.toLowerCase()}`,
      detail,
      run: () => act.playUntil(what),
    })),
    {
      title: drive === 'flow' ? 'You choose what happens next' : 'Let time flow',
      run: () => act.setDrive(drive === 'flow' ? 'choose' : 'flow'),
    },
  ];
}

function viewItems({ act, interface: ui }: Playground): readonly PaletteItem[] {
  const { present } = ui.getState();
  return [
    ...TOOLS.map((tool, place) => ({
      title: `Take the ${tool}`,
      keys: `${place + 1}`,
      run: () => act.setTool(tool),
    })),
    ...TABS.map((tab) => ({ title: `Show ${tab}`, run: () => act.set({ tab }) })),
    {
      title: 'Show the whole stage',
      detail: 'fits it into its room after zooming and dragging',
      keys: '0',
      run: () => act.fit(),
    },
    { title: 'Share this run', run: () => act.set({ share: true }) },
    {
      title: present ? 'Leave the presentation' : 'Present',
      run: () => act.set({ present: !present }),
    },
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      title: `Theme: ${theme === 'system' ? 'as the system' : theme}`,
      run: () => act.set({ theme }),
    })),
    { title: 'Help and keys', keys: '?', run: () => act.set({ help: true }) },
  ];
}

function clusterItems({ act, face, read }: Playground): readonly PaletteItem[] {
  const { roles, setUps } = face.getState().protocol;
  const { groups, cuts } = read.network();
  const whole = groups.length === 0 && cuts.length === 0;
  const ids = read.nodes().map(({ id }) => id);
  const half = Math.ceil(ids.length / 2);
  const adding = Object.entries(roles)
    .filter(([, role]) => role.addLabel !== undefined)
    .map(([role, { addLabel = role }]) => ({
      title: `Add a ${addLabel}`,
      run: () => act.do({ type: 'add', role }),
    }));
  return [
    ...adding,
    ...setUps.map(({ id, title, help, key }) => ({
      title,
      detail: help,
      keys: key.toUpperCase(),
      run: () => act.setUp(id),
    })),
    {
      title: 'Heal the network',
      detail: whole ? 'nothing is cut' : 'ends the partition and every cut',
      run: () => act.do({ type: 'heal' }),
    },
    {
      title: 'Partition the network into two halves',
      detail: 'scissors (key 4) part it where you like',
      run: () => act.do({ type: 'partition', groups: [ids.slice(0, half), ids.slice(half)] }),
    },
  ];
}

function scenarioItems({ act, face }: Playground): readonly PaletteItem[] {
  return [
    { title: 'Free play', detail: 'no script', run: () => act.open({ scenario: null }) },
    ...face.getState().protocol.scenarios.map(({ id, title, summary }) => ({
      title,
      detail: summary,
      run: () => act.open({ scenario: id }),
    })),
  ];
}

function protocolItems({ act, read }: Playground): readonly PaletteItem[] {
  return read.protocols().map(({ id, title, summary }) => ({
    title,
    detail: summary,
    run: () => act.open({ protocol: id }),
  }));
}

function flawItems({ act, face, read }: Playground): readonly PaletteItem[] {
  const { flaws } = read.network();
  return face.getState().protocol.flaws.map(({ name, title, help }) => {
    const on = flaws.includes(name);
    return {
      title: `${on ? 'End the flaw' : 'Flaw'}: ${title}`,
      detail: `a rule switched off: ${help}`,
      run: () => act.do({ type: 'flaw', name, on: !on }),
    };
  });
}

function nodeItems({ act, read, interface: ui }: Playground, query: string) {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const nodes = read.nodes();
  const named = nodes.filter(({ id }) => words.some((word) => isNamed(id, word)));
  const { selected } = ui.getState();
  return (named.length > 0 ? named : likelyFirst(nodes, selected))
    .slice(0, MOST_NODES)
    .flatMap(({ id }): readonly PaletteItem[] => [
      { title: `Inspect ${id}`, run: () => act.set({ selected: id, tab: 'inspector' }) },
      ...read
        .actions(id)
        .filter((action) => action.reason === null)
        .filter((action) => named.length > 0 || words.some((word) => isMeant(action, word)))
        .map((action) => ({ title: `${action.label}: ${id}`, run: () => act.do(action.intent) })),
    ]);
}

function isNamed(id: string, word: string): boolean {
  return id.startsWith(word) || (/^\d+$/.test(word) && id.endsWith(`-${word}`));
}

function isMeant({ label }: ActionFace, word: string): boolean {
  return label
    .toLowerCase()
    .split(/\s+/)
    .some((one) => one.startsWith(word));
}

/** The nodes that a person who names none most likely means: the one at hand, then replicas. */
function likelyFirst(nodes: readonly NodeFace[], selected: string | null): readonly NodeFace[] {
  const rank = ({ id, family }: NodeFace): number =>
    id === selected ? 0 : family === 'replica' ? 1 : 2;
  return nodes.toSorted((one, other) => rank(one) - rank(other));
}
