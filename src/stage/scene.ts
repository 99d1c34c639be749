/** What the stage draws, as plain data: a function of the run and of nothing else. Times are virtual milliseconds. */
import type { ParkReason } from '../kernel/pending.ts';
import type { NodeId } from '../kernel/process.ts';
import type { LossReason, NodeStatus } from '../kernel/trace.ts';
import type { MessageDescription, NodeDescription, RoleSpec } from '../protocols/protocol.ts';
import type { Outline } from '../protocols/views.ts';

export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly flights: readonly SceneFlight[];
  /** Flights that ended on their way a short while ago, newest last. */
  readonly bursts: readonly SceneBurst[];
  /** Groups of the partition; none if there is none. */
  readonly groups: readonly (readonly NodeId[])[];
  readonly partedAt: number | null;
  /** Directions that are cut. */
  readonly cuts: readonly (readonly [from: NodeId, to: NodeId])[];
  /** Links that carry messages in this protocol and are worth a hairline; empty when there are too many nodes. */
  readonly links: readonly (readonly [one: NodeId, other: NodeId])[];
  /** Groups of nodes that mean something together; the same list as long as nothing about them changes. */
  readonly outlines: readonly Outline[];
  /** What could happen next, at the node to which it would happen, in due order; only while a person chooses. */
  readonly doors?: readonly SceneDoor[];
}

export interface SceneDoor {
  /** Of what is pending. */
  readonly id: number;
  readonly node: NodeId;
  readonly kind: 'message' | 'timer' | 'signal';
  /** The sender of a message, the peer of a signal. */
  readonly from: NodeId | null;
  readonly family: FlightFamily;
  readonly reply: boolean;
  readonly epoch: number | null;
  readonly title: string;
  /** Why it cannot happen now; `null` if it can. */
  readonly reason: string | null;
}

export interface SceneNode extends NodeDescription {
  readonly id: NodeId;
  readonly role: string;
  readonly family: RoleSpec['family'];
  readonly status: NodeStatus;
  /** When the status last changed. */
  readonly since: number;
  /** Its next timer, or `null`. */
  readonly ring: { readonly from: number; readonly due: number; readonly title: string } | null;
  /** Present if the role has durable fields: when one was last written (-1: never). */
  readonly disk: { readonly writtenAt: number } | null;
}

export type FlightFamily = MessageDescription['family'];

export interface SceneFlight {
  readonly id: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly sentAt: number;
  readonly due: number;
  /** When it went on from a cut that healed: from there it flies the second half of its way until `due`. */
  readonly resumedAt: number | null;
  readonly family: FlightFamily;
  readonly reply: boolean;
  readonly sign: 'yes' | 'no' | null;
  readonly epoch: number | null;
  readonly title: string;
  /** Worn while there is room. */
  readonly tag: string | null;
  /** Settled when it set off: anything but `arrive` ends on its last stretch. */
  readonly fate: 'arrive' | 'chance' | 'cut' | 'rule';
  /** Why it waits although it is due; `held` flights stop where they were held. */
  readonly parked: ParkReason | null;
  /** Virtual time at which it was held; `null` unless parked as `held`. */
  readonly heldAt: number | null;
}

export interface SceneBurst {
  readonly id: number;
  readonly from: NodeId;
  readonly to: NodeId;
  /** When it ended. */
  readonly at: number;
  readonly family: FlightFamily;
  readonly epoch: number | null;
  readonly reason: LossReason;
  /** Of the flight that ended: one dropped by hand bursts where it was. */
  readonly sentAt: number;
  readonly due: number;
}
