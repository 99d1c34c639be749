/**
 * The server: Figure 2 of the paper, with what the dissertation adds.
 *
 * Time is divided into terms, each with at most one leader. A follower that hears no leader for an election timeout becomes a
 * candidate: it raises its term, votes for itself and asks the others; a majority makes it leader. Everybody votes once in a term, and
 * only for a log at least as up to date as their own (5.2, 5.4.1).
 *
 * The leader appends what clients ask to its log and sends it on. A follower takes entries only if the one before them is the same
 * as the leader's, cuts off what conflicts, and so ends with the same log (5.3). What a majority has is committed, once an
 * entry of the leader's own term is (5.4.2); what is committed is applied, in order, by everybody.
 *
 * A server of a later term rules: whoever hears of one goes on in it as a follower; what comes from an earlier one is refused. That
 * holds for every message, and is looked at first. Term, vote, snapshot and log are on disk; all else comes back by itself.
 *
 * Sources: Ongaro and Ousterhout, In Search of an Understandable Consensus Algorithm, extended version, 2014, Figure 2 and sections 5
 * to 8; Ongaro, Consensus: Bridging Theory and Practice, dissertation, 2014, chapters 3, 4, 6 and 9.
 */
import type { NodeId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { EMPTY_SEQUENCE } from '../../kernel/sequence.ts';
import { abortTransfer } from './transfer.ts';
import { onAppendEntries, onAppendEntriesReply, onInstallSnapshotReply } from './append.ts';
import { installSnapshot } from './compaction.ts';
import {
  isDisregarded,
  onElectionTimeout,
  onPreVote,
  onPreVoteReply,
  onRequestVote,
  onVote,
  startElection,
} from './election.ts';
import { configurationOf } from './log.ts';
import { EMPTY_MACHINE } from './machine.ts';
import { failCatchUp } from './membership.ts';
import type { RaftVocabulary, ServerMessage, ServerState, Snapshot } from './messages.ts';
import { broadcast } from './replication.ts';
import { onClientRequest } from './requests.ts';
import {
  follow,
  isHeardByQuorum,
  isRetired,
  type Outside,
  resetElectionTimer,
  stepDown,
} from './roles.ts';

export const server: Process<RaftVocabulary, 'server'> = {
  durable: ['currentTerm', 'votedFor', 'snapshot', 'log'],

  boot(node, disk) {
    const snapshot = disk.snapshot ?? beginning(node);
    const log = (node.flaw('log-not-durable') ? undefined : disk.log) ?? EMPTY_SEQUENCE;
    const votedFor = (node.flaw('vote-not-durable') ? null : disk.votedFor) ?? null;
    const state: ServerState = {
      currentTerm: disk.currentTerm ?? 0,
      votedFor,
      snapshot,
      log,
      commitIndex: snapshot.index,
      lastApplied: snapshot.index,
      machine: snapshot.machine,
      role: 'follower',
      leader: null,
      // A server that comes back may have heard a leader a moment ago, who counts on that (dissertation 6.4.1).
      heardAt: node.founding ? null : node.now,
      configuration: configurationOf({ snapshot, log }),
      votes: {},
      leadership: null,
    };
    if (!isRetired(state, node.id)) firstElectionTimer(node);
    return state;
  },

  onMessage(before, message, from, node) {
    if (message.type === 'ClientRequest') return onClientRequest(before, message, from, node);
    if (message.type === 'RequestVote' && isDisregarded(before, message, from, node)) {
      const leader = before.leader ?? node.id;
      node.report({ type: 'Disregarded', candidate: from, term: message.term, leader });
      return before;
    }
    const state = observeTerm(before, message, from, node);
    if ('term' in message && message.term < state.currentTerm) {
      return refuseOldTerm(state, message, from, node);
    }
    // Only a leader with the flaw `no-step-down` gets here with a message of a later term: it takes no notice.
    if ('term' in message && message.term > state.currentTerm) return state;
    return onServerMessage(state, message, from, node);
  },

  onTimer(state, timer, node) {
    switch (timer) {
      case 'election':
        return onElectionTimeout(state, node);
      case 'heartbeat':
        node.setTimer('heartbeat', node.options.heartbeatMs);
        return broadcast(state, node);
      case 'quorum':
        return checkQuorum(state, node);
      case 'transfer':
        return abortTransfer(state, node);
      case 'catch-up':
        return failCatchUp(state, node);
      case 'retry':
      case 'give-up':
        return state; // the timers of a client
      default:
        return unreachable(timer);
    }
  },
};

/** The founders know each other; a server that comes later is no member until the others let it in (dissertation 4.4). */
function beginning(node: Outside): Snapshot {
  const voters = node.founding ? node.peers('server') : [];
  return { index: 0, term: 0, configuration: { old: null, voters }, machine: EMPTY_MACHINE };
}

/** Nobody has ever led when the founders boot, so that they need not wait for long. */
function firstElectionTimer(node: Outside): void {
  if (!node.founding) return resetElectionTimer(node);
  const { electionTimeoutMs: least, electionSpreadPercent } = node.options;
  const most = Math.floor((least * (100 + electionSpreadPercent)) / 200);
  node.setTimer('election', node.random.between(Math.floor(least / 2), most));
}

/** Figure 2, all servers: "if RPC request or response contains term T > currentTerm: set currentTerm = T, convert to follower". */
function observeTerm(
  state: ServerState,
  message: ServerMessage,
  from: NodeId,
  node: Outside,
): ServerState {
  if (!('term' in message) || message.term <= state.currentTerm) return state;
  if (state.role === 'leader' && node.flaw('no-step-down')) return state;
  return stepDown(state, message.term, 'higher-term', from, node);
}

/** Figure 2: "reply false if term < currentTerm"; the sender learns the later term by that. An old answer is of no use to anybody. */
function refuseOldTerm(
  state: ServerState,
  message: Exclude<ServerMessage, { type: 'PreVote' }>,
  from: NodeId,
  node: Outside,
): ServerState {
  const { currentTerm: term } = state;
  switch (message.type) {
    case 'RequestVote':
      node.report({
        type: 'VoteRefused',
        term,
        candidate: from,
        reason: { type: 'old-term', asked: message.term },
      });
      node.send(from, { type: 'RequestVoteReply', term, granted: false });
      return state;
    case 'AppendEntries':
    case 'InstallSnapshot': {
      const { round, sentAt } = message;
      node.report({ type: 'OldTerm', peer: from, sent: message.term, term });
      const entries = message.type === 'AppendEntries' ? message.entries.length : 0;
      const nothing = { matchIndex: 0, conflictIndex: 0, conflictTerm: null };
      const refusal = { success: false, entries, ...nothing, round, sentAt } as const;
      node.send(from, { type: 'AppendEntriesReply', term, ...refusal });
      return state;
    }
    case 'RequestVoteReply':
    case 'PreVoteReply':
    case 'AppendEntriesReply':
    case 'InstallSnapshotReply':
    case 'TimeoutNow':
      node.report({ type: 'OldTerm', peer: from, sent: message.term, term });
      return state;
    default:
      return unreachable(message);
  }
}

/** A message of the current term. */
function onServerMessage(
  state: ServerState,
  message: ServerMessage,
  from: NodeId,
  node: Outside,
): ServerState {
  switch (message.type) {
    case 'RequestVote':
      return onRequestVote(state, message, from, node);
    case 'RequestVoteReply':
      return onVote(state, from, message.granted, node);
    case 'PreVote':
      return onPreVote(state, message, from, node);
    case 'PreVoteReply':
      return onPreVoteReply(state, from, message, node);
    case 'AppendEntries':
      return onAppendEntries(follow(state, from, node), message, from, node);
    case 'InstallSnapshot':
      return installSnapshot(follow(state, from, node), message, from, node);
    case 'AppendEntriesReply':
      return state.role === 'leader' ? onAppendEntriesReply(state, message, from, node) : state;
    case 'InstallSnapshotReply':
      return state.role === 'leader' ? onInstallSnapshotReply(state, message, from, node) : state;
    case 'TimeoutNow':
      // Dissertation 3.10: the leader wants this server to follow it, so that no pre-vote and no living leader stands in the way.
      return state.role === 'leader' ? state : startElection(state, 'transfer', node);
    default:
      return unreachable(message);
  }
}

/** Dissertation 6.2: a leader that has not heard from a majority for an election timeout may have been replaced. */
function checkQuorum(state: ServerState, node: Outside): ServerState {
  if (isHeardByQuorum(state, node.options.electionTimeoutMs, node)) {
    node.setTimer('quorum', node.options.electionTimeoutMs);
    return state;
  }
  return stepDown(state, state.currentTerm, 'no-quorum', null, node);
}
