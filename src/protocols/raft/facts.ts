/** What the processes of Raft say of what happened and why. */
import type { NodeId, OperationId } from '../../kernel/process.ts';
import type { Configuration, ServerRole } from './messages.ts';

/** The end of a log, as votes compare it. */
export interface LogEnd {
  readonly index: number;
  readonly term: number;
}

export type ElectionFact =
  | {
      readonly type: 'ElectionStarted';
      readonly term: number;
      readonly why: 'silence' | 'split-vote' | 'transfer' | 'pre-vote' | 'asked';
    }
  | { readonly type: 'PreVoteStarted'; readonly term: number }
  | { readonly type: 'VoteGranted'; readonly term: number; readonly candidate: NodeId }
  | {
      readonly type: 'VoteRefused';
      readonly term: number;
      readonly candidate: NodeId;
      readonly reason:
        | { readonly type: 'old-term'; readonly asked: number }
        | { readonly type: 'voted'; readonly votedFor: NodeId }
        | { readonly type: 'log-behind'; readonly mine: LogEnd; readonly theirs: LogEnd };
    }
  | { readonly type: 'PreVoteGranted'; readonly term: number; readonly candidate: NodeId }
  | {
      readonly type: 'PreVoteRefused';
      readonly term: number;
      readonly candidate: NodeId;
      readonly reason: 'old-term' | 'leader-alive' | 'log-behind';
    }
  | {
      readonly type: 'Disregarded';
      readonly candidate: NodeId;
      readonly term: number;
      readonly leader: NodeId;
    }
  | { readonly type: 'Elected'; readonly term: number; readonly voters: readonly NodeId[] }
  | { readonly type: 'Follows'; readonly term: number; readonly leader: NodeId }
  | {
      readonly type: 'SteppedDown';
      readonly from: ServerRole;
      readonly term: number;
      readonly why: 'higher-term' | 'leader' | 'no-quorum' | 'removed';
      readonly peer: NodeId | null;
    };

export type LogFact =
  | {
      readonly type: 'Proposed';
      readonly index: number;
      readonly term: number;
      readonly what: string;
    }
  | {
      readonly type: 'Appended';
      readonly from: NodeId;
      readonly first: number;
      readonly last: number;
      readonly term: number;
    }
  | {
      readonly type: 'Refused';
      readonly leader: NodeId;
      readonly prevLogIndex: number;
      readonly prevLogTerm: number;
      /** The term of the entry in its place; `null` if there is none. */
      readonly found: number | null;
      readonly term: number;
    }
  | {
      readonly type: 'Cut';
      readonly leader: NodeId;
      readonly first: number;
      readonly last: number;
      readonly oldTerm: number;
      readonly newTerm: number;
    }
  | {
      readonly type: 'BacksUp';
      readonly peer: NodeId;
      readonly from: number;
      readonly to: number;
      readonly term: number;
    }
  | {
      readonly type: 'OldTerm';
      readonly peer: NodeId;
      readonly sent: number;
      readonly term: number;
    }
  | {
      readonly type: 'Committed';
      readonly index: number;
      readonly term: number;
      readonly what: string;
      readonly by: readonly NodeId[];
      /** False only with the flaw that commits an entry of an earlier term by counting. */
      readonly isOwnTerm: boolean;
    }
  | {
      readonly type: 'NotYet';
      readonly index: number;
      readonly entryTerm: number;
      readonly term: number;
    }
  | { readonly type: 'CommitLearned'; readonly index: number; readonly term: number }
  | {
      readonly type: 'Applied';
      readonly index: number;
      readonly term: number;
      readonly what: string;
      readonly origin: { readonly client: NodeId; readonly sequence: OperationId } | null;
      /** False for a repeated command, whose first answer stands. */
      readonly executed: boolean;
    };

export type SnapshotFact =
  | { readonly type: 'SnapshotTaken'; readonly index: number; readonly term: number }
  | { readonly type: 'SnapshotSent'; readonly peer: NodeId; readonly index: number }
  | {
      readonly type: 'SnapshotInstalled';
      readonly leader: NodeId;
      readonly index: number;
      readonly term: number;
      readonly kept: number;
    }
  | { readonly type: 'SnapshotOld'; readonly leader: NodeId; readonly index: number };

export type ConfigurationFact =
  | ({
      readonly type: 'ConfigurationAppended';
      readonly index: number;
      readonly term: number;
    } & Configuration)
  | ({
      readonly type: 'ConfigurationCommitted';
      readonly index: number;
      readonly term: number;
    } & Configuration)
  | { readonly type: 'CatchUpBegun'; readonly servers: readonly NodeId[]; readonly goal: number }
  | {
      readonly type: 'CatchUpRound';
      readonly servers: readonly NodeId[];
      readonly round: number;
      readonly goal: number;
      readonly tookMs: number;
    }
  | { readonly type: 'CatchUpFailed'; readonly servers: readonly NodeId[] }
  | { readonly type: 'ChangeRefused'; readonly client: NodeId; readonly text: string }
  | { readonly type: 'Retired'; readonly index: number };

export type TransferFact =
  | { readonly type: 'TransferBegun'; readonly target: NodeId }
  | { readonly type: 'TimeoutNowSent'; readonly target: NodeId; readonly index: number }
  | { readonly type: 'TransferAborted'; readonly target: NodeId };

export type ClientFact =
  | {
      readonly type: 'Redirected';
      readonly client: NodeId;
      readonly leader: NodeId | null;
      readonly why: 'follower' | 'transfer';
    }
  | { readonly type: 'Repeated'; readonly client: NodeId; readonly sequence: OperationId }
  | { readonly type: 'Overtaken'; readonly client: NodeId; readonly sequence: OperationId }
  | { readonly type: 'ReadWaits'; readonly key: string; readonly readIndex: number }
  | {
      readonly type: 'Read';
      readonly client: NodeId;
      readonly key: string;
      readonly how: 'read-index' | 'lease' | 'unchecked';
      readonly index: number;
    }
  | {
      readonly type: 'Asks';
      readonly server: NodeId;
      readonly sequence: OperationId;
      readonly what: string;
      /** The key that a `get` reads. */
      readonly key: string | null;
    }
  | {
      readonly type: 'AsksAgain';
      readonly server: NodeId;
      readonly sequence: OperationId;
      readonly why: 'redirect' | 'silence' | 'no-leader';
    }
  | {
      readonly type: 'Answered';
      readonly sequence: OperationId;
      readonly what: string;
      readonly key: string | null;
      readonly version: number;
      readonly outcome: 'ok' | 'refused';
    }
  | { readonly type: 'GaveUp'; readonly sequence: OperationId; readonly what: string };

export type Fact =
  | ElectionFact
  | LogFact
  | SnapshotFact
  | ConfigurationFact
  | TransferFact
  | ClientFact;
