/**
 * The replica: a state machine that is given the requests of all clients in one order, found without asking any other replica.
 *
 * A request's id is (clock of its client at the sending, client); the order of the ids is the order of execution. Per connected
 * client there is a queue of its broadcasts. Channels keep order and a client's clock only grows, so once a client's *head*
 * request is here, nothing smaller can come from it. The *stability test*: when every connected client has a head, the smallest
 * of them is stable. It is executed once its client's next broadcast is here too, the proof that all live replicas have it
 * (`stability.ts`). Clients with nothing to say send dummies, which are executed like requests and do nothing.
 *
 * A client that dies leaves the connected set by a CLOSE round (`closing.ts`), a `q` by its place in the order. A replica that
 * dies is missed by nobody; a restarted one joins as a new member by state transfer (`joining.ts`, `admission.ts`).
 *
 * Sources: Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System" 1978; Schneider, "Implementing
 * Fault-Tolerant Services Using the State Machine Approach" 1990, section 3.2.1, the stability test for fail-stop processors;
 * README of the distributed vaccine database.
 */
import { EMPTY_SEQUENCE } from '../../kernel/sequence.ts';
import type { Node, NodeId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { enqueue, enrol, welcomed } from './enrolment.ts';
import { considerJoin, giveSnapshot, memberFailed, memberLive, withdrawn } from './admission.ts';
import { receive } from './clock.ts';
import { coordinatorSaid, mourn, runRounds } from './closing.ts';
import { compareUids, isClient, nodeOf, uidOf } from './identity.ts';
import {
  clientDown,
  donorFailed,
  join,
  knockAgain,
  memberBusy,
  memberReady,
  proceed,
  takeOver,
} from './joining.ts';
import type { ClientRecord, LamportVocabulary, ReplicaState, ToReplica } from './messages.ts';
import { FIRST_SITES } from './sites.ts';
import { executeStable } from './stability.ts';

type Outside = Node<LamportVocabulary>;

export const replica: Process<LamportVocabulary, 'replica'> = {
  /** Nothing: fail-stop processors lose what they have, and a restart is a new member. */
  durable: [],

  boot(node) {
    const uid = uidOf(node.id, node.incarnation);
    const state: ReplicaState = {
      uid,
      clock: 0,
      joining: null,
      members: [],
      clients: {},
      closed: [],
      rounds: {},
      reserved: null,
      sites: FIRST_SITES,
      executedId: null,
      logFrom: 0,
      log: EMPTY_SEQUENCE,
    };
    if (!node.founding) return join(state, 1, node);
    const founders = node.peers('replica').map((id) => uidOf(id, 1));
    return { ...state, members: founders.toSorted(compareUids) };
  },

  onMessage: (state, message, from, node) => handle(receive(state, message), message, from, node),

  onTimer: (state, timer, node) =>
    timer === 'knock' ? knockAgain(state, node) : joinAgain(state, node),

  /** Only a knock asks somebody of whom nothing is known; every other silence is ended by a fail-stop notice. */
  onUnreachable: (state, peer, message, node) =>
    message.type === 'knock' && state.joining !== null
      ? clientDown(state, peer, message.about, node)
      : state,

  /** The notice comes behind everything that the dead node had sent here. */
  onPeerFailed: (state, peer, node) =>
    isClient(peer) ? clientFailed(state, peer, node) : replicaFailed(state, peer, node),
};

function joinAgain(state: ReplicaState, node: Outside): ReplicaState {
  return state.joining?.stage === 'pausing' ? join(state, state.joining.attempt + 1, node) : state;
}

function handle(
  state: ReplicaState,
  message: ToReplica,
  from: NodeId,
  node: Outside,
): ReplicaState {
  switch (message.type) {
    case 'hello':
      return proceed(enrol(state, message, from, node), node);
    case 'welcome':
      return proceed(welcomed(state, message, node), node);
    case 'request':
    case 'dummy':
      return executeStable(enqueue(state, message, from, node), node);
    case 'closing':
      return runRounds(mourn(state, message.client, from, node), node);
    case 'close':
      return coordinatorSaid(state, message, from, node);
    case 'join':
      return considerJoin(state, message, from, node);
    case 'withdraw':
      return withdrawn(state, message, node);
    case 'fetch':
      return giveSnapshot(state, message, from, node);
    case 'live':
      return memberLive(state, message, from, node);
    case 'ready':
      return memberReady(state, message, from, node);
    case 'busy':
      return memberBusy(state, message, from, node);
    case 'snapshot':
      return takeOver(state, message, from, node);
    default:
      return unreachable(message);
  }
}

/**
 * Everything that this life of the client had sent here has arrived. A newcomer may have heard of a life that has not spoken to it
 * yet: the notice is not about that one, which would have said hello first.
 */
function clientFailed(state: ReplicaState, peer: NodeId, node: Outside): ReplicaState {
  const isMeant = ([uid, record]: readonly [string, ClientRecord]): boolean =>
    nodeOf(uid) === peer && record.heard && record.standing === 'connected';
  const dead = Object.entries(state.clients).filter(isMeant);
  const mourning = dead.reduce((after, [uid]) => mourn(after, uid, null, node), state);
  return clientDown(runRounds(mourning, node), peer, null, node);
}

function replicaFailed(state: ReplicaState, peer: NodeId, node: Outside): ReplicaState {
  return state.joining === null ? memberFailed(state, peer, node) : donorFailed(state, peer, node);
}
