/**
 * What the panels see of the playground: readings (plain data, each a function of the run and of now) and actions.
 * The app provides one `Playground` by context; components select, render and dispatch, and never touch the kernel.
 */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Intent } from '../kernel/intent.ts';
import type { NodeId, OptionValue } from '../kernel/process.ts';
import type { NodeStatus } from '../kernel/trace.ts';
import type { Chart, ChatLine, Ledger, Measure, Wait } from '../protocols/views.ts';
import type { Face, Interface, ProtocolFace, Tool } from './faces.ts';
import type {
  ActionFace,
  CheckReading,
  FeedLine,
  FlightReading,
  NetworkReading,
  NodeFace,
  NodeReading,
  OperationFace,
  PendingReading,
  SettingReading,
  TimelineReading,
} from './readings.ts';

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
  /** Shows the whole stage again, wherever it was drawn or zoomed to. */
  fit(): void;
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
