/** The words of Raft: log entries, messages, states, options. Names are those of Figure 2 and of the dissertation. */
import type { NodeId, OperationId } from '../../kernel/process.ts';
import type { Sequence } from '../../kernel/sequence.ts';
import type { JudgedVocabulary } from '../protocol.ts';
import type { Fact } from './facts.ts';
import type { Memory } from './memory.ts';

// ── the state machine ────────────────────────────────────────────────────────────────────────────────────────

/** What can be asked of the key-value store. */
export type KeyCommand =
  | { readonly type: 'get'; readonly key: string }
  | { readonly type: 'set'; readonly key: string; readonly value: string }
  | { readonly type: 'delete'; readonly key: string }
  | {
      readonly type: 'cas';
      readonly key: string;
      readonly expected: string;
      readonly value: string;
    }
  | { readonly type: 'append'; readonly key: string; readonly value: string };

/** A key's value and the index of the entry that wrote it; a deleted key keeps its index. */
export interface Slot {
  readonly value: string | null;
  readonly version: number;
}

/** What a command came to; `version` is the index of the entry that wrote what it wrote or read. */
export interface Answer {
  readonly outcome: 'ok' | 'refused';
  readonly text: string;
  readonly version: number;
}

export type Store = Readonly<Record<string, Slot>>;

/** The replicated state machine: the store, and for each client its newest command with the answer (dissertation 6.3). */
export interface Machine {
  readonly store: Store;
  readonly sessions: Readonly<Record<NodeId, Session>>;
}

export interface Session {
  readonly sequence: OperationId;
  readonly answer: Answer;
}

// ── the log ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Who votes. While `old` stands, both lists must agree: joint consensus (section 6). An empty list of voters: not a member yet. */
export interface Configuration {
  readonly old: readonly NodeId[] | null;
  readonly voters: readonly NodeId[];
}

/** The client that asked, and the number of its command. */
export interface Origin {
  readonly client: NodeId;
  readonly sequence: OperationId;
}

export type LogCommand =
  | { readonly type: 'no-op' }
  | { readonly type: 'key'; readonly command: KeyCommand; readonly origin: Origin }
  | {
      readonly type: 'configuration';
      readonly configuration: Configuration;
      readonly origin: Origin | null;
    };

export interface Entry {
  readonly term: number;
  readonly command: LogCommand;
}

/** Everything up to `index`, made into one state (section 7). Index 0 is where the first cluster begins. */
export interface Snapshot {
  readonly index: number;
  readonly term: number;
  readonly configuration: Configuration;
  readonly machine: Machine;
}

/** The configuration in use: that of the newest entry of its kind, committed or not (section 6). */
export interface InUse extends Configuration {
  /** The index of that entry. */
  readonly index: number;
  /** Members of the one before: until this one is committed they may still be needed. */
  readonly before: readonly NodeId[];
}

// ── messages ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Says which broadcast of a leader a message belongs to, and when it set off by the leader's clock; a reply carries it back. */
export interface Round {
  readonly round: number;
  readonly sentAt: number;
}

export interface RequestVote {
  readonly type: 'RequestVote';
  readonly term: number;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
  /** Began with TimeoutNow: the leader itself wants this election (dissertation 4.2.3). */
  readonly isTransfer: boolean;
}

/** Asks without raising any term: "would you vote for me in `nextTerm`?" (dissertation 9.6). */
export interface PreVote {
  readonly type: 'PreVote';
  readonly nextTerm: number;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
}

export interface AppendEntries extends Round {
  readonly type: 'AppendEntries';
  readonly term: number;
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  readonly entries: readonly Entry[];
  readonly leaderCommit: number;
}

export interface AppendEntriesReply extends Round {
  readonly type: 'AppendEntriesReply';
  readonly term: number;
  readonly success: boolean;
  /** How many entries came with the request; none with a heart-beat. */
  readonly entries: number;
  /** On success: up to here the logs are equal. */
  readonly matchIndex: number;
  /** On refusal: where to try next, and the term of the entry in the way if there is one (end of section 5.3). */
  readonly conflictIndex: number;
  readonly conflictTerm: number | null;
}

export interface InstallSnapshot extends Round {
  readonly type: 'InstallSnapshot';
  readonly term: number;
  readonly snapshot: Snapshot;
}

export type ServerMessage =
  | RequestVote
  | { readonly type: 'RequestVoteReply'; readonly term: number; readonly granted: boolean }
  | PreVote
  | {
      readonly type: 'PreVoteReply';
      readonly term: number;
      readonly nextTerm: number;
      readonly granted: boolean;
    }
  | AppendEntries
  | AppendEntriesReply
  | InstallSnapshot
  | ({
      readonly type: 'InstallSnapshotReply';
      readonly term: number;
      readonly matchIndex: number;
    } & Round)
  | { readonly type: 'TimeoutNow'; readonly term: number };

/** What a client asks of a server. */
export type Request =
  | KeyCommand
  | { readonly type: 'add'; readonly servers: readonly NodeId[] }
  | { readonly type: 'remove'; readonly servers: readonly NodeId[] }
  | { readonly type: 'transfer'; readonly server: NodeId }
  | { readonly type: 'snapshot'; readonly server: NodeId }
  | { readonly type: 'timeout'; readonly server: NodeId };

export interface ClientRequest {
  readonly type: 'ClientRequest';
  readonly sequence: OperationId;
  readonly request: Request;
}

export type ToServer = ServerMessage | ClientRequest;

export type ToClient =
  | ({ readonly type: 'ClientReply'; readonly sequence: OperationId } & Answer)
  /** "Not me": with whom to try, as far as this server knows. */
  | {
      readonly type: 'Redirect';
      readonly sequence: OperationId;
      readonly leader: NodeId | null;
    };

// ── states ───────────────────────────────────────────────────────────────────────────────────────────────────

export type ServerRole = 'follower' | 'pre-candidate' | 'candidate' | 'leader';

export interface ServerState {
  // Figure 2, persistent state
  readonly currentTerm: number;
  readonly votedFor: NodeId | null;
  readonly snapshot: Snapshot;
  /** The entries after the snapshot. */
  readonly log: Sequence<Entry>;
  // Figure 2, volatile state
  readonly commitIndex: number;
  readonly lastApplied: number;
  readonly machine: Machine;
  readonly role: ServerRole;
  /** Who leads the current term, as far as is known. */
  readonly leader: NodeId | null;
  /** When a leader was last heard, by this server's clock; `null` if never in this life. */
  readonly heardAt: number | null;
  /** What the newest entry of that kind in the log says. */
  readonly configuration: InUse;
  /** Replies of an election or of its trial run: peer → granted. */
  readonly votes: Readonly<Record<NodeId, boolean>>;
  readonly leadership: Leadership | null;
}

/** What only a leader has; begun anew after each election. */
export interface Leadership {
  /** Index of the no-op that opened the term. */
  readonly firstIndex: number;
  /** Of the newest broadcast. */
  readonly round: number;
  /** Index of the newest configuration that this leader knows to be committed. */
  readonly settled: number;
  readonly followers: readonly Progress[];
  readonly reads: readonly PendingRead[];
  /** A TimeoutNow was sent: until the term ends, another server may be elected in spite of the lease. */
  readonly leaseGivenUp: boolean;
  readonly transfer: (Origin & { readonly target: NodeId }) | null;
  readonly catchUp: CatchUp | null;
}

/** What a leader knows of a follower. */
export interface Progress {
  readonly peer: NodeId;
  /** Figure 2: nextIndex and matchIndex. */
  readonly next: number;
  readonly match: number;
  /** The newest index that was ever sent since `next` was last set back. */
  readonly sent: number;
  /** Newest round that was answered, and when it was sent. */
  readonly ackedRound: number;
  readonly ackedAt: number;
}

/** A read that waits for a round of heart-beats to confirm the leader (dissertation 6.4). */
export interface PendingRead extends Origin {
  readonly key: string;
  readonly readIndex: number;
  readonly round: number;
}

/** Servers that are brought up to date before they may vote (dissertation 4.2.1). */
export interface CatchUp extends Origin {
  readonly servers: readonly NodeId[];
  readonly round: number;
  /** The round is over when all match this index. */
  readonly goal: number;
  readonly since: number;
}

export interface ClientState {
  readonly leader: NodeId | null;
  /** The one command on its way: a session has at most one (dissertation 6.3). */
  readonly current: OpenRequest | null;
  readonly queue: readonly Waiting[];
  readonly loads: readonly Load[];
}

export interface Waiting {
  readonly sequence: OperationId;
  readonly request: Request;
  /** When it was typed, by the client's clock. */
  readonly since: number;
}

export interface OpenRequest extends Waiting {
  /** Whom it was last sent to. */
  readonly server: NodeId;
  /** Redirects followed since the client last waited. */
  readonly redirects: number;
  /** The bulk command that it is part of. */
  readonly load: OperationId | null;
}

/** A bulk command under way. */
export interface Load {
  readonly operation: OperationId;
  readonly writes: number;
  readonly keys: number;
  readonly begun: number;
  readonly answered: number;
}

export type Command =
  | Request
  | { readonly type: 'load'; readonly writes: number; readonly keys: number };

export type TimerName =
  | 'election'
  | 'heartbeat'
  | 'quorum'
  | 'transfer'
  | 'catch-up'
  | 'retry'
  | 'give-up';

export type FlawName =
  | 'vote-not-durable'
  | 'log-not-durable'
  | 'no-up-to-date-check'
  | 'commit-old-term-by-counting'
  | 'no-step-down'
  | 'wrong-majority'
  | 'snapshot-forgets-sessions'
  | 'joint-skipped'
  | 'stale-leader-read'
  | 'truncate-always';

export interface RaftVocabulary extends JudgedVocabulary {
  States: { client: ClientState; server: ServerState };
  Inbox: { client: ToClient; server: ToServer };
  Command: Command;
  Fact: Fact;
  Timer: TimerName;
  Flaw: FlawName;
  Options: {
    servers: number;
    clients: number;
    electionTimeoutMs: number;
    electionSpreadPercent: number;
    heartbeatMs: number;
    preVote: boolean;
    checkQuorum: boolean;
    /** `log`, `read-index`, `lease` */
    reads: string;
    /** `joint consensus`, `one at a time` */
    membership: string;
    learners: boolean;
    sessions: boolean;
    /** `at once`, `batched`, `pipelined` */
    replication: string;
    entriesPerMessage: number;
    snapshotEvery: number;
    giveUpMs: number;
  };
  Memory: Memory;
}
