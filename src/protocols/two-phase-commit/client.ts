/**
 * The client: sends what is typed to the coordinator and does not wait for one answer before the next command. `rapidset` and
 * `multiset` send all their sets at once; when all are answered they read, or verify, and say whether it came out as it must.
 *
 * A coordinator that is down is silent. After three seconds without a word the client asks whether it is still there; it is
 * answered with the list of what is open. What is not on the list is forgotten and ends as *unknown*, and so does everything after two
 * more seconds of silence: it may or may not have been committed. To repeat a `set` is harmless.
 */
import type { Node, OperationId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { onAnswer, type Settled, startBatch } from './batches.ts';
import type { ClientState, Command, CommitVocabulary, ToClient } from './messages.ts';
import { rowsText } from './texts.ts';

/** Silence after which a client asks, and silence after that with which it gives up. */
export const INQUIRE_MS = 3000;
export const GIVE_UP_MS = 2000;

type Outside = Node<CommitVocabulary>;

export const client: Process<CommitVocabulary, 'client'> = {
  durable: [],

  boot: () => ({ open: [], batches: [], isInquiring: false, answered: 0 }),

  onCommand(state, command, operation, node) {
    switch (command.type) {
      case 'exit':
        node.respond(operation, 'ok', 'goodbye');
        node.exit();
        return state;
      case 'rapidset':
      case 'multiset':
        return startBatch(state, command, operation, node, issue);
      case 'get':
      case 'set':
      case 'db':
      case 'verify':
        return issue(state, command, operation, node);
      default:
        return unreachable(command);
    }
  },

  onMessage(state, message, _from, node) {
    // Any word of the coordinator shows that it is there.
    const calm = state.isInquiring ? { ...state, isInquiring: false } : state;
    if (message.type === 'pending') return onPending(calm, message.operations, node);
    if (!calm.open.includes(message.operation)) return calm;
    const { outcome, text } = textOf(message);
    node.respond(message.operation, outcome, text);
    const isSuccess = outcome === 'ok';
    return settle(calm, message.operation, { isSuccess, isUnknown: false, message }, node);
  },

  onTimer(state, _timer, node) {
    if (state.open.length === 0) return state;
    if (state.isInquiring) return giveUp(state, state.open, 'silence', node);
    node.report({ type: 'Inquires', open: state.open.length });
    for (const coordinator of node.peers('coordinator')) {
      node.send(coordinator, { type: 'inquire' });
    }
    node.setTimer('patience', GIVE_UP_MS);
    return { ...state, isInquiring: true };
  },
};

type Single = Extract<Command, { type: 'get' | 'set' | 'db' | 'verify' }>;

/** Sends one operation. */
function issue(
  state: ClientState,
  command: Single,
  operation: OperationId,
  node: Outside,
): ClientState {
  for (const coordinator of node.peers('coordinator')) {
    switch (command.type) {
      case 'get':
        node.send(coordinator, { type: 'get', operation, key: command.key });
        break;
      case 'set':
        node.send(coordinator, { ...command, operation });
        break;
      case 'db':
        node.send(coordinator, { type: 'get-db', operation });
        break;
      case 'verify':
        node.send(coordinator, { type: 'verify', operation });
        break;
      default:
        return unreachable(command);
    }
  }
  if (state.open.length === 0) node.setTimer('patience', INQUIRE_MS);
  return { ...state, open: [...state.open, operation] };
}

function settle(
  state: ClientState,
  operation: OperationId,
  settled: Settled,
  node: Outside,
): ClientState {
  const open = state.open.filter((one) => one !== operation);
  if (open.length === 0) node.cancelTimer('patience');
  else if (!state.isInquiring) node.setTimer('patience', INQUIRE_MS);
  const answered = state.answered + (settled.isUnknown ? 0 : 1);
  return onAnswer({ ...state, open, answered }, operation, settled, node, issue);
}

/** The coordinator is there: it goes on with these; of the rest it knows nothing. */
function onPending(
  state: ClientState,
  operations: readonly OperationId[],
  node: Outside,
): ClientState {
  if (state.open.length > 0) node.setTimer('patience', INQUIRE_MS);
  const forgotten = state.open.filter((operation) => !operations.includes(operation));
  return forgotten.length === 0 ? state : giveUp(state, forgotten, 'forgotten', node);
}

function giveUp(
  state: ClientState,
  operations: readonly OperationId[],
  why: 'silence' | 'forgotten',
  node: Outside,
): ClientState {
  node.report({ type: 'GaveUp', open: operations.length, why });
  const text =
    why === 'silence'
      ? 'no answer: it may or may not have been done'
      : 'the coordinator has restarted and knows nothing of it';
  let next: ClientState = { ...state, isInquiring: false };
  for (const operation of operations) {
    node.respond(operation, 'unknown', text);
    next = settle(next, operation, { isSuccess: false, isUnknown: true, message: null }, node);
  }
  return next;
}

/** The answer as the original prints it. */
function textOf(message: Exclude<ToClient, { type: 'pending' }>): {
  readonly outcome: 'ok' | 'refused';
  readonly text: string;
} {
  switch (message.type) {
    case 'set-response': {
      const note = message.note === '' ? '' : ` (${message.note})`;
      return { outcome: message.success ? 'ok' : 'refused', text: `${message.success}${note}` };
    }
    case 'get-response':
      return { outcome: 'ok', text: `${message.key}: ${message.value ?? 'null'}` };
    case 'db-response':
      return { outcome: 'ok', text: rowsText(message.table) };
    case 'verify-response':
      return { outcome: 'ok', text: String(message.success) };
    case 'error':
      return { outcome: 'refused', text: `error: ${message.text}` };
    default:
      return unreachable(message);
  }
}
