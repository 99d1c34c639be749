/** Everything a person can do to a world, as plain data. */
import type { NodeId, OptionValue } from './process.ts';

/** How one direction of a link behaves. */
export interface LinkSettings {
  /** Least and greatest latency in whole milliseconds. */
  readonly latencyMs: readonly [number, number];
  /** Whole percent. */
  readonly lossPercent: number;
  /** Whole percent. */
  readonly duplicatePercent: number;
}

/** "Messages of type X (from A, to B): delay by d, drop, duplicate." An absent field matches everything. */
export interface MessageRule {
  readonly id: string;
  readonly type?: string;
  readonly from?: NodeId;
  readonly to?: NodeId;
  readonly action:
    | { readonly kind: 'delay'; readonly delayMs: number }
    | { readonly kind: 'drop' }
    | { readonly kind: 'duplicate' };
}

export type Intent =
  | { readonly type: 'command'; readonly client: NodeId; readonly text: string }
  /** `keepSends`: of the messages of its last step that are still on their way, only the first so many had left the node. */
  | { readonly type: 'crash'; readonly node: NodeId; readonly keepSends?: number }
  | { readonly type: 'restart'; readonly node: NodeId }
  | { readonly type: 'freeze'; readonly node: NodeId }
  | { readonly type: 'thaw'; readonly node: NodeId }
  /** Clears the disk of a node that is down. */
  | { readonly type: 'wipe'; readonly node: NodeId }
  | { readonly type: 'add'; readonly role: string }
  | { readonly type: 'remove'; readonly node: NodeId }
  /** Nodes of different groups cannot reach each other; a node in no group reaches everybody. */
  | { readonly type: 'partition'; readonly groups: readonly (readonly NodeId[])[] }
  /** Ends the partition and every cut. */
  | { readonly type: 'heal' }
  | {
      readonly type: 'cut';
      readonly from: NodeId;
      readonly to: NodeId;
      readonly bothWays: boolean;
    }
  | {
      readonly type: 'mend';
      readonly from: NodeId;
      readonly to: NodeId;
      readonly bothWays: boolean;
    }
  /** Sets every link that has no settings of its own. */
  | { readonly type: 'network'; readonly settings: LinkSettings }
  /** Sets one direction of one link; `null` gives it back to the network's settings. */
  | {
      readonly type: 'link';
      readonly from: NodeId;
      readonly to: NodeId;
      readonly settings: LinkSettings | null;
    }
  | { readonly type: 'rule'; readonly rule: MessageRule }
  | { readonly type: 'unrule'; readonly id: string }
  | { readonly type: 'drop'; readonly flight: number }
  | { readonly type: 'duplicate'; readonly flight: number }
  | { readonly type: 'hold'; readonly flight: number }
  | { readonly type: 'release'; readonly flight: number }
  /** Makes one pending delivery, timer or signal happen now. */
  | { readonly type: 'fire'; readonly pending: number }
  /** Sets a running timer, so that it fires so many ms of true time from now. */
  | { readonly type: 'wind'; readonly pending: number; readonly inMs: number }
  /** Thousandths of true speed: 1000 is right, 500 half as fast. */
  | { readonly type: 'clock'; readonly node: NodeId; readonly ratePermille: number }
  | { readonly type: 'flaw'; readonly name: string; readonly on: boolean };

/** An intent with the exact place at which it was done: after `after` events, at virtual time `time`. */
export interface StampedIntent {
  readonly after: number;
  readonly time: number;
  readonly intent: Intent;
}

/** Everything that decides a run. Same recipe, same run, on every engine. */
export interface Recipe {
  readonly protocol: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly seed: number;
  /** A scripted scenario that was opened; what it has done so far is among the intents. */
  readonly scenario?: string;
  readonly intents: readonly StampedIntent[];
}
