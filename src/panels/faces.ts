/** What the page shows of itself: the face of the run, and the state of the interface. */
import type { NodeId, OptionValue } from '../kernel/process.ts';
import type { ConsoleSpec, OptionSpec, RoleSpec } from '../protocols/protocol.ts';

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
  /** A command that was picked to be typed; the prompt in front takes it. */
  readonly draft: string | null;
  readonly theme: 'system' | 'light' | 'dark';
  readonly present: boolean;
  readonly embed: boolean;
  readonly palette: boolean;
  readonly help: boolean;
  readonly share: boolean;
  /** The last thing that could not be done, and why; shown near the time line until the next action. */
  readonly notice: { readonly text: string; readonly bad: boolean } | null;
}
