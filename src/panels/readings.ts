/** What panels read of a run: plain data, each a function of the run and of now. */
import type { Intent, LinkSettings, MessageRule } from '../kernel/intent.ts';
import type { NodeId, Outcome } from '../kernel/process.ts';
import type { NodeStatus } from '../kernel/trace.ts';
import type { MessageDescription, NodeDescription, RoleSpec } from '../protocols/protocol.ts';

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
