/** What the processes of the cluster report. */
import type { NodeId, OperationId, Outcome } from '../../kernel/process.ts';
import type { Change, Member, Term, Unavailable, Uncertain } from './messages.ts';

export type Fact = RegistryFact | ElectionFact | TakeoverFact | LogFact | ServingFact;

export type RegistryFact =
  | { readonly type: 'Registered'; readonly name: NodeId; readonly again: boolean }
  | { readonly type: 'Forgot'; readonly names: readonly NodeId[]; readonly expiryMs: number }
  | { readonly type: 'ListLogged'; readonly names: readonly NodeId[] }
  | {
      readonly type: 'RegistryGone';
      readonly listed: number;
    }
  | { readonly type: 'RegistryBack' };

export type ElectionFact =
  | { readonly type: 'ElectionStarted'; readonly round: number; readonly asked: readonly NodeId[] }
  | { readonly type: 'LeaderSilent'; readonly leader: NodeId | null; readonly afterMs: number }
  | { readonly type: 'PingAnswered'; readonly from: NodeId; readonly standing: string }
  | { readonly type: 'PingUnanswered'; readonly from: NodeId; readonly reason: 'learner' | 'flaw' }
  | { readonly type: 'HigherLives'; readonly peer: NodeId; readonly waitMs: number }
  | { readonly type: 'NoVictory'; readonly waitMs: number }
  | {
      readonly type: 'Crowned';
      readonly round: number;
      readonly why: 'nobody-higher' | 'no-answer';
    }
  | { readonly type: 'Leads'; readonly term: Term }
  | {
      readonly type: 'Follows';
      readonly leader: NodeId;
      readonly term: Term;
      readonly by: 'heartbeat' | 'victory';
      /** Taken from what was stored, not from a message that has just come. */
      readonly stored: boolean;
    }
  | {
      readonly type: 'SteppedDown';
      readonly term: Term;
      readonly higher: Term;
      readonly by: NodeId;
    };

export type TakeoverFact =
  | { readonly type: 'TakesOver'; readonly term: Term; readonly needed: number }
  | { readonly type: 'Promised'; readonly term: Term; readonly to: NodeId }
  | {
      readonly type: 'Fenced';
      readonly from: NodeId;
      readonly what: string;
      readonly term: Term;
      readonly promised: Term;
    }
  | { readonly type: 'StrangerPromised'; readonly from: NodeId; readonly identity: number }
  | {
      readonly type: 'PullsLog';
      readonly from: NodeId;
      readonly lastTerm: Term;
      readonly lastIndex: number;
    }
  | { readonly type: 'LogPulled'; readonly from: NodeId; readonly entries: number }
  /** The log that it fetched does not name it as a member. */
  | { readonly type: 'NotAdmitted' }
  | {
      readonly type: 'TakeoverFailed';
      readonly term: Term;
      readonly promises: number;
      readonly needed: number;
    }
  | { readonly type: 'Serves'; readonly term: Term; readonly index: number };

export type LogFact =
  | {
      readonly type: 'Appended';
      readonly index: number;
      readonly term: Term;
      readonly change: Change;
    }
  | {
      readonly type: 'Stored';
      readonly from: NodeId;
      readonly first: number;
      readonly last: number;
      readonly term: Term;
    }
  | {
      readonly type: 'Mismatched';
      readonly from: NodeId;
      readonly previousIndex: number;
      readonly previousTerm: Term;
      readonly lastIndex: number;
    }
  | {
      readonly type: 'WalksBack';
      readonly peer: NodeId;
      readonly next: number;
    }
  | { readonly type: 'NotRepaired'; readonly peer: NodeId; readonly match: number }
  | {
      readonly type: 'TailCut';
      readonly from: NodeId;
      readonly first: number;
      readonly count: number;
      readonly term: Term;
    }
  | {
      readonly type: 'Committed';
      readonly index: number;
      readonly term: Term;
      readonly held: readonly NodeId[];
      readonly voters: number;
    }
  | {
      readonly type: 'Applied';
      readonly index: number;
      readonly term: Term;
      readonly change: Change;
    }
  | { readonly type: 'Admits'; readonly member: Member; readonly members: number }
  | {
      readonly type: 'Expels';
      readonly id: NodeId;
      readonly why: 'lost-disk' | 'told';
      readonly members: number;
    };

export type ServingFact =
  | { readonly type: 'Wrote'; readonly key: string; readonly value: string }
  | {
      readonly type: 'CopySent';
      readonly key: string;
      readonly peers: readonly NodeId[];
    }
  | { readonly type: 'CopyFailed'; readonly peer: NodeId; readonly key: string }
  | { readonly type: 'Read'; readonly key: string; readonly found: boolean }
  | {
      readonly type: 'Acknowledged';
      readonly client: NodeId;
      readonly operation: OperationId;
      readonly index: number;
      /** Of the entry, and the one under which it was committed. */
      readonly term: Term;
      readonly under: Term;
    }
  | { readonly type: 'Redirected'; readonly client: NodeId; readonly leader: NodeId }
  | { readonly type: 'Declined'; readonly client: NodeId; readonly reason: Unavailable }
  | {
      readonly type: 'Unsettled';
      readonly client: NodeId;
      readonly index: number;
      readonly reason: Uncertain;
    }
  | { readonly type: 'Repeated'; readonly client: NodeId; readonly index: number }
  | {
      readonly type: 'Posts';
      readonly to: NodeId;
      readonly why: 'redirect' | 'refused';
      /** `get-instead`: what was a POST. */
      readonly as: 'put' | 'get' | 'get-instead' | 'other';
    }
  | {
      readonly type: 'Told';
      readonly operation: OperationId;
      readonly outcome: Outcome;
      readonly write: boolean;
    };
