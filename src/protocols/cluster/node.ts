/**
 * The node: a key-value store that finds the others by a registry, elects a leader with them, and keeps the same data as they do.
 *
 * Each step is a file of its own, and a version of the original has all steps up to its own:
 *  - 1.0.0 `store.ts`: a table, written and read.
 *  - 2.0.0 `discovery.ts`: register, and hear who else is there.
 *  - 2.1.0 `election.ts`, `leadership.ts`: the bully algorithm, and heart-beats every period.
 *  - 2.2.0 `copying.ts`: writes through the leader, copied to the others.
 *  - 3.0.0 `replication.ts`, `committing.ts`, `takeover.ts`, `admission.ts`: a log, majorities, terms. Copying gives way to it.
 *
 * Before anything else, a message of a leader is held against the term that this node has accepted: of a lower one it is refused, and a higher one
 * ends whatever this node was about. Source: README of the distributed database project, versions 1.0.0 to 3.0.0.
 */
import type { Node, NodeId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { reviewMembers } from './admission.ts';
import { announce, onListing, onRegisterTimer, onRegistryDown } from './discovery.ts';
import { onAlive, onElectionTimer, onPing, onRefusedPing, onSilence } from './election.ts';
import { has } from './ladder.ts';
import { beat, onRefusedBeat } from './leadership.ts';
import { membersIn } from './log.ts';
import type { ClusterVocabulary, FromLeader, Log, NodeState } from './messages.ts';
import { isLeader, type Leader } from './progress.ts';
import { expireRequests, learnCommit, onAppend, onAppended, onHeard } from './replication.ts';
import { serve } from './serving.ts';
import { deadAfterMs, hearLeader, isFenced } from './standing.ts';
import { write } from './store.ts';
import {
  onFenced,
  onPromised,
  onPull,
  onPulled,
  onRefusedTakeover,
  onTakeover,
  onTakeoverTimer,
} from './takeover.ts';
import { NO_TERM } from './term.ts';

type Outside = Node<ClusterVocabulary>;

export const databaseNode: Process<ClusterVocabulary, 'node'> = {
  durable: ['identity', 'promised', 'log'],

  boot(node, disk) {
    const log = disk.log ?? foundingLog(node);
    announce(node);
    if (has('election', node.options)) node.setTimer('silence', deadAfterMs(node));
    return {
      identity: disk.identity ?? node.incarnation,
      promised: disk.promised ?? NO_TERM,
      log,
      members: membersIn(log),
      map: [],
      listing: [],
      registryAt: node.now,
      registryDown: false,
      standing: { kind: 'waiting' },
      round: 0,
      victory: null,
      matched: 0,
      commitIndex: 0,
    };
  },

  onMessage(state, message, from, node) {
    switch (message.type) {
      case 'listing':
        return onListing(state, message.names, node);
      case 'put':
      case 'get':
      case 'remove':
      case 'ask':
        return serve(state, message, from, node);
      case 'election':
        return onPing(state, message.round, from, node);
      case 'alive':
        return onAlive(state, message.round, from, node);
      case 'copy':
        return write(state, message.key, message.value, node);
      case 'heartbeat':
      case 'victory':
      case 'takeover':
      case 'pull':
      case 'append':
      case 'commit':
        return onLeader(state, message, from, node);
      case 'heard':
        return onHeard(state, message, from, node);
      case 'appended':
        return onAppended(state, message, from, node);
      case 'promised':
        return onPromised(state, message, from, node);
      case 'pulled':
        return onPulled(state, message, from, node);
      case 'fenced':
        return onFenced(state, message, from, node);
      default:
        return unreachable(message);
    }
  },

  onTimer(state, timer, node) {
    switch (timer) {
      case 'register':
        return onRegisterTimer(state, node);
      case 'silence':
        return onSilence(state, node);
      case 'election':
        return onElectionTimer(state, node);
      case 'takeover':
        return onTakeoverTimer(state, node);
      case 'heartbeat':
        return isLeader(state) ? lead(state, node) : state;
      case 'sweep':
      case 'patience':
        return state; // the timers of other roles
      default:
        return unreachable(timer);
    }
  },

  onUnreachable(state, peer, message, node) {
    switch (message.type) {
      case 'register':
      case 'list':
        return onRegistryDown(state, node);
      case 'election':
        return onRefusedPing(state, message.round, peer, node);
      case 'takeover':
      case 'pull':
        return onRefusedTakeover(state, peer, message.term, node);
      case 'heartbeat':
      case 'append':
        return onRefusedBeat(state, peer, node);
      case 'copy':
        node.report({ type: 'CopyFailed', peer, key: message.key });
        return state;
      case 'alive':
      case 'victory':
      case 'commit':
      case 'heard':
      case 'appended':
      case 'promised':
      case 'pulled':
      case 'fenced':
      case 'listing':
      case 'put':
      case 'get':
      case 'remove':
      case 'ask':
      case 'written':
      case 'value':
      case 'redirect':
      case 'unavailable':
      case 'uncertain':
      case 'told':
        return state; // an answer, word that is repeated anyway, or not a node's
      default:
        return unreachable(message);
    }
  },
};

/** Every period: the heart-beat, and from version 3.0.0 on what there is to do about the log. Before, there is none. */
function lead(state: Leader, node: Outside): Leader {
  const leader = beat(state, node);
  if (!has('replication', node.options)) return leader;
  return reviewMembers(expireRequests(leader, node), node);
}

/** The members of the initial cluster are settled before it begins: the log of each founder starts with them. */
function foundingLog(node: Outside): Log {
  if (!node.founding || !has('replication', node.options)) return [];
  const members = Array.from({ length: node.options.nodes }, (_, at) => {
    return { id: `node-${at + 1}`, identity: 1 };
  });
  return [{ term: NO_TERM, change: { type: 'members', members }, origin: null }];
}

/** Gap c: the fence, then what the message asks for. */
function onLeader(before: NodeState, message: FromLeader, from: NodeId, node: Outside): NodeState {
  const { term } = message;
  if (isFenced(before, term, node)) {
    const { promised } = before;
    node.send(from, { type: 'fenced', term, promised });
    node.report({ type: 'Fenced', from, what: message.type, term, promised });
    return before;
  }
  switch (message.type) {
    case 'takeover':
      return onTakeover(before, message, from, node);
    case 'pull':
      return onPull(before, message, from, node);
    case 'victory':
      return hearLeader(before, from, term, 'victory', node);
    case 'heartbeat': {
      const state = hearLeader(before, from, term, 'heartbeat', node);
      const { identity, matched } = state;
      node.send(from, { type: 'heard', term, identity, matched });
      return learnCommit(state, message.commitIndex, node);
    }
    case 'append':
      return onAppend(hearLeader(before, from, term, 'heartbeat', node), message, from, node);
    case 'commit':
      return learnCommit(
        hearLeader(before, from, term, 'heartbeat', node),
        message.commitIndex,
        node,
      );
    default:
      return unreachable(message);
  }
}
