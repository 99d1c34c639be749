/** What the processes of two-phase commit report about what happened and why. */
import type { NodeId } from '../../kernel/process.ts';
import type { Decision, Txid } from './messages.ts';

/** Why a transaction is decided as it is. */
export type Ground = 'all-yes' | 'a-no' | 'timeout' | 'restart';

/** Why a worker does not vote yes. */
export type NoReason =
  | 'key-prepared'
  | 'value-too-long'
  | 'full'
  | 'not-in-pool'
  | 'aborted-before';

export type Fact = CoordinatorFact | PoolFact | WorkerFact | JoiningFact | ClientFact;

export type CoordinatorFact =
  | {
      readonly type: 'Begun';
      readonly txid: Txid;
      readonly key: string;
      readonly value: string;
      readonly participants: readonly NodeId[];
    }
  | { readonly type: 'KeyPending'; readonly key: string; readonly txid: Txid }
  | { readonly type: 'NoWorkers'; readonly what: string }
  | {
      readonly type: 'VoteCounted';
      readonly txid: Txid;
      readonly worker: NodeId;
      readonly vote: 'yes' | 'no';
      readonly yes: number;
      readonly of: number;
    }
  | { readonly type: 'VoteTooLate'; readonly txid: Txid; readonly worker: NodeId }
  | {
      readonly type: 'Decided';
      readonly txid: Txid;
      readonly decision: Decision;
      readonly key: string;
      readonly value: string;
      readonly ground: Ground;
      readonly who: readonly NodeId[];
    }
  | {
      readonly type: 'AckCounted';
      readonly txid: Txid;
      readonly worker: NodeId;
      readonly acks: number;
      readonly of: number;
    }
  | { readonly type: 'Answered'; readonly txid: Txid; readonly missing: readonly NodeId[] }
  | { readonly type: 'Ended'; readonly txid: Txid }
  | { readonly type: 'Resent'; readonly txid: Txid; readonly workers: readonly NodeId[] }
  | {
      readonly type: 'Recovered';
      readonly aborted: readonly Txid[];
      readonly committed: readonly Txid[];
    }
  | { readonly type: 'NotDecided'; readonly txid: Txid; readonly worker: NodeId }
  | {
      readonly type: 'Told';
      readonly txid: Txid;
      readonly worker: NodeId;
      readonly decision: Decision;
      readonly presumed: boolean;
    }
  | { readonly type: 'Waits'; readonly what: string; readonly why: WaitReason }
  | { readonly type: 'Verified'; readonly isEqual: boolean; readonly workers: number };

export type WaitReason = 'key' | 'quiet' | 'verification' | 'transfer';

export type PoolFact =
  | {
      readonly type: 'Dropped';
      readonly worker: NodeId;
      /** How long it had given no sign of life, by the coordinator's clock. */
      readonly silentMs: number;
      readonly timeoutMs: number;
    }
  | { readonly type: 'LeftPool'; readonly worker: NodeId }
  | { readonly type: 'Redialled'; readonly workers: readonly NodeId[] }
  | { readonly type: 'ReadElsewhere'; readonly what: string; readonly worker: NodeId }
  | { readonly type: 'MustResolve'; readonly worker: NodeId; readonly inDoubt: number }
  | { readonly type: 'AwaitsCurrent'; readonly worker: NodeId; readonly current: readonly NodeId[] }
  | { readonly type: 'DataLost'; readonly worker: NodeId }
  | { readonly type: 'Copies'; readonly joiner: NodeId; readonly donor: NodeId }
  | { readonly type: 'CopyAbandoned'; readonly joiner: NodeId }
  | { readonly type: 'Admitted'; readonly worker: NodeId; readonly by: 'snapshot' | 'own-log' };

export type WorkerFact =
  | {
      readonly type: 'Prepared';
      readonly txid: Txid;
      readonly key: string;
      readonly value: string;
    }
  | {
      readonly type: 'VotedNo';
      readonly txid: Txid;
      readonly key: string;
      readonly reason: NoReason;
    }
  | {
      readonly type: 'Committed';
      readonly txid: Txid;
      readonly key: string;
      readonly value: string;
      readonly wasAsking: boolean;
      readonly from: NodeId;
    }
  | {
      readonly type: 'Aborted';
      readonly txid: Txid;
      readonly wasPrepared: boolean;
      readonly wasAsking: boolean;
      readonly from: NodeId;
    }
  | { readonly type: 'ActsAlone'; readonly txid: Txid; readonly decision: Decision }
  | {
      readonly type: 'NothingToCommit';
      readonly txid: Txid;
      readonly standing: 'committed' | 'aborted' | 'unknown';
    }
  | {
      readonly type: 'InDoubt';
      readonly txids: readonly Txid[];
      readonly asks: readonly NodeId[];
      readonly isFirst: boolean;
    }
  | {
      readonly type: 'Uncertain';
      readonly txid: Txid;
      readonly peer: NodeId;
      readonly why: 'prepared' | 'log-lost';
    }
  | {
      readonly type: 'PeerTold';
      readonly txid: Txid;
      readonly peer: NodeId;
      readonly decision: Decision;
    }
  | { readonly type: 'RenouncesVote'; readonly txid: Txid; readonly peer: NodeId };

export type JoiningFact =
  | { readonly type: 'Asks'; readonly inDoubt: number; readonly why: 'start' | 'rejoin' | 'again' }
  | { readonly type: 'DoesNotServe'; readonly what: string }
  | { readonly type: 'Installed'; readonly rows: number; readonly applied: Txid }
  | { readonly type: 'OldSnapshot'; readonly attempt: number; readonly installed: number }
  | { readonly type: 'Welcomed' };

export type ClientFact =
  | { readonly type: 'Inquires'; readonly open: number }
  | { readonly type: 'GaveUp'; readonly open: number; readonly why: 'silence' | 'forgotten' };
