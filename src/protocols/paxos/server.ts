/**
 * A server: front of the chat for its clients, and proposer, acceptor and learner of every round of the log at once.
 *
 *   say       a client's text is queued and proposed in the first round that is not decided, and in the next, until it is chosen
 *   get-logs  the decided lines after a round, up to the first hole; both: front.ts
 *   prepare, promise, accept, accepted, reject, old-instance, commit      Paxos: acceptor.ts, proposer.ts, learner.ts
 *   ask-highest, highest                                                  catching up: catch-up.ts
 *   forward                                                               Multi-Paxos: leadership.ts
 *
 * On disk is what an acceptor must never forget, its promises and votes; the log is learned anew after a restart.
 *
 * Source: Lamport, Paxos Made Simple (2001) and The Part-Time Parliament (1998); README of p2p-pacman, a chat on a log replicated
 * by Paxos. Its gaps a to o are closed here.
 */
import type { Node, NodeId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { onAccept, onPrepare } from './acceptor.ts';
import { roundAt } from './ballot.ts';
import {
  askHighest,
  fillHole,
  goOnRecovering,
  onAskHighest,
  onHighest,
  recover,
  stayAwake,
  watchHole,
} from './catch-up.ts';
import { onGetLogs, onText } from './front.ts';
import { followNewLeader, leaderOf, proposeNext, takeOver } from './leadership.ts';
import { onCommit, onOldInstance } from './learner.ts';
import { hasHole } from './log.ts';
import type { PaxosVocabulary, ToServer } from './messages.ts';
import { isMember } from './peers.ts';
import { giveUp, onAccepted, onFailedCall, onPromise, onReject } from './proposer.ts';
import type { ServerState } from './states.ts';

type Outside = Node<PaxosVocabulary>;
type Of<T extends ToServer['type']> = Extract<ToServer, { type: T }>;

const REGISTER_MS = 1000;

const BLANK: ServerState = {
  acceptors: [],
  standing: null,
  log: [],
  registered: false,
  recovery: null,
  goal: 0,
  queue: [],
  proposal: null,
  watchesHole: false,
  resting: false,
  refusedFor: null,
  lead: null,
  latest: null,
};

export const server: Process<PaxosVocabulary, 'server'> = {
  durable: ['acceptors', 'standing'],

  boot(node, disk) {
    register(node);
    // Gap h: an acceptor that forgets may vote twice.
    const kept: ServerState = node.flaw('amnesia') ? BLANK : { ...BLANK, ...disk };
    if (!isMember(node.id, node)) return kept;
    stayAwake(node);
    const state = { ...kept, latest: latestVote(kept) };
    return node.founding ? state : recover(state, node);
  },

  onMessage(state, message, from, node) {
    switch (message.type) {
      case 'registered':
        return onRegistered(state, message, node);
      case 'recall':
        register(node);
        return { ...state, registered: false };
      case 'say':
        return goOn(onText(state, message.text, from, node), node);
      case 'get-logs':
        return goOn(onGetLogs(state, message, from, node), node);
      case 'prepare':
      case 'promise':
      case 'accept':
      case 'accepted':
      case 'reject':
      case 'old-instance':
      case 'commit':
      case 'ask-highest':
      case 'highest':
      case 'forward':
        stayAwake(node);
        return goOn(onPeerMessage(state, message, from, node), node);
      default:
        return unreachable(message);
    }
  },

  onTimer(state, timer, node) {
    switch (timer) {
      case 'register':
        register(node);
        return state;
      case 'phase':
        return goOn(giveUp(state, 'timeout', node), node);
      case 'rest':
        return goOn({ ...state, resting: false }, node);
      case 'fill':
        return onFillTimer({ ...state, watchesHole: false }, node);
      case 'ask':
        return askHighest(state, 'restart', node);
      case 'idle':
        stayAwake(node);
        return askHighest(state, 'idle', node);
      case 'leader': {
        const leader = leaderOf(state, node);
        return leader === null ? goOn(state, node) : takeOver(state, leader, 'silent', node);
      }
      case 'poll':
      case 'recall':
        return state;
      default:
        return unreachable(timer);
    }
  },

  /** A call to a crashed server fails at once; to one that is cut off or frozen it hangs until the phase is over. */
  onUnreachable(state, peer, message, node) {
    if (message.type === 'forward') return takeOver(state, peer, 'unreachable', node);
    if (message.type !== 'prepare' && message.type !== 'accept') return state;
    return onFailedCall(state, message, peer, node);
  },
};

type PeerMessage = Of<
  | 'prepare'
  | 'promise'
  | 'accept'
  | 'accepted'
  | 'reject'
  | 'old-instance'
  | 'commit'
  | 'ask-highest'
  | 'highest'
  | 'forward'
>;

function onPeerMessage(
  state: ServerState,
  message: PeerMessage,
  from: NodeId,
  node: Outside,
): ServerState {
  switch (message.type) {
    case 'prepare':
      return followNewLeader(state, onPrepare(state, message, from, node), node);
    case 'promise':
      return onPromise(state, message, from, node);
    case 'accept':
      return onAccept(state, message, from, node);
    case 'accepted':
      return onAccepted(state, message, from, node);
    case 'reject':
      return onReject(state, message, from, node);
    case 'old-instance':
      return onOldInstance(state, message, from, node);
    case 'commit':
      return onCommit(state, message, from, node);
    case 'ask-highest':
      return onAskHighest(state, message, from, node);
    case 'highest':
      return onHighest(state, message, from, node);
    case 'forward':
      return onText(state, message.text, from, node);
    default:
      return unreachable(message);
  }
}

/** Lets whatever comes next begin: recovery first, then the texts, then holes. */
function goOn(state: ServerState, node: Outside): ServerState {
  if (state.proposal !== null || state.resting) return state;
  if (state.recovery !== null) {
    const next = goOnRecovering(state, node);
    return next.recovery === null ? goOn(next, node) : next;
  }
  const next = state.queue.length > 0 ? proposeNext(state, node) : state;
  return next === state ? watchHole(next, node) : next;
}

/** The Commit has not come: the round must be asked for. */
function onFillTimer(state: ServerState, node: Outside): ServerState {
  const isFree = state.proposal === null && !state.resting;
  return isFree && hasHole(state) ? fillHole(state, node) : goOn(state, node);
}

function register(node: Outside): void {
  for (const balancer of node.peers('balancer')) {
    node.send(balancer, { type: 'register', life: node.incarnation });
  }
  node.setTimer('register', REGISTER_MS);
}

function onRegistered(
  state: ServerState,
  { status }: Of<'registered'>,
  node: Outside,
): ServerState {
  switch (status) {
    case 'not-ready':
      return state;
    case 'ok':
      node.cancelTimer('register');
      return state.registered ? state : { ...state, registered: true };
    case 'invalid':
      node.report({ type: 'TurnedAway' });
      node.exit();
      return state;
    default:
      return unreachable(status);
  }
}

/** What the disk tells of the last ballot. */
function latestVote({ acceptors, standing }: ServerState): ServerState['latest'] {
  const index = acceptors.findLastIndex(({ promised }) => promised !== null);
  const ballot = acceptors[index]?.promised ?? standing;
  return ballot === null ? null : { round: roundAt(Math.max(0, index)), ballot };
}
