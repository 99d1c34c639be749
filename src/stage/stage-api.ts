/** What the stage's owner sees of it. */
import type { NodeId } from '../kernel/process.ts';
import type { Insets, Point } from './geometry.ts';
import type { Scene } from './scene.ts';

export type StageTool = 'hammer' | 'hand' | 'snowflake' | 'scissors' | 'clock' | 'eraser';

export interface StageCallbacks {
  /** A node was clicked, tapped, or pressed with Enter or Space. */
  onNode(id: NodeId): void;
  /** Long press, right click or menu key on a node; `at` in window pixels. */
  onNodeMenu(id: NodeId, at: Point): void;
  /** A click on a flight; `at` is where it is, in stage pixels. */
  onFlight(id: number, at: Point): void;
  /** A press on something that waits at a door or on an hourglass, by the id of what is pending. */
  onPending(id: number): void;
  /** A click on nothing. */
  onEmpty(): void;
  /** The scissors drew a line between two groups that hold all nodes; neither is empty. */
  onPartition(groups: readonly (readonly NodeId[])[]): void;
  /** The scissors clicked on a link, which may be whole or cut. */
  onCut(from: NodeId, to: NodeId): void;
}

/** The moment to draw. */
export interface StageFrame {
  /** Virtual ms; may lie between two whole ones. */
  readonly now: number;
  readonly moving: boolean;
  /** Virtual ms per real second: a burst lasts as long at every speed. */
  readonly msPerSecond: number;
  readonly reducedMotion: boolean;
}

export interface Stage {
  /** Shows another scene; nodes that are the same objects as before cost nothing. A `frame` should follow. */
  setScene(scene: Scene): void;
  /** Draws what moves; returns at once if nothing changed since the last frame. */
  frame(frame: StageFrame): void;
  setTool(tool: StageTool): void;
  /** Marks a node. */
  select(id: NodeId | null): void;
  /** Marks a flight. */
  markFlight(id: number | null): void;
  /** Where a flight is now, in stage pixels; `null` if it is not drawn by itself. */
  flightPoint(id: number): Point | null;
  /** Where a node is, in stage pixels. */
  nodePoint(id: NodeId): Point | null;
  /** Moves keyboard focus to a node. */
  focusNode(id: NodeId): void;
  /** Room at the rim for what floats over the stage. */
  setInsets(insets: Insets): void;
  /** Magnifies all that is drawn, type too, and lays out anew for it; small stages magnify less. */
  setScale(scale: number): void;
  /** Undoes pan and zoom, or zooms out until nodes that were dragged outside are seen. */
  fit(): void;
  /** Puts nodes that were dragged back into their places. */
  tidy(): void;
  /** Reads the colours anew. */
  refreshTheme(): void;
  destroy(): void;
}
