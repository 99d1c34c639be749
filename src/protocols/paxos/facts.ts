/** What the processes of the Paxos chat report about what happened and why. */
import type { NodeId } from '../../kernel/process.ts';
import type { Ballot } from './ballot.ts';
import type { Proposal } from './states.ts';
import type { Decision, Text, Value, Vote } from './values.ts';

export type Fact =
  // proposer
  | {
      readonly type: 'Prepares';
      readonly round: number;
      readonly ballot: Ballot;
      readonly purpose: Proposal['purpose'];
      readonly all: boolean;
    }
  | {
      readonly type: 'Proposes';
      readonly round: number;
      readonly ballot: Ballot;
      readonly value: Value;
      /** The ballot of the vote it was adopted from. */
      readonly adoptedFrom: Ballot | null;
      /** Whose promises it rests on; empty if phase 1 was skipped. */
      readonly promisers: readonly NodeId[];
    }
  | ({ readonly type: 'Chosen'; readonly acceptors: readonly NodeId[] } & Decision)
  | {
      readonly type: 'Fails';
      readonly round: number;
      readonly ballot: Ballot;
      readonly phase: Proposal['phase'];
      readonly yes: number;
      readonly needed: number;
      readonly why: 'refused' | 'timeout';
      readonly restMs: number;
    }
  | {
      readonly type: 'GoesOn';
      readonly round: number;
      readonly text: Text;
      readonly value: Value;
    }
  | { readonly type: 'Leads'; readonly ballot: Ballot; readonly from: number }
  | { readonly type: 'Deposed'; readonly ballot: Ballot; readonly by: Ballot }
  // acceptor
  | {
      readonly type: 'Promised';
      readonly round: number;
      readonly ballot: Ballot;
      readonly all: boolean;
      readonly to: NodeId;
      readonly votes: number;
    }
  | ({ readonly type: 'Accepted'; readonly from: NodeId } & Vote)
  | {
      readonly type: 'Refused';
      readonly round: number;
      readonly ballot: Ballot;
      readonly phase: Proposal['phase'];
      readonly from: NodeId;
      readonly promised: Ballot;
    }
  | {
      readonly type: 'OldInstance';
      readonly round: number;
      readonly from: NodeId;
      readonly what: 'prepare' | 'accept';
    }
  // learner
  | ({
      readonly type: 'Learned';
      readonly how: 'commit' | 'old-instance';
      readonly from: NodeId;
      /** It had to ask for it. */
      readonly fills: boolean;
    } & Decision)
  | { readonly type: 'Repeated'; readonly text: Text; readonly why: 'queued' | 'chosen' }
  | { readonly type: 'Recovering' }
  | { readonly type: 'AsksHighest'; readonly why: 'restart' | 'idle'; readonly highest: number }
  | { readonly type: 'Fills'; readonly round: number; readonly goal: number }
  | { readonly type: 'Recovered'; readonly highest: number }
  | { readonly type: 'Forwards'; readonly text: Text; readonly to: NodeId }
  | { readonly type: 'TakesOver'; readonly from: NodeId; readonly why: 'unreachable' | 'silent' }
  | { readonly type: 'TurnedAway' }
  // balancer
  | {
      readonly type: 'Registers';
      readonly server: NodeId;
      readonly count: number;
      readonly of: number;
    }
  | { readonly type: 'Serves'; readonly servers: number }
  | { readonly type: 'NotReady'; readonly to: NodeId; readonly count: number; readonly of: number }
  | {
      readonly type: 'Routes';
      readonly client: NodeId;
      readonly to: NodeId;
      readonly attempt: 'init' | 'retry';
      readonly loads: readonly number[];
    }
  | { readonly type: 'MarksFailed'; readonly server: NodeId; readonly by: NodeId }
  | { readonly type: 'OldLife'; readonly server: NodeId; readonly by: NodeId }
  | { readonly type: 'Stops'; readonly failed: number; readonly tolerated: number }
  | { readonly type: 'Resumes'; readonly live: number }
  | { readonly type: 'TurnsAway'; readonly server: NodeId }
  | { readonly type: 'Recalls' }
  // client
  | { readonly type: 'Seated'; readonly server: NodeId }
  | {
      readonly type: 'Hops';
      readonly from: NodeId;
      readonly call: 'say' | 'get-logs';
    }
  | { readonly type: 'Stopped' }
  | { readonly type: 'Acknowledged'; readonly text: Text; readonly round: number }
  | { readonly type: 'Reads'; readonly lines: number; readonly upTo: number };

/** The facts of some types. */
export type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;
