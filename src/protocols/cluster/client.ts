/**
 * The client: posts and gets at a node of its choice.
 *
 *  - A node that does not lead sends it on: it posts the *same* request again at the address it was told (gap i: the original's
 *    HTTP library repeats a redirected POST as a GET, and the write is lost).
 *  - A node that refuses the connection is down: the client asks the registry who is there and goes to the next.
 *  - No leader: it is told so, and nothing was done. No quorum, or silence: nobody knows, and it does not try again by itself.
 *
 * A request is posted again only after it was certainly not carried out, and a log entry bears the command's number: a
 * command takes effect at most once. Source: README, "version 1.0.0" and "version 2.2.0".
 */
import type { Node, NodeId, OperationId, Outcome, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type {
  ClientState,
  ClusterVocabulary,
  Command,
  OpenCommand,
  Request,
  ToClient,
  Unavailable,
} from './messages.ts';
import { numberOf } from './term.ts';

/** A client that is sent from one to another and back gives up. */
const REDIRECTS_MAX = 5;
/** Beyond the time in which a leader answers that there is no quorum. */
const GRACE_MS = 2000;

type Outside = Node<ClusterVocabulary>;
type Answer = Exclude<ToClient, { type: 'listing' }>;

export const client: Process<ClusterVocabulary, 'client'> = {
  durable: [],

  boot(node) {
    const nodes = node.peers('node');
    return {
      node: nodes[(numberOf(node.id) - 1) % nodes.length] ?? 'node-1',
      listing: [],
      open: [],
    };
  },

  onCommand(state, command, operation, node) {
    if (command.type === 'use') return choose(state, command.node, operation, node);
    const request = requestOf(command, operation);
    const deadline = node.now + node.options.phaseMs + GRACE_MS;
    const opened = { operation, request, at: state.node, tried: [], redirects: 0, deadline };
    if (state.open.length === 0) node.setTimer('patience', deadline - node.now);
    node.send(state.node, request);
    return { ...state, open: [...state.open, opened] };
  },

  onMessage(state, message, _from, node) {
    if (message.type === 'listing') {
      return goOn({ ...state, listing: message.names }, node);
    }
    const known = state.open.find(({ operation }) => operation === message.operation);
    return known === undefined ? state : onAnswer(state, known, message, node);
  },

  onTimer(state, _timer, node) {
    const late = state.open.filter(({ deadline }) => deadline <= node.now);
    let next = state;
    for (const one of late) {
      const isWrite = one.request.type === 'put' || one.request.type === 'remove';
      const outcome = isWrite && !isLooking(one) ? 'unknown' : 'refused';
      next = end(
        next,
        one,
        outcome,
        `no answer in ${(node.options.phaseMs + GRACE_MS) / 1000} s`,
        node,
      );
    }
    const [oldest] = next.open;
    if (oldest !== undefined) node.setTimer('patience', Math.max(0, oldest.deadline - node.now));
    return next;
  },

  onUnreachable(state, peer, message, node) {
    if (message.type === 'list') return goOn(state, node);
    if (!('operation' in message)) return state;
    const refused = state.open.find(
      ({ operation, at }) => operation === message.operation && at === peer,
    );
    if (refused === undefined) return state;
    // Nobody has it now. Who is there is for the registry to say.
    const looking = { ...refused, at: '', tried: [...refused.tried, peer] };
    const next = replaced(state, looking);
    const registries = node.peers('registry');
    if (registries.length === 0) return goOn(next, node);
    for (const registry of registries) node.send(registry, { type: 'list' });
    return next;
  },
};

/** Chooses the node that the client talks to from now on. */
function choose(
  state: ClientState,
  chosen: NodeId,
  operation: OperationId,
  node: Outside,
): ClientState {
  if (!node.peers('node').includes(chosen)) {
    node.respond(operation, 'refused', `there is no node called ${chosen}`);
    return state;
  }
  node.respond(operation, 'ok', `talks to ${chosen}`);
  return { ...state, node: chosen };
}

function requestOf(command: Exclude<Command, { type: 'use' }>, operation: OperationId): Request {
  switch (command.type) {
    case 'set':
      return { type: 'put', operation, key: command.key, value: command.value };
    case 'get':
      return { type: 'get', operation, key: command.key };
    case 'remove':
      return { type: 'remove', operation, target: command.target };
    case 'nodes':
    case 'leader':
      return { type: 'ask', operation, about: command.type };
    default:
      return unreachable(command);
  }
}

function onAnswer(
  state: ClientState,
  known: OpenCommand,
  message: Answer,
  node: Outside,
): ClientState {
  switch (message.type) {
    case 'written': {
      const place = message.index === null ? '' : `, entry ${message.index}`;
      const done = known.request.type === 'remove' ? '200 taken out' : '201 created';
      return end(state, known, 'ok', `${done}${place}`, node);
    }
    case 'value': {
      // A redirected write that was repeated as a GET: the original's client never looks at what comes back.
      if (known.request.type === 'put') return end(state, known, 'ok', '201 created', node);
      const applied = message.applied === null ? '' : `, as of entry ${message.applied}`;
      const text = message.value === null ? '404 not found' : `200 ${message.value}`;
      return end(state, known, 'ok', `${text}${applied}`, node);
    }
    case 'redirect':
      return followRedirect(state, known, message.leader, node);
    case 'unavailable':
      return end(state, known, 'refused', UNAVAILABLE[message.reason], node);
    case 'uncertain': {
      const why = message.reason === 'no-quorum' ? '500 no quorum' : '500 the leader was deposed';
      return end(state, known, 'unknown', `${why}: the entry may be committed yet`, node);
    }
    case 'told': {
      const rows = message.names.map((name, at) => `${name} ${message.notes[at] ?? ''}`.trim());
      return end(state, known, 'ok', rows.join('\n') || 'nobody that it knows of', node);
    }
    default:
      return unreachable(message);
  }
}

const UNAVAILABLE: Readonly<Record<Unavailable, string>> = {
  'no-leader': '503 no leader, try again',
  'taking-over': '503 the leader is taking over, try again',
  'not-a-member': '404 it is not among the nodes that count',
  'still-registered': '409 still registered: stop it, and wait until the registry forgets it',
  'leader-itself': '409 the leader cannot take itself out',
  'change-pending': '409 another change of who counts is not committed yet, try again',
  'no-such-thing': '404 this version counts no majority, so there is nobody to take out',
};

function followRedirect(
  state: ClientState,
  known: OpenCommand,
  leader: NodeId,
  node: Outside,
): ClientState {
  if (known.redirects >= REDIRECTS_MAX) {
    return end(state, known, 'refused', `503 sent on ${REDIRECTS_MAX} times, try again`, node);
  }
  node.progress(known.operation, `301 to ${leader}`);
  const { request } = known;
  const asGet = request.type === 'put' && node.flaw('redirect-loses-write');
  const posted: Request = asGet
    ? { type: 'get', operation: request.operation, key: request.key }
    : request;
  node.report({
    type: 'Posts',
    to: leader,
    why: 'redirect',
    as: asGet ? 'get-instead' : kindOf(posted),
  });
  node.send(leader, posted);
  return replaced(state, { ...known, at: leader, redirects: known.redirects + 1 });
}

/** Sends what nobody has to the next node on the list that has not refused it. */
function goOn(state: ClientState, node: Outside): ClientState {
  let next = state;
  for (const one of state.open.filter(isLooking)) {
    const target = state.listing.find((id) => !one.tried.includes(id));
    if (target === undefined) {
      next = end(next, one, 'refused', 'connection refused; nobody else is registered', node);
      continue;
    }
    node.progress(one.operation, `connection refused; goes on to ${target}`);
    node.report({ type: 'Posts', to: target, why: 'refused', as: kindOf(one.request) });
    node.send(target, one.request);
    next = replaced(next, { ...one, at: target });
  }
  return next;
}

/** Whether a command is with nobody. */
function isLooking({ at }: OpenCommand): boolean {
  return at === '';
}

function kindOf({ type }: Request): 'put' | 'get' | 'other' {
  return type === 'put' || type === 'get' ? type : 'other';
}

function end(
  state: ClientState,
  { operation, request }: OpenCommand,
  outcome: Outcome,
  text: string,
  node: Outside,
): ClientState {
  node.respond(operation, outcome, text);
  node.report({ type: 'Told', operation, outcome, write: request.type === 'put' });
  const open = state.open.filter((one) => one.operation !== operation);
  if (open.length === 0) node.cancelTimer('patience');
  return { ...state, open };
}

function replaced(state: ClientState, changed: OpenCommand): ClientState {
  const open = state.open.map((one) => (one.operation === changed.operation ? changed : one));
  return { ...state, open };
}
