/** Builds the playground that the panels see from the session. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Face, Interface } from '../panels/faces.ts';
import type { Playground, Readings } from '../panels/playground.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { protocols } from '../protocols/registry.ts';
import { stateFingerprint } from '../run/fingerprints.ts';
import { freshRecipe } from '../run/recipe.ts';
import { Run } from '../run/run.ts';
import { createActions, type StageHandle } from './actions.ts';
import { addressOf } from './address.ts';
import { captionNoteOf, captionOf } from './captions.ts';
import { loadPreferences, savePreferences } from './preferences.ts';
import {
  readActions,
  readFlight,
  readNode,
  readNodes,
  readPending,
  readSetting,
} from './read-nodes.ts';
import { faceOf, FeedReader, readChecks, readNetwork, readTimeline } from './read-run.ts';
import { readOperations } from './read-operations.ts';
import type { Stage } from '../stage/stage.ts';
import { Session } from './session.ts';

/** The playground with what the app alone may touch. */
export interface AppPlayground extends Playground {
  readonly session: Session;
  /** The stage on the page, while there is one. */
  readonly stage: StageHandle;
  /** The stage comes and goes with the layout that it stands in. */
  readonly mountStage: (stage: Stage) => void;
  readonly unmountStage: (stage: Stage) => void;
  /** Brings the face up to date. */
  readonly refresh: () => void;
}

/** Opens the first scenario of the first protocol. A theme that is lent is shown, and not remembered. */
export function createPlayground(lent: 'light' | 'dark' | null): AppPlayground {
  const [protocol] = protocols;
  if (protocol === undefined) throw new Error('no protocol is registered');
  const scenario = protocol.scenarios[0]?.id;
  const session = new Session(new Run(protocol, freshRecipe(protocol, { scenario })), () => {
    // While time flows the loop refreshes now and then; that it has begun to flow is shown at once.
    if (!session.playback.playing || !face.getState().playing) refresh();
  });
  const face = createStore<Face>(() => readFace(session));
  const ui = createStore<Interface>(() => initialInterface(lent));
  const refresh = (): void => {
    if (face.getState().revision !== session.revision) face.setState(readFace(session), true);
  };
  ui.subscribe(savePreferences);
  const stage: StageHandle = { current: null };
  const act = createActions(session, ui, stage);
  const mountStage = (view: Stage): void => {
    stage.current = view;
  };
  const unmountStage = (view: Stage): void => {
    if (stage.current === view) stage.current = null;
  };
  const read = createReadings(session, ui);
  return { session, face, interface: ui, read, act, stage, mountStage, unmountStage, refresh };
}

function initialInterface(lent: 'light' | 'dark' | null): Interface {
  const preferences = loadPreferences();
  return {
    ...preferences,
    theme: lent ?? preferences.theme,
    selected: null,
    flight: null,
    menu: null,
    client: null,
    draft: null,
    present: false,
    embed: false,
    palette: false,
    help: false,
    share: false,
    notice: null,
  };
}

function readFace({ run, playback, drive, revision }: Session): Face {
  const { world, branch, protocol, scenario, seed, options } = run;
  return {
    revision,
    now: world.now,
    event: world.events,
    head: branch.head,
    playing: playback.playing,
    speed: playback.speed,
    live: run.isLive,
    lagging: playback.lagging,
    reading: playback.reading,
    drive,
    protocol: faceFor(protocol.id),
    scenario: scenario?.id ?? null,
    seed,
    options,
  };
}

const faces = new Map(protocols.map((protocol) => [protocol.id, faceOf(protocol)]));

function faceFor(id: string): Face['protocol'] {
  const face = faces.get(id);
  if (face === undefined) throw new Error(`there is no protocol "${id}"`);
  return face;
}

function createReadings(session: Session, ui: StoreApi<Interface>): Readings {
  const feed = new FeedReader();
  return {
    nodes: () => readNodes(session.run),
    node: (id) => readNode(session.run, id),
    actions: (id) => readActions(session.run, id),
    flight: (id) => readFlight(session.run, id),
    clients: () => readClients(session.run),
    operations: (client) => readOperations(session.run.world.operations(), client),
    chat: (client) => session.run.protocol.views.chat?.(session.run.world, client) ?? null,
    setting: (id) => readSetting(session.run, id),
    whyNot: (intent) => session.run.whyNot(intent),
    ledger: () => view(session, 'ledger'),
    waits: () => view(session, 'waits'),
    measures: () => view(session, 'measures'),
    charts: () => view(session, 'charts'),
    checks: () => readChecks(session.run),
    feed: (most, quiet) => feed.read(session.run, most, quiet),
    timeline: () => readTimeline(session.run),
    pending: (node) => readPending(session.run, node),
    network: () => readNetwork(session.run),
    caption: () => captionOf(session, ui.getState()),
    captionNote: () => captionNoteOf(session, ui.getState()),
    link: () => addressOf(session.link()),
    fingerprint: () => stateFingerprint(session.run.world),
    protocols: () => [...faces.values()],
  };
}

type Views = Protocol['views'];
type Always = Exclude<keyof Views, 'chat'>;

/** One of the protocol's views of the run now. */
function view<K extends Always>({ run }: Session, name: K): ReturnType<Views[K]>;
function view({ run }: Session, name: Always): ReturnType<Views[Always]> {
  return run.protocol.views[name](run.world, run.verdicts.memory);
}

function readClients({ protocol, world }: Run): ReturnType<Readings['clients']> {
  return world
    .records()
    .filter(({ role, status }) => protocol.roles[role]?.family === 'client' && status !== 'removed')
    .map(({ id, status }) => ({ id, status }));
}
