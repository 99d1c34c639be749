/** What a protocol shows of a run beside its nodes and flights: all of it read off the world, nothing kept. */
import type { NodeId, Vocabulary } from '../kernel/process.ts';
import type { WorldView } from '../kernel/trace.ts';

export interface Views<V extends Vocabulary & { Memory: object }> {
  /** What the nodes hold, lined up: one block or several, the most telling first. */
  ledger(view: WorldView<V>, memory: V['Memory']): readonly Ledger[];
  /** Who waits for whom, the longest wait first; empty while everything goes its way. */
  waits(view: WorldView<V>, memory: V['Memory']): readonly Wait[];
  /** Groups of nodes that mean something together, such as a quorum; drawn as an outline around them. */
  outlines(view: WorldView<V>, memory: V['Memory']): readonly Outline[];
  /** Figures that theory predicts, each beside what this run has shown. */
  measures(view: WorldView<V>, memory: V['Memory']): readonly Measure[];
  /** Curves worth watching, each beside the predicted one. */
  charts(view: WorldView<V>, memory: V['Memory']): readonly Chart[];
  /** What stands in the window of a client whose console is a chat; absent if it is not. */
  chat?(view: WorldView<V>, client: NodeId): readonly ChatLine[];
}

export type Ledger = TableLedger | MatrixLedger;

/** Rows of keys, one column per node or per group of nodes that hold the same. */
export interface TableLedger {
  readonly kind: 'table';
  readonly title: string;
  readonly caption: string;
  readonly columns: readonly {
    readonly title: string;
    readonly detail: string;
    readonly epoch: number | null;
  }[];
  readonly rows: readonly {
    readonly key: string;
    readonly cells: readonly (string | null)[];
    readonly differs: boolean;
    /** Who holds the key locked, in a few words; absent if nobody does. */
    readonly lock?: string;
  }[];
}

/** One row a node; columns are log places, rounds, transactions or peers. */
export interface MatrixLedger {
  readonly kind: 'matrix';
  readonly title: string;
  readonly caption: string;
  /** Headings, short. */
  readonly columns: readonly string[];
  /** The columns are peers: none is newer than another. Else the last one is the newest and is kept in sight. */
  readonly peers?: true;
  readonly rows: readonly {
    readonly node: NodeId;
    /** One per column; `null` where there is nothing. */
    readonly cells: readonly (MatrixCell | null)[];
  }[];
}

export interface MatrixCell {
  readonly text: string;
  /** A second, smaller line, such as a ballot; `null` for none. */
  readonly detail: string | null;
  readonly epoch: number | null;
  /** `missing`: waited for (hollow); `tentative`: known here, not decided (dashed); `committed` (solid); `applied` (solid, marked). */
  readonly standing: 'missing' | 'tentative' | 'committed' | 'applied';
  /** Will be removed. */
  readonly struck: boolean;
  /** The one to look at. */
  readonly lit: boolean;
  /** One block for so many columns, this one and those before it, whose cells are `null`; absent if it is no block. */
  readonly block?: number;
  /** What this node is sent next begins here. */
  readonly next?: true;
}

/** A node that cannot go on until it hears from others. */
export interface Wait {
  readonly node: NodeId;
  readonly peers: readonly NodeId[];
  /** What it waits for, as in `the decision on #3`. */
  readonly what: string;
  /** What stands still meanwhile and why, in a sentence. */
  readonly effect: string;
  /** Virtual milliseconds. */
  readonly since: number;
}

export interface Outline {
  readonly id: string;
  readonly title: string;
  readonly members: readonly NodeId[];
  readonly epoch: number | null;
}

/** A figure that theory predicts beside the one observed. */
export interface Measure {
  readonly title: string;
  /** `messages`, `ms`, `round trips`: stands behind both figures. */
  readonly unit: string;
  readonly predicted: number;
  /** `null` until there is something to measure. */
  readonly observed: number | null;
  /** Whether the two agree within what the theory leaves open; `null` while it cannot be said. */
  readonly agrees: boolean | null;
  /** How it is counted, and where the prediction comes from. */
  readonly source: string;
}

/** A curve of the run beside the predicted one; x is virtual milliseconds. */
export interface Chart {
  readonly title: string;
  readonly caption: string;
  readonly x: { readonly title: string; readonly from: number; readonly to: number };
  readonly y: { readonly title: string; readonly from: number; readonly to: number };
  readonly series: readonly {
    readonly title: string;
    readonly kind: 'observed' | 'theory';
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
}

/** A line of a chat window, in the order of the log. */
export interface ChatLine {
  /** Unique and stable. */
  readonly key: string;
  readonly author: string;
  readonly text: string;
  /** Said by the client whose window it is. */
  readonly own: boolean;
  /** Small print, such as the round; empty for none. */
  readonly detail: string;
  /** Sent and not yet in the log. */
  readonly pending: boolean;
}
