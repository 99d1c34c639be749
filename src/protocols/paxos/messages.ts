/** The words of the Paxos chat: messages, commands, timers, flaws, options. */
import type { OperationId } from '../../kernel/process.ts';
import type { JudgedVocabulary } from '../protocol.ts';
import type { Ballot } from './ballot.ts';
import type { Fact } from './facts.ts';
import type { Memory } from './memory.ts';
import type { BalancerState, ClientState, ServerState } from './states.ts';
import type { Decision, Line, Seat, Text, Vote } from './values.ts';

export type ToServer =
  /** Phase 1a. `all`: for this round and every later one (Multi-Paxos). */
  | {
      readonly type: 'prepare';
      readonly round: number;
      readonly ballot: Ballot;
      readonly all: boolean;
    }
  /** Phase 1b. `votes`: what the acceptor has accepted in the rounds that it is asked about. */
  | {
      readonly type: 'promise';
      readonly round: number;
      readonly ballot: Ballot;
      readonly votes: readonly Vote[];
    }
  /** Phase 2a. */
  | ({ readonly type: 'accept' } & Vote)
  /** Phase 2b. */
  | { readonly type: 'accepted'; readonly round: number; readonly ballot: Ballot }
  /** No, in either phase: a higher ballot was promised. */
  | {
      readonly type: 'reject';
      readonly round: number;
      readonly ballot: Ballot;
      readonly promised: Ballot;
    }
  /** The round is decided: what was chosen, and the highest round that the answering server knows of. */
  | ({ readonly type: 'old-instance'; readonly highest: number } & Decision)
  | ({ readonly type: 'commit' } & Decision)
  /** "How far are you? I know of rounds up to this one." */
  | { readonly type: 'ask-highest'; readonly highest: number }
  | { readonly type: 'highest'; readonly highest: number }
  /** Multi-Paxos: a text for the leader to propose. */
  | { readonly type: 'forward'; readonly text: Text }
  /** `life`: the life of the server that the client was given; a call that fails late must not count against a later one. */
  | { readonly type: 'say'; readonly text: Text; readonly life: number }
  | { readonly type: 'get-logs'; readonly newerThan: number; readonly life: number }
  /** The balancer's answer to `register`. `invalid`: not one of the cluster. */
  | { readonly type: 'registered'; readonly status: 'not-ready' | 'ok' | 'invalid' }
  /** A balancer that has restarted asks who is there. */
  | { readonly type: 'recall' };

export type ToBalancer =
  /** `life` numbers the server's lives. */
  | { readonly type: 'register'; readonly life: number }
  | {
      readonly type: 'route';
      readonly request: number;
      /** Retry: the server that a call failed at, and the life of it that the client knew. */
      readonly failed: Seat | null;
    }
  /** Answer of a client to `recall`. */
  | { readonly type: 'seated'; readonly seat: Seat };

export type ToClient =
  | {
      readonly type: 'routed';
      readonly request: number;
      readonly status: 'not-ready' | 'most-failed';
    }
  | {
      readonly type: 'routed';
      readonly request: number;
      readonly status: 'ok';
      readonly seat: Seat;
    }
  | { readonly type: 'said'; readonly sequence: OperationId; readonly round: number }
  /** `recovering`: the server has just restarted and does not know the log yet. */
  | {
      readonly type: 'logs';
      readonly upTo: number;
      readonly lines: readonly Line[];
      readonly recovering: boolean;
    }
  | { readonly type: 'recall' };

export type Command =
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'log' }
  | { readonly type: 'quit' };

export type TimerName =
  | 'register'
  | 'phase'
  | 'rest'
  | 'fill'
  | 'ask'
  | 'idle'
  | 'leader'
  | 'poll'
  | 'recall';

export type FlawName =
  | 'amnesia'
  | 'self-vote-twice'
  | 'one-acceptor-slot'
  | 'ignore-accepted-value'
  | 'colliding-ballots'
  | 'lost-when-behind'
  | 'propose-again';

export interface PaxosVocabulary extends JudgedVocabulary {
  States: { client: ClientState; balancer: BalancerState; server: ServerState };
  Inbox: { client: ToClient; balancer: ToBalancer; server: ToServer };
  Command: Command;
  Fact: Fact;
  Timer: TimerName;
  Flaw: FlawName;
  Options: {
    servers: number;
    clients: number;
    multiPaxos: boolean;
    phaseTimeoutMs: number;
    backOffMs: number;
    jitterMs: number;
  };
  Memory: Memory;
}
