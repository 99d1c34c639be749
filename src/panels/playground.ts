/**
 * What the panels see of the playground: readings (plain data, each a function of the run and of now) and actions.
 * The app provides one `Playground` by context; components select, render and dispatch, and never touch the kernel.
 */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Intent, LinkSettings, MessageRule } from '../kernel/intent.ts';
import type { NodeId, OptionValue, Outcome } from '../kernel/process.ts';
import type { NodeStatus } from '../kernel/trace.ts';
import type {
  ConsoleSpec,
  MessageDescription,
  NodeDescription,
  OptionSpec,
  RoleSpec,
} from '../protocols/protocol.ts';
import type { Chart, ChatLine, Ledger, Measure, Wait } from '../protocols/views.ts';

// ── stores ─────────────────────────────────────────────────────────────────────────────────────────────────

/** The run's face: refreshed at most ten times a second while time flows, at once when paused. */
export interface Face {
  /** Changes whenever anything that a panel could show has changed. */
  readonly revision: number;
  /** Virtual milliseconds. */
  readonly now: number;
  /** Events so far. */
  readonly event: number;
  /** Furthest moment of this branch. */
  readonly head: { readonly time: number; readonly event: number };
  readonly playing: boolean;
  /** Virtual milliseconds per real millisecond: 0.001 to 100. */
  readonly speed: number;
  /** True at the head of the branch. */
  readonly live: boolean;
  /** True while the world is too busy for the speed that was asked for. */
  readonly lagging: boolean;
  /** True while time passes more slowly, so that a new caption can be read. */
  readonly reading: boolean;
  /** `choose`: pending things happen only when picked. */
  readonly drive: 'flow' | 'choose';
  readonly protocol: ProtocolFace;
  readonly scenario: string | null;
  readonly seed: number;
  readonly options: Readonly<Record<string, OptionValue>>;
}

export interface ProtocolFace {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly console: ConsoleSpec;
  readonly options: Readonly<
    Record<string, OptionSpec<number> | OptionSpec<boolean> | OptionSpec<string>>
  >;
  readonly roles: Readonly<Record<string, RoleSpec>>;
  readonly scenarios: readonly {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
  }[];
  readonly flaws: readonly FlawFace[];
  readonly setUps: readonly SetUpFace[];
}

/** A moment worth looking at that one key brings about. */
export interface SetUpFace {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly key: string;
}

export interface FlawFace {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly source: string;
  readonly caughtBy: string;
}

export const TOOLS = ['hammer', 'hand', 'snowflake', 'scissors', 'clock', 'eraser'] as const;
export type Tool = (typeof TOOLS)[number];
export const TABS = ['ledger', 'inspector', 'feed', 'checks', 'network'] as const;
export type Tab = (typeof TABS)[number];

/** The interface's own state; what is worth remembering between visits is kept by the app. */
export interface Interface {
  readonly tool: Tool;
  readonly tab: Tab;
  readonly selected: NodeId | null;
  /** A flight whose card is open, with the place of the card on the stage in CSS pixels. */
  readonly flight: { readonly id: number; readonly x: number; readonly y: number } | null;
  /** A node whose menu of actions is open, with its place in the window in CSS pixels. */
  readonly menu: { readonly node: NodeId; readonly x: number; readonly y: number } | null;
  readonly client: NodeId | null;
  readonly theme: 'system' | 'light' | 'dark';
  readonly present: boolean;
  readonly embed: boolean;
  readonly palette: boolean;
  readonly help: boolean;
  readonly share: boolean;
  /** The last thing that could not be done, and why; shown near the time line until the next action. */
  readonly notice: { readonly text: string; readonly bad: boolean } | null;
}

// ── readings ───────────────────────────────────────────────────────────────────────────────────────────────

export interface NodeFace extends NodeDescription {
  readonly id: NodeId;
  readonly role: string;
  readonly family: RoleSpec['family'];
  readonly status: NodeStatus;
}

/** Everything the inspector shows of one node. */
export interface NodeReading extends NodeFace {
  readonly incarnation: number;
  readonly since: number;
  /** What its own clock shows, ms, and thousandths of true speed. */
  readonly clock: { readonly localMs: number; readonly ratePermille: number };
  /** `value` is short text or pretty-printed JSON. */
  readonly fields: readonly {
    readonly name: string;
    readonly value: string;
    readonly previous: string | null;
    readonly changed: boolean;
    readonly durable: boolean;
  }[];
  readonly timers: readonly {
    readonly id: number;
    readonly title: string;
    readonly dueInMs: number;
  }[];
  /** Latest lines of the feed about this node, newest first. */
  readonly recent: readonly FeedLine[];
}

/** An action on a node or a flight; `reason` says why it would change nothing, `null` if it can be done. */
export interface ActionFace {
  readonly id: string;
  readonly label: string;
  readonly reason: string | null;
  readonly intent: Intent;
}

export interface FlightReading extends MessageDescription {
  readonly id: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly sentAt: number;
  readonly due: number;
  readonly parked: 'held' | 'frozen' | 'cut' | 'behind' | null;
  readonly willBeLost: boolean;
  readonly actions: readonly ActionFace[];
}

export interface OperationFace {
  readonly id: number;
  readonly client: NodeId;
  readonly text: string;
  readonly started: number;
  readonly ended: number | null;
  readonly outcome: 'pending' | Outcome;
  readonly result: string;
  /** What the client began by itself to carry it out, as a thousand writes of one command; `null` if nothing. */
  readonly begun: BegunReading | null;
}

/** Operations that a client began for a command. */
export interface BegunReading {
  readonly count: number;
  readonly outcomes: Readonly<Record<'pending' | Outcome, number>>;
  /** Least and greatest virtual ms that an answer took; `null` before the first. */
  readonly tookMs: readonly [least: number, most: number] | null;
  /** The latest few, in the order in which they were begun. */
  readonly latest: readonly OperationFace[];
}

export interface FeedLine {
  /** Unique and stable. */
  readonly key: string;
  /** Event to go to when the line is clicked. */
  readonly event: number;
  readonly time: number;
  readonly node: NodeId | null;
  readonly sentence: string;
  readonly reason: string | null;
  readonly source: string | null;
  readonly epoch: number | null;
  readonly weight: 'quiet' | 'line' | 'mark';
  /** `fault` and `loss` are drawn in the colour for bad things. */
  readonly tone: 'plain' | 'deed' | 'fault' | 'loss' | 'good';
}

export interface CheckReading {
  readonly id: string;
  readonly kind: 'always' | 'sometimes' | 'eventually';
  readonly title: string;
  readonly source: string;
  /** `sometimes`: whether it has happened; `eventually`: whether it holds now. */
  readonly holds: boolean;
  readonly detail: string;
  /** Why this run does not promise it and it is not judged; `null` if it is. */
  readonly unpromised: string | null;
  /** The event at which an `always` was first broken. */
  readonly brokenAt: number | null;
}

/** The time line: bands of epochs, marks, branches. */
export interface TimelineReading {
  readonly bands: readonly {
    readonly from: number;
    readonly epoch: number;
    readonly label: string;
  }[];
  readonly marks: readonly {
    readonly event: number;
    readonly time: number;
    readonly kind: 'good' | 'deed' | 'fault' | 'violation' | 'note';
    readonly title: string;
  }[];
  readonly branches: readonly BranchReading[];
}

export interface BranchReading {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  readonly forkTime: number;
  readonly endTime: number;
  readonly current: boolean;
}

export interface PendingReading {
  readonly id: number;
  readonly kind: 'message' | 'timer' | 'signal';
  readonly node: NodeId;
  readonly from: NodeId | null;
  readonly title: string;
  readonly due: number;
  readonly reason: string | null;
  /** Why a message stands still; it is not under way then. */
  readonly parked?: FlightReading['parked'];
}

/** A line that can be typed at a node and becomes deeds, and how it stands. */
export interface SettingReading {
  readonly title: string;
  readonly placeholder: string;
  /** The grammar. */
  readonly help: string;
  readonly current: string;
}

export interface NetworkReading {
  readonly base: LinkSettings;
  /** What the protocol's runs begin with; the presets start from it. */
  readonly weather: LinkSettings;
  readonly groups: readonly (readonly NodeId[])[];
  readonly cuts: readonly (readonly [NodeId, NodeId])[];
  readonly rules: readonly MessageRule[];
  readonly flaws: readonly string[];
  readonly messageTypes: readonly string[];
}

// ── the playground ─────────────────────────────────────────────────────────────────────────────────────────

/** Readings are recomputed when `face.revision` changes; use them through `useReading`. */
export interface Readings {
  nodes(): readonly NodeFace[];
  node(id: NodeId): NodeReading | null;
  actions(id: NodeId): readonly ActionFace[];
  flight(id: number): FlightReading | null;
  clients(): readonly { readonly id: NodeId; readonly status: NodeStatus }[];
  operations(client: NodeId): readonly OperationFace[];
  /** What stands in the window of a client whose console is a chat; `null` if it is none. */
  chat(client: NodeId): readonly ChatLine[] | null;
  /** The line that can be typed at a node; `null` if it has none. */
  setting(node: NodeId): SettingReading | null;
  /** Why a deed cannot be done now; `null` if it can. */
  whyNot(intent: Intent): string | null;
  ledger(): readonly Ledger[];
  /** Who waits for whom, the longest wait first. */
  waits(): readonly Wait[];
  measures(): readonly Measure[];
  charts(): readonly Chart[];
  checks(): readonly CheckReading[];
  /** Newest first, up to now, at most `most` lines. */
  feed(most: number, quiet: boolean): readonly FeedLine[];
  timeline(): TimelineReading;
  /** What could happen next; of one node, the messages from and to it may be all that is read. */
  pending(node?: NodeId): readonly PendingReading[];
  network(): NetworkReading;
  /** The caption of the scenario's step, or what to try next; `**bold**` and `` `code` `` marks inside. */
  caption(): string;
  /** What is to be known beside the caption: that a flaw may make the run another one than it tells; mostly empty. */
  captionNote(): string;
  /** A link that restores this run at this moment. */
  link(): string;
  /** A short fingerprint of the whole state at this moment. */
  fingerprint(): string;
  protocols(): readonly ProtocolFace[];
}

export interface Actions {
  /** Does an intent now; what cannot be done becomes a notice. Acting in the past keeps the old future as a branch. */
  do(intent: Intent): void;
  /** Does what a line typed at a node means, one deed after another; returns why it is refused, `null` if it is not. */
  applySetting(node: NodeId, text: string): string | null;
  /** Cuts a link in both directions, or mends it if it is cut. */
  toggleCut(one: NodeId, other: NodeId): void;
  /** The tool in the hand, used on a node. */
  useTool(node: NodeId): void;
  open(what: {
    readonly protocol?: string;
    readonly scenario?: string | null;
    readonly seed?: number;
    readonly options?: Readonly<Record<string, OptionValue>>;
  }): void;
  play(): void;
  pause(): void;
  toggle(): void;
  /** Steps so many events, negative goes back. */
  step(count: number): void;
  /** To the next (1) or previous (-1) mark. */
  stepMark(direction: 1 | -1): void;
  seekTime(ms: number): void;
  seekEvent(event: number): void;
  goLive(): void;
  setSpeed(speed: number): void;
  setDrive(drive: 'flow' | 'choose'): void;
  /** Plays until the next mark of the kind. */
  playUntil(what: 'mark' | 'operation' | 'violation' | 'quiet'): void;
  goToBranch(id: number): void;
  renameBranch(id: number, name: string): void;
  setTool(tool: Tool): void;
  /** Brings about one of the protocol's set-ups. */
  setUp(id: string): void;
  set(change: Partial<Interface>): void;
  copyLink(): Promise<boolean>;
}

export interface Playground {
  readonly face: StoreApi<Face>;
  readonly interface: StoreApi<Interface>;
  readonly read: Readings;
  readonly act: Actions;
}

export const PlaygroundContext = createContext<Playground | null>(null);

/** The playground of this page; throws outside its provider. */
export function usePlayground(): Playground {
  const playground = useContext(PlaygroundContext);
  if (playground === null) throw new Error('no playground around this component');
  return playground;
}

/** A part of the run's face. `select` is a module constant. */
export function useFace<T>(select: (face: Face) => T): T {
  return useStore(usePlayground().face, select);
}

/** A part of the interface's state. `select` is a module constant. */
export function useInterface<T>(select: (state: Interface) => T): T {
  return useStore(usePlayground().interface, select);
}

const selectRevision = (face: Face): number => face.revision;

/** A reading, fresh at every revision of the face. */
export function useReading<T>(read: (readings: Readings) => T): T {
  const playground = usePlayground();
  useFace(selectRevision);
  return read(playground.read);
}
