/** What the processes of the gossip database report. */
import type { NodeId } from '../../kernel/process.ts';
import type { Entry } from './messages.ts';

export type Fact =
  | {
      readonly type: 'Queued';
      readonly index: number;
      readonly what: string;
      readonly client: NodeId | null;
    }
  | { readonly type: 'QueueWaits'; readonly reason: 'no-replicas' }
  | {
      readonly type: 'Released';
      readonly index: number;
      readonly what: string;
      readonly seeds: readonly NodeId[];
    }
  | { readonly type: 'Resent'; readonly index: number; readonly seeds: readonly NodeId[] }
  | {
      readonly type: 'Replicated';
      readonly index: number;
      readonly entry: Entry;
      readonly members: number;
    }
  | { readonly type: 'Repeated'; readonly client: NodeId; readonly index: number }
  | {
      readonly type: 'Welcomed';
      readonly replica: NodeId;
      readonly state: number;
      readonly alone: boolean;
    }
  | { readonly type: 'Replaced'; readonly replica: NodeId }
  | { readonly type: 'Evicted'; readonly replicas: readonly NodeId[]; readonly timeoutMs: number }
  | { readonly type: 'SentBack'; readonly replica: NodeId }
  | { readonly type: 'DataLost'; readonly state: number }
  | { readonly type: 'Recovering' }
  | { readonly type: 'Recovered'; readonly state: number; readonly members: number }
  | { readonly type: 'NotServing'; readonly from: NodeId }
  | {
      readonly type: 'Applied';
      readonly index: number;
      readonly what: string;
      readonly from: NodeId;
    }
  | {
      readonly type: 'Ignored';
      readonly from: NodeId;
      readonly reason: 'old' | 'duplicate' | 'joining' | 'old-era';
      readonly index: number;
      readonly state: number;
    }
  | { readonly type: 'Asks'; readonly why: 'join' | 'rejoin' }
  | {
      readonly type: 'Pulls';
      readonly from: NodeId;
      readonly why: 'join' | 'gap' | 'new-era' | 'timeout';
    }
  | {
      readonly type: 'Adopted';
      readonly from: NodeId | null;
      readonly state: number;
      readonly rows: number;
    }
  | { readonly type: 'PullRefused'; readonly from: NodeId };
