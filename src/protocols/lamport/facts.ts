/** What the processes of the replicated state machine report. */
import type { NodeId } from '../../kernel/process.ts';
import type { RequestId, Uid } from './identity.ts';

export type Fact =
  | { readonly type: 'Connected'; readonly clock: number; readonly replicas: number }
  | { readonly type: 'HelloAgain'; readonly replica: NodeId }
  | {
      readonly type: 'Broadcasts';
      readonly id: RequestId;
      readonly what: string;
      readonly to: number;
    }
  | { readonly type: 'LosesReplica'; readonly replica: NodeId; readonly left: number }
  | { readonly type: 'Welcomes'; readonly replica: NodeId; readonly turn: number }
  | {
      readonly type: 'Answered';
      readonly what: string;
      readonly by: NodeId;
      readonly place: number;
    }
  | { readonly type: 'Leaves' }
  | { readonly type: 'Enrols'; readonly client: Uid }
  | {
      readonly type: 'Executed';
      readonly index: number;
      readonly id: RequestId;
      readonly what: string;
    }
  | {
      readonly type: 'Ignored';
      readonly client: Uid;
      readonly reason: 'closed' | 'dead' | 'unknown' | 'not-meant';
    }
  | {
      readonly type: 'Mourns';
      readonly client: Uid;
      readonly by: NodeId | null;
      readonly defers: boolean;
    }
  | { readonly type: 'Closes'; readonly client: Uid; readonly turn: number }
  | { readonly type: 'Adopts'; readonly client: Uid; readonly from: Uid; readonly turn: number }
  | {
      readonly type: 'Closed';
      readonly client: Uid;
      readonly turn: number;
      readonly change: 'kept' | 'added' | 'dropped';
    }
  | { readonly type: 'Joins'; readonly attempt: number }
  | { readonly type: 'Ready'; readonly newcomer: Uid }
  | { readonly type: 'Busy'; readonly newcomer: Uid; readonly reason: 'round' | 'newcomer' }
  | { readonly type: 'Withdraws'; readonly busy: NodeId }
  | { readonly type: 'Fetches'; readonly donor: NodeId }
  | { readonly type: 'Gives'; readonly newcomer: NodeId; readonly executed: number }
  | { readonly type: 'TakesOver'; readonly donor: NodeId; readonly executed: number }
  | { readonly type: 'GoesLive'; readonly members: number };
