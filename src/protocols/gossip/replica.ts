/**
 * The replica: a state machine whose state is a number, moved on by gossip.
 *
 * Once per turn (a second) it pushes (state, last entry) to one neighbour at random and tells the balancer its state.
 * On a push of index i there are three cases: i < state is old, i = state a duplicate, i = state + 1 new: it is applied. The
 * balancer releases one entry at a time, so i > state + 1 means that this replica was away: it pulls the whole table from the sender.
 * A replica that starts asks the balancer for the members, pulls (state, table) from one of them, and goes on from there.
 *
 * Source: README of the simple gossip database, "Gossip", "State", "Crash Tolerance". Turns are not synchronised: each begins at a
 * random phase. The original also pushed at the moment of applying; that is the option `eagerPush`.
 */
import type { Node, NodeId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { applyEntry } from './entries.ts';
import {
  type Entry,
  entryText,
  firstSession,
  type GossipVocabulary,
  isAhead,
  isSamePosition,
  type ReplicaState,
  type ToReplica,
  HEARTBEAT_MS,
} from './messages.ts';

const JOIN_RETRY_MS = 2000;
const PULL_TIMEOUT_MS = 2000;

type Outside = Node<GossipVocabulary>;
type Of<T extends ToReplica['type']> = Extract<ToReplica, { type: T }>;

export const replica: Process<GossipVocabulary, 'replica'> = {
  durable: [],

  boot(node) {
    const session = firstSession(node.incarnation);
    const blank = { session, neighbours: [], table: [], applied: null, pulling: null };
    if (node.founding) {
      startTurns(node);
      const neighbours = others(node.peers('replica'), node.id);
      return { ...blank, phase: 'member', era: 0, state: 0, neighbours };
    }
    return askToJoin({ ...blank, phase: 'joining', era: -1, state: 0 }, 'join', node);
  },

  onMessage(state, message, from, node) {
    switch (message.type) {
      case 'push':
        return onPush(state, message, from, node);
      case 'seed':
        // Gap a: the original's balancer sent -1, "apply whatever you have", and a seed that had it by gossip applied it twice.
        if (node.flaw('unconditional-seed') && state.phase === 'member') {
          const next = applied(state, message.index, message.entry, from, node);
          return { ...next, state: state.state + 1 };
        }
        return onPush(state, message, from, node);
      case 'members':
        return onMembers(state, message, node);
      case 'pull':
        return onPull(state, from, node);
      case 'table':
        return onTable(state, message, from, node);
      case 'rejoin':
        if (state.phase !== 'member' || message.session !== state.session) return state;
        stopTurns(node);
        return askToJoin({ ...state, session: state.session + 1 }, 'rejoin', node);
      case 'census':
        // One that is joining is heard by its own request.
        if (state.phase === 'member') tellState(state, node);
        return state;
      default:
        return unreachable(message);
    }
  },

  onTimer(state, timer, node) {
    switch (timer) {
      case 'turn':
        push(state, node);
        tellState(state, node);
        node.setTimer('turn', node.options.gossipIntervalMs);
        return state;
      case 'beat':
        tellState(state, node);
        node.setTimer('beat', HEARTBEAT_MS);
        return state;
      case 'join':
        return askToJoin(state, null, node);
      case 'pull':
        return onPullTimeout(state, node);
      case 'check':
      case 'resend':
      case 'census':
      case 'retry':
        return state; // the timers of other roles
      default:
        return unreachable(timer);
    }
  },
};

/** Turns begin at a random phase. Where a turn is longer than a heart-beat, heart-beats come in between: silence means death. */
function startTurns(node: Outside): void {
  const { gossipIntervalMs } = node.options;
  node.setTimer('turn', node.random.between(1, gossipIntervalMs));
  if (gossipIntervalMs > HEARTBEAT_MS) node.setTimer('beat', HEARTBEAT_MS);
}

function stopTurns(node: Outside): void {
  node.cancelTimer('turn');
  node.cancelTimer('beat');
}

/** The three cases of index against state, and the gap that a late-comer meets. */
function onPush(
  state: ReplicaState,
  { era, index, entry }: Of<'push' | 'seed'>,
  from: NodeId,
  node: Outside,
): ReplicaState {
  const ignore = (reason: 'old' | 'duplicate' | 'joining' | 'old-era'): ReplicaState => {
    node.report({ type: 'Ignored', from, reason, index, state: state.state });
    return state;
  };
  if (state.phase !== 'member') return ignore('joining');
  if (era < state.era) return ignore('old-era');
  if (era > state.era) return pullFrom(state, from, 'new-era', node);
  if (index < state.state) return ignore('old');
  if (index === state.state) return ignore('duplicate');
  // Gap b: applied without this check, an entry would land on a table that lacks the ones before it.
  if (index > state.state + 1) return pullFrom(state, from, 'gap', node);
  return applied(state, index, entry, from, node);
}

function applied(
  state: ReplicaState,
  index: number,
  entry: Entry,
  from: NodeId,
  node: Outside,
): ReplicaState {
  const next = { ...applyEntry(state, entry, node.id), state: index, applied: { index, entry } };
  node.report({ type: 'Applied', index, what: entryText(entry), from });
  if (node.options.eagerPush) push(next, node);
  tellState(next, node);
  return next;
}

function push({ applied: last, neighbours, era }: ReplicaState, node: Outside): void {
  const neighbour = node.random.pick(neighbours);
  if (last === null || neighbour === undefined) return;
  node.send(neighbour, { type: 'push', era, index: last.index, entry: last.entry });
}

function tellState({ session, era, state }: ReplicaState, node: Outside): void {
  for (const balancer of node.peers('balancer')) {
    node.send(balancer, { type: 'state', session, era, state });
  }
}

function askToJoin(
  state: ReplicaState,
  why: 'join' | 'rejoin' | null,
  node: Outside,
): ReplicaState {
  if (why !== null) node.report({ type: 'Asks', why });
  for (const balancer of node.peers('balancer')) {
    node.send(balancer, {
      type: 'node',
      session: state.session,
      era: state.era,
      state: state.state,
    });
  }
  node.setTimer('join', JOIN_RETRY_MS);
  return { ...state, phase: 'joining', pulling: null };
}

function onMembers(state: ReplicaState, message: Of<'members'>, node: Outside): ReplicaState {
  if (message.session !== state.session || state.phase === 'pulling') return state;
  if (state.phase === 'member' && !isAhead(message, state)) return state;
  const { era, keeps, alone } = message;
  const neighbours = others(message.members, node.id);
  if (neighbours.length === 0 && !alone && keeps === null) return state; // nobody left to pull from: it will ask again
  node.cancelTimer('join');
  stopTurns(node);
  if (keeps !== null && isSamePosition(keeps, state)) {
    return becomeMember({ ...state, era, neighbours }, null, node);
  }
  const goal = { era, state: message.state };
  if (alone) {
    return becomeMember({ ...state, ...goal, neighbours, table: [], applied: null }, null, node);
  }
  return pullNext({ ...state, neighbours, phase: 'pulling' }, neighbours, goal, 'join', node);
}

function becomeMember(state: ReplicaState, from: NodeId | null, node: Outside): ReplicaState {
  const next: ReplicaState = { ...state, phase: 'member', pulling: null };
  node.report({ type: 'Adopted', from, state: next.state, rows: next.table.length });
  tellState(next, node);
  node.cancelTimer('pull');
  startTurns(node);
  return next;
}

/** Asks one of `untried` for its table; if none is left, asks the balancer again (gap g). */
function pullNext(
  state: ReplicaState,
  untried: readonly NodeId[],
  goal: { readonly era: number; readonly state: number },
  why: 'join' | 'timeout',
  node: Outside,
): ReplicaState {
  const from = node.random.pick(untried);
  if (from === undefined) return askToJoin(state, null, node);
  node.report({ type: 'Pulls', from, why });
  node.send(from, { type: 'pull' });
  if (!node.flaw('pull-without-timeout')) node.setTimer('pull', PULL_TIMEOUT_MS);
  return { ...state, pulling: { from, untried: others(untried, from), goal } };
}

function onPullTimeout(state: ReplicaState, node: Outside): ReplicaState {
  if (state.pulling === null) return state;
  return pullNext(state, state.pulling.untried, state.pulling.goal, 'timeout', node);
}

function pullFrom(
  state: ReplicaState,
  from: NodeId,
  why: 'gap' | 'new-era',
  node: Outside,
): ReplicaState {
  // The balancer is no replica: a seed that cannot be applied is left to the gossip that follows it.
  if (!node.peers('replica').includes(from)) return state;
  node.report({ type: 'Pulls', from, why });
  node.send(from, { type: 'pull' });
  return state;
}

function onPull(state: ReplicaState, from: NodeId, node: Outside): ReplicaState {
  if (state.phase !== 'member') {
    node.report({ type: 'PullRefused', from });
    return state;
  }
  const { era, table, neighbours, applied: last } = state;
  node.send(from, { type: 'table', era, state: state.state, table, neighbours, applied: last });
  return state;
}

function onTable(
  state: ReplicaState,
  message: Of<'table'>,
  from: NodeId,
  node: Outside,
): ReplicaState {
  const { era, table } = message;
  if (state.phase === 'pulling') {
    const goal = state.pulling?.goal;
    if (goal === undefined || era !== goal.era || message.state < goal.state) return state;
    return becomeMember({ ...state, era, state: message.state, table, applied: null }, from, node);
  }
  if (state.phase !== 'member' || !isAhead(message, state)) return state;
  const neighbours = others([...message.neighbours, from], node.id);
  const next = { ...state, era, state: message.state, table, neighbours, applied: message.applied };
  node.report({ type: 'Adopted', from, state: next.state, rows: table.length });
  tellState(next, node);
  return next;
}

function others(ids: readonly NodeId[], id: NodeId): readonly NodeId[] {
  return ids.filter((other) => other !== id);
}
